"""What a person is told: the list of notices, and reading one."""

from flask import g, redirect, render_template, request, url_for

from app.extensions import db
from app.notices import service as notices
from app.web.pages import pages


@pages.get("/notices")
def notice_list():
    page = notices.list_notices(g.person, request.args.get("cursor"))
    following = url_for("web.notice_list", cursor=page.next) if page.next else None
    return render_template("notices.html", area="notices", notices=page.items, next_page=following)


@pages.post("/notices/<int:notice_id>")
def read_notice(notice_id):
    notice = notices.mark_read(notice_id, g.person)
    db.session.commit()
    if not request.form.get("open"):
        return redirect(url_for("web.notice_list"), 303)
    if notice.task_id:
        return redirect(url_for("web.task", task_id=notice.task_id), 303)
    return redirect(url_for("web.case", case_no=notice.case.case_no), 303)


@pages.post("/notices/read")
def read_all_notices():
    notices.mark_all_read(g.person)
    db.session.commit()
    return redirect(url_for("web.notice_list"), 303)
