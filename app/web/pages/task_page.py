"""What the page of a task shows: form, due mark, who holds it, the brief, the diagram; and a lost race."""

from flask import g, render_template, request

from app import clock
from app.cases import service as cases
from app.cases.revisions.reading import compared_at
from app.people import service as people
from app.people.proof import is_fresh
from app.processes import service as processes
from app.refusals import NotFound
from app.registers import references
from app.web.context import translate
from app.web.forms.naming import nameable
from app.web.forms.offers import offers_of
from app.web.forms.page import FormPage
from app.web.pages.papers import papers_of
from app.web.rows import row_of
from app.web.stages import stage_of
from app.web.telling.band import numbered
from app.web.telling.brief import answered_rows, plain_words
from app.web.telling.changes import shown
from app.web.telling.drawing import drawing_of
from app.web.telling.vocabulary import Vocabulary
from app.web.visitor import named, say
from app.web.wording.dates import show_datetime, show_time

ANSWERED = ("case:opened", "task:completed")


class Names:
    """Usernames, and codes of the registers, as names; each looked up once."""

    def __init__(self, language):
        self.language, self.known = language, {}

    def learn(self, codes):
        """Look many up at once, for a list."""
        wanted = {code for code in codes if isinstance(code, str)} - self.known.keys()
        self.known |= {code: say(pair) for code, pair in references.all_called(wanted).items()}
        self.known |= {one.username: named(one) for one in people.people_named(wanted)}

    def get(self, username, otherwise=None):
        """The name behind a username, or `otherwise`."""
        if username not in self.known:
            try:
                self.known[username] = named(people.person_named(username))
            except NotFound:
                named_so = references.called(username)
                self.known[username] = say(named_so) if named_so else otherwise
        return self.known[username]


def task_page(task, answers, errors=None, saved_at=None, rows=None, version=None, unproved=None):
    """The page; `answers` None means nothing was typed yet, so the form may begin with proposals. Where
    they cannot be sent any more they are shown nevertheless, to be read. They keep the version of the page
    they were typed into, unless `version` is another. `unproved`: what was wrong with the password."""
    is_open = task.status == "open"
    shows = is_open and task.form and cases.may_read_form(task, g.person)
    form = _form_page(task, answers, errors, rows) if shows else None
    told = cases.story(task.case, g.person)
    why = cases.why_not(task, g.person) if is_open else None
    return render_template(
        "task.html",
        area="inbox",
        task=task,
        row=row_of(task),
        version=version or request.form.get("_version") or task.version,
        open=is_open,
        why=why,
        may_claim=why is not None and why.code == "not_claimed",
        may_reassign=is_open and _may_reassign(task),
        form=form,
        prove=is_open and _asks_password(task),
        unproved=unproved,
        rows=() if is_open else _sent_rows(task, told),
        typed=() if is_open else _typed_rows(task, answers),
        closed=None if is_open else _closed_words(task),
        saved=saved_words(saved_at) if saved_at else "",
        go_on="_next" in request.form or request.method == "GET",
        parts=brief_of(task, told),
        papers=papers_of(task.case),
        facts=_facts(task, form) if form else (),
        changed=shown(compared_at(task, g.person, told), g.language, Names(g.language)),
        view=drawing_of(task.instance, told, here=task),
    )


def _asks_password(task):
    """Whether the page asks who does this task to prove who they are."""
    where = task.instance
    asked = cases.asks_proof(where.release_hash, where.process_id, task.element)
    return asked and not is_fresh(g.person)


def saved_words(saved_at):
    """บันทึกร่างแล้ว 09:41:07 น."""
    at = show_time(saved_at, g.language, seconds=True)
    return translate("บันทึกร่างแล้ว {time}", "Draft saved {time}", time=at)


def brief_of(task, told):
    """What was answered before in the case: a part for each stage, in it a section for each step."""
    names, parts = Names(g.language), {}
    for one in told:
        if not one.answers or one.kind not in ANSWERED or one.task_id == task.id:
            continue
        form = _form(one.release_hash, one.form)
        rows = answered_rows(form, one.answers, g.language, names)
        who = named(one.actor) if one.actor else translate("ระบบ", "the system")
        section = {"name": named(one), "by": f"{who} · {show_datetime(one.at, g.language)}", "rows": rows}
        parts.setdefault((one.instance_id, one.process_id), []).append(section)
    return [(numbered(stage_of(process)), sections) for (_, process), sections in parts.items()]


def conflict_page(task, answers, refusal):
    """Who was faster and when, and both sets of answers side by side."""
    winner = refusal.details.get("by" if g.language == "th" else "by_en") or ""
    form, names = cases.form_of(task), Names(g.language)
    theirs = refusal.details.get("answers")
    compared = compare(form, theirs, answers, names) if theirs is not None else ()
    at = refusal.details.get("at")
    when = translate("เมื่อ {at}", "At {at}.", at=show_datetime(at, g.language, True)) if at else ""
    return render_template(
        "conflict.html", task=task, heading=say(refusal), when=when, winner=winner, compared=compared
    )


def _form_page(task, answers, errors, rows):
    form = cases.form_of(task)
    offers = offers_of(form, cases.variables_of(task), clock.now())

    return FormPage(form, answers, g.language, errors, offers, nameable([task.case.centre], g.person), rows)


def _facts(task, form):
    """What a person must see before answering, as the form's owner asked."""
    where = task.instance
    said = Vocabulary(where.release_hash, g.language, Names(g.language), where.process_id, task.form)
    return [said.fact(named(fact, "title"), fact.value, value) for fact, value in form.offers.shows]


def _may_reassign(task):
    if task.assignee_id is not None and not cases.is_stranded(task):
        return False
    return task.claimed_by == g.person.id or people.has_role(g.person, "centre_manager", task.centre_id)


def _sent_rows(task, told):
    sent = _answers_sent(task, told)
    return answered_rows(cases.form_of(task), sent, g.language, Names(g.language)) if sent else ()


def _typed_rows(task, answers):
    """What the visitor typed into a task that is over."""
    form = cases.form_of(task) if answers and task.completed_by != g.person.id else None
    return answered_rows(form, answers, g.language, Names(g.language)) if form else ()


def _answers_sent(task, told):
    """What the task was completed with, as far as the visitor may see it; None otherwise."""
    found = (one for one in told if one.task_id == task.id and one.kind == "task:completed")
    return next((one.answers for one in found), None)


def compare(form, theirs, mine, names):
    """[(question, theirs, mine, same)] for every question somebody answered."""
    sent, kept = (dict(answered_rows(form, side, g.language, names, empty=True)) for side in (theirs, mine))
    blank = plain_words(None, g.language)
    nothing = {translate("ไม่ได้ตอบ", "Not answered"), blank}
    rows = [(label, sent[label], kept.get(label, blank)) for label in sent]
    return [(label, a, b, a == b) for label, a, b in rows if not {a, b} <= nothing]


def _closed_words(task):
    if task.status != "done":
        return translate(
            "งานนี้ถูกยกเลิก กระบวนการเดินไปทางอื่นแล้ว", "This task was withdrawn: the process went another way"
        )
    return translate(
        "{name} ส่งงานนี้แล้วเมื่อ {at}",
        "{name} sent this task on {at}",
        name=named(task.completer) if task.completer else "–",
        at=show_datetime(task.completed_at, g.language),
    )


def _form(release_hash, path):
    return processes.form(release_hash, path) if path else None
