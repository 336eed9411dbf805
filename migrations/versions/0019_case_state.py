"""The state of a case as its diagrams say it, and how much of a release its scenarios walked."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade():
    op.add_column("cases", sa.Column("state", sa.String(40), nullable=True))
    op.create_index("ix_cases_state", "cases", ["centre_id", "state", "opened_at", "id"])
    op.add_column("release", sa.Column("coverage", sa.JSON(), nullable=True))


def downgrade():
    op.drop_column("release", "coverage")
    op.drop_index("ix_cases_state", "cases")
    op.drop_column("cases", "state")
