"""Substitution: who acts for whom while they are away; and for whom a task was held or done."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)
# Written out, as in 0008: SQLite need not copy the table.
BEHALF = "ALTER TABLE task ADD COLUMN behalf_id {type} CONSTRAINT fk_task_behalf_id REFERENCES person (id)"


def who(name, nullable=False, to="person.id"):
    return sa.Column(name, ID, sa.ForeignKey(to, name=f"fk_substitution_{name}"), nullable=nullable)


def upgrade():
    op.create_table(
        "substitution",
        sa.Column("id", ID, nullable=False),
        who("person_id"),
        who("substitute_id"),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        who("centre_id", True, "centre.id"),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        who("set_by"),
        sa.Column("set_at", UTC, nullable=False),
        who("ended_by", True),
        sa.Column("ended_at", UTC, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_substitution"),
    )
    op.create_index("ix_substitution_person", "substitution", ["person_id", "ends"])
    op.create_index("ix_substitution_substitute", "substitution", ["substitute_id", "ends"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(BEHALF.format(type="INTEGER" if on_sqlite else "BIGINT"))


def downgrade():
    op.drop_column("task", "behalf_id")
    op.drop_table("substitution")
