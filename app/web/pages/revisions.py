"""Two versions of a draft beside each other: what was added, removed and changed."""

from flask import g, render_template, request

from app.cases import service as cases
from app.cases.revisions.reading import compared, versions_of
from app.web.pages import pages
from app.web.pages.task_page import Names
from app.web.telling.changes import shown
from app.web.visitor import named


@pages.get("/cases/<case_no>/versions/<name>")
def versions(case_no, name):
    """A page without scripts: two lists to choose from, and the table of changes."""
    case = cases.get_case(case_no, g.person)
    told = cases.story(case, g.person)
    made = versions_of(case, g.person, told).get(name, [])
    a, b = (request.args.get(part, type=int) for part in "ab")
    found = compared(case, g.person, name, a or max(len(made) - 1, 1), b or len(made), told)
    page = shown(found, g.language, Names(g.language))
    return render_template("versions.html", area="cases", case=case, made=made, found=page)


def kept_of(case, told):
    """(name, title, versions) of every draft of a case, for the card of its page."""
    return [(name, named(made[-1]), made) for name, made in versions_of(case, g.person, told).items()]
