"""Which case a file was shared from."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = "fk_file_shared_from"


def upgrade():
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("shared_from", ID, nullable=True))
        table.create_foreign_key(KEY, "cases", ["shared_from"], ["id"])


def downgrade():
    with op.batch_alter_table("file") as table:
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("shared_from")
