"""Sketches of cases, to find similar ones."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "sketch",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_sketch_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_sketch"),
    )
    op.create_table(
        "sketch_band",
        sa.Column("band", ID, autoincrement=False, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_sketch_band_case_id"),
        sa.PrimaryKeyConstraint("band", "case_id", name="pk_sketch_band"),
    )


def downgrade():
    op.drop_table("sketch_band")
    op.drop_table("sketch")
