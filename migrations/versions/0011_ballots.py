"""Sealed ballot boxes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "ballot_box",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_ballot_box_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ballot_box"),
        sa.UniqueConstraint("case_id", "name", name="uq_ballot_box_case_id_name"),
    )


def downgrade():
    op.drop_table("ballot_box")
