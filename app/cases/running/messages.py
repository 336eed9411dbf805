"""Messages and signals between instances, and those people send from outside."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from app.cases.models import Case
from app.cases.papers.binding import bind_files
from app.cases.running import effects
from app.cases.running.apart import refuse_touched
from app.cases.running.correlating import LISTENERS, fits, listener, named_case
from app.cases.running.named import refuse_strangers
from app.cases.running.opening import begin, message_json, open_by_message
from app.cases.running.scene import CASE, Scene, lock_case, lock_instance
from app.cases.running.statements import SUBSCRIPTION
from app.extensions import db
from app.journal.canonical import settled
from app.people.roles import ROLES
from app.people.service import roles_of
from app.processes.service import receivers, release
from app.refusals import Conflict, Invalid, NotAllowed, Refusal
from workflows import Message, restore
from workflows.answers import checked
from workflows.properties import listed

LISTENERS_OF_SIGNAL = select(SUBSCRIPTION.c.case_id, SUBSCRIPTION.c.instance_id).where(
    SUBSCRIPTION.c.kind == "signal", SUBSCRIPTION.c.name == bindparam("signal")
)
NEXT_STAGE = (
    update(CASE)
    .where(CASE.c.id == bindparam("b_case"))
    .values(stage=bindparam("stage"), status="running", closed_at=None)
)


class Ambiguous(Refusal):
    code = "message_ambiguous"
    th = "มีหลายกระบวนการที่เริ่มด้วยข้อความเดียวกัน"
    en = "More than one process is started by this message."


class NobodyWaits(Conflict):
    code = "message_not_expected"
    th = "ไม่มีขั้นตอนใดของเรื่องนี้รอข้อความนี้อยู่"
    en = "Nothing in this case waits for this message."


class NothingAsked(Invalid):
    code = "nothing_asked"
    th = "ข้อความนี้ไม่มีแบบฟอร์ม จึงรับข้อมูลไม่ได้"
    en = "This message has no form, so it takes no data."


class NotYours(NotAllowed):
    code = "not_your_message"
    th = "บทบาทของท่านส่งข้อความนี้ไม่ได้"
    en = "Your role may not send this message."


@dataclass(frozen=True)
class Permitted:
    """A message somebody may send to a case, the element that waits for it, and the form it asks with."""

    name: str
    element: str
    process_id: str
    instance_id: int
    release_hash: str
    form: str | None
    title: str
    title_en: str


@dataclass(frozen=True)
class Asked:
    """What a message is called, the form it asks with (None without one), and what that form may read."""

    title: str
    title_en: str
    asks: object
    variables: dict


def deliver_within(case_id: int, message: Message) -> bool:
    """To the one listener in a case, or to the process it starts; False when nobody waits.

    A process begins in this case, or in a new one of the centre in the payload if the message names no case.
    """
    if found := listener(case_id, message):
        hand_over(lock_instance(found.instance_id), message, None)
        return True
    started = receivers(message.name)
    if len(started) > 1:
        raise Ambiguous()
    if not started:
        return False
    if place := new_place(message):
        open_by_message(*started[0], message, place)
    else:
        start_next(lock_case(case_id), *started[0], {}, message)
    return True


def new_place(message: Message) -> str | None:
    """The code of the centre in which a message opens a case of its own, if it does."""
    payload = message.payload if isinstance(message.payload, dict) else {}
    return None if named_case(message) else payload.get("centre")


def start_next(scene: Scene, version, event: str, variables: dict, message: Message | None = None) -> None:
    """Begin the next process of a case."""
    begin(scene, version, "instance:started", None, event=event, variables=variables, message=message)
    db.session.execute(NEXT_STAGE, {"b_case": scene.case_id, "stage": version.process_id})


def start_by_signal(case_id: int, name: str) -> None:
    """Every current process with a start for this signal begins, in the case it was thrown in."""
    for version, event in receivers(name, "signal"):
        case = db.session.get(Case, case_id)
        given = {"case_id": case.id, "case_no": case.case_no, "centre": case.centre.code}
        given["submitter"] = case.opener.username if case.opener else None
        start_next(lock_case(case_id), version, event, given)


def hand_over(scene: Scene, message: Message, by: int | None, run=None):
    """Give a message to an instance which waits for it; `run` is the instance, when it is at hand."""
    run = run or scene.run()
    past = effects.before(run)
    message = Message(**settled(message_json(message)))
    run.deliver(message, scene.now)
    do = {"do": "deliver", "message": message.name}
    command = effects.Command("message:delivered", do, {"message": message_json(message)}, by)
    return effects.write(scene, run, command, past)


def signal(scene: Scene, name: str, payload) -> bool:
    """Give a signal to one instance; False when it does not listen any more."""
    payload = settled(payload)
    run = scene.run()
    past = effects.before(run)
    if not run.signal(name, payload, scene.now):
        return False
    do = {"do": "signal", "signal": name}
    effects.write(scene, run, effects.Command("signal:received", do, {"payload": payload}), past)
    return True


def permitted_messages(case: Case, by) -> list[Permitted]:
    """What somebody may tell the running processes of a case."""
    held = {role for centre, role in roles_of(by) if centre in (None, case.centre_id)}
    waiting = select(SUBSCRIPTION, Case.opened_by).join(Case, Case.id == SUBSCRIPTION.c.case_id)
    waiting = waiting.where(SUBSCRIPTION.c.case_id == case.id, SUBSCRIPTION.c.kind == "message")
    instances = {instance.id: instance for instance in case.instances}
    found = []
    for row in db.session.execute(waiting.order_by(SUBSCRIPTION.c.id)):
        instance = instances[row.instance_id]
        if may_send(instance, row.element, row.name, held, by.id == row.opened_by):
            caught = catcher(instance, row.element, row.name)[1]
            where = (instance.process_id, instance.id, instance.release_hash)
            titles = (caught.name or row.name, caught.name_en or caught.name or row.name)
            found.append(Permitted(row.name, row.element, *where, caught.form, *titles))
    return found


def offered_messages(case: Case, by) -> list[Permitted]:
    """The same, each message once, by name: where several steps wait for it, the first of them."""
    found = {one.name: one for one in reversed(permitted_messages(case, by))}
    return sorted(found.values(), key=lambda one: one.name)


def message_asked(case: Case, name: str, by) -> Asked:
    """What somebody is asked who sends this message; refused as sending it would be."""
    one = _mine(case, name, by)[0]
    bundle = release(one.release_hash)
    instance = next(instance for instance in case.instances if instance.id == one.instance_id)
    variables = restore(bundle, instance.state).variables
    return Asked(one.title, one.title_en, bundle.form(one.form) if one.form else None, variables)


def _mine(case, name, by):
    if not db.session.execute(LISTENERS, {"case": case.id, "message": name}).first():
        raise _nobody_waits(case)
    mine = [one for one in permitted_messages(case, by) if one.name == name]
    if not mine:
        raise NotYours()
    return mine


def _nobody_waits(case) -> NobodyWaits:
    """The refusal, with the state the case is in: that often says why (it is in the meeting by now)."""
    instances = case.instances
    states = release(instances[-1].release_hash).states if instances else {}
    if (state := states.get(case.state)) is None:
        return NobodyWaits()
    th = f"{NobodyWaits.th} ขณะนี้เรื่องมีสถานะ “{state.name}”"
    return NobodyWaits(th, f"{NobodyWaits.en} It is now “{state.name_en}”.")


def catcher(instance, element: str, message: str):
    """(what waits, what catches): an event sub-process waits by its own name, the start event inside catches.

    Ids are unique in a file only, so the instance's own process is asked first, then those it calls.
    """
    for process in release(instance.release_hash).within(instance.process_id):
        if caught := process.catcher(element, message):
            return process.elements[element], caught
    raise NobodyWaits()


def may_send(instance, element: str, message: str, held: set[str], owns: bool) -> bool:
    """By the roles in `sentBy` of what catches the message, else by the role of its lane.

    A role that reaches only its own cases (a submitter) sends only to those.
    """
    waits, caught = catcher(instance, element, message)
    said = waits.properties.get("sentBy") or caught.properties.get("sentBy") or waits.lane or ""
    roles = set(listed(said)) & held
    return any(
        ROLES[role].decides and (ROLES[role].reads != "own" or owns) for role in roles if role in ROLES
    )


def send_message(case: Case, name: str, payload: dict, by):
    """Tell a case something from outside, in somebody's name. It arrives now, or is refused.

    What is sent must fit the form of the element that receives it (AnswersRefused, by field); one without
    a form takes nothing but the message itself (NothingAsked); whoever it names must hold the role asked
    for in the case's centre, and files are the sender's own. Nothing is written then.
    """
    mine = _mine(case, name, by)
    scene = lock_instance(mine[0].instance_id)
    run = scene.run()
    element, keys = receiver(run, mine)
    form = catcher(scene, element, name)[1].form
    if payload and not form:
        raise NothingAsked()
    bundle = release(scene.release_hash)
    payload = checked(bundle, form, settled(payload), run.variables, scene.now)
    if form:
        refuse_strangers(bundle.form(form), payload, scene.centre_id)
        refuse_touched(bundle.form(form), payload, scene.case_id, run.variables)
        bind_files(bundle.form(form), payload, scene, by)
    return hand_over(scene, Message(name, payload, keys), by.id, run)


def receiver(run, mine: list[Permitted]) -> tuple[str, dict]:
    """The element that a message takes in a locked instance, with its keys: whichever waited longest.

    NobodyWaits when none is left of those somebody may send to, NotYours when another is before them.
    """
    allowed = {one.element for one in mine if one.instance_id == mine[0].instance_id}
    waiting = [one for one in run.subscriptions() if (one.kind, one.name) == ("message", mine[0].name)]
    wanted = next((one for one in waiting if one.element in allowed), None)
    if wanted is None:
        raise NobodyWaits()
    first = next(one for one in waiting if fits(one.keys, wanted.keys))
    if first.element not in allowed:
        raise NotYours()
    return first.element, wanted.keys
