"""The sample office: the Sriracha centre, its people and partners, the processes, and cases in every stage.

People and the centre are rows; everything that happens to a case goes through the commands of real life.
"""

from pathlib import Path

import yaml
from sqlalchemy import func, select

from app.extensions import db
from app.people import service as people
from app.people.models import Person
from app.people.roles import role_name
from app.processes import service as processes

PASSWORD = "dgti-demo"
SEEDS = Path(__file__).parent / "seeds"
PIPELINE = Path(__file__).parent.parent / "bpmn" / "dgti"
EVERYWHERE = {"process_owner", "auditor", "admin"}


def is_empty() -> bool:
    """Whether nobody lives in this database yet."""
    return not db.session.scalar(select(func.count()).select_from(Person))


def found_office(cheap: bool = False) -> dict[str, Person]:
    """Add the centre, the people and the processes; gives the first person of each role."""
    office = read("office.yaml")
    centre = people.add_centre(**office["centre"])
    first = {}
    for row in office["people"]:
        organisation = office["organisations"][row["org"]]["th"]
        person = people.add_person(
            row["username"], row["th"], row["en"], PASSWORD, organisation=organisation, cheap=cheap
        )
        for role in row["roles"]:
            people.grant_role(person, role, None if role in EVERYWHERE else centre)
            first.setdefault(role, person)
    processes.publish(bundle(PIPELINE), by=first["process_owner"])
    return first


def bundle(folder: Path) -> dict[str, bytes]:
    """The files of a package of processes, as a release takes them."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def read(name: str):
    return yaml.safe_load((SEEDS / name).read_text("utf-8"))


def sign_ins() -> str:
    """Who can sign in, for the terminal of whoever starts the demo: one person a role."""
    shown, lines = set(), [f"เข้าสู่ระบบด้วยรหัสผ่าน · sign in with the password: {PASSWORD}"]
    for row in read("office.yaml")["people"]:
        role = row["roles"][0]
        if role not in shown:
            lines.append(f"  {row['username']:<10} {row['th']} · {' / '.join(role_name(role))}")
        shown.add(role)
    return "\n".join(lines)
