"""One-time links: a form for somebody who never signs in. Opening it changes nothing; sending does."""

import time
from collections import deque

from flask import g, make_response, render_template, request

from app.contributions import links
from app.contributions import service as contributions
from app.errors import problem_of_engine
from app.extensions import db
from app.files import service as files
from app.files.sending import send
from app.refusals import Conflict, Invalid, NotFound, TooLarge, TooMany
from app.web.forms.fields import questions
from app.web.forms.page import change_rows, field_messages
from app.web.forms.reading import read
from app.web.forms.uploads import NEW
from app.web.pages import pages
from app.web.pages.collections import asked_page
from workflows.errors import Refused

MOST, SECONDS, ADDRESSES = 60, 60, 10_000
MOST_FILES = 10
_asked: dict[str, deque] = {}


@pages.get("/e/<token>")
def open_link(token):
    """The form; looking, a mail scanner's too, uses nothing up."""
    slow_down(request.remote_addr or "")
    try:
        invitation, found = links.look(token)
    except (Conflict, NotFound) as refusal:
        return _over(refusal, token)
    return quiet(_page(found, _earlier(invitation), token=token))


@pages.get("/e/<token>/letters/<int:file_id>")
def linked_letter(token, file_id):
    """A letter to whom this link was sent, also after they have answered or the time is over."""
    slow_down(request.remote_addr or "")
    found = [one for one in links.letters_of(token) if one.id == file_id]
    if not found:
        note_guess(request.remote_addr or "")
        raise NotFound()
    return send(found[0])


@pages.post("/e/<token>")
def answer_link(token):
    """Send, once; or add and remove rows of a table. The form token was checked before (visitor.meet)."""
    slow_down(request.remote_addr or "")
    try:
        _, found = links.look(token)
        asked, action = questions(contributions.form_of(found)), request.form.get("_do", "send")
        if action != "send":
            changed, rows = change_rows(request.form, action)
            return quiet(_page(found, read(asked, changed)[0], rows=rows, token=token))
        return _answered(token, found, asked)
    except (Conflict, NotFound) as refusal:
        return _over(refusal, token)


def slow_down(address: str) -> None:
    """TooMany for an address that guesses links; each server process counts for itself. Links there are do
    not count: a whole office may answer from behind one address."""
    times, now = _asked.get(address, ()), time.monotonic()
    if sum(one > now - SECONDS for one in tuple(times)) >= MOST:
        raise TooMany()


def note_guess(address: str) -> None:
    """One more link that there is not, from an address."""
    times = _asked.pop(address, None) or deque(maxlen=MOST)
    times.append(time.monotonic())
    _asked[address] = times
    while len(_asked) > ADDRESSES:
        _asked.pop(next(iter(_asked)), None)


def _answered(token, found, asked):
    errors, (answers, unread) = [], read(asked, request.form)
    try:
        brought = _brought(asked, answers)
        done = links.answer(token, answers, brought)
        if not unread:
            db.session.commit()
            return quiet(
                render_template("invited.html", found=done, rules=contributions.rules(done), sent=True)
            )
    except Refused as refusal:
        errors = problem_of_engine(refusal).errors
    except (Invalid, TooLarge) as refusal:
        errors = [{"field": "", "th": refusal.th, "en": refusal.en}]
    db.session.rollback()
    _, found = links.look(token)
    return quiet(_page(found, answers, field_messages(errors, unread, g.language), token=token), 422)


def _brought(asked, answers):
    """The files that came with the form, named in the answers; kept only if these are taken."""
    kept = []
    for question in (one for one in asked if one.widget == "files"):
        answers.pop(question.name, None)
        for sent in request.files.getlist(question.name + NEW):
            if sent.filename and len(kept) < MOST_FILES:
                file = files.take(sent.filename, sent.stream.read(files.MAX_SIZE + 1))
                answers.setdefault(question.name, []).append(file.answer)
                kept.append(file)
    return kept


def _earlier(invitation):
    """What was sent by the link before, to say it otherwise."""
    row = links.sent_by(invitation)
    return row.answers if row else None


def _page(found, answers, errors=None, rows=None, token=""):
    form, facts = asked_page(found, answers, errors, rows)
    form.by_link = True
    page = {"found": found, "rules": contributions.rules(found), "form": form, "facts": facts}
    return render_template("invited.html", **page, token=token, letters=links.letters_of(token))


def _over(refusal, token=""):
    """Used, closed, too early or not ours: a page that says so, with the letters that came by the link."""
    db.session.rollback()
    status = 404 if isinstance(refusal, NotFound) else 409
    if status == 404:
        note_guess(request.remote_addr or "")
    letters = links.letters_of(token) if status == 409 else []
    return quiet(render_template("invited.html", refusal=refusal, token=token, letters=letters), status)


def quiet(body, status=200):
    """No search engine keeps it, no other site learns the address."""
    answer = make_response(body, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
