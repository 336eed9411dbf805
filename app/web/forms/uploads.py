"""Files sent with a form of a page: taken in at once, so that a refused form does not lose them."""

import orjson
from flask import g, request

from app.extensions import db
from app.files import service as files
from app.refusals import Refusal
from app.web.visitor import say

NEW = ".new"


def take_uploads(asked, form, task_id=None):
    """The form in which every file just sent stands like those before, and {field: why one was refused}."""
    changed, refused = form.copy(), {}
    for question in asked:
        if question.widget != "files":
            continue
        for sent in request.files.getlist(question.name + NEW):
            if sent.filename:
                _take(question, sent, changed, refused, task_id)
    return changed, refused


def _take(question, sent, form, refused, task_id):
    try:
        file = files.hold(sent.filename, sent.stream.read(files.MAX_SIZE + 1), g.person, task_id)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        refused[question.name] = f"{sent.filename[:80]}: {say(refusal)}"
        return
    text = as_sent(file.answer)
    if text not in form.getlist(question.name):
        form.add(question.name, text)


def as_sent(answer) -> str:
    """What a page sends back for a file it holds already."""
    return orjson.dumps(answer, option=orjson.OPT_SORT_KEYS).decode()
