"""The report of overdue tasks: how many by stage and by person, and each with its working days late."""

from collections import Counter

from flask import g, render_template

from app.cases.overdue import overdue
from app.web.context import translate
from app.web.pages import pages
from app.web.rows import row_of
from app.web.stages import stage_of
from app.web.visitor import named, say


@pages.get("/overdue")
def overdue_report():
    found = overdue(g.person)
    stages = Counter(say(stage_of(late.stage).short) for late in found)
    nobody = translate("ยังไม่มีผู้รับ", "Nobody yet")
    people = Counter(named(late.task.holder) if late.task.holder else nobody for late in found)
    return render_template(
        "overdue.html",
        area="inbox",
        rows=[(row_of(late.task), late.days) for late in found],
        sums=[
            (translate("ตามขั้น", "By stage"), stages.most_common()),
            (translate("ตามผู้ถืองาน", "By person"), people.most_common()),
        ],
        nobody=nobody,
    )
