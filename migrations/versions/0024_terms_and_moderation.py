"""Terms a collection opened with, what moderators did, and letters for whom a link was sent to."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = "fk_file_invitation_id"


def upgrade():
    with op.batch_alter_table("collection") as table:
        table.add_column(sa.Column("terms", sa.JSON(), nullable=True))
    with op.batch_alter_table("contribution") as table:
        table.add_column(sa.Column("let_through_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("hidden_reason", sa.Text(), nullable=True))
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("words", sa.JSON(), nullable=True))
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("invitation_id", ID, nullable=True))
        table.create_foreign_key(KEY, "invitation", ["invitation_id"], ["id"])


def downgrade():
    with op.batch_alter_table("file") as table:
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("invitation_id")
    with op.batch_alter_table("invitation") as table:
        table.drop_column("words")
    with op.batch_alter_table("contribution") as table:
        table.drop_column("hidden_reason")
        table.drop_column("let_through_at")
    with op.batch_alter_table("collection") as table:
        table.drop_column("terms")
