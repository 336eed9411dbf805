"""What service tasks say to people: a notice, without a task."""

from sqlalchemy import select

from app.cases.models import Case
from app.cases.operations import OPERATIONS
from app.extensions import db
from app.notices.telling import notify
from app.people.models import Person

KIND = "told"


def tell_people(scene, variables: dict) -> dict:
    """One notice to each username in the variable of property `peopleVariable`; gives `told`: how many.

    `noticeTh` and `noticeEn` say what, with {title} and {case} for the title and the number of the case.
    """
    said, case = scene.properties, db.session.get(Case, scene.case_id)
    names = [one for one in variables.get(said.get("peopleVariable", "")) or [] if isinstance(one, str)]
    people = db.session.scalars(select(Person).where(Person.username.in_(sorted(set(names)))))
    th, en = said.get("noticeTh", "{title}"), said.get("noticeEn") or said.get("noticeTh", "{title}")
    th = th.replace("{title}", case.title).replace("{case}", case.case_no)
    en = en.replace("{title}", case.title_en or case.title).replace("{case}", case.case_no)
    return {"told": notify(people, KIND, th, en, case.id)}


OFFERED = {"tell_people": tell_people}


def init_app(_app) -> None:
    """From now on service tasks know it."""
    OPERATIONS.update(OFFERED)
