"""What an auditor sees of the system's use, on one page: sign-ins, changes of people, cases auditors read."""

from flask import g, render_template, request, url_for

from app.insights import service
from app.web.pages import pages
from app.web.pages.register_words import roles_said
from app.web.wording.texts import Text

LISTS = {
    "sign-ins": (Text("การเข้าสู่ระบบ", "Sign-ins"), service.sign_ins),
    "changes": (Text("บุคคลและบทบาท", "People and roles"), service.changes),
    "reads": (Text("การอ่านของผู้ตรวจสอบ", "Auditors' reads"), service.reads),
}


@pages.get("/audit")
def audit():
    what = request.args.get("what") if request.args.get("what") in LISTS else "sign-ins"
    username = (request.args.get("username") or "").strip() or None
    page = LISTS[what][1](g.person, username, request.args.get("cursor"))
    following = url_for("web.audit", what=what, username=username, cursor=page.next) if page.next else None
    return render_template(
        "audit.html",
        area="audit",
        what=what,
        lists={key: words for key, (words, _) in LISTS.items()},
        username=username,
        rows=page.items,
        next_page=following,
        roles_said=roles_said,
    )
