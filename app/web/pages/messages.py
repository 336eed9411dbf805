"""Telling a case something from outside: withdraw it, confirm it arrived; the form of what receives it."""

import secrets

from flask import flash, g, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from app import clock
from app.cases import service as cases
from app.errors import problem_of_engine
from app.extensions import db
from app.refusals import Conflict
from app.web.context import translate
from app.web.forms.fields import questions
from app.web.forms.naming import nameable
from app.web.forms.offers import offers_of
from app.web.forms.page import FormPage, change_rows, field_messages
from app.web.forms.reading import read
from app.web.forms.uploads import take_uploads
from app.web.pages import pages
from app.web.pages.once import remember_sent, sent_before
from app.web.visitor import named
from workflows.errors import Refused


@pages.get("/cases/<case_no>/messages/<name>")
def message_form(case_no, name):
    return _page(cases.get_case(case_no, g.person), name, None)


@pages.post("/cases/<case_no>/messages/<name>")
def send_message(case_no, name):
    """One form, several buttons: send, add or remove a row of a table."""
    case = cases.get_case(case_no, g.person)
    if sent_before():
        return _sent(case_no)
    asked = cases.message_asked(case, name, g.person)
    action = request.form.get("_do", "send")
    sent, refused = take_uploads(_questions(asked), request.form)
    if action != "send" or refused:
        changed, rows = change_rows(sent, action)
        page = _page(case, name, read(_questions(asked), changed)[0], refused, rows)
        return (page, 422) if refused and action == "send" else page
    payload, unread = read(_questions(asked), sent)
    errors = []
    try:
        cases.send_message(case_no, name, payload, g.person)
        if not unread:
            remember_sent(case_no)
            db.session.commit()
            flash(translate("ส่ง “{name}” แล้ว", "“{name}” is sent", name=named(asked, "title")), "done")
            return _sent(case_no)
    except Refused as refusal:
        errors = problem_of_engine(refusal).errors
    except (Conflict, IntegrityError):
        db.session.rollback()
        if sent_before():
            return _sent(case_no)
        raise
    db.session.rollback()
    messages = field_messages(errors, unread, g.language)
    return _page(cases.get_case(case_no, g.person), name, payload, messages), 422


def _questions(asked):
    return questions(asked.asks) if asked.asks else ()


def _sent(case_no):
    return redirect(url_for("web.case", case_no=case_no), 303)


def _page(case, name, answers, errors=None, rows=None):
    asked = cases.message_asked(case, name, g.person)
    once = request.form.get("_once") or secrets.token_urlsafe(16)
    form = _form(case, asked, answers, errors, rows) if asked.asks else None
    return render_template("message.html", area="cases", case=case, asked=asked, form=form, once=once)


def _form(case, asked, answers, errors, rows):
    offers = offers_of(asked.asks, asked.variables, clock.now())
    named_here = nameable([case.centre], g.person)
    return FormPage(asked.asks, answers, g.language, errors, offers, named_here, rows)
