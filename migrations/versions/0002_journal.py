"""The journal, which the database itself refuses to change."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)

# (table, what is refused): an entry never changes; a value may be erased, never rewritten.
FROZEN = (("journal_entry", "UPDATE"), ("journal_entry", "DELETE"), ("journal_value", "UPDATE"))


def upgrade():
    op.create_table(
        "journal_entry",
        sa.Column("case_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("instance_id", ID, nullable=True),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_journal_entry"),
    )
    op.create_index("ix_journal_entry_at", "journal_entry", ["at"])
    op.create_table(
        "journal_value",
        sa.Column("case_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id", "number"],
            ["journal_entry.case_id", "journal_entry.number"],
            name="fk_journal_value_case_id",
        ),
        sa.PrimaryKeyConstraint("case_id", "number", "field", name="pk_journal_value"),
    )
    guard = guard_sqlite if op.get_bind().dialect.name == "sqlite" else guard_postgresql
    guard()


def guard_sqlite():
    for table, act in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )


def guard_postgresql():
    op.execute(
        "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
    )
    for table, act in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()"
        )
    op.execute(
        "CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()"
    )


def downgrade():
    op.drop_table("journal_value")
    op.drop_table("journal_entry")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION journal_is_append_only()")
