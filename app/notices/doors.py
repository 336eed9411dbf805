"""A link with which a password is chosen was made: whose account it opens hears of it, and who made it.

Whoever holds such a link acts as that person, so it is never made in silence (decisions/0082).
"""

from app.notices.telling import notify
from app.registers.service import WHEN

KIND = "password_link"
CONSOLE = ("ผู้ดูแลเครื่องแม่ข่าย (คอนโซล)", "The operator, at the console,")
TH = "{by} สร้างลิงก์สำหรับตั้งรหัสผ่านของท่าน รหัสผ่านเดิมและโทเค็นใช้ไม่ได้แล้ว หากท่านไม่ได้ขอ โปรดแจ้งผู้ตรวจสอบ"
EN = (
    "{by} made a link with which your password is chosen. Your earlier password and tokens ended. "
    "If you did not ask for it, tell an auditor."
)


def tell_of_link(person, by) -> None:
    """A notice, by e-mail too as every notice; it says who made the link, never the link."""
    th, en = (by.name, by.name_en) if by else CONSOLE
    notify([person], KIND, TH.format(by=th), EN.format(by=en))


def init_app(_app) -> None:
    """From now on it is said whenever a link is made."""
    told = WHEN.setdefault(("people", "link"), [])
    if tell_of_link not in told:
        told.append(tell_of_link)
