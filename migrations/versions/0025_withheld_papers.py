"""Who left the room for which matter; absences from meetings in a row, by seat."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "withheld",
        sa.Column("person_id", ID, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("matter_id", ID, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("case_id", ID, sa.ForeignKey("cases.id"), nullable=False),
    )
    with op.batch_alter_table("seat") as table:
        table.add_column(sa.Column("absences", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("seat") as table:
        table.drop_column("absences")
    op.drop_table("withheld")
