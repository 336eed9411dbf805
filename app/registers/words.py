"""What a register is described with: its states, its acts, and what it tells processes of them."""

from dataclasses import dataclass, field

# The mark of a state on pages: its colour and shape.
GOOD, GREY, CARE, BAD = "done", "skipped", "today", "no"


@dataclass(frozen=True)
class State:
    """A state in words, and its mark."""

    th: str
    en: str
    mark: str = GOOD


@dataclass(frozen=True)
class Act:
    """What takes a record from one state to another: the button's words, and what the history says."""

    th: str
    en: str
    told: str
    told_en: str
    sources: tuple[str, ...]
    to: str
    asks_reason: bool = True


@dataclass(frozen=True)
class Tells:
    """A message, sent when a record leaves one of the states `sources` for the state `to`.

    `keys` and `payload`: names in the message and the columns they are from; keys are in the payload too.
    """

    message: str
    sources: tuple[str, ...]
    to: str
    keys: dict[str, str]
    payload: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cycle:
    """A message sent ahead of each occasion a record names (cycles.py), while it is in one of `states`.

    `at`: what the occasion is called in the message; `ahead`: the setting of the record's centre that says
    how many days before. `keys` and `payload` as in Tells.
    """

    message: str
    states: tuple[str, ...]
    at: str
    ahead: str
    keys: dict[str, str]
    payload: dict[str, str]


# What the process of a meeting learns of the committee whose cycle begins it.
MEETING = Cycle(
    "Msg_MeetingDue",
    ("active",),
    "start_at",
    "propose_days",
    {"committee": "code"},
    {"centre": "centre", "title_th": "name", "title_en": "name_en"},
)
MOU_STATES = {
    "draft": State("ร่าง", "Draft", "ahead"),
    "active": State("มีผลใช้บังคับ", "In force"),
    "suspended": State("ระงับชั่วคราว", "Suspended", CARE),
    "expired": State("สิ้นอายุ", "Expired", GREY),
    "terminated": State("ยกเลิก", "Terminated", BAD),
}
MOU_ACTS = {
    "activate": Act(
        "ยืนยันฉบับที่ลงนามแล้ว",
        "Confirm the signed copy",
        "ให้มีผลใช้บังคับ",
        "put it into force",
        ("draft",),
        "active",
        False,
    ),
    "suspend": Act("ระงับชั่วคราว", "Suspend", "ระงับชั่วคราว", "suspended it", ("active",), "suspended"),
    "resume": Act("ให้มีผลต่อ", "Resume", "ให้มีผลต่อ", "resumed it", ("suspended",), "active"),
    "expire": Act("สิ้นอายุ", "Note the expiry", "บันทึกว่าสิ้นอายุ", "noted its expiry", ("expired",), "expired"),
    "terminate": Act(
        "ยกเลิก", "Terminate", "ยกเลิก", "terminated it", ("draft", "active", "suspended"), "terminated"
    ),
}
PEOPLE_STATES = {"active": State("ปฏิบัติงาน", "Active"), "left": State("ออกแล้ว", "Left", GREY)}
PEOPLE_ACTS = {
    "leave": Act(
        "ออกจากงาน",
        "Has left",
        "บันทึกว่าออกจากงาน เข้าสู่ระบบไม่ได้อีก",
        "recorded that this person left and can sign in no more",
        ("active",),
        "left",
    ),
    "return": Act(
        "กลับมาปฏิบัติงาน", "Is back", "ให้กลับมาปฏิบัติงาน", "let this person back in", ("left",), "active"
    ),
}
