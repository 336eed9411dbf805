"""Cases, their instances, the tasks on people's desks, and drafts of answers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "cases",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_no", sa.String(length=40), nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("speed", sa.String(length=20), nullable=True),
        sa.Column("opened_by", ID, nullable=True),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("closed_at", UTC, nullable=True),
        sa.Column("journal_number", sa.Integer(), nullable=False),
        sa.Column("journal_hash", sa.String(length=64), nullable=False),
        sa.Column("journal_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name="fk_cases_centre_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name="fk_cases_opened_by"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("case_no", name="uq_cases_case_no"),
    )
    op.create_index("ix_cases_centre", "cases", ["centre_id", "opened_at", "id"])
    op.create_index("ix_cases_opened_by", "cases", ["opened_by", "id"])
    op.create_table(
        "instance",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("process_id", sa.String(length=80), nullable=False),
        sa.Column("release_hash", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("started_at", UTC, nullable=False),
        sa.Column("ended_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_instance_case_id"),
        sa.ForeignKeyConstraint(["release_hash"], ["release.hash"], name="fk_instance_release_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
    op.create_index("ix_instance_case_id", "instance", ["case_id"])
    op.create_index("ix_instance_release_hash", "instance", ["release_hash"])
    op.create_table(
        "task",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("instance_id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=True),
        sa.Column("form", sa.String(length=200), nullable=True),
        sa.Column("four_eyes", sa.Text(), nullable=False),
        sa.Column("clock_stopped", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("assignee_id", ID, nullable=True),
        sa.Column("claimed_by", ID, nullable=True),
        sa.Column("claimed_at", UTC, nullable=True),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("completed_by", ID, nullable=True),
        sa.Column("completed_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["person.id"], name="fk_task_assignee_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_task_case_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name="fk_task_centre_id"),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name="fk_task_claimed_by"),
        sa.ForeignKeyConstraint(["completed_by"], ["person.id"], name="fk_task_completed_by"),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name="fk_task_instance_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("instance_id", "step_id", name="uq_task_instance_id_step_id"),
    )
    op.create_index(
        "ix_task_assigned",
        "task",
        ["assignee_id", "due_at", "id"],
        postgresql_where=sa.text("status = 'open'"),
        sqlite_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_task_claimed",
        "task",
        ["claimed_by", "due_at", "id"],
        postgresql_where=sa.text("status = 'open'"),
        sqlite_where=sa.text("status = 'open'"),
    )
    op.create_index("ix_task_element", "task", ["case_id", "element"])
    op.create_index(
        "ix_task_inbox",
        "task",
        ["centre_id", "role", "due_at", "id"],
        postgresql_where=sa.text("status = 'open'"),
        sqlite_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "task_draft",
        sa.Column("task_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_task_draft_person_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_draft_task_id"),
        sa.PrimaryKeyConstraint("task_id", "person_id", name="pk_task_draft"),
    )


def downgrade():
    op.drop_table("task_draft")
    op.drop_table("task")
    op.drop_table("instance")
    op.drop_table("cases")
