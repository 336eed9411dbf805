"""The drawing of a process with what happened to one instance of it, and the same as a table of steps."""

from types import SimpleNamespace

from flask import g, url_for

from app.people.roles import SYSTEM, role_name
from app.processes import service as processes
from app.web.context import translate
from app.web.stages import ENDED
from app.web.telling.paths import skipped
from app.web.visitor import say
from app.web.wording.texts import plain

DONE = ("completed", "caught", "thrown")
OVER = (*DONE, "cancelled")
PEOPLE = ("user_task", "manual_task")
STANDING = ("present", "incident")


def drawing_of(instance, told, here=None, title=None, process_id=None):
    """What the diagram macro shows of an instance; `told` is its case's story, `here` the page's task.

    `process_id` is a process it calls, when that one's drawing is wanted.
    """
    bundle = processes.release(instance.release_hash)
    shown = process_id or home_of(instance, here)
    drawn = bundle.processes[shown]
    marks, flows = happened(instance, told)
    marks = {id: mark for id, mark in marks.items() if id in drawn.elements}
    for element in marks:
        if marks[element]["state"] == "present":
            mine = here is not None and here.status == "open" and here.element == element
            words = ("คุณอยู่ที่นี่", "You are here") if mine else ("อยู่ที่นี่", "Here now")
            marks[element]["pill"] = translate(*words)
        if marks[element]["state"] == "incident":
            marks[element]["pill"] = translate("ติดขัด", "Stuck")
    standing = [id for id, mark in marks.items() if mark["state"] in STANDING]
    gone, untaken = skipped(bundle.specs[shown].drawn, standing, {*marks, *flows})
    told = {id: _without_time(mark) for id, mark in marks.items()}
    return SimpleNamespace(
        id=instance.id,
        title=title,
        url=_address(instance, shown),
        version=_version(instance),
        focus=here.element if here and here.element in drawn.elements else _focus(marks),
        marks={
            "elements": told | {id: {"state": "skipped"} for id in gone},
            "flows": flows,
            "skipped": untaken,
        },
        steps=_steps(drawn, marks, gone),
    )


def home_of(instance, here):
    """The process in which something with an `element` stands: the instance's own, or one that it calls."""
    own = instance.process_id
    home = processes.release(instance.release_hash).home(own, here.element) if here else None
    return home.id if home else own


def incident_drawing(found):
    """What the diagram macro shows of an incident: the step that stands still, and nothing of the case."""
    instance, element = found.instance, found.incident.element
    drawn = processes.release(instance.release_hash).processes[home_of(instance, found.incident)]
    mark = {
        "state": "incident",
        "rounds": 0,
        "at": found.incident.opened_at,
        "pill": translate("ติดขัด", "Stuck"),
    }
    marks = {element: mark} if element in drawn.elements else {}
    return SimpleNamespace(
        id=instance.id,
        url=url_for("web.incident_diagram", incident_id=found.incident.id),
        version=_version(instance),
        focus=element or "",
        marks={"elements": {id: _without_time(mark) for id in marks}, "flows": []},
        steps=[step for step in _steps(drawn, marks) if step.element in marks],
    )


def happened(instance, told):
    """({element: {"state", "rounds", "at"}}, [flows travelled]) of an instance, from its entries' moves."""
    open_steps, marks, flows = {}, {}, []
    for entry in told:
        if entry.instance_id != instance.id:
            continue
        for move in entry.moves:
            _follow(move, entry.at, open_steps, marks)
            if move.get("flow"):
                flows.append(move["flow"])
    if instance.status not in ENDED:
        for element, state in open_steps.values():
            marks.setdefault(element, {"rounds": 0, "at": None})["state"] = state
    return marks, list(dict.fromkeys(flows))


def next_steps(instance, elements):
    """The tasks people will be asked next after those elements, as drawn: (element, lane) in drawn order."""
    release = processes.release(instance.release_hash)
    drawn = release.specs[instance.process_id].drawn
    outgoing = {node.id: node for node in drawn.every_node()}
    found, seen, ahead = [], set(elements), list(elements)
    while ahead:
        node = outgoing.get(ahead.pop(0))
        around = node.scope.node if node and not node.outgoing else None
        if around is not None and around.id not in seen:
            seen.add(around.id)
            ahead.append(around.id)
        for flow in node.outgoing if node else ():
            if flow.target in seen:
                continue
            seen.add(flow.target)
            target = outgoing.get(flow.target)
            if target is not None and target.kind in ("userTask", "manualTask"):
                found.append(release.processes[instance.process_id].elements[target.id])
            else:
                ahead.append(flow.target)
    return found


def _follow(move, at, open_steps, marks):
    """Take one move into account: a step opened, closed, or stopped by an incident."""
    element, event = move["element"], move["event"]
    if event == "entered":
        open_steps[move["id"]] = (element, "present")
    if event == "incident":
        open_steps[move["id"]] = (element, "incident")
    if event in OVER:
        open_steps.pop(move["id"], None)
    if event in DONE:
        mark = marks.setdefault(element, {"state": "done", "rounds": 0, "at": None, "steps": set()})
        mark.setdefault("steps", set()).add(move["id"])
        mark["rounds"], mark["at"] = len(mark["steps"]), at


def _without_time(mark):
    rounds = {"rounds": mark["rounds"]} if mark["rounds"] > 1 else {}
    pill = {"pill": mark["pill"]} if "pill" in mark else {}
    return {"state": mark["state"], **rounds, **pill}


def _focus(marks):
    """Where to look first: what stands still, else what is present, else the last that happened."""
    for wanted in ("incident", "present"):
        found = [element for element, mark in marks.items() if mark["state"] == wanted]
        if found:
            return found[0]
    return list(marks)[-1] if marks else ""


def _steps(drawn, marks, gone=()):
    """The table of steps: what happened, in order, then what people may still be asked, then what they will
    not be asked any more (`gone`); only named ones."""
    left = [id for id, element in drawn.elements.items() if id not in marks and element.kind in PEOPLE]
    order = [*marks, *sorted(left, key=lambda id: id in gone)]
    return [
        SimpleNamespace(
            element=id,
            name=plain(drawn.elements[id], g.language),
            role=role_drawn(drawn.elements[id]),
            state=marks.get(id, {}).get("state", "skipped" if id in gone else "ahead"),
            rounds=marks.get(id, {}).get("rounds", 0),
            at=marks.get(id, {}).get("at"),
        )
        for id in order
        if id in drawn.elements and drawn.elements[id].name
    ]


def role_drawn(element):
    """The role in whose lane an element is drawn, in words; nothing where nobody has to act."""
    return say(role_name(element.lane)) if element.lane not in (None, SYSTEM) else ""


def drawn_name(place, element):
    """The name of an element as drawn, of its process or one that it calls, else its id; `place` is an
    instance or a line of its story."""
    return given_name(place, element) or element or ""


def given_name(place, element):
    """The name its owner gave an element; empty without."""
    drawn = processes.release(place.release_hash).element(place.process_id, element)
    return plain(drawn, g.language) if drawn else ""


def _address(instance, process_id):
    place = {"case_no": instance.case.case_no, "instance_id": instance.id}
    return url_for("web.diagram", **place, process=process_id if process_id != instance.process_id else None)


def _version(instance):
    return translate(
        "แผนผังฉบับที่ {n}", "Diagram, version {n}", n=version_of(instance.release_hash, instance.process_id)
    )


def version_of(release_hash, process_id):
    """Which version of its process a release brought; "–" when it is not ours."""
    known = (one.number for one in processes.versions(process_id) if one.release_hash == release_hash)
    return next(known, "–")
