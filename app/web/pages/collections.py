"""What a case collects: my contributions, the form to add or change one, and those of others once shown."""

import secrets

from flask import flash, g, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from app import clock
from app.cases.papers.reading import letters_to
from app.contributions import moderating, papers
from app.contributions import service as contributions
from app.contributions.telling import contributions_json
from app.errors import problem_of_engine
from app.extensions import db
from app.files.sending import send
from app.refusals import Conflict, Invalid, NotFound, Stale
from app.web.context import translate
from app.web.forms.fields import questions
from app.web.forms.naming import nameable
from app.web.forms.offers import offers_of
from app.web.forms.page import FormPage, change_rows, field_messages
from app.web.forms.reading import read
from app.web.forms.uploads import take_uploads
from app.web.pages import pages
from app.web.pages.once import remember_sent, sent_before
from app.web.pages.task_page import Names
from app.web.pages.versions import seen
from app.web.telling.brief import answered_rows
from app.web.telling.vocabulary import Vocabulary
from app.web.visitor import named, say
from workflows.errors import Refused

PLACE = "/cases/<case_no>/collections/<name>"


@pages.get(PLACE)
def collection(case_no, name):
    """The page; `?key=` changes one of mine."""
    return _page(_found(case_no, name), None)


@pages.post(PLACE)
def contribute(case_no, name):
    """One form, several buttons: send (or change the one of `?key=`), add or remove a row of a table."""
    if sent_before():
        return _back(case_no, name)
    found, action = _found(case_no, name), request.form.get("_do", "send")
    asked = questions(contributions.form_of(found))
    sent, refused = take_uploads(asked, request.form)
    if action != "send" or refused:
        changed, rows = change_rows(sent, action)
        page = _page(found, read(asked, changed)[0], refused or None, rows=rows)
        return (page, 422) if refused and action == "send" else page
    answers, unread = read(asked, sent)
    errors = []
    try:
        _send(case_no, name, answers)
        if not unread:
            remember_sent(name)
            db.session.commit()
            flash(translate("รับไว้แล้ว", "Taken"), "done")
            return _back(case_no, name)
    except Refused as refusal:
        errors = problem_of_engine(refusal).errors
    except Stale as refusal:
        return _stale(case_no, name, refusal)
    except (Conflict, IntegrityError):
        db.session.rollback()
        if sent_before():
            return _back(case_no, name)
        raise
    db.session.rollback()
    return _page(_found(case_no, name), answers, field_messages(errors, unread, g.language)), 422


@pages.post(f"{PLACE}/<key>/withdraw")
def withdraw_contribution(case_no, name, key):
    """Take one of mine back."""
    contributions.withdraw(case_no, name, key, g.person, seen())
    db.session.commit()
    flash(translate("ถอนแล้ว", "Withdrawn"), "done")
    return _back(case_no, name)


@pages.post(f"{PLACE}/<key>/moderation")
def moderate_contribution(case_no, name, key):
    """Let one of others' through, or hide it."""
    act, reason = request.form.get("act", ""), request.form.get("reason")
    try:
        moderating.moderate(case_no, name, key, act, reason, g.person, seen())
    except (Invalid, Stale) as refusal:
        db.session.rollback()
        flash(say(refusal), "care")
        return _back(case_no, name)
    db.session.commit()
    done = ("ซ่อนแล้ว", "Hidden") if act == moderating.HIDE else ("ให้ผู้อื่นเห็นแล้ว", "Others see it now")
    flash(translate(*done), "done")
    return _back(case_no, name)


@pages.get("/cases/<case_no>/collections/<name>/files/<sha256>")
def asked_file(case_no, name, sha256):
    """A file of what is asked of the visitor, under the name they may know."""
    return send(*papers.file_for(_found(case_no, name), g.person, sha256))


def asked_page(found, answers, errors=None, rows=None, naming=None, by=None):
    """(form, facts to see before answering) of an open collection, for a person or the holder of a link."""
    form = contributions.form_of(found)
    offers = offers_of(form, contributions.variables_of(found, by), clock.now())
    said = Vocabulary(
        found.release_hash, g.language, Names(g.language), found.process_id, contributions.rules(found).form
    )
    facts = [said.fact(named(fact, "title"), fact.value, value) for fact, value in offers.shows]
    return FormPage(form, answers, g.language, errors, offers, naming, rows), facts


def _send(case_no, name, answers):
    if key := request.args.get("key"):
        return contributions.change(case_no, name, key, answers, g.person, seen())
    return contributions.contribute(case_no, name, answers, g.person)


def _found(case_no, name):
    return contributions.get_collection(case_no, name, g.person)


def _back(case_no, name):
    return redirect(url_for("web.collection", case_no=case_no, name=name), 303)


def _stale(case_no, name, refusal):
    db.session.rollback()
    flash(say(refusal), "care")
    return _back(case_no, name)


def _page(found, answers, errors=None, rows=None):
    """My own first; the form while it is open and I may send more, or change the one I chose."""
    rules, told = contributions.rules(found), contributions_json(found, g.person)
    mine = [_row(found, one) for one in told["items"] if one["mine"]]
    others = _threads([_row(found, one) for one in told["items"] if not one["mine"]], rules.replies)
    changed = _changed(told, rules)
    asks = told["collection"]["may_contribute"] and (changed or len(mine) < rules.limit)
    form = facts = None
    if asks:
        given = changed["answers"] if changed and answers is None else answers
        if rules.replies and given is None and request.args.get("reply"):
            given = {rules.replies: request.args["reply"]}
        form, facts = asked_page(
            found, given, errors, rows, nameable([found.case.centre], g.person), g.person
        )
    once = request.form.get("_once") or secrets.token_urlsafe(16)
    page = {"found": found, "rules": rules, "told": told["collection"], "mine": mine, "others": others}
    page |= {"form": form, "facts": facts, "changed": changed, "once": once}
    page |= {"letters": letters_to(found.case_id, g.person), "files": papers.files_for(found, g.person)}
    return render_template("collection.html", area="inbox", **page)


def _threads(rows, field):
    """Each answer to another one below it, one step in, where the diagram says which field names it."""
    if not field:
        return rows
    known = {one["key"] for one in rows}
    below = {}
    for one in rows:
        above = one["answers"].get(field)
        below.setdefault(above if above in known and above != one["key"] else None, []).append(one)
    placed, waiting = [], [(one, 0) for one in reversed(below.pop(None, []))]
    while waiting:
        one, depth = waiting.pop()
        placed.append({**one, "depth": min(depth, 3)})
        waiting += [(answer, depth + 1) for answer in reversed(below.pop(one["key"], []))]
    return placed + [one for rest in below.values() for one in rest]


def _changed(told, rules):
    """The one of mine that is being changed; NotFound for another's."""
    key = request.args.get("key")
    if not key:
        return None
    known = [one for one in told["items"] if one["mine"] and one["key"] == key]
    if not known or not rules.changeable:
        raise NotFound()
    return known[0]


def _row(found, one):
    names = Names(g.language)
    author = names.get(one["author"], one["author"]) if one["author"] else None
    replies = contributions.rules(found).replies
    said = {name: value for name, value in one["answers"].items() if name != replies}
    rows = answered_rows(contributions.form_of(found), said, g.language, names)
    return {**one, "author": author or one["pseudonym"], "rows": rows, "depth": 0}
