"""The registers, and the chain of entries beside them, which the database itself refuses to change."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)
FROZEN = (("register_entry", "UPDATE"), ("register_entry", "DELETE"), ("register_value", "UPDATE"))
CENTRE = ("region", "parent", "settings", "calendar", "status", "version")
TABLES = (
    "register_value",
    "register_entry",
    "register_subject",
    "technology",
    "interest",
    "seat",
    "committee",
)
OLDER = ("mou", "organisation", "holiday")


def text(name, length, nullable=False, to=None):
    """A column of text; `to` names what it refers to."""
    return sa.Column(name, sa.String(length=length), *([sa.ForeignKey(to)] if to else []), nullable=nullable)


def record(name, *columns, unique="code"):
    """A table of records: every one has a code, a state and a version."""
    for column in columns:
        for key in column.foreign_keys:
            key.name = f"fk_{name}_{column.name}"
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        text("code", 60),
        text("status", 20),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(sa.UniqueConstraint(one, name=f"uq_{name}_{one}") for one in dict.fromkeys(("code", unique))),
    )


def day(name, nullable=False):
    return sa.Column(name, sa.Date(), nullable=nullable)


def yes(name):
    return sa.Column(name, sa.Boolean(), nullable=False)


def number(name, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def long(name, nullable=False):
    return sa.Column(name, sa.Text(), nullable=nullable)


def several(name):
    return sa.Column(name, sa.JSON(), nullable=False)


def upgrade():
    op.add_column("centre", text("region", 20, True))
    op.add_column("centre", text("parent", 40, True))
    op.add_column("centre", sa.Column("settings", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("centre", text("calendar", 64, True))
    op.add_column(
        "centre", sa.Column("status", sa.String(length=20), nullable=False, server_default="active")
    )
    op.add_column("centre", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    partners()
    committees()
    offers()
    chain()
    guard = guard_sqlite if op.get_bind().dialect.name == "sqlite" else guard_postgresql
    guard()


def partners():
    record(
        "holiday",
        day("day"),
        text("name", 200),
        text("name_en", 200),
        text("centre", 40, True, "centre.code"),
    )
    op.create_index("ix_holiday_day", "holiday", ["day"])
    names = (text("name", 200), text("name_en", 200), text("kind", 20))
    record(
        "organisation",
        *names,
        text("juristic_id", 13, True),
        several("domains"),
        text("contact_name", 200, True),
        text("contact_email", 254, True),
        unique="juristic_id",
    )
    record(
        "mou",
        text("organisation", 60, to="organisation.code"),
        several("areas"),
        day("starts"),
        day("ends"),
        yes("no_money"),
        text("coordinator", 80, True, "person.username"),
        text("centre", 40, True, "centre.code"),
        text("case_no", 40, True),
        text("document_sha256", 64, True),
    )
    op.create_index("ix_mou_organisation", "mou", ["organisation"])


def committees():
    record(
        "committee",
        text("name", 200),
        text("name_en", 200),
        text("type", 20),
        long("legal_basis"),
        text("quorum_rule", 20),
        number("quorum_number", True),
        text("threshold", 20),
        yes("circulation_allowed"),
        text("centre", 40, True, "centre.code"),
        text("case_no", 40, True),
    )
    record(
        "seat",
        text("committee", 60, to="committee.code"),
        number("number"),
        text("title", 30),
        text("sector", 20),
        text("organisation", 60, True, "organisation.code"),
        text("person", 80, True, "person.username"),
        text("alternate", 80, True, "person.username"),
        yes("alternate_allowed"),
        yes("voting"),
        yes("ex_officio"),
        day("term_starts", True),
        day("term_ends", True),
        long("vacated_reason", True),
    )
    op.create_index("ix_seat_committee", "seat", ["committee"])
    op.create_index("ix_seat_person", "seat", ["person"])


def offers():
    record(
        "interest",
        text("person", 80, to="person.username"),
        text("organisation", 60, to="organisation.code"),
        text("relation", 30),
        long("detail", True),
        day("since", True),
        day("until", True),
        sa.Column("declared_at", UTC, nullable=False),
    )
    op.create_index("ix_interest_person", "interest", ["person"])
    op.create_index("ix_interest_organisation", "interest", ["organisation"])
    record(
        "technology",
        text("name", 200),
        text("name_en", 200),
        text("organisation", 60, to="organisation.code"),
        number("trl"),
        several("domains"),
        long("summary"),
        long("evidence", True),
        yes("innovation_list"),
        text("case_no", 40, True),
    )
    op.create_index("ix_technology_organisation", "technology", ["organisation"])


def chain():
    op.create_table(
        "register_subject",
        text("subject", 80),
        number("number"),
        text("hash", 64),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_register_subject"),
    )
    place = (text("subject", 80), sa.Column("number", sa.Integer(), autoincrement=False, nullable=False))
    op.create_table(
        "register_entry",
        *place,
        text("kind", 40),
        sa.Column("at", UTC, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        text("hash", 64),
        sa.PrimaryKeyConstraint("subject", "number", name="pk_register_entry"),
    )
    op.create_index("ix_register_entry_at", "register_entry", ["at"])
    op.create_table(
        "register_value",
        text("subject", 80),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        text("field", 40),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject", "number"],
            ["register_entry.subject", "register_entry.number"],
            name="fk_register_value_subject",
        ),
        sa.PrimaryKeyConstraint("subject", "number", "field", name="pk_register_value"),
    )


def guard_sqlite():
    for table, act in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )


def guard_postgresql():
    for table, act in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()"
        )
    op.execute(
        "CREATE TRIGGER register_entry_no_truncate BEFORE TRUNCATE ON register_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()"
    )


def downgrade():
    for name in (*TABLES, *OLDER):
        op.drop_table(name)
    for name in CENTRE:
        op.drop_column("centre", name)
