"""People as a register: who looks after them, a version; who signed in; links to choose a password."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)
# Written out, as in 0008: SQLite need not copy the table.
CENTRE = (
    "ALTER TABLE person ADD COLUMN centre VARCHAR(40) CONSTRAINT fk_person_centre REFERENCES centre (code)"
)
# Whoever holds roles in one centre alone is looked after by it.
ONLY_ONE = """UPDATE person SET centre = (
SELECT min(centre.code) FROM role_grant JOIN centre ON centre.id = role_grant.centre_id
WHERE role_grant.person_id = person.id)
WHERE (SELECT count(DISTINCT coalesce(role_grant.centre_id, 0)) FROM role_grant
WHERE role_grant.person_id = person.id) = 1"""


ERASURE = "kind IN ('entry:erased', 'values:erased')"


def who(table, column, nullable=False):
    return sa.Column(column, ID, sa.ForeignKey("person.id", name=f"fk_{table}_{column}"), nullable=nullable)


def upgrade():
    op.execute(CENTRE)
    op.add_column("person", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.execute(ONLY_ONE)
    op.create_table(
        "sign_in",
        sa.Column("id", ID, nullable=False),
        who("sign_in", "person_id"),
        sa.Column("at", UTC, nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_person", "sign_in", ["person_id", "id"])
    op.create_index("ix_sign_in_at", "sign_in", ["at"])
    op.create_table(
        "password_link",
        sa.Column("id", ID, nullable=False),
        who("password_link", "person_id"),
        sa.Column("hash", sa.String(length=64), nullable=False),
        who("password_link", "made_by", True),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("used_at", UTC, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_password_link"),
        sa.UniqueConstraint("hash", name="uq_password_link_hash"),
    )
    op.create_index("ix_password_link_person_id", "password_link", ["person_id"])
    where = {"postgresql_where": sa.text(ERASURE), "sqlite_where": sa.text(ERASURE)}
    op.create_index("ix_journal_entry_erased", "journal_entry", ["at"], **where)


def downgrade():
    op.drop_index("ix_journal_entry_erased", "journal_entry")
    op.drop_table("password_link")
    op.drop_table("sign_in")
    op.drop_column("person", "version")
    op.drop_column("person", "centre")
