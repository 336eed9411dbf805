"""Registers: what there is, one record with its history, adding, changing, and taking it to another state."""

from types import SimpleNamespace

from flask import flash, g, redirect, render_template, request, url_for

from app.cases.rollup import roll_up, visible_centres
from app.extensions import db
from app.files.answers import named_files
from app.files.sending import send
from app.people import service as people
from app.people.roles import role_name
from app.refusals import Invalid, NotAllowed, Refusal
from app.registers import papers, rights, service, story
from app.registers.fields import answers_of
from app.registers.importing import import_holidays
from app.registers.kinds import KINDS, kind_named
from app.staff import service as staff
from app.web.context import short_hash, translate
from app.web.pages import pages
from app.web.pages.register_words import Teller, parts_of
from app.web.pages.staff import roles_told
from app.web.pages.versions import seen
from app.web.stages import states
from app.web.telling.brief import file_words
from app.web.visitor import say

PAGE = 50
PEOPLE = staff.REGISTER


@pages.get("/registers")
def register_list():
    offered = [(kind, rights.may_add_somewhere(kind, g.person)) for kind in KINDS.values()]
    return render_template("registers/index.html", area="registers", registers=offered)


@pages.get("/registers/<key>")
def register(key):
    kind, teller = kind_named(key), Teller(kind_named(key))
    asked = {name: (request.args.get(name) or "").strip() or None for name in ("q", "state", "centre")}
    if asked["state"] not in kind.states:
        asked["state"] = None
    page = service.list_records(key, g.person, **asked, cursor=request.args.get("cursor"), limit=PAGE)
    following = url_for("web.register", key=key, cursor=page.next, **given(asked)) if page.next else None
    return render_template(
        "registers/list.html",
        area="registers",
        kind=kind,
        centres=people.centres() if hasattr(kind.table, "centre") else (),
        asked=asked,
        filtered=any(asked.values()),
        heads=teller.heads(),
        rows=teller.rows(page.items),
        next_page=following,
        may_add=rights.may_add_somewhere(kind, g.person),
        rolled=rolled_up() if key == "centres" else [],
        case_states=states().values() if key == "centres" else (),
    )


@pages.get("/registers/<key>/<code>")
def record(key, code):
    kind, teller = kind_named(key), Teller(kind_named(key))
    row = service.get_record(key, code, g.person)
    acts = service.acts_for(key, row, g.person)
    lines = [
        SimpleNamespace(told=told, words=say(told), changes=teller.changes(told))
        for told in reversed(story.history_of(key, code, g.person))
    ]
    return render_template(
        "registers/record.html",
        area="registers",
        kind=kind,
        row=row,
        name=teller.name(row),
        state=teller.state(row),
        facts=teller.facts(row),
        files=files_of(kind, row),
        may_change="change" in acts,
        acts=[(act, kind.acts[act]) for act in acts if act != "change"],
        parts=parts_of(kind, row),
        roles=roles_told(row) if key == PEOPLE else None,
        may_give=key == PEOPLE and bool(staff.grantable(row, g.person)[0]),
        may_link=key == PEOPLE and staff.may_link(row, g.person),
        lines=lines,
        proof=proof_of(key, row),
        role_said=lambda role: say(role_name(role)),
    )


@pages.get("/registers/<key>/<code>/files/<sha256>")
def record_file(key, code, sha256):
    kind = kind_named(key)
    return send(papers.file_of(kind, service.get_record(key, code, g.person), sha256, g.person))


@pages.route("/registers/<key>/<code>/acts/<act>", methods=["GET", "POST"])
def record_act(key, code, act):
    kind = kind_named(key)
    row = service.get_record(key, code, g.person)
    if act not in service.acts_for(key, row, g.person):
        raise NotAllowed(
            "ขณะนี้ทำรายการนี้กับรายการทะเบียนนี้ไม่ได้",
            "This cannot be done now, or not by your role.",
        )
    refusal = _acted(kind, row, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        flash(translate("บันทึกแล้ว: {act}", "Done: {act}", act=say(kind.acts[act])), "done")
        return redirect(url_for("web.record", key=key, code=code), 303)
    names = {
        "kind": kind,
        "row": row,
        "name": Teller(kind).name(row),
        "facts": Teller(kind).facts(row),
        "files": files_of(kind, row),
        "act": kind.acts[act],
        "refusal": refusal,
    }
    body = render_template(
        "registers/act.html", area="registers", **names, reason=request.form.get("reason", "")
    )
    return body, 422 if refusal else 200


def _acted(kind, row, act):
    """Do it; the refusal that the page should show, or None."""
    try:
        service.act_on(kind.key, row.code, act, request.form.get("reason"), g.person, seen())
    except Refusal as refusal:
        db.session.rollback()
        return refusal
    db.session.commit()
    return None


@pages.route("/registers/holidays/import", methods=["GET", "POST"])
def holiday_import():
    if not rights.may_add_somewhere(KINDS["holidays"], g.person):
        raise NotAllowed()
    refusal = None
    if request.method == "POST":
        try:
            added = import_holidays(_table(), request.form.get("centre") or None, g.person)
            db.session.commit()
            flash(translate("เพิ่มวันหยุด {n} วัน", "{n} holidays added", n=added), "done")
            return redirect(url_for("web.register", key="holidays"), 303)
        except Refusal as refused:
            db.session.rollback()
            refusal = refused
    body = render_template(
        "registers/import.html",
        area="registers",
        refusal=refusal,
        centres=service.list_records("centres", g.person, limit=200).items,
        text=request.form.get("csv", ""),
        centre=request.form.get("centre", ""),
    )
    return body, 422 if refusal else 200


def _table():
    """The CSV that was pasted, or the file that was chosen."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return request.form.get("csv", "")
    try:
        return sent.read(200_000).decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise Invalid("ไฟล์ต้องเป็น UTF-8", "The file must be UTF-8.", "not_utf8") from error


def files_of(kind, row):
    """(name and size, hash) of the files of a record the visitor may have."""
    answers = answers_of(kind, row) if rights.sees_personal(kind, row, g.person) else {}
    return [(file_words(one), one["sha256"]) for _, one in named_files(kind.form.fields, answers)]


def given(asked):
    """Filters that say something, for an address."""
    return {name: value for name, value in asked.items() if value}


def rolled_up():
    """The counts of the centres the visitor may see counted."""
    return roll_up(g.person) if visible_centres(g.person) else []


def proof_of(key, row):
    """Whether the record's chain fits, now; None for one that was there before there were chains."""
    found = service.verify_record(key, row)
    if not found.entries and found.ok:
        return None
    sentence = say(found.problems[0][1:]) if found.problems else ""
    rows = [
        (translate("จำนวนรายการ", "Entries"), f"{found.entries:,}"),
        (translate("ลายนิ้วมือล่าสุด", "Last fingerprint"), short_hash(found.head)),
    ]
    return SimpleNamespace(ok=found.ok, rows=rows, sentence=sentence)
