"""Messages find their receiver over all cases: by the digest of their correlation keys."""

import hashlib

import rfc8785
import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

SUBSCRIPTION = sa.table(
    "subscription", sa.column("id"), sa.column("keys", sa.JSON()), sa.column("digest", sa.String())
)


def upgrade():
    for name in ("subscription", "due_row"):
        op.add_column(name, sa.Column("digest", sa.String(length=64), nullable=True))
    fill()
    op.drop_index("ix_subscription_name", "subscription")
    op.create_index("ix_subscription_name", "subscription", ["kind", "name", "digest"])


def fill():
    """What waits already gets the digest of its keys."""
    connection = op.get_bind()
    for id, keys in connection.execute(sa.select(SUBSCRIPTION.c.id, SUBSCRIPTION.c["keys"])).all():
        if keys:
            digest = hashlib.sha256(rfc8785.dumps(keys)).hexdigest()
            connection.execute(SUBSCRIPTION.update().where(SUBSCRIPTION.c.id == id).values(digest=digest))


def downgrade():
    op.drop_index("ix_subscription_name", "subscription")
    op.create_index("ix_subscription_name", "subscription", ["kind", "name"])
    for name in ("due_row", "subscription"):
        op.drop_column(name, "digest")
