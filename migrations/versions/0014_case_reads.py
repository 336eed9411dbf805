"""Who has read a case: auditors' reads, which nobody changes."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "case_read",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_read_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_case_read_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_read"),
    )
    op.create_index("ix_case_read_case", "case_read", ["case_id", "id"])
    for act in ("UPDATE", "DELETE"):
        guard(act)


def guard(act):
    """The database itself refuses: on PostgreSQL by the function the journal uses."""
    name = f"case_read_no_{act.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        said = "BEGIN SELECT RAISE(ABORT, 'the log of reads is append-only'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON case_read {said}")
        return
    does = "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()"
    op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON case_read {does}")


def downgrade():
    op.drop_table("case_read")
