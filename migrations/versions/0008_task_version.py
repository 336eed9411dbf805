"""The version of a task, and who changed it last."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

UTC = sa.DateTime(timezone=True)
# Written out: the same words mean the same to both databases, and SQLite need not copy the table.
CHANGED_BY = """ALTER TABLE task ADD COLUMN changed_by {type}
CONSTRAINT fk_task_changed_by REFERENCES person (id)"""


def upgrade():
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("task", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("task", sa.Column("changed_at", UTC, nullable=True))
    op.execute(CHANGED_BY.format(type="INTEGER" if on_sqlite else "BIGINT"))


def downgrade():
    for name in ("changed_by", "changed_at", "version"):
        op.drop_column("task", name)
