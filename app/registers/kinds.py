"""Which registers there are: what a record is called, which states it has, what leads from one to another."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from sqlalchemy import and_, or_

from app.people.models import Centre, Person
from app.refusals import NotFound
from app.registers import models
from app.registers.words import (
    CARE,
    GREY,
    MEETING,
    MOU_ACTS,
    MOU_STATES,
    PEOPLE_ACTS,
    PEOPLE_STATES,
    Act,
    Cycle,
    State,
    Tells,
)
from workflows.forms import Form

FORMS = Path(__file__).parent / "forms"


@dataclass(frozen=True, eq=False)
class Kind:
    """A register. `scoped`: its records belong to a centre (or, without one, to all); `fixed`: fields that
    never change; `editable`: for a state, the only ones that may; `of_cases`: fields that only a case writes;
    `tells`: which change sends which message; `cycle`: which comes again and again.
    """

    key: str
    one: str
    table: type
    th: str
    en: str
    about: str
    about_en: str
    states: dict[str, State]
    acts: dict[str, Act]
    begins: str = "active"
    scoped: bool = False
    fixed: tuple[str, ...] = ("code",)
    editable: tuple[tuple[str, tuple[str, ...]], ...] = ()
    of_cases: tuple[str, ...] = ("case_no",)
    searched: tuple[str, ...] = ("code", "name", "name_en")
    tells: tuple[Tells, ...] = ()
    cycle: Cycle | None = None

    @cached_property
    def form(self) -> Form:
        """What is asked of a record."""
        path = f"{self.one}.json"
        return Form.load(path, (FORMS / path).read_bytes())

    def state_of(self, row, today: date) -> str:
        """The state as of a day: an agreement past its end has expired, though nobody wrote that."""
        if self.table is models.Mou and row.status in ("active", "suspended") and row.ends < today:
            return "expired"
        if self.table is models.Seat and row.status == "active":
            return "filled" if row.person else "vacant"
        return row.status

    def in_state(self, state: str, today: date):
        """The same as a condition."""
        table = self.table
        if table is models.Mou and state == "expired":
            over = and_(table.status.in_(("active", "suspended")), table.ends < today)
            return or_(over, table.status == "expired")
        if table is models.Mou and state in ("active", "suspended"):
            return and_(table.status == state, table.ends >= today)
        if table is models.Seat and state in ("filled", "vacant"):
            held = table.person.is_not(None) if state == "filled" else table.person.is_(None)
            return and_(table.status == "active", held)
        return table.status == state

    def matching(self, said: str):
        """The condition of a search, in Thai or English."""
        columns = (getattr(self.table, name) for name in self.searched)
        return or_(*(column.icontains(said, autoescape=True) for column in columns))

    def subject(self, row) -> str:
        """Whose chain the entries of a record make."""
        return f"{self.one}:{row.code}"


# What the process of an MOU learns of one that was signed on paper.
MOU_TERMS = {
    name: name
    for name in ("organisation", "areas", "starts", "ends", "no_money", "coordinator", "centre", "paper_no")
}
USED = {"active": State("ใช้งานอยู่", "In use"), "retired": State("เลิกใช้", "No longer used", GREY)}
RETIRE = {
    "retire": Act("เลิกใช้", "Retire", "เลิกใช้", "retired it", ("active",), "retired"),
    "restore": Act("กลับมาใช้", "Use again", "กลับมาใช้", "took it into use again", ("retired",), "active"),
}
KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "organisations",
            "organisation",
            models.Organisation,
            "องค์กร",
            "Organisations",
            "หน่วยงาน สมาคม บริษัท และสถาบันที่ศูนย์ทำงานด้วย",
            "Agencies, associations, companies and universities",
            USED,
            RETIRE,
            searched=("code", "name", "name_en", "juristic_id"),
        ),
        Kind(
            "mous",
            "mou",
            models.Mou,
            "บันทึกข้อตกลง (MOU)",
            "MOUs",
            "เฉพาะองค์กรที่มี MOU มีผลอยู่เท่านั้นที่ได้รับประกาศเชิญ",
            "Only who has an MOU in force receives calls",
            MOU_STATES,
            MOU_ACTS,
            begins="draft",
            scoped=True,
            fixed=("code", "organisation"),
            editable=tuple((state, ("coordinator",)) for state in MOU_STATES if state != "draft"),
            of_cases=("case_no", "document_sha256"),
            searched=("code", "organisation"),
            tells=(
                Tells("Msg_MouEnded", ("active", "suspended"), "terminated", {"mou_no": "code"}),
                Tells("Msg_MouActivated", ("draft",), "active", {"mou_no": "code"}, MOU_TERMS),
            ),
        ),
        Kind(
            "committees",
            "committee",
            models.Committee,
            "คณะกรรมการ",
            "Committees",
            "องค์ประกอบ องค์ประชุม และเสียงข้างมาก",
            "Who sits there, the quorum and the majority",
            {"active": State("ปฏิบัติหน้าที่", "In office"), "dissolved": State("สิ้นสุดแล้ว", "Dissolved", GREY)},
            {
                "dissolve": Act(
                    "สิ้นสุดการปฏิบัติหน้าที่",
                    "Dissolve",
                    "ให้สิ้นสุดการปฏิบัติหน้าที่",
                    "dissolved it",
                    ("active",),
                    "dissolved",
                )
            },
            scoped=True,
            fixed=("code", "centre"),
            cycle=MEETING,
        ),
        Kind(
            "seats",
            "seat",
            models.Seat,
            "ตำแหน่งในคณะกรรมการ",
            "Seats",
            "ผู้ดำรงตำแหน่ง ผู้แทนสำรอง และวาระ",
            "Who has each seat, the alternate and the term",
            {
                "filled": State("มีผู้ดำรงตำแหน่ง", "Filled"),
                "vacant": State("ว่าง", "Vacant", CARE),
                "abolished": State("ยุบเลิก", "Abolished", GREY),
            },
            {
                "vacate": Act(
                    "พ้นจากตำแหน่ง", "Vacate", "บันทึกการพ้นจากตำแหน่ง", "vacated it", ("filled",), "active"
                ),
                "abolish": Act(
                    "ยุบเลิกตำแหน่ง", "Abolish", "ยุบเลิกตำแหน่ง", "abolished it", ("filled", "vacant"), "abolished"
                ),
            },
            scoped=True,
            fixed=("code", "committee", "number"),
            of_cases=("case_no", "absences"),
            searched=("code", "person", "alternate", "organisation"),
            tells=(
                Tells(
                    "Msg_SeatVacant",
                    ("filled",),
                    "vacant",
                    {"committee": "committee"},
                    {"seat": "code", "seat_no": "number"},
                ),
            ),
        ),
        Kind(
            "technologies",
            "technology",
            models.Technology,
            "เทคโนโลยีที่นำเสนอ",
            "Technologies",
            "เทคโนโลยีของพันธมิตรกับระดับความพร้อม",
            "What partners offer and how ready it is",
            USED,
            RETIRE,
            searched=("code", "name", "name_en", "summary"),
        ),
        Kind(
            "interests",
            "interest",
            models.Interest,
            "ส่วนได้เสียที่แจ้งไว้",
            "Declared interests",
            "ความเกี่ยวข้องของบุคคลกับองค์กร แจ้งโดยเจ้าตัว",
            "What ties people to organisations, as they declared it",
            {"active": State("ยังมีอยู่", "Standing", CARE), "ended": State("สิ้นสุดแล้ว", "Ended", GREY)},
            {
                "end": Act(
                    "แจ้งว่าสิ้นสุดแล้ว",
                    "Declare it ended",
                    "แจ้งว่าสิ้นสุดแล้ว",
                    "declared it ended",
                    ("active",),
                    "ended",
                )
            },
            fixed=("code", "organisation"),
            searched=("code", "person", "organisation"),
        ),
        Kind(
            "people",
            "person",
            Person,
            "บุคคล",
            "People",
            "ผู้ที่เข้าสู่ระบบได้ ศูนย์ที่ดูแล และบทบาท",
            "Who can sign in, which centre looks after them, and their roles",
            PEOPLE_STATES,
            PEOPLE_ACTS,
            scoped=True,
            searched=("username", "name", "name_en", "email", "organisation"),
        ),
        Kind(
            "holidays",
            "holiday",
            models.Holiday,
            "วันหยุด",
            "Holidays",
            "วันหยุดรายปีของทุกศูนย์และของแต่ละศูนย์",
            "Year by year, for all centres and for one",
            {
                "active": State("ไม่นับเป็นวันทำการ", "No working day"),
                "removed": State("นับเป็นวันทำการ", "A working day again", GREY),
            },
            {
                "remove": Act("ยกเลิกวันหยุด", "Remove", "ยกเลิกวันหยุด", "removed it", ("active",), "removed"),
                "restore": Act(
                    "ให้หยุดตามเดิม", "Restore", "ให้หยุดตามเดิม", "restored it", ("removed",), "active"
                ),
            },
            scoped=True,
            fixed=("code", "day", "centre"),
        ),
        Kind(
            "centres",
            "centre",
            Centre,
            "ศูนย์",
            "Centres",
            "ศูนย์ทั่วประเทศ และค่าที่แต่ละศูนย์กำหนดเอง",
            "The centres and what each sets itself",
            {"active": State("เปิดทำการ", "Open"), "closed": State("ปิดแล้ว", "Closed", GREY)},
            {
                "close": Act("ปิดศูนย์", "Close", "ปิดศูนย์", "closed it", ("active",), "closed"),
                "reopen": Act("เปิดศูนย์อีกครั้ง", "Reopen", "เปิดศูนย์อีกครั้ง", "reopened it", ("closed",), "active"),
            },
            scoped=True,
        ),
    )
}


def kind_named(key: str) -> Kind:
    """The register; NotFound without one."""
    if key not in KINDS:
        raise NotFound("ไม่มีทะเบียนนี้", "There is no such register.", "unknown_register")
    return KINDS[key]


def name_of(row) -> tuple[str, str]:
    """What a record is called, in Thai and English; one without a name goes by its code."""
    name = getattr(row, "name", None) or row.code
    return name, getattr(row, "name_en", None) or name
