"""What waits for a message: the operation `list_waiting_items`, by which a diagram gathers other cases.

A meeting asks which matters wait to be put on an agenda; nothing here knows what a meeting is. The diagram
says by properties of its service task which message is meant, and what is to be told of each matter.
"""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app import clock
from app.cases.models import Case, Instance
from app.cases.running.scene import Scene
from app.cases.running.statements import SUBSCRIPTION
from app.extensions import db
from app.processes.service import release
from app.refusals import Refusal
from workflows import restore
from workflows.properties import listed

MOST = 200


class NoMessageNamed(Refusal):
    code = "no_message_named"
    th = "งานของระบบนี้ไม่ได้ระบุข้อความที่เรื่องอื่นรอ (คุณสมบัติ message)"
    en = "This service task does not name the message that others wait for (property message)."


def list_waiting_items(scene: Scene, variables: dict) -> dict:
    """Cases that wait for a message, the longest waiting first, as {"items": [{case_id, case_no, title …}]}.

    Properties of the service task: `message`; `sameVariables`: names whose values there must be those here;
    `itemVariables`: names told with each item; `everywhere`: "true" for all centres, else the case's own;
    `resultVariable`: another name for the list.
    """
    name = scene.properties.get("message")
    if not name:
        raise NoMessageNamed()
    same, told = (listed(scene.properties.get(one, "")) for one in ("sameVariables", "itemVariables"))
    found = []
    for case, instance in waiting(name, scene):
        seen = _seen(restore(release(instance.release_hash), instance.state), name)
        if all(seen.get(one) == variables.get(one) for one in same):
            found.append(item(case, {one: seen.get(one) for one in told}))
    return {scene.properties.get("resultVariable", "items"): found}


def waiting(message: str, scene: Scene):
    """(case, instance) pairs that wait for the message, without the case that asks; oldest change first."""
    listening = select(SUBSCRIPTION.c.instance_id).where(
        SUBSCRIPTION.c.kind == "message", SUBSCRIPTION.c.name == message
    )
    found = (
        select(Case, Instance)
        .join(Instance, Instance.case_id == Case.id)
        .where(Instance.id.in_(listening), Case.id != scene.case_id)
        .options(undefer(Instance.state))
        .order_by(Case.journal_at, Case.id)
        .limit(MOST)
    )
    if scene.properties.get("everywhere") != "true":
        found = found.where(Case.centre_id == scene.centre_id)
    return db.session.execute(found).all()


def _seen(run, message: str) -> dict:
    """What is known where the message is waited for: a called process knows more than who called it."""
    steps = [one.step_id for one in run.subscriptions() if (one.kind, one.name) == ("message", message)]
    return run.variables_of(steps[0]) if steps else {}


def item(case: Case, told: dict) -> dict:
    """A matter as the asking process gets it; `since` is when something last happened to it."""
    names_of_it = {"case_no": case.case_no, "title": case.title, "title_en": case.title_en or case.title}
    return {**told, "case_id": case.id, **names_of_it, "since": clock.text(case.journal_at)}
