"""Since when the clocks of tasks stand, while others must act; and for how long each stood before."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

UTC = sa.DateTime(timezone=True)
STOPS = "task.status = 'open' AND task.clock_stopped"
# What waits for others now stops the clocks since it does; reminders of the others wait when they are due.
COUNT = f"""UPDATE instance SET clock_stops =
(SELECT count(*) FROM task WHERE task.instance_id = instance.id AND {STOPS})"""
SINCE = f"""UPDATE cases SET stands_since =
(SELECT min(task.opened_at) FROM task WHERE task.case_id = cases.id AND {STOPS})"""
STAND = """UPDATE task SET stands_since = (SELECT CASE WHEN cases.stands_since > task.opened_at
THEN cases.stands_since ELSE task.opened_at END FROM cases WHERE cases.id = task.case_id)
WHERE task.status = 'open' AND NOT task.clock_stopped AND EXISTS
(SELECT 1 FROM cases WHERE cases.id = task.case_id AND cases.stands_since IS NOT NULL)"""


def upgrade():
    op.add_column("instance", sa.Column("clock_stops", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("stands_since", UTC, nullable=True))
    op.add_column("task", sa.Column("stands_since", UTC, nullable=True))
    op.add_column("task", sa.Column("stood", sa.Integer(), nullable=False, server_default="0"))
    for statement in (COUNT, SINCE, STAND):
        op.execute(statement)


def downgrade():
    op.drop_column("task", "stood")
    op.drop_column("task", "stands_since")
    op.drop_column("cases", "stands_since")
    op.drop_column("instance", "clock_stops")
