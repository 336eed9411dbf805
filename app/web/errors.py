"""Every refusal as a page in the same look: what happened, that nothing is lost, and a way on."""

from flask import g, make_response, redirect, render_template, request, url_for

from app.extensions import db
from app.web.visitor import recognise
from app.web.wording.texts import Text

HEADINGS = {
    400: Text("แบบฟอร์มหมดอายุ", "This form has expired"),
    403: Text("คุณไม่มีสิทธิทำรายการนี้", "You may not do this"),
    404: Text("ไม่พบหน้านี้", "This page does not exist"),
    405: Text("เปิดที่อยู่นี้แบบนี้ไม่ได้", "This address cannot be opened this way"),
    409: Text("มีการเปลี่ยนแปลงก่อนคุณ", "Something changed before you"),
    411: Text("ไม่ทราบความยาวของเนื้อหา", "Length required"),
    412: Text("มีการเปลี่ยนแปลงหลังจากที่คุณเปิด", "Something changed after you had opened it"),
    413: Text("ข้อมูลใหญ่เกินกำหนด", "What you sent is too large"),
    422: Text("ข้อมูลยังไม่ครบหรือไม่ถูกต้อง", "Something is missing or not right"),
    429: Text("ลองหลายครั้งเกินไป", "Too many attempts"),
    500: Text("ระบบขัดข้อง", "Something broke here"),
    503: Text("ระบบไม่พร้อมชั่วคราว", "Not ready for a moment"),
}
WAYS = {
    400: Text(
        "หน้านี้เปิดค้างไว้นานหรือเปิดก่อนเข้าสู่ระบบ ย้อนกลับไปหน้าก่อน โหลดใหม่แล้วส่งอีกครั้ง คำตอบที่บันทึกร่างไว้ไม่หาย",
        "The page was left open too long or opened before you signed in. Go back, reload and send again. "
        "Saved drafts are kept.",
    ),
    403: Text("หัวหน้าศูนย์เป็นผู้ให้สิทธิได้", "The centre manager can grant the right."),
    404: Text(
        "ที่อยู่อาจพิมพ์ผิด หรือเป็นเรื่องที่คุณไม่มีสิทธิเห็น หัวหน้าศูนย์เป็นผู้ให้สิทธิได้",
        "The address may be mistyped, or you may not see this case. The centre manager can grant the right.",
    ),
    409: Text("ไม่มีข้อมูลใดถูกเขียนทับ โหลดหน้าใหม่แล้วดูอีกครั้ง", "Nothing was overwritten. Reload."),
    413: Text("ย่อข้อความหรือไฟล์แล้วส่งใหม่", "Shorten the text or file and send again."),
    429: Text("รอ 15 นาทีแล้วลองใหม่", "Wait 15 minutes and try again."),
    500: Text(
        "ไม่มีข้อมูลใดถูกบันทึกครึ่งเดียว ลองใหม่ได้ หากยังพบอีก แจ้งผู้ดูแลระบบ",
        "Nothing was half written. You can try again; if it stays, tell the administrator.",
    ),
    503: Text("ลองใหม่ในอีกครู่หนึ่ง คำตอบที่พิมพ์ไว้ยังอยู่ในหน้าก่อน", "Try again in a moment."),
}


def error_page(problem):
    """The page of a refusal (app/errors.py: status, th, en); somebody not signed in goes to sign in."""
    db.session.rollback()
    recognise(trusting_database=problem.status < 500)
    if problem.status == 401:
        return redirect(url_for("web.sign_in", next=request.full_path.rstrip("?")), 303)
    status = problem.status if problem.status in HEADINGS else (500 if problem.status > 499 else 400)
    body = render_template(
        "error.html",
        status=status,
        heading=HEADINGS[status],
        sentence=None if status in (400, 404, 405, 500) else Text(problem.th, problem.en),
        way=WAYS.get(status),
    )
    answer = make_response(body, problem.status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = g.language
    return answer
