"""Opening a case: choose a process, answer its form, keep the receipt."""

import secrets
from types import SimpleNamespace

from flask import g, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from app import clock
from app.cases import service as cases
from app.errors import problem_of_engine
from app.extensions import db
from app.people import service as people
from app.processes import service as processes
from app.refusals import NotFound
from app.web.context import short_hash, translate
from app.web.forms.fields import questions
from app.web.forms.naming import nameable
from app.web.forms.offers import offers_of
from app.web.forms.page import FormPage, change_rows, field_messages
from app.web.forms.reading import read
from app.web.forms.uploads import take_uploads
from app.web.pages import pages
from app.web.pages.once import remember_sent, sent_before
from app.web.pages.papers import papers_of
from app.web.pages.task_page import Names
from app.web.telling.brief import answered_rows
from app.web.visitor import named
from app.web.wording.dates import show_datetime
from app.web.wording.texts import Text
from workflows.errors import Refused


@pages.get("/cases/new")
def choose_process():
    starts = [_start(one) for one in processes.startable(g.person)]
    return render_template("choose_process.html", area="open", starts=starts)


@pages.get("/cases/new/<process_id>")
def start_form(process_id):
    return _form_page(_chosen(process_id), None)


@pages.post("/cases/new/<process_id>")
def open_case(process_id):
    start = _chosen(process_id)
    action = request.form.get("_do", "open")
    asked = questions(start.form)
    sent, refused = take_uploads(asked, request.form)
    if action != "open" or refused:
        changed, rows = change_rows(sent, action)
        page = _form_page(start, read(asked, changed)[0], rows=rows, errors=refused)
        return (page, 422) if refused and action == "open" else page
    answers, unread = read(asked, sent)
    if known := sent_before():
        return redirect(url_for("web.receipt", case_no=known), 303)
    centre = next((one for one in start.centres if one.code == request.form.get("_centre")), start.centres[0])
    try:
        case = cases.open_case(process_id, answers, g.person, centre)
        if not unread:
            remember_sent(case.case_no)
            db.session.commit()
            return redirect(url_for("web.receipt", case_no=case.case_no), 303)
        errors = []
    except Refused as refusal:
        errors = problem_of_engine(refusal).errors
    except IntegrityError:
        db.session.rollback()
        return redirect(url_for("web.receipt", case_no=sent_before()), 303)
    db.session.rollback()
    return _refused(process_id, answers, errors, unread)


@pages.get("/cases/<case_no>/receipt")
def receipt(case_no):
    case = cases.get_case(case_no, g.person)
    first = cases.story(case, g.person)[0]
    form = processes.form(first.release_hash, first.form) if first.form else None
    rows = [
        (translate("เลขที่เรื่อง", "Case number"), case.case_no),
        (translate("เรื่อง", "Case"), named(case, "title")),
        (translate("รับเรื่องเมื่อ", "Received"), show_datetime(first.at, g.language, True)),
        (translate("ศูนย์", "Centre"), named(case.centre)),
        (translate("ลายนิ้วมือของรายการ", "Fingerprint of the entry"), short_hash(first.hash)),
    ]
    answers = answered_rows(form, first.answers, g.language, Names(g.language)) if first.answers else []
    return render_template(
        "receipt.html", area="open", case=case, rows=rows, answers=answers, papers=papers_of(case)
    )


def _start(found):
    """A process somebody may start, with its form and the centres where they may."""
    here = [centre for centre in people.centres() if centre.id in found.centres]
    form = processes.form(found.release_hash, found.form)
    about = Text(form.schema.get("description", ""), form.schema.get("x-en", {}).get("description", ""))
    return SimpleNamespace(
        process_id=found.process_id,
        name=found.name,
        name_en=found.name_en,
        about=about.in_language(g.language),
        form=form,
        centres=here,
    )


def _chosen(process_id):
    found = next((one for one in processes.startable(g.person) if one.process_id == process_id), None)
    if found is None:
        raise NotFound()
    return _start(found)


def _form_page(start, answers, errors=None, rows=None):
    offers = offers_of(start.form, {}, clock.now())
    form = FormPage(start.form, answers, g.language, errors, offers, nameable(start.centres, g.person), rows)
    return render_template(
        "start_form.html",
        area="open",
        start=start,
        form=form,
        chosen=request.form.get("_centre"),
        once=request.form.get("_once") or secrets.token_urlsafe(16),
    )


def _refused(process_id, answers, errors, unread):
    messages = field_messages(errors, unread, g.language)
    return _form_page(_chosen(process_id), answers, errors=messages), 422
