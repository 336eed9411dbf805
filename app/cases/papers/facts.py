"""What a template is told: the variables its step sees, the case, the centre, people, earlier steps, words.

Everything is data of the case or of its release, so the same command prints the same bytes.
`docs/documents.md` lists it for whoever writes templates.
"""

import re
from collections.abc import Iterator

from sqlalchemy import or_, select, union_all

from app import clock
from app.cases.models import Case, Task
from app.documents.words import labels
from app.extensions import db
from app.people.models import Centre, Person, RoleGrant
from app.people.roles import ROLES
from app.processes.service import release
from app.registers.models import Committee, Organisation

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")


def facts(scene, variables: dict, **document) -> dict:
    """The data of a template; `document` says what is being written (name, number, copy …)."""
    case = db.session.get(Case, scene.case_id)
    steps = _steps(scene)
    names = set(_texts(variables, USERNAME)) | {step["by"] for step in steps.values() if step["by"]}
    if case.opener:
        names.add(case.opener.username)
    return {
        "vars": variables,
        "case": {
            "no": case.case_no,
            "title": case.title,
            "title_en": case.title_en,
            "opened_at": clock.text(case.opened_at),
            "opened_by": case.opener.username if case.opener else None,
        },
        "centre": _centre(case.centre),
        "people": _people(sorted(names), scene.centre_id),
        "organisations": _organisations(sorted(set(_texts(variables, CODE)))),
        "steps": steps,
        "labels": labels(release(scene.release_hash), scene.process_id),
        "document": document,
        "now": clock.text(scene.now),
        "today": scene.now.astimezone(clock.BANGKOK).date().isoformat(),
    }


def _centre(centre: Centre) -> dict:
    """The centre's names, and the address and telephone that its letters carry."""
    reached = {name: centre.settings.get(name) for name in ("address", "phone")}
    return {"code": centre.code, "name": centre.name, "name_en": centre.name_en, **reached}


def _steps(scene) -> dict:
    """Who last did which step of the case, and when."""
    found = (
        select(Task.element, Task.completed_at, Person.username)
        .join(Person, Person.id == Task.completed_by)
        .where(Task.case_id == scene.case_id, Task.status == "done")
        .order_by(Task.completed_at, Task.id)
    )
    return {
        row.element: {"by": row.username, "at": clock.text(row.completed_at)}
        for row in db.session.execute(found)
    }


def _texts(value, pattern) -> Iterator[str]:
    """Every text among the variables that could be a username, or a code of a register."""
    if isinstance(value, str) and pattern.fullmatch(value):
        yield value
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner, pattern)
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner, pattern)


def _organisations(codes) -> dict[str, str]:
    """code → name of every organisation and committee of the registers that the variables name."""
    found = [select(one.code, one.name).where(one.code.in_(codes)) for one in (Committee, Organisation)]
    return {row.code: row.name for row in db.session.execute(union_all(*found))}


def _people(names, centre_id) -> dict:
    """username → name, organisation, and the roles held in the centre or everywhere, as words."""
    found = {
        person.username: {
            "name": person.name,
            "name_en": person.name_en,
            "organisation": person.organisation,
            "positions": [],
        }
        for person in db.session.scalars(select(Person).where(Person.username.in_(names)))
    }
    held = (
        select(Person.username, RoleGrant.role)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(Person.username.in_(sorted(found)))
        .where(or_(RoleGrant.centre_id == centre_id, RoleGrant.centre_id.is_(None)))
        .order_by(RoleGrant.id)
    )
    for username, role in db.session.execute(held):
        if role in ROLES:
            found[username]["positions"].append(ROLES[role].th)
    return found
