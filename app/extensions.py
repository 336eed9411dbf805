"""The pieces the application is put together from, and the care of its database."""

from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from flask_smorest import Api
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import DBAPIError

from app.database import Session, Table, engine_options, prepare

MIGRATIONS = Path(__file__).parent.parent / "migrations"

db = SQLAlchemy(
    model_class=Table,
    disable_autonaming=True,
    session_options={"class_": Session, "expire_on_commit": False},
)
api = Api()


def execute(statement, values=None):
    """A statement of Core on the session's own connection, without the ORM's share: for the busiest paths.

    What waits in the session is not flushed before. A list of one row goes as that row: a batch costs more.
    """
    if isinstance(values, list) and len(values) == 1:
        values = values[0]
    return db.session.connection().execute(statement, values)


@contextmanager
def sent_together():
    """Statements whose results nobody reads go to PostgreSQL in one round trip (libpq's pipeline).

    The block ends when all are done; DBAPIError for the first that fails. SQLite does them one by one.
    """
    connection = db.session.connection()
    driver, dialect = connection.connection.driver_connection, connection.dialect
    if not hasattr(driver, "pipeline"):
        yield
        return
    try:
        with driver.pipeline():
            yield
    except dialect.dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, dialect.dbapi.Error, dialect=dialect) from error


def asked_once(key, ask):
    """What `ask` gives; a request that only reads asks once under a key, others every time."""
    known = db.session.info.setdefault("asked", {}) if db.session.info.get("read_only") else {}
    if key not in known:
        known[key] = ask()
    return known[key]


def init_app(app) -> None:
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def migrate(app, revision: str = "head") -> None:
    """Bring the database of an application to a revision, upwards."""
    _with_alembic(app, lambda config: command.upgrade(config, revision))


def unmigrate(app, revision: str) -> None:
    """Bring the database of an application back to a revision; "base" empties it."""
    _with_alembic(app, lambda config: command.downgrade(config, revision))


def model_differences(app) -> list:
    """Where the models and the migrated database differ; empty when they match."""
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Table.metadata)


def dispose(app) -> None:
    """Drop every connection to the database."""
    with app.app_context():
        db.engine.dispose()


def _with_alembic(app, act) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with app.app_context(), db.engine.begin() as connection:
        config.attributes["connection"] = connection
        act(config)
