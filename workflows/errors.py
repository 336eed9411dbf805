"""Everything this layer can refuse: one class a reason, each with a sentence in Thai and English."""

from __future__ import annotations


class Refused(Exception):
    """What we were asked for cannot be done; nothing has changed.

    Subclasses set ``code`` (stable, for programs) and the sentences ``th`` and ``en``, which may
    name values in braces; the values given become ``details``. ``en_one`` is the English
    for a ``count`` of one.
    """

    code = "refused"
    th = "ทำรายการนี้ไม่ได้"
    en = "This cannot be done."
    en_one: str | None = None

    def __init__(self, **details: object) -> None:
        self.details = details
        self.th = type(self).th.format_map(_Known(details))
        english = (type(self).en_one if details.get("count") == 1 else None) or type(self).en
        self.en = english.format_map(_Known(details))
        super().__init__(self.en)


class _Known(dict):
    """Leaves a placeholder empty rather than fail while a refusal is being worded."""

    def __missing__(self, key: str) -> str:
        return "–"


class ProcessUnknown(Refused):
    code = "process_unknown"
    th = "ไม่พบกระบวนการ “{process}” ในชุดเผยแพร่นี้"
    en = "This release has no process “{process}”."


class StartUnknown(Refused):
    code = "start_unknown"
    th = "กระบวนการ “{process}” เริ่มแบบนี้ไม่ได้ ({event})"
    en = "Process “{process}” cannot be started this way ({event})."


class StepNotWaiting(Refused):
    code = "step_not_waiting"
    th = "ขั้นตอนหมายเลข {step} ไม่ได้รอดำเนินการแล้ว"
    en = "Step {step} is no longer waiting."


class NotExpected(Refused):
    code = "message_not_expected"
    th = "ไม่มีขั้นตอนใดรอข้อความ “{message}” อยู่"
    en = "Nothing waits for the message “{message}”."


class NoIncident(Refused):
    code = "no_incident"
    th = "ขั้นตอนหมายเลข {step} ไม่มีเหตุขัดข้อง"
    en = "Step {step} has no incident."


class CannotMove(Refused):
    code = "cannot_move"
    th = "ย้ายขั้นตอนหมายเลข {step} ไปที่ “{element}” ไม่ได้"
    en = "Step {step} cannot be moved to “{element}”."


class InstanceEnded(Refused):
    code = "instance_ended"
    th = "กระบวนการนี้สิ้นสุดแล้ว"
    en = "This instance has ended."


class StateUnreadable(Refused):
    code = "state_unreadable"
    th = "อ่านสถานะที่เก็บไว้ไม่ได้: {reason}"
    en = "The stored state cannot be read: {reason}"


class ReleaseRefused(Refused):
    """The bundle does not pass the check; ``findings`` says why, one by one."""

    code = "release_refused"
    th = "เผยแพร่ไม่ได้: พบข้อผิดพลาด {count} ข้อ {first_th}"
    en = "This cannot be published: {count} errors. {first_en}"
    en_one = "This cannot be published: 1 error. {first_en}"

    def __init__(self, findings: tuple = ()) -> None:
        self.findings = tuple(findings)
        first = self.findings[0] if self.findings else None
        super().__init__(
            count=len(self.findings),
            first_th=getattr(first, "th", ""),
            first_en=getattr(first, "en", ""),
        )


class Endless(Refused):
    code = "endless"
    th = "ทำงานเท่ากับ {limit:,} ขั้นตอนแล้วยังไม่ถึงจุดรอ (ข้อมูลใหญ่นับเป็นหลายขั้นตอน) อาจวนไม่รู้จบ"
    en = (
        "Work for {limit:,} steps (large data counts as several) was done without reaching anything that "
        "waits: this may go round for ever."
    )


class Stuck(Refused):
    code = "stuck"
    th = "รอเส้นทางที่ไม่มีทางมาถึงได้อีกแล้ว"
    en = "It waits for a path on which nothing can come any more."


class NoFlowHolds(Refused):
    code = "no_flow_holds"
    th = "ไม่มีเงื่อนไขของเส้นทางใดเป็นจริง และไม่มีเส้นทางปริยาย"
    en = "No condition of an outgoing flow holds, and there is no default flow."


class NobodyCaught(Refused):
    code = "error_not_caught"
    th = "ไม่มีขั้นตอนใดรับข้อผิดพลาด “{error}”"
    en = "Nothing caught the error “{error}”."


class BadCount(Refused):
    code = "bad_count"
    th = "จำนวนรอบ “{text}” ต้องเป็นจำนวนเต็มไม่ติดลบ ไม่เกิน {limit:,} แต่ได้ {value}"
    en = "The number of instances “{text}” must be a whole number from 0 to {limit:,}, but is {value}."


class NotAList(Refused):
    code = "not_a_list"
    th = "“{text}” ต้องเป็นรายการ แต่ได้ {value}"
    en = "“{text}” must be a list, but is {value}."


class InputMissing(Refused):
    code = "input_missing"
    th = "ยังไม่มีข้อมูลนำเข้า “{name}”"
    en = "The data input “{name}” is not there."


class OutputMissing(Refused):
    code = "output_missing"
    th = "ยังไม่มีข้อมูลผลลัพธ์ “{name}”"
    en = "The data output “{name}” is not there."


class TooDeep(Refused):
    code = "too_deep"
    th = "กระบวนการเรียกกันซ้อนเกิน {limit} ชั้น"
    en = "Processes call each other more than {limit} levels deep."


class NotData(Refused):
    code = "not_data"
    th = "ข้อมูลที่ส่งมาเก็บไม่ได้: {reason_th}"
    en = "What was sent cannot be kept as data: {reason_en}"


class NeverDue(Refused):
    code = "never_due"
    th = "ตัวจับเวลานี้จะไม่ถึงกำหนดเลย"
    en = "This timer can never fall due."


class AnswersRefused(Refused):
    """``errors`` are the findings of the form, field by field."""

    code = "answers_refused"
    th = "คำตอบไม่ผ่านการตรวจ {count} ข้อ"
    en = "{count} answers were not accepted."
    en_one = "1 answer was not accepted."

    def __init__(self, errors: tuple = ()) -> None:
        self.errors = tuple(errors)
        super().__init__(count=len(self.errors), errors=self.errors)
