"""Who a collection is open to and until when stands in its row; files that came with contributions."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

UTC = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = "fk_file_collection_id"


def upgrade():
    op.add_column("collection", sa.Column("listed", sa.JSON(), nullable=True))
    op.add_column("collection", sa.Column("closes_at", UTC, nullable=True))
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("collection_id", ID, nullable=True))
        table.add_column(sa.Column("sealed", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(KEY, "collection", ["collection_id"], ["id"])


def downgrade():
    with op.batch_alter_table("file") as table:
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("sealed")
        table.drop_column("collection_id")
    for column in ("closes_at", "listed"):
        op.drop_column("collection", column)
