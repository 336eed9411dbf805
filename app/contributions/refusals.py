"""What a collection refuses, and the sentence for it."""

from app.refusals import Conflict, Invalid, NotAllowed, NotFound


class Closed(Conflict):
    code = "collection_closed"
    th = "ปิดรับแล้ว จึงส่ง แก้ หรือถอนไม่ได้"
    en = "The collection is closed: nothing can be sent, changed or withdrawn."


class NotYours(NotAllowed):
    code = "not_a_contributor"
    th = "เรื่องนี้ไม่ได้เปิดรับจากบทบาทของท่าน"
    en = "This collection is not open to your role."


class OverLimit(Conflict):
    code = "over_the_limit"
    th = "ท่านส่งครบจำนวนที่กำหนดแล้ว"
    en = "You have sent as many as one person may."


class NotWanted(NotAllowed):
    code = "not_wanted"
    th = "รายการนี้ไม่ได้ขอจากท่าน"
    en = "This is not asked of you."


class Fixed(Conflict):
    code = "not_changeable"
    th = "ส่งแล้วแก้หรือถอนไม่ได้"
    en = "What was sent cannot be changed or withdrawn here."


class Gone(Conflict):
    code = "withdrawn"
    th = "รายการนี้ถอนไปแล้ว"
    en = "This was withdrawn already."


class StillOpen(Conflict):
    code = "collection_open"
    th = "ยังเปิดรับอยู่ จึงอ่านรวมไม่ได้"
    en = "The collection is still open and cannot be read."


class NoCollectionNamed(Invalid):
    code = "no_collection_named"
    th = "งานของระบบนี้ไม่ได้ระบุว่ารวบรวมจากที่ใด (คุณสมบัติ collection)"
    en = "This service task does not name its collection (property collection)."


class LinkUnknown(NotFound):
    code = "link_unknown"
    th = "ลิงก์นี้ไม่ถูกต้อง โปรดเปิดจากข้อความเชิญอีกครั้ง"
    en = "This link is not valid. Please open it from the invitation again."


class LinkUsed(Conflict):
    code = "link_used"
    th = "ลิงก์นี้ใช้ตอบไปแล้ว ขอบคุณที่ร่วมตอบ"
    en = "This link has been used. Thank you for answering."


class LinkEarly(Conflict):
    code = "link_early"
    th = "ยังไม่เปิดรับคำตอบ โปรดเปิดลิงก์นี้อีกครั้งภายหลัง"
    en = "Answers are not taken yet. Please open this link again later."


class TermUnusable(Invalid):
    code = "collection_term_unusable"
    th = "เปิดรับไม่ได้ เพราะค่าในตัวแปรที่แผนผังอ้างถึงใช้ไม่ได้"
    en = "The collection cannot open: the variable which the diagram names holds nothing usable."


class NoModerator(NotAllowed):
    code = "not_a_moderator"
    th = "ท่านไม่ได้เป็นผู้ตรวจก่อนหรือหลังเผยแพร่ของการรวบรวมนี้"
    en = "You do not moderate this collection."


class ReasonTooShort(Invalid):
    code = "reason_too_short"
    th = "การซ่อนต้องมีเหตุผลอย่างน้อย 20 ตัวอักษร"
    en = "Hiding needs a reason of at least 20 characters."
