"""What is stuck, for the process owner: why, on which values; try again, mend values, go on elsewhere."""

import json
from types import SimpleNamespace

from flask import flash, g, redirect, render_template, request, url_for

from app.cases import service as cases
from app.errors import problem_of_engine
from app.extensions import db
from app.refusals import Conflict, Invalid
from app.web.context import translate
from app.web.pages import pages
from app.web.pages.drawings import drawn
from app.web.stages import stage_of
from app.web.telling.brief import plain_words
from app.web.telling.drawing import drawn_name, home_of, incident_drawing
from app.web.visitor import say
from workflows.errors import Refused

ROWS = 3


@pages.get("/incidents")
def incident_list():
    found = [_row(*one) for one in cases.list_incidents(g.person)]
    return render_template("incidents.html", area="incidents", incidents=found)


@pages.get("/incidents/<int:incident_id>")
def incident(incident_id):
    return _page(incident_id)


@pages.get("/incidents/<int:incident_id>/diagram.bpmn")
def incident_diagram(incident_id):
    """The diagram of what is stuck; a process owner reads diagrams, not cases."""
    found = cases.get_incident(incident_id, g.person)
    home = home_of(found.instance, found.incident)
    return drawn(found.instance.release_hash, home)


@pages.post("/incidents/<int:incident_id>/retry")
def retry(incident_id):
    cases.retry(incident_id, g.person)
    db.session.commit()
    return _went_on(incident_id, translate("สั่งลองใหม่แล้ว", "It is being tried again"))


@pages.post("/incidents/<int:incident_id>/repair")
def repair(incident_id):
    """Write values, and try again at once when asked to: two entries of the record, one commit."""
    found = cases.get_incident(incident_id, g.person)
    given = _values(found.variables)

    def act():
        if not given:
            raise Invalid("ยังไม่ได้ระบุข้อมูลที่จะแก้", "Say which value to change.", "nothing_given")
        cases.repair(incident_id, given, request.form.get("reason", ""), g.person)
        if request.form.get("_do") == "retry":
            cases.retry(incident_id, g.person)

    return _try(incident_id, "repair", act, translate("แก้ข้อมูลแล้ว", "The values are changed"))


@pages.post("/incidents/<int:incident_id>/move")
def move(incident_id):
    element, reason = request.form.get("element", ""), request.form.get("move_reason", "")

    def act():
        if not element:
            raise Invalid("โปรดเลือกขั้นตอน", "Choose a step.", "nothing_given")
        cases.move(incident_id, element, reason, g.person)

    return _try(incident_id, "move", act, translate("ย้ายเรื่องไปขั้นที่เลือกแล้ว", "The case goes on from that step"))


def _try(incident_id, what, act, done):
    """Do it, or show the page again with the refusal and everything that was typed."""
    try:
        act()
    except (Invalid, Conflict) as refusal:
        db.session.rollback()
        return _page(incident_id, what, say(refusal)), 409 if isinstance(refusal, Conflict) else 422
    except Refused as refusal:
        db.session.rollback()
        return _page(incident_id, what, say(problem_of_engine(refusal))), 422
    db.session.commit()
    return _went_on(incident_id, done)


def _went_on(incident_id, done):
    """To the list; to the incident when it is still there, or there again."""
    still = cases.still_stuck(incident_id, g.person)
    if still is None:
        flash(done, "done")
        return redirect(url_for("web.incident_list"), 303)
    flash(f"{done} · {translate('เรื่องยังติดขัดอยู่', 'the case is still stuck')}", "care")
    return redirect(url_for("web.incident", incident_id=still.id), 303)


def _page(incident_id, what="", refusal=""):
    found = cases.get_incident(incident_id, g.person)
    read = found.incident.details.get("values") or {}
    return render_template(
        "incident.html",
        area="incidents",
        found=found,
        row=_row(found.incident, found.case),
        facts=_facts(found),
        read=[(name, plain_words(value, g.language)) for name, value in read.items()],
        places=_places(found),
        view=incident_drawing(found) if found.instance else None,
        typed=_typed(list(read)),
        failed=SimpleNamespace(what=what, sentence=refusal),
        sent=request.form,
    )


def _row(incident, case):
    """An incident as lists show it; the step by the name its owner drew."""
    instance = cases.instance_of(incident)
    step = drawn_name(instance, incident.element) if instance and incident.element else ""
    return SimpleNamespace(incident=incident, case=case, step=step or incident.element or "")


def _facts(found):
    one, instance = found.incident, found.instance
    rows = [(translate("ขั้นตอน", "Step"), f"{_row(one, None).step} ({one.element})" if one.element else "–")]
    if instance:
        rows.append((translate("กระบวนการ", "Process"), say(stage_of(instance.process_id).name)))
    if one.details.get("line"):
        rows.append((translate("บรรทัดที่", "Line"), str(one.details["line"])))
    return [*rows, (translate("กฎ", "Rule"), one.rule)]


def _places(found):
    """(id, name) of every step it can go on from."""
    named = ((one, drawn_name(found.instance, one)) for one in found.places)
    return [(one, f"{name} ({one})" if name != one else one) for one, name in named]


def _typed(read):
    """(name, value) of each row as it was sent; at first, the names of what the step read."""
    begun = [*read, *[""] * ROWS][:ROWS]
    return [
        (request.form.get(f"name.{n}", name), request.form.get(f"value.{n}", ""))
        for n, name in enumerate(begun)
    ]


def _values(known):
    """The values typed; a row without one is left alone. Text stays text where the variable is one, but for
    null; else what can be read as JSON is."""
    given = {}
    for number in range(ROWS):
        name, text = (
            request.form.get(f"{part}.{number}", "").replace("\0", "").strip() for part in ("name", "value")
        )
        if name and text:
            is_text = isinstance(known.get(name), str) and text != "null"
            given[name] = text if is_text else _read(text)
    return given


def _read(text):
    """4, true, null, a list: JSON, its decimals as text; anything else is the text itself."""
    try:
        return json.loads(text, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return text
