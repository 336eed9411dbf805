"""Whom a document of a case is for."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = "fk_file_addressee_id"


def upgrade():
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("addressee_id", ID, nullable=True))
        table.create_foreign_key(KEY, "person", ["addressee_id"], ["id"])


def downgrade():
    with op.batch_alter_table("file") as table:
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("addressee_id")
