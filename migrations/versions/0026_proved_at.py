"""When the password was last given in a session, or for a token."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade():
    for name in ("web_session", "api_token"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    for name in ("api_token", "web_session"):
        with op.batch_alter_table(name) as table:
            table.drop_column("proved_at")
