"""How we speak to the two databases: column types, transactions that lose no update, sessions that only read.

Measured reasons: docs/decisions/0004-sqlite-and-postgresql.md.
"""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

import orjson
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import BigInteger, DateTime, Engine, Integer, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer, "sqlite")
LOCK_TIMEOUT = 15

_locks: dict[str, threading.Lock] = defaultdict(threading.Lock)


class Table(DeclarativeBase):
    """What every table of ours is made from; names of constraints are fixed for the migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Utc(TypeDecorator):
    """A moment in UTC: aware in Python, TIMESTAMPTZ on PostgreSQL, text without zone on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return (
            value.astimezone(UTC) if dialect.name != "sqlite" else value.astimezone(UTC).replace(tzinfo=None)
        )

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Session(FlaskSession):
    """A session which only reads when told so: no write lock on SQLite, no transaction on PostgreSQL."""

    def get_bind(self, *args, **kwargs):
        engine = super().get_bind(*args, **kwargs)
        return reading(engine) if self.info.get("read_only") else engine


class OneWriter(sqlite3.Connection):
    """Threads of one process queue for the write lock here; SQLite's own queue sleeps too long."""

    def __init__(self, database, *args, **kwargs):
        super().__init__(database, *args, **kwargs)
        self._lock = _locks[str(database)]
        self._holds = False

    def begin_writing(self):
        self._holds = self._lock.acquire(timeout=LOCK_TIMEOUT)
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            self._let_go()
            raise

    def commit(self):
        super().commit()
        self._let_go()

    def rollback(self):
        try:
            super().rollback()
        finally:
            self._let_go()

    def close(self):
        try:
            super().close()
        finally:
            self._let_go()

    def _let_go(self):
        if self._holds:
            self._holds = False
            self._lock.release()


def reading(engine: Engine) -> Engine:
    """The same pool of connections, for reading only."""
    kept = engine.__dict__.get("_for_reading")
    if kept is None:
        options = {"read_only": True} if is_sqlite(engine) else {"isolation_level": "AUTOCOMMIT"}
        kept = engine.__dict__["_for_reading"] = engine.execution_options(**options)
    return kept


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


@contextmanager
def hurrying(engine: Engine) -> Iterator[None]:
    """Meanwhile SQLite waits for the disk at checkpoints only: a power cut takes what came last, no more."""
    if not is_sqlite(engine):
        yield
        return

    def hurry(connection, *_):
        connection.execute("PRAGMA synchronous=NORMAL")

    event.listen(engine, "checkout", hurry)
    try:
        yield
    finally:
        event.remove(engine, "checkout", hurry)
        engine.dispose()


def engine_options(url: str) -> dict:
    """What create_engine needs beside the address."""
    options = {
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if url.startswith("sqlite"):
        arguments = {"factory": OneWriter, "isolation_level": None, "timeout": LOCK_TIMEOUT}
        return {**options, "connect_args": arguments}
    keepalive = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    session = {"options": "-c idle_in_transaction_session_timeout=300000"}
    return {**options, "connect_args": {**keepalive, **session}, "pool_size": 10, "max_overflow": 20}


def prepare(engine: Engine) -> None:
    """Give an engine of SQLite its pragmas and its honest transactions. PostgreSQL needs neither."""
    if not is_sqlite(engine):
        return

    @event.listens_for(engine, "connect")
    def set_pragmas(connection, _record):
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={LOCK_TIMEOUT}000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection):
        raw = connection.connection.driver_connection
        if connection.get_execution_options().get("read_only"):
            raw.execute("BEGIN")
            return
        raw.begin_writing()
