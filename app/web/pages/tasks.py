"""One task: its form, what came before, where it stands in the diagram, and what a person can do with it."""

from flask import flash, g, jsonify, redirect, render_template, request, url_for

from app.cases import service as cases
from app.errors import problem_of_engine
from app.extensions import db
from app.people.proof import prove_again
from app.people.ways_in import WrongPassword
from app.refusals import Conflict, Invalid, NotAllowed, ProofNeeded, Refusal, Stale, TooMany
from app.web.context import translate
from app.web.forms.fields import questions
from app.web.forms.page import change_rows, field_messages
from app.web.forms.reading import read
from app.web.forms.uploads import take_uploads
from app.web.pages import pages
from app.web.pages.task_page import conflict_page, saved_words, task_page
from app.web.pages.versions import look_again, seen, stale_page
from app.web.visitor import SESSION_COOKIE, named, say
from workflows.errors import Refused

HANDLED = ("complete", "draft")
PASSWORD = "_password"


@pages.get("/tasks/<int:task_id>")
def task(task_id):
    found = cases.get_task(task_id, g.person)
    draft = cases.draft_of(found, g.person)
    answers, saved_at = draft or (None, None)
    return task_page(found, answers, saved_at=saved_at)


@pages.post("/tasks/<int:task_id>")
def act_on_task(task_id):
    """One form, several buttons: send, keep as a draft, add or remove a row of a table."""
    found = cases.get_task(task_id, g.person)
    form = cases.form_of(found)
    asked = questions(form) if form else ()
    action = request.form.get("_do", "complete")
    sent, refused = take_uploads(asked, request.form, task_id)
    if action not in HANDLED or refused:
        changed, rows = change_rows(sent, action)
        page = task_page(found, read(asked, changed)[0], rows=rows, errors=refused)
        return (page, 422) if refused and action in HANDLED else page
    answers, unread = read(asked, sent)
    try:
        return _keep(found, answers) if action == "draft" else _complete(found, answers, unread)
    except Stale as refusal:
        return stale_page(task_id, answers, refusal, sent)


@pages.post("/tasks/<int:task_id>/draft")
def autosave(task_id):
    """The draft in the background, while somebody types."""
    answers = _typed(cases.get_task(task_id, g.person))
    try:
        saved = cases.save_draft(task_id, answers, g.person, seen())
    except Stale as refusal:
        db.session.rollback()
        return jsonify(stale=say(refusal)), 412
    db.session.commit()
    return jsonify(saved=saved_words(saved.saved_at), version=saved.version)


@pages.post("/tasks/<int:task_id>/release")
def release(task_id):
    """Give it back; what was typed comes along, in case the page is too old."""
    try:
        found = cases.release(task_id, g.person, seen())
    except Stale as refusal:
        typed = _typed(cases.get_task(task_id, g.person))
        return stale_page(task_id, typed, refusal, request.form) if typed else look_again(task_id, refusal)
    db.session.commit()
    flash(translate("คืนงาน “{task}” ให้กลุ่มแล้ว", "“{task}” is back with the group", task=named(found)), "done")
    return redirect(url_for("web.inbox"), 303)


@pages.get("/tasks/<int:task_id>/reassign")
def choose_assignee(task_id):
    return _reassign_page(cases.get_task(task_id, g.person))


@pages.post("/tasks/<int:task_id>/reassign")
def reassign(task_id):
    to, reason = request.form.get("to", ""), request.form.get("reason", "")
    try:
        found = cases.reassign(task_id, to, reason, g.person, seen())
    except Stale as refusal:
        db.session.rollback()
        return _reassign_page(cases.get_task(task_id, g.person), refusal), 412
    except (Invalid, Refusal) as refusal:
        db.session.rollback()
        if not isinstance(refusal, Invalid) and to:
            raise
        return _reassign_page(cases.get_task(task_id, g.person), refusal), 422
    db.session.commit()
    said = translate(
        "มอบหมาย “{task}” ให้ {name} แล้ว",
        "“{task}” now belongs to {name}",
        task=named(found),
        name=named(found.holder),
    )
    flash(said, "done")
    return redirect(url_for("web.inbox"), 303)


def _typed(found):
    """What was typed into the form of a task, as far as it was sent along."""
    form = cases.form_of(found)
    return read(questions(form) if form else (), request.form)[0]


def _keep(found, answers):
    """The draft is kept, and the form goes on from there."""
    saved = cases.save_draft(found.id, answers, g.person, seen())
    db.session.commit()
    return task_page(found, answers, saved_at=saved.saved_at, version=saved.version)


def _complete(found, answers, unread):
    """Send the answers; whatever refuses them gives back the page with everything that was typed."""
    try:
        _prove()
        cases.complete_task(found.id, answers, g.person, seen())
    except (WrongPassword, ProofNeeded, TooMany) as refusal:
        return task_page(cases.get_task(found.id, g.person), answers, unproved=say(refusal)), 422
    except Conflict as refusal:
        db.session.rollback()
        return _lost_race(found.id, answers, refusal)
    except NotAllowed:
        db.session.rollback()
        return task_page(cases.get_task(found.id, g.person), answers), 403
    except Refused as refusal:
        db.session.rollback()
        return _refused_page(found.id, answers, problem_of_engine(refusal).errors, unread)
    if unread:
        db.session.rollback()
        return _refused_page(found.id, answers, [], unread)
    db.session.commit()
    done = cases.get_task(found.id, g.person)
    said = translate(
        "ส่งงาน “{task}” ของ {no} แล้ว", "“{task}” of {no} is sent", task=named(done), no=done.case.case_no
    )
    flash(said, "done")
    following = cases.next_task(g.person, done) if request.form.get("_next") else None
    where = url_for("web.task", task_id=following.id) if following else url_for("web.inbox")
    return redirect(where, 303)


def _prove():
    """The password typed beside the answers, for a task that asks for it. Right or wrong, it is kept."""
    password = request.form.get(PASSWORD)
    if not password:
        return
    try:
        session, address = request.cookies.get(SESSION_COOKIE, ""), request.remote_addr or ""
        prove_again(g.person, password, session, address)
    finally:
        db.session.commit()


def _refused_page(task_id, answers, errors, unread):
    found = cases.get_task(task_id, g.person)
    messages = field_messages(errors, unread, g.language)
    return task_page(found, answers, errors=messages), 422


def _lost_race(task_id, answers, refusal):
    """Somebody was faster: the answers are kept as a draft, and the page says who, when and what differs."""
    if refusal.code == "already_completed" and refusal.details.get("username") == g.person.username:
        flash(translate("งานนี้ส่งไปแล้วก่อนหน้านี้", "This task was already sent"), "done")
        return redirect(url_for("web.inbox"), 303)
    try:
        cases.save_draft(task_id, answers, g.person)
    except NotAllowed:
        db.session.rollback()
        return task_page(cases.get_task(task_id, g.person), answers), 409
    db.session.commit()
    return conflict_page(cases.get_task(task_id, g.person), answers, refusal), 409


def _reassign_page(found, refusal=None):
    return render_template(
        "reassign.html",
        area="inbox",
        task=found,
        people=cases.reassignable_to(found),
        refusal=refusal,
        to=request.form.get("to", ""),
        reason=request.form.get("reason", ""),
    )
