"""What a page has seen of a task or record; what is shown if it changed meanwhile: nothing typed is lost."""

from flask import flash, g, redirect, render_template, request, url_for

from app.cases import service as cases
from app.extensions import db
from app.web.pages.task_page import Names, compare
from app.web.visitor import say

OWN = ("_csrf", "_version", "_do")


def seen():
    """The version of the task or record on the page that was sent; None when the page did not say."""
    return frozenset({request.form["_version"]}) if "_version" in request.form else None


def look_again(task_id, refusal):
    """To the task as it stands now, with the sentence: nothing was typed."""
    db.session.rollback()
    flash(say(refusal), "care")
    return redirect(url_for("web.task", task_id=task_id), 303)


def stale_page(task_id, answers, refusal, sent):
    """Who changed it, what is saved and what was typed side by side, and the choice between the two; `sent`
    is the form with the files that came with it."""
    db.session.rollback()
    task = cases.get_task(task_id, g.person)
    form = cases.form_of(task)
    saved = cases.draft_of(task, g.person)
    compared = compare(form, saved[0], answers, Names(g.language)) if form and saved else ()
    typed = [(name, value) for name, value in sent.items(multi=True) if name not in OWN]
    page = {"task": task, "heading": say(refusal), "compared": compared, "saved": saved, "typed": typed}
    return render_template("stale.html", area="inbox", asks=form is not None, **page), 412
