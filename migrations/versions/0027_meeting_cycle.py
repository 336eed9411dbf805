"""When a committee meets, month by month."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

COLUMNS = (("meets_week", 4), ("meets_weekday", 1), ("meets_at", 5))


def upgrade():
    with op.batch_alter_table("committee") as table:
        for name, length in COLUMNS:
            table.add_column(sa.Column(name, sa.String(length), nullable=True))


def downgrade():
    with op.batch_alter_table("committee") as table:
        for name, _length in reversed(COLUMNS):
            table.drop_column(name)
