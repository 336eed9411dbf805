"""An office for the tests of the API: two people a role, a second centre, small diagrams of our own."""

from pathlib import Path

from app.people import service as people
from app.people.roles import ROLES
from app.processes.service import publish
from tests.support.office import Furnished
from workflows.release import read_folder

DIAGRAMS = Path(__file__).parent / "diagrams"
PASSWORD = "a password of the tests"


class Office(Furnished):
    """Somebody of every name: a role, a role_2, and a role_far of the other centre."""

    def move_in(self):
        here = people.add_centre("SRC", "ศูนย์ศรีราชา", "Sriracha")
        there = people.add_centre("CNX", "ศูนย์เชียงใหม่", "Chiang Mai")
        for role in ROLES:
            for name, centre in ((role, here), (f"{role}_2", here), (f"{role}_far", there)):
                self._hire(name, role, None if role in ("auditor", "admin", "process_owner") else centre)
        publish(read_folder(DIAGRAMS), by=people.person_named("process_owner"))

    def _hire(self, name, role, centre):
        person = people.add_person(name, f"คุณ {name}", f"Mx {name}", PASSWORD, f"{name}@example.org")
        people.grant_role(person, role, centre)
        self.welcome(name, person, PASSWORD)
