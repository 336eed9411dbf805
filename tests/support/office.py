"""The furnished office every test begins in."""

from app.extensions import db, dispose, migrate
from app.people import service
from app.seed import PASSWORD, found_office
from tests.support.people import Person


def signed_in(somebody):
    """With a token for the API and the password for the web."""
    _, token = service.issue_token(somebody, "test")
    return Person(username=somebody.username, token=token, password=PASSWORD)


class Furnished:
    """An application whose database is furnished once, remembered, and renewed for each test."""

    def __init__(self, create_app, database):
        self.database = database
        self.app = create_app(
            {"TESTING": True, "DATABASE_URL": database.url, "SECRET_KEY": "a secret of the tests"}
        )
        with self.app.app_context():
            migrate(self.app)
            people = found_office(cheap=True)
            self.people = {role: signed_in(somebody) for role, somebody in people.items()}
            db.session.commit()
        dispose(self.app)
        database.remember()

    def person(self, role):
        """Somebody with that role in the Sriracha centre."""
        return self.people[role]

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
