"""What to say about an answer that does not fit: what to do, not what went wrong inside."""

from __future__ import annotations

from workflows.forms.formats import EXAMPLES

FORMATS = {
    "money": ("กรอก “{title}” เป็นตัวเลข เช่น 3480000.00 (ทศนิยมไม่เกิน 2 ตำแหน่ง)",
              "Enter “{title}” as a number such as 3480000.00 (at most 2 decimals)."),
    "decimal": ("กรอก “{title}” เป็นตัวเลข เช่น 12.5", "Enter “{title}” as a number such as 12.5."),
    "date": ("เลือกวันที่ของ “{title}” เช่น 2026-11-30 (ปี ค.ศ.)", "Enter the date of “{title}” as 2026-11-30."),
    "date-time": ("กรอกวันเวลาของ “{title}” พร้อมเขตเวลา เช่น 2026-11-30T09:00:00+07:00",
                  "Enter “{title}” with its offset, such as 2026-11-30T09:00:00+07:00."),
    "email": ("กรอก “{title}” เป็นอีเมล เช่น somchai@example.go.th",
              "Enter “{title}” as an e-mail address such as somchai@example.go.th."),
    "thai-citizen-id": ("ตรวจเลขประจำตัวประชาชน 13 หลักใน “{title}” อีกครั้ง หลักสุดท้ายไม่ตรง",
                        "Check the 13 digits of “{title}”: the last one does not fit the others."),
    "juristic-id": ("ตรวจเลขทะเบียนนิติบุคคล 13 หลักใน “{title}” อีกครั้ง หลักสุดท้ายไม่ตรง",
                    "Check the 13 digits of “{title}”: the last one does not fit the others."),
    "thai-phone": ("กรอก “{title}” เป็นหมายเลข 9–10 หลักขึ้นต้นด้วย 0 เช่น 0812345678",
                   "Enter “{title}” as 9–10 digits beginning with 0, such as 0812345678."),
}  # fmt: skip

TYPES = {
    "string": ("กรอก “{title}” เป็นข้อความ", "Enter “{title}” as text."),
    "integer": ("กรอก “{title}” เป็นจำนวนเต็ม เช่น 12", "Enter “{title}” as a whole number such as 12."),
    "boolean": ("ตอบ “{title}” ว่าใช่หรือไม่ใช่", "Answer “{title}” with yes or no."),
    "array": ("กรอก “{title}” เป็นรายการ", "Enter “{title}” as a list."),
    "object": ("กรอกแต่ละแถวของ “{title}” ให้ครบช่อง", "Fill in each row of “{title}”."),
}

KEYWORDS = {
    "unknown": ("แบบฟอร์มนี้ไม่มีช่อง “{name}”", "This form has no field “{name}”."),
    "choice": ("เลือก “{title}” จากตัวเลือกที่มี", "Choose “{title}” from the list."),
    "accept": ("ต้องยอมรับ “{title}” ก่อนดำเนินการต่อ", "Please accept “{title}” to go on."),
    "too_short": ("กรอก “{title}” อย่างน้อย {limit} ตัวอักษร", "Write at least {limit} characters in “{title}”."),
    "too_long": ("ย่อ “{title}” ให้ไม่เกิน {limit} ตัวอักษร", "Shorten “{title}” to at most {limit} characters."),
    "too_small": ("กรอก “{title}” ตั้งแต่ {limit} ขึ้นไป", "Enter {limit} or more in “{title}”."),
    "too_large": ("กรอก “{title}” ไม่เกิน {limit}", "Enter at most {limit} in “{title}”."),
    "multiple": ("กรอก “{title}” เป็นจำนวนเท่าของ {limit}", "Enter a multiple of {limit} in “{title}”."),
    "too_few": ("เพิ่ม “{title}” ให้มีอย่างน้อย {limit} รายการ", "Add at least {limit} entries to “{title}”."),
    "too_many": ("ลด “{title}” ให้เหลือไม่เกิน {limit} รายการ", "Keep at most {limit} entries in “{title}”."),
    "repeated": ("ตัดรายการที่ซ้ำกันใน “{title}” ออก", "Remove the repeated entries of “{title}”."),
    "pattern": ("ตรวจรูปแบบของ “{title}” อีกครั้ง", "Check how “{title}” is written."),
    "not_needed": ("ไม่ต้องกรอก “{title}” ในกรณีนี้", "Leave “{title}” empty in this case."),
    "text": ("ลบอักขระพิเศษที่มองไม่เห็นออกจากคำตอบ", "Remove invisible control characters from the answers."),
    "answers": (
        "คำตอบต้องเป็นวัตถุ JSON ที่มีชื่อช่องและค่า",
        "The answers must be a JSON object of fields and values.",
    ),
    "invalid": ("แก้ไข “{title}” ให้ถูกต้อง", "Please correct “{title}”."),
}

_REQUIRED = {
    "choose": ("เลือก “{title}”", "Choose “{title}”."),
    "answer": ("ตอบ “{title}” ว่าใช่หรือไม่ใช่", "Answer “{title}” with yes or no."),
    "add": ("เพิ่ม “{title}” อย่างน้อยหนึ่งรายการ", "Add at least one entry to “{title}”."),
    "write": ("กรอก “{title}”", "Fill in “{title}”."),
}


def required(rule: dict) -> tuple[str, str]:
    """How to ask for an answer that is missing, by the kind of field."""
    if rule.get("type") == "boolean":
        return KEYWORDS["accept"] if rule.get("const") is True else _REQUIRED["answer"]
    if "oneOf" in rule or "enum" in rule or rule.get("format") == "date":
        return _REQUIRED["choose"]
    return _REQUIRED["add" if rule.get("type") == "array" else "write"]


def example(name: str) -> str:
    """An answer that the format accepts."""
    return EXAMPLES[name]
