"""An MOU signed on paper: its number, its day, its file; files of a record."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade():
    with op.batch_alter_table("mou") as table:
        table.add_column(sa.Column("paper_no", sa.String(60), nullable=True))
        table.add_column(sa.Column("signed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("paper", sa.JSON(), nullable=True))
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("record", sa.String(80), nullable=True))


def downgrade():
    with op.batch_alter_table("file") as table:
        table.drop_column("record")
    with op.batch_alter_table("mou") as table:
        for name in ("paper", "signed_on", "paper_no"):
            table.drop_column(name)
