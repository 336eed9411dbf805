"""Files: content by its hash, attachments and documents."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "file_content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_file_content"),
    )
    op.create_table(
        "file",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("task_id", ID, nullable=True),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scan", sa.String(length=20), nullable=False),
        sa.Column("uploaded_by", ID, nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=True),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column("template", sa.String(length=200), nullable=True),
        sa.Column("element", sa.String(length=120), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_file_case_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_file_task_id"),
        sa.ForeignKeyConstraint(["sha256"], ["file_content.sha256"], name="fk_file_sha256"),
        sa.ForeignKeyConstraint(["uploaded_by"], ["person.id"], name="fk_file_uploaded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_file"),
    )
    op.create_index("ix_file_case_id", "file", ["case_id", "sha256"])
    op.create_index("ix_file_uploaded_by", "file", ["uploaded_by", "sha256"])
    op.create_index("ix_file_sha256", "file", ["sha256"])


def downgrade():
    op.drop_table("file")
    op.drop_table("file_content")
