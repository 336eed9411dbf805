"""What service tasks say to people: a notice, without a task."""

from app.cases.models import Case
from app.cases.operations import OPERATIONS
from app.extensions import db
from app.notices.telling import TOLD, notify
from app.notices.welcoming import welcome_people
from app.people.service import people_named, usernames


def tell_people(scene, variables: dict) -> dict:
    """One notice to each username in the variable of property `peopleVariable`; gives `told`: how many.

    `noticeTh` and `noticeEn` say what, with {title} and {case} for the title and the number of the case.
    """
    said, case = scene.properties, db.session.get(Case, scene.case_id)
    people = people_named(set(usernames(variables.get(said.get("peopleVariable", "")))))
    th, en = said.get("noticeTh", "{title}"), said.get("noticeEn") or said.get("noticeTh", "{title}")
    th = th.replace("{title}", case.title).replace("{case}", case.case_no)
    en = en.replace("{title}", case.title_en or case.title).replace("{case}", case.case_no)
    return {"told": notify(people, TOLD, th, en, case.id)}


OFFERED = {"tell_people": tell_people, "welcome_people": welcome_people}


def init_app(_app) -> None:
    """From now on service tasks know it."""
    OPERATIONS.update(OFFERED)
