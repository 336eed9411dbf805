"""Adding a record to a register, and changing one."""

from flask import flash, g, redirect, render_template, request, url_for

from app import clock
from app.errors import problem_of, problem_of_engine
from app.extensions import db
from app.people.service import centres
from app.refusals import Conflict, Invalid, Refusal, Stale
from app.registers import rights, service
from app.registers.fields import answers_of
from app.registers.kinds import kind_named
from app.web.context import translate
from app.web.forms.fields import questions
from app.web.forms.naming import nameable
from app.web.forms.page import FormPage, field_messages
from app.web.forms.reading import read
from app.web.forms.uploads import take_uploads
from app.web.pages import pages
from app.web.pages.register_words import Teller
from app.web.visitor import say
from workflows.errors import Refused


@pages.route("/registers/<key>/new", methods=["GET", "POST"])
def new_record(key):
    kind = kind_named(key)
    if not rights.may_add_somewhere(kind, g.person):
        rights.refuse(kind)
    hidden = set(kind.of_cases)
    if request.method == "GET":
        begin = {name: request.args[name] for name in kind.form.names if request.args.get(name)}
        return _page(kind, None, begin, hidden)
    answers, unread, stay = _read(kind, hidden)
    if stay is not None:
        return _page(kind, None, answers, hidden, unread=stay)
    row, refusal = _tried(unread, lambda: service.add_record(key, answers, g.person))
    if row is None:
        return _page(kind, None, answers, hidden, refusal, unread), 422
    flash(translate("เพิ่มในทะเบียนแล้ว", "Added to the register"), "done")
    return redirect(url_for("web.record", key=key, code=row.code), 303)


@pages.route("/registers/<key>/<code>/edit", methods=["GET", "POST"])
def edit_record(key, code):
    kind = kind_named(key)
    row = service.get_record(key, code, g.person)
    rights.refuse_unless_allowed(kind, "change", row, g.person)
    hidden = _hidden(kind, row)
    if request.method == "GET":
        return _page(kind, row, answers_of(kind, row), hidden)
    answers, unread, stay = _read(kind, hidden)
    if stay is not None:
        return _page(kind, row, answers, hidden, unread=stay)
    sent = {name: answers.get(name) for name in kind.form.names if name not in hidden}
    seen = {request.form.get("_version", "")}
    row_now, refusal = _tried(unread, lambda: service.change_record(key, code, sent, g.person, seen))
    if row_now is None:
        row = service.get_record(key, code, g.person)
        return _page(kind, row, answers, hidden, refusal, unread), 412 if isinstance(refusal, Stale) else 422
    flash(translate("บันทึกแล้ว", "Saved"), "done")
    return redirect(url_for("web.record", key=key, code=code), 303)


def _hidden(kind, row):
    """The fields that cannot change now, or not by the visitor."""
    editable = dict(kind.editable).get(kind.state_of(row, clock.today()))
    left_out = {name for name in kind.form.names if editable is not None and name not in editable}
    own = () if rights.is_admin(g.person) else rights.IDENTITY.get(kind.key, ())
    return {*kind.of_cases, *kind.fixed, *left_out, *own}


def _read(kind, hidden):
    """Answers, what could not be read, and, when only a file was sent, why one was refused (else None)."""
    asked = [one for one in questions(kind.form) if one.name not in hidden]
    sent, refused = take_uploads(asked, request.form)
    answers, unread = read(asked, sent)
    return answers, unread, refused if refused or request.form.get("_do") else None


def _tried(unread, act):
    """(the record, None) when it was done and nothing was unreadable; (None, the refusal) otherwise."""
    try:
        row = act()
        if not unread:
            db.session.commit()
            return row, None
        refusal = None
    except (Refused, Invalid, Conflict, Stale) as refused:
        refusal = refused
    db.session.rollback()
    return None, refusal


def _page(kind, row, answers, hidden, refusal=None, unread=()):
    errors, general = _errors(refusal, unread)
    form = FormPage(kind.form, answers, g.language, errors, named=nameable(centres(), g.person))
    form.groups = [
        (title, [one for one in asked if one.name not in hidden])
        for title, asked in form.groups
        if any(one.name not in hidden for one in asked)
    ]
    return render_template(
        "registers/form.html",
        area="registers",
        kind=kind,
        row=row,
        name=Teller(kind).name(row) if row else "",
        form=form,
        general=general,
    )


def _errors(refusal, unread):
    """({field: sentence}, the sentence that belongs to no field)."""
    if refusal is None:
        return field_messages([], unread, g.language), ""
    problem = problem_of(refusal) if isinstance(refusal, Refusal) else problem_of_engine(refusal)
    errors = field_messages(problem.errors, unread, g.language)
    return errors, "" if errors else say(problem)
