"""What waits without a person: subscriptions, due rows, incidents, the counter of case numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "subscription",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("instance_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("element", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_subscription_case_id"),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name="fk_subscription_instance_id"),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
    )
    op.create_index("ix_subscription_case", "subscription", ["case_id", "kind", "name"])
    op.create_index("ix_subscription_instance_id", "subscription", ["instance_id"])
    op.create_index("ix_subscription_name", "subscription", ["kind", "name"])
    op.create_table(
        "due_row",
        sa.Column("id", ID, nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("instance_id", ID, nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_due_row_case_id"),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name="fk_due_row_instance_id"),
        sa.PrimaryKeyConstraint("id", name="pk_due_row"),
    )
    op.create_index("ix_due_row_case", "due_row", ["case_id", "kind"])
    op.create_index(
        "ix_due_row_due",
        "due_row",
        ["due_at", "id"],
        postgresql_where=sa.text("attempts < 8"),
        sqlite_where=sa.text("attempts < 8"),
    )
    op.create_index("ix_due_row_instance", "due_row", ["instance_id", "step_id"])
    op.create_index("ix_due_row_name", "due_row", ["kind", "name"])
    op.create_table(
        "incident",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("instance_id", ID, nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("due_row_id", ID, nullable=True),
        sa.Column("element", sa.String(length=120), nullable=True),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("th", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("closed_at", UTC, nullable=True),
        sa.Column("closed_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_incident_case_id"),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name="fk_incident_closed_by"),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name="fk_incident_instance_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
    )
    op.create_index("ix_incident_due_row_id", "incident", ["due_row_id"])
    op.create_index("ix_incident_instance_id", "incident", ["instance_id"])
    op.create_index(
        "ix_incident_open",
        "incident",
        ["case_id", "id"],
        postgresql_where=sa.text("closed_at IS NULL"),
        sqlite_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )


def downgrade():
    op.drop_table("counter")
    op.drop_table("incident")
    op.drop_table("due_row")
    op.drop_table("subscription")
