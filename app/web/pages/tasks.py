"""One task: its form, what came before, where it stands in the diagram, and everything a person can do with it."""

from flask import flash, g, jsonify, redirect, render_template, request, url_for

from app import clock
from app.cases import service as cases
from app.extensions import db
from app.refusals import Conflict, Invalid
from app.web.answering import Answering, field_messages
from app.web.brief import answered_rows, summary_of
from app.web.context import translate
from app.web.form_page import change_rows
from app.web.forms import read
from app.web.pages import pages
from app.web.pages.inbox import row_of
from app.web.visitor import named
from workflows.errors import Refused


@pages.get("/tasks/<int:task_id>")
def task(task_id):
    found = cases.get_task(task_id, g.person)
    draft = cases.draft_of(found, g.person)
    return _page(found, draft[0] if draft else None, saved_at=draft[1] if draft else None)


@pages.post("/tasks/<int:task_id>")
def act_on_task(task_id):
    """One form, several buttons: send, keep as a draft, add or remove a row of a table."""
    found = cases.get_task(task_id, g.person)
    schema = cases.form_of(found).schema if found.form else {}
    action = request.form.get("_do", "complete")
    if action.startswith(("add:", "remove:")):
        form, rows = change_rows(request.form, action)
        return _page(found, read(schema, form)[0], rows=rows)
    answers, unread = read(schema, request.form)
    if action == "draft":
        saved_at = cases.save_draft(task_id, answers, g.person)
        db.session.commit()
        return _page(found, answers, saved_at=saved_at)
    return _complete(found, answers, unread)


@pages.post("/tasks/<int:task_id>/draft")
def autosave(task_id):
    """The draft in the background, while somebody types."""
    found = cases.get_task(task_id, g.person)
    answers, _ = read(cases.form_of(found).schema, request.form)
    saved_at = cases.save_draft(task_id, answers, g.person)
    db.session.commit()
    return jsonify(saved=_saved_words(saved_at))


@pages.post("/tasks/<int:task_id>/release")
def release(task_id):
    found = cases.release(task_id, g.person)
    db.session.commit()
    flash(translate("คืนงาน “{task}” ให้กลุ่มแล้ว", "“{task}” is back with the group", task=named(found)), "done")
    return redirect(url_for("web.inbox"), 303)


@pages.get("/tasks/<int:task_id>/reassign")
def choose_assignee(task_id):
    found = cases.get_task(task_id, g.person)
    return _reassign_page(found)


@pages.post("/tasks/<int:task_id>/reassign")
def reassign(task_id):
    reason, to = request.form.get("reason", "").strip(), request.form.get("to", "")
    try:
        found = cases.reassign(task_id, to, reason, g.person)
    except Invalid as refusal:
        return _reassign_page(cases.get_task(task_id, g.person), refusal), 422
    db.session.commit()
    flash(
        translate(
            "มอบหมาย “{task}” ให้ {name} แล้ว",
            "“{task}” now belongs to {name}",
            task=named(found),
            name=named(found.holder),
        ),
        "done",
    )
    return redirect(url_for("web.inbox"), 303)


def _complete(found, answers, unread):
    try:
        done = cases.complete_task(found.id, answers, g.person)
    except Conflict as refusal:
        return _conflict(found.id, answers, refusal)
    except (Invalid, Refused) as refusal:
        db.session.rollback()
        return _refused(found.id, answers, field_messages(refusal, unread))
    if unread:
        db.session.rollback()
        return _refused(found.id, answers, field_messages(None, unread))
    db.session.commit()
    flash(
        translate(
            "ส่งงาน “{task}” ของ {no} แล้ว",
            "“{task}” of {no} is sent",
            task=named(found),
            no=found.case.case_no,
        ),
        "done",
    )
    following = cases.next_task(g.person, done.task) if request.form.get("_next") else None
    where = url_for("web.task", task_id=following.id) if following else url_for("web.inbox")
    return redirect(where, 303)
