"""An office for the tests of the API: two people a role, a second centre, small diagrams of our own."""

from pathlib import Path

from app.office import found_centre
from app.people import service as people
from app.people.passwords import hash_password
from app.people.roles import EVERYWHERE, ROLES
from app.processes.service import publish
from app.staff import service as staff
from tests.support.office import Furnished
from workflows.release import read_folder

DIAGRAMS = Path(__file__).parent / "diagrams"
PASSWORD = "a password of the tests"


class Office(Furnished):
    """Somebody of every name: a role, a role_2, and a role_far of the other centre."""

    def move_in(self):
        here = found_centre("SRC", "ศูนย์ศรีราชา", "Sriracha")
        there = found_centre("CNX", "ศูนย์เชียงใหม่", "Chiang Mai")
        shared = hash_password(PASSWORD)
        for role in ROLES:
            for name, centre in ((role, here), (f"{role}_2", here), (f"{role}_far", there)):
                self._hire(name, role, None if role in EVERYWHERE else centre, shared)
        publish(read_folder(DIAGRAMS), by=people.person_named("process_owner"))

    def _hire(self, name, role, centre, shared):
        said = {"code": name, "name": f"คุณ {name}", "name_en": f"Mx {name}", "email": f"{name}@example.org"}
        person = staff.welcome(said, [(role, centre)], shared)
        self.welcome(name, person, PASSWORD)
