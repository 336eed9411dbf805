"""Collections, what people contribute to them, and one-time invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")


def text(name, length, nullable=False):
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def at(name, nullable=True):
    return sa.Column(name, UTC, nullable=nullable)


def refers(table, column, to, nullable=False, kind=ID):
    key = sa.ForeignKey(to, name=f"fk_{table}_{column}")
    return sa.Column(column, kind, key, nullable=nullable)


def upgrade():
    op.create_table(
        "collection",
        sa.Column("id", ID, nullable=False),
        refers("collection", "case_id", "cases.id"),
        refers("collection", "instance_id", "instance.id"),
        refers("collection", "centre_id", "centre.id"),
        text("process_id", 80),
        refers("collection", "release_hash", "release.hash", kind=sa.String(length=64)),
        text("name", 60),
        text("element", 120),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("contributors", sa.Text(), nullable=False),
        at("opened_at", nullable=False),
        at("closed_at"),
        at("revealed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_collection"),
        sa.UniqueConstraint("instance_id", "name", name="uq_collection_instance_id_name"),
    )
    op.create_index("ix_collection_case_id", "collection", ["case_id", "name"])
    op.create_index(
        "ix_collection_open", "collection", ["centre_id"], postgresql_where=OPEN, sqlite_where=OPEN
    )
    op.create_table(
        "invitation",
        sa.Column("id", ID, nullable=False),
        refers("invitation", "case_id", "cases.id"),
        refers("invitation", "instance_id", "instance.id"),
        text("name", 60),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        text("token_hash", 64),
        text("email", 254, nullable=True),
        text("invitee", 200, nullable=True),
        at("created_at", nullable=False),
        at("mailed_at"),
        at("used_at"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )
    op.create_index("ix_invitation_instance_id", "invitation", ["instance_id", "name"])
    op.create_table(
        "contribution",
        sa.Column("id", ID, nullable=False),
        refers("contribution", "collection_id", "collection.id"),
        text("key", 32),
        refers("contribution", "person_id", "person.id", nullable=True),
        refers("contribution", "invitation_id", "invitation.id", nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        at("at", nullable=False),
        at("changed_at", nullable=False),
        at("withdrawn_at"),
        sa.PrimaryKeyConstraint("id", name="pk_contribution"),
        sa.UniqueConstraint("key", name="uq_contribution_key"),
        sa.UniqueConstraint("invitation_id", name="uq_contribution_invitation_id"),
    )
    op.create_index("ix_contribution_collection_id", "contribution", ["collection_id", "person_id"])


def downgrade():
    for table in ("contribution", "invitation", "collection"):
        op.drop_table(table)
