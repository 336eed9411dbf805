"""What a case waits for, in sentences: Thai and English, without times, which a page writes its own way."""

from app.people.roles import ROLES, role_name

NOBODY = ("ไม่มีผู้ถือบทบาทนี้ในศูนย์", "nobody holds this role in the centre")


def called(thing) -> tuple[str, str]:
    """The names of an element or a process, its id where it has none."""
    name = thing.name or thing.id
    return name, thing.name_en or name


def able(roles, holders: dict[str, int]) -> tuple[str, str]:
    """Who can act: each role, and how many people hold it in the centre."""
    pairs = [_able(role, holders.get(role, 0)) for role in roles]
    return " · ".join(th for th, _ in pairs), " · ".join(en for _, en in pairs)


def _able(role, count):
    th, en = role_name(role)
    if role in ROLES and ROLES[role].reads == "own":
        return th, en
    if not count:
        return f"{th} ({NOBODY[0]})", f"{en} ({NOBODY[1]})"
    return f"{th} ({count} คน)", f"{en} ({count} {'person' if count == 1 else 'people'})"


def task_waits(task, holders) -> tuple[str, str]:
    """A task, and who has it or may take it."""
    who = task.holder
    if who is None:
        th, en = able([task.role] if task.role else [], holders)
        return f"งาน “{task.name}” รอผู้รับ: {th}", f"“{task.name_en}” is for: {en}"
    if not who.active:
        return (
            f"งาน “{task.name}” ระบุชื่อ {who.name} ซึ่งพ้นหน้าที่แล้ว หัวหน้าศูนย์ต้องมอบหมายใหม่",
            f"“{task.name_en}” names {who.name_en}, who has left: the centre's manager hands it on",
        )
    return f"งาน “{task.name}” อยู่ที่ {who.name}", f"“{task.name_en}” is with {who.name_en}"


def message_waits(title, roles, holders, sources, beside) -> tuple[str, str]:
    """A message: where it comes from by itself, and who may send it."""
    th, en = (
        (f"“{title[0]}” อาจเกิดขึ้น", f"“{title[1]}” may come")
        if beside
        else (f"รอ “{title[0]}”", f"It waits for “{title[1]}”")
    )
    who = able(roles, holders)
    tellers = [(f"ผู้แจ้งได้: {who[0]}", f"told by: {who[1]}")] if roles else []
    parts = [(th, en), *sources, *tellers]
    return " · ".join(part for part, _ in parts), " · ".join(part for _, part in parts)


def from_process(process, cases: list[str] | None) -> tuple[str, str]:
    """A process that sends it, and in which other cases that runs; None: in this one."""
    (th, en), place = called(process), _places(cases)
    return f"จากกระบวนการ “{th}” {place[0]}", f"from the process “{en}”, {place[1]}"


def from_collection(element) -> tuple[str, str]:
    """A collection of contributions that sends it."""
    th, en = called(element)
    return f"จากสิ่งที่ผู้ร่วมส่งเข้ามาใน “{th}”", f"from what people hand in at “{en}”"


def from_register(kind) -> tuple[str, str]:
    """A register whose change sends it."""
    return f"จากการเปลี่ยนแปลงในทะเบียน{kind.th}", f"from a change of the register: {kind.en}"


def _places(cases):
    if cases is None:
        return "ในเรื่องนี้", "in this case"
    if not cases:
        return "ซึ่งยังไม่มีเรื่องใดเดินอยู่", "which runs in no case now"
    if len(cases) == 1:
        return f"ของเรื่อง {cases[0]}", f"of {cases[0]}"
    return f"ซึ่งเดินอยู่ใน {len(cases)} เรื่อง", f"which runs in {len(cases)} cases"


def system_waits(row, name) -> tuple[str, str]:
    """Work of the system, or a message on its way."""
    if row.kind != "service":
        if row.error:
            return f"“{row.name}” ที่ส่งออกไปยังไม่มีผู้รับ", f"Nobody waits for “{row.name}”, which it has sent, yet"
        return f"กำลังส่ง “{row.name}”", f"“{row.name}” is on its way"
    if not row.attempts:
        return f"ระบบกำลังทำ “{name[0]}”", f"The system is doing “{name[1]}”"
    return (
        f"ระบบทำ “{name[0]}” ไม่สำเร็จ {row.attempts} ครั้ง",
        f"The system has failed {row.attempts} times to do “{name[1]}”",
    )


def incident_waits(incident, holders) -> tuple[str, str]:
    """What is broken, and who mends it."""
    th, en = able(["process_owner"], holders)
    return f"ติดขัด: {incident.th} · ผู้แก้ไข: {th}", f"Stuck: {incident.en} · mended by: {en}"
