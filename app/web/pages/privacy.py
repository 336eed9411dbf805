"""The data protection officer's page: what waits, what was erased; of a case what is kept, who read it."""

from types import SimpleNamespace

import orjson
from flask import flash, g, redirect, render_template, request, url_for

from app.cases.privacy import service
from app.extensions import db
from app.refusals import Conflict, Invalid
from app.web.context import translate
from app.web.pages import pages
from app.web.rows import row_of
from app.web.visitor import say
from app.web.wording.texts import Text

FIELDS = {
    "given": Text("สิ่งที่ผู้ใช้กรอก", "What somebody gave"),
    "facts": Text("ค่าที่กระบวนการอ่านหรือเปลี่ยน", "What the process read or changed"),
}


@pages.get("/privacy")
def privacy():
    wanted = (request.args.get("case") or "").strip().upper()
    if wanted:
        return redirect(url_for("web.privacy_case", case_no=wanted))
    return render_template(
        "privacy/index.html",
        area="privacy",
        tasks=[row_of(task) for task in service.open_requests(g.person)],
        erased=[_erased(case, entry) for case, entry in service.erasures(g.person)],
    )


@pages.route("/privacy/<case_no>", methods=["GET", "POST"])
def privacy_case(case_no):
    refusal = None
    if request.method == "POST":
        try:
            service.erase_values(case_no, *_chosen(), request.form.get("reason", ""), g.person)
            db.session.commit()
            flash(translate("ลบแล้ว สายบันทึกยังตรวจได้", "Erased; the chain still verifies"), "done")
            return redirect(url_for("web.privacy_case", case_no=case_no), 303)
        except (Conflict, Invalid) as refused:
            db.session.rollback()
            refusal = refused
    kept = [(one, say(FIELDS[one.field])) for one in service.values_kept(case_no, g.person)]
    body = render_template(
        "privacy/case.html",
        area="privacy",
        case_no=case_no,
        kept=[row for row in kept if row[0].kind != service.ERASED],
        reads=service.reads_of(case_no, g.person),
        refusal=refusal,
        chosen=request.form.get("value", ""),
        reason=request.form.get("reason", ""),
    )
    return body, 422 if refusal else 200


def _chosen():
    """(entry, field) of the value that was ticked; Invalid without one."""
    number, _, field = request.form.get("value", "").partition(":")
    if not number.isdigit() or field not in FIELDS:
        raise Invalid("เลือกค่าที่จะลบ", "Choose the value to erase.", "value")
    return int(number), field


def _erased(case, entry):
    said = orjson.loads(entry.bytes)["command"]
    if request_no := said.get("request"):
        thai, english = "ทั้งเรื่อง ตามคำขอ {no}: {n} ค่า", "The whole case, by request {no}: {n} values"
        words = translate(thai, english, no=request_no, n=said["values"])
    else:
        words = translate("รายการที่ {n} ของบันทึก", "Entry {n} of the journal", n=said["entry"])
    return SimpleNamespace(case=case, at=entry.at, words=words)
