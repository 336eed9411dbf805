"""The inbox: what is late, what is due today, what can be claimed."""

from itertools import groupby

from flask import flash, g, redirect, render_template, request, url_for

from app import clock
from app.cases import service as cases
from app.cases.overdue import may_report
from app.contributions import service as contributions
from app.extensions import db
from app.refusals import Stale
from app.web.context import badges, translate
from app.web.pages import pages
from app.web.pages.versions import look_again, seen
from app.web.rows import row_of
from app.web.stages import stage_of
from app.web.visitor import named, safe_next
from app.web.wording.due import GROUPS, group_of
from app.web.wording.texts import Text

PAGE = 50
VIEWS = {
    "mine": Text("งานของฉัน", "My tasks"),
    "roles": Text("งานของบทบาทฉัน", "My roles' tasks"),
    "all": Text("ทุกงานที่เห็นได้", "All I may see"),
}
DUES = {
    "": Text("ทุกกำหนด", "Any due date"),
    "overdue": Text("เกินกำหนด", "Overdue"),
    "today": Text("ถึงวันนี้", "Up to today"),
    "week": Text("ภายใน 7 วัน", "Within 7 days"),
    "none": Text("ไม่มีกำหนด", "No due date"),
}
SORTS = {
    "due": Text("เกินกำหนดและเก่าสุดก่อน", "Most overdue first"),
    "opened": Text("มาใหม่ก่อน", "Newest first"),
    "case": Text("เลขที่เรื่อง", "Case number"),
}


@pages.get("/inbox")
def inbox():
    badges(g.person)
    asked = _asked()
    shown = cases.count_tasks(g.person, asked["whose"])
    page = cases.list_tasks(g.person, **asked, cursor=request.args.get("cursor"), limit=PAGE)
    return render_template(
        "inbox.html",
        area="inbox",
        asked=asked,
        views=VIEWS,
        dues=DUES,
        sorts=SORTS,
        counts=g.counts,
        overdue=shown["overdue"],
        due_today=shown["today"] - shown["overdue"],
        chips=_chips(shown["stages"]),
        groups=_groups(page.items, asked["sort"]),
        group_names=GROUPS,
        next_page=_address(cursor=page.next) if page.next else None,
        address=_address,
        today=clock.now(),
        reports=may_report(g.person),
        wanted=[(row, contributions.rules(row)) for row in contributions.open_to(g.person)],
        filtered=any(asked[name] for name in ("stage", "due", "q")),
    )


@pages.post("/tasks/<int:task_id>/claim")
def claim(task_id):
    try:
        task = cases.claim(task_id, g.person, seen())
    except Stale as refusal:
        return look_again(task_id, refusal)
    db.session.commit()
    if request.form.get("then") == "open":
        return redirect(url_for("web.task", task_id=task_id), 303)
    name, no = named(task), task.case.case_no
    flash(translate("รับงาน “{name}” ของ {no} แล้ว", "You claimed “{name}” of {no}", name=name, no=no), "done")
    return redirect(safe_next(request.form.get("next")) or url_for("web.inbox"), 303)


@pages.get("/tasks/next")
def next_task():
    task = cases.next_task(g.person)
    if task is None:
        return redirect(url_for("web.inbox"))
    return redirect(url_for("web.task", task_id=task.id))


def _asked():
    """The view, filters and order of the address; what it does not know counts as not asked."""
    given = request.args
    first = "mine" if g.counts["mine"] else "roles"
    return {
        "whose": given.get("whose") if given.get("whose") in VIEWS else first,
        "stage": given.get("stage") or None,
        "due": given.get("due") if given.get("due") in DUES and given.get("due") else None,
        "q": (given.get("q") or "").strip() or None,
        "sort": given.get("sort") if given.get("sort") in SORTS else "due",
    }


def _groups(tasks, sort):
    """Rows under their headings; another order than by due date is one list."""
    rows = [row_of(task) for task in tasks]
    if sort != "due":
        return [(None, rows)] if rows else []
    order = list(GROUPS)
    rows.sort(key=lambda row: order.index(group_of(row.mark)))
    return [(kind, list(members)) for kind, members in groupby(rows, key=lambda row: group_of(row.mark))]


def _chips(counts):
    """The stages something waits in, in their order, then the matters beside them."""
    found = [(stage_of(process), count) for process, count in counts.items()]
    return sorted(found, key=lambda chip: (not chip[0].number, chip[0].number, chip[0].process_id))


def _address(**changes):
    """This page with other filters; a change of view or filter starts at the first page."""
    asked = {**_asked(), **changes}
    return url_for("web.inbox", **{name: value for name, value in asked.items() if value})
