"""Releases of processes, their files by content, and the versions they brought."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "release",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("published_by", ID, nullable=True),
        sa.Column("published_at", UTC, nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name="fk_release_published_by"),
        sa.PrimaryKeyConstraint("hash", name="pk_release"),
    )
    op.create_table(
        "content",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_content"),
    )
    op.create_table(
        "release_file",
        sa.Column("release_hash", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["content_hash"], ["content.hash"], name="fk_release_file_content_hash"),
        sa.ForeignKeyConstraint(["release_hash"], ["release.hash"], name="fk_release_file_release_hash"),
        sa.PrimaryKeyConstraint("release_hash", "path", name="pk_release_file"),
    )
    op.create_table(
        "process_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("process_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("release_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["release_hash"], ["release.hash"], name="fk_process_version_release_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_process_version"),
        sa.UniqueConstraint("process_id", "number", name="uq_process_version_process_id_number"),
    )
    op.create_index("ix_process_version_release_hash", "process_version", ["release_hash"])


def downgrade():
    op.drop_table("process_version")
    op.drop_table("release_file")
    op.drop_table("content")
    op.drop_table("release")
