"""The furnished office every test begins in."""

from app.extensions import db, dispose, migrate
from app.seed import PASSWORD, found_office
from tests.support.people import Person


class Furnished:
    """An application whose database is furnished once, remembered, and renewed for each test."""

    def __init__(self, create_app, database):
        self.database = database
        self.app = create_app(
            {"TESTING": True, "DATABASE_URL": database.url, "SECRET_KEY": "a secret of the tests"}
        )
        with self.app.app_context():
            migrate(self.app)
            self.tokens = found_office()
            db.session.commit()
        dispose(self.app)
        database.remember()

    def person(self, role):
        """Somebody with that role in the Sriracha centre."""
        username, token = self.tokens[role]
        return Person(username=username, token=token, password=PASSWORD)

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
