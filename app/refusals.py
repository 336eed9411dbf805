"""Everything a service can refuse, with the sentence a person reads; app/errors.py turns it into HTTP."""


class Refusal(Exception):
    """A clear no: nothing was written. `th` and `en` are the sentence, `details` what a client may need."""

    code = "refused"
    th = "ทำรายการนี้ไม่ได้"
    en = "This cannot be done."

    def __init__(self, th: str | None = None, en: str | None = None, code: str | None = None, **details):
        self.th, self.en, self.code = th or self.th, en or self.en, code or self.code
        self.errors = details.pop("errors", [])
        self.details = details
        super().__init__(self.en)


class NotSignedIn(Refusal):
    code = "not_signed_in"
    th = "โปรดเข้าสู่ระบบก่อน"
    en = "Please sign in first."


class ProofNeeded(NotSignedIn):
    code = "insufficient_user_authentication"
    th = "งานนี้ต้องยืนยันตัวตนอีกครั้งด้วยรหัสผ่านก่อนส่ง"
    en = "This asks you to prove anew, with your password, who you are."


class NotAllowed(Refusal):
    code = "not_allowed"
    th = "บทบาทของท่านทำรายการนี้ไม่ได้"
    en = "Your role does not allow this."


class NotFound(Refusal):
    code = "not_found"
    th = "ไม่พบสิ่งที่ขอ หรือท่านไม่มีสิทธิเห็น"
    en = "It does not exist, or you may not see it."


class Conflict(Refusal):
    code = "conflict"
    th = "มีผู้อื่นทำรายการนี้ไปก่อนแล้ว โปรดโหลดใหม่"
    en = "Somebody was faster. Reload and look again."


class Stale(Refusal):
    code = "stale_version"
    th = "งานนี้เปลี่ยนไปหลังจากที่ท่านเปิด โปรดโหลดใหม่แล้วดูอีกครั้ง"
    en = "This changed after you had opened it. Reload and look again."


class Invalid(Refusal):
    code = "invalid"
    th = "ข้อมูลที่ส่งมาไม่ถูกต้อง"
    en = "Please check what you sent."

    @classmethod
    def at(cls, field: str, th: str, en: str, code: str) -> "Invalid":
        """The refusal of one field, said once for the whole and at the field."""
        return cls(th, en, code, errors=[{"field": field, "code": code, "th": th, "en": en}])


class TooLarge(Refusal):
    code = "too_large"
    th = "ข้อมูลที่ส่งมาใหญ่เกินกำหนด"
    en = "What you sent is larger than allowed."


class LengthRequired(Refusal):
    code = "length_required"
    th = "คำขอต้องบอกความยาวของเนื้อหา (Content-Length) ระบบไม่รับเนื้อหาที่ส่งเป็นท่อน"
    en = "A request must say how long its body is (Content-Length); a body sent in chunks is not taken."


class Unsupported(Refusal):
    code = "unsupported_media_type"
    th = "เนื้อหาต้องเป็น JSON (Content-Type: application/json)"
    en = "The body must be JSON (Content-Type: application/json)."


class TooMany(Refusal):
    code = "too_many"
    th = "ลองหลายครั้งเกินไป โปรดรอสักครู่แล้วลองใหม่"
    en = "Too many attempts. Please wait a while and try again."


class Unavailable(Refusal):
    code = "unavailable"
    th = "ระบบไม่พร้อมชั่วคราว โปรดลองใหม่"
    en = "The system is not ready for a moment. Please try again."
