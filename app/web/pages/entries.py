"""One entry of the record: who, what, on which answers, by which rule and values, and what proves it."""

from types import SimpleNamespace

from flask import abort, g, render_template

from app.cases import service as cases
from app.processes import service as processes
from app.web.context import translate
from app.web.pages import pages
from app.web.pages.case_page import proof_of
from app.web.pages.papers import papers_of_entry
from app.web.pages.task_page import Names
from app.web.telling.brief import answered_rows
from app.web.telling.clocks import clocks_of
from app.web.telling.drawing import drawn_name, version_of
from app.web.telling.story import decision, flow_name, tell, words_of
from app.web.telling.tables import fired_table, table_named
from app.web.visitor import named, say

EVENTS = {
    "completed": ("done", "green", ("เสร็จ “{name}”", "“{name}” done")),
    "entered": ("here", "indigo", ("ถึง “{name}”", "“{name}” reached")),
    "cancelled": ("skipped", "grey", ("ยกเลิก “{name}”", "“{name}” cancelled")),
    "thrown": ("done", "green", ("ส่ง “{name}”", "“{name}” sent")),
    "caught": ("done", "green", ("รับ “{name}”", "“{name}” received")),
    "incident": ("incident", "red", ("ติดขัดที่ “{name}”", "Stuck at “{name}”")),
}


@pages.get("/cases/<case_no>/entries/<int:number>")
def entry(case_no, number):
    case = cases.get_case(case_no, g.person)
    story = cases.story(case, g.person)
    line = next((one for one in story if one.number == number), None)
    if line is None:
        abort(404)
    numbers = [one.number for one in story]
    place = numbers.index(number)
    proof = proof_of(case)
    return render_template(
        "entry.html",
        area="cases",
        case=case,
        entry=_entry(line),
        proof=_proof(line, proof),
        answers=_answers(line),
        form_name=_form_name(line),
        erased=line.erased,
        decisions=[one for move in line.decisions for one in [_decision(move, line)]],
        moves=[_move(move, line) for move in line.moves],
        changed=_changed(line),
        papers=papers_of_entry(case, line),
        clocks=clocks_of(line, case),
        before=numbers[place - 1] if place else None,
        after=numbers[place + 1] if place + 1 < len(numbers) else None,
    )


def _entry(line):
    told = tell(line)
    told.headline = say(line)
    told.hash = line.hash
    told.actor = [(translate("กระทำในฐานะ", "Acting as"), translate("ระบบ", "the system"))]
    if line.actor:
        told.actor = [
            (translate("ชื่อผู้ใช้", "Username"), line.actor.username),
            (translate("หน่วยงาน", "Organisation"), line.actor.organisation or "–"),
        ]
    if line.reason:
        told.actor.append((translate("เหตุผล", "Reason"), line.reason))
    return told


def _proof(line, whole):
    """Whether this entry fits the one before it, and its marks."""
    bad = whole.problems.get(line.number)
    version = version_of(line.release_hash, line.process_id) if line.release_hash else "–"
    marks = [
        (translate("ลายนิ้วมือ (SHA-256)", "Fingerprint (SHA-256)"), line.hash),
        (translate("รายการก่อนหน้า", "Entry before"), line.prev_hash),
        (translate("ชุดแผนผัง", "Release"), line.release_hash or "–"),
        (translate("ฉบับของแผนผัง", "Version of the diagram"), version),
        (translate("ขั้นตอนในแผนผัง", "Element"), line.element or "–"),
        (translate("แบบ", "Form"), line.form or "–"),
    ]
    return SimpleNamespace(ok=bad is None, sentence=say(tuple(bad)) if bad else "", marks=marks)


def _answers(line):
    if not line.answers:
        return []
    form = processes.form(line.release_hash, line.form) if line.form else None
    return answered_rows(form, line.answers, g.language, Names(g.language), empty=True)


def _form_name(line):
    if not line.form:
        return ""
    form = processes.form(line.release_hash, line.form)
    return f"{form.schema.get('x-form', '')} {named(form, 'title')}".strip()


def _decision(move, line):
    """A decision table with its fired row, or the conditions of a gateway with what they read."""
    said = words_of(line, Names(g.language))
    table = fired_table(line.release_hash, move["decision"], said) if "decision" in move else None
    if table:
        return table
    place = drawn_name(line, move["element"])
    cells = [
        flow_name(line, move.get("flow")),
        move.get("condition", "–"),
        said.pairs(move.get("values")),
    ]
    return SimpleNamespace(
        title=translate("ทางเลือกที่ “{place}”", "The way taken at “{place}”", place=place),
        source="",
        head=[
            translate("ทางที่เลือก", "Way"),
            translate("เงื่อนไข", "Condition"),
            translate("ค่าที่อ่าน", "Values read"),
        ],
        rows=[(cells, True)],
        lines=[decision(move, line)] if "decision" in move else [],
    )


def _move(move, line):
    shape, colour, (thai, english) = EVENTS.get(move["event"], ("ahead", "grey", ("“{name}”", "“{name}”")))
    return SimpleNamespace(
        shape=shape, colour=colour, words=translate(thai, english, name=drawn_name(line, move["element"]))
    )


def _changed(line):
    """(variable, before, after) of everything the entry changed."""
    said = words_of(line, Names(g.language))
    return [
        (said.column(name, table), said.value(name, before), said.value(name, after))
        for move in line.moves
        for table in [table_named(line.release_hash, move.get("decision", {}).get("table"))]
        for name, (before, after) in move.get("changes", {}).items()
        if before != after
    ]
