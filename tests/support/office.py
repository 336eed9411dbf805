"""The furnished office every test begins in."""

from sqlalchemy import event

from app import create_app
from app.database import is_sqlite
from app.extensions import db, dispose, migrate
from app.people import service
from app.seed import PASSWORD, found_office
from tests.support.people import Person


class Furnished:
    """An application whose database is furnished once, remembered, and renewed for each test."""

    def __init__(self, database):
        self.database, self.people = database, {}
        settings = {"TESTING": True, "DATABASE_URL": database.url, "SECRET_KEY": "a secret of the tests"}
        self.app = create_app(settings)
        with self.app.app_context():
            in_a_hurry(db.engine)
            migrate(self.app)
            self.move_in()
            db.session.commit()
        dispose(self.app)
        database.remember()

    def move_in(self):
        """The sample office: its people by role."""
        for role, somebody in found_office().items():
            self.welcome(role, somebody, PASSWORD)

    def welcome(self, name, somebody, password):
        """Remember somebody under a name, with a token for the API."""
        _, token = service.issue_token(somebody, "test")
        self.people[name] = Person(username=somebody.username, token=token, password=password)

    def person(self, name):
        return self.people[name]

    def renew(self):
        dispose(self.app)
        self.database.renew()

    def rest(self):
        """Nothing of one test reaches the next."""
        with self.app.app_context():
            db.session.remove()
        dispose(self.app)

    def close(self):
        dispose(self.app)
        self.database.forget()


def in_a_hurry(engine) -> None:
    """SQLite does not wait for the disk: test data need not outlive a power cut."""
    if is_sqlite(engine):
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))
