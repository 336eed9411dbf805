"""An office for the tests of the API: two people a role, a second centre, small diagrams of our own."""

from contextlib import suppress
from pathlib import Path

from psycopg import OperationalError

from app.extensions import db, dispose, migrate
from app.people import service as people
from app.people.roles import ROLES
from app.processes.service import publish
from tests.support.people import Person
from workflows.release import read_folder

DIAGRAMS = Path(__file__).parent / "diagrams"
PASSWORD = "a password of the tests"


class Office:
    """An application furnished once, remembered, and renewed for each test."""

    def __init__(self, create_app, database):
        self.database, self.tokens = database, {}
        self.app = create_app({"TESTING": True, "DATABASE_URL": database.url, "SECRET_KEY": "tests"})
        with self.app.app_context():
            migrate(self.app)
            self._move_in()
            db.session.commit()
        dispose(self.app)
        database.remember()

    def _move_in(self):
        here = people.add_centre("SRC", "ศูนย์ศรีราชา", "Sriracha")
        there = people.add_centre("CNX", "ศูนย์เชียงใหม่", "Chiang Mai")
        for role in ROLES:
            for name, centre in ((role, here), (f"{role}_2", here), (f"{role}_far", there)):
                self._hire(name, role, None if role in ("auditor", "admin", "process_owner") else centre)
        publish(read_folder(DIAGRAMS), by=people.person_named("process_owner"))

    def _hire(self, name, role, centre):
        person = people.add_person(name, f"คุณ {name}", f"Mx {name}", PASSWORD, f"{name}@example.org")
        people.grant_role(person, role, centre)
        _, text = people.issue_token(person, "tests")
        self.tokens[name] = Person(username=name, token=text, password=PASSWORD)

    def person(self, name):
        """Somebody of this name: a role, a role_2, or a role_far of the other centre."""
        return self.tokens[name]

    def renew(self):
        dispose(self.app)
        self.database.renew()

    def rest(self):
        with self.app.app_context():
            db.session.remove()
        dispose(self.app)

    def close(self):
        dispose(self.app)
        with suppress(OperationalError):  # a server of our own may be gone already, with its databases
            self.database.forget()
