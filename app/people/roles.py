"""The roles: one table. A lane's id in a diagram is a key of it, or SYSTEM where nobody has to act."""

from dataclasses import dataclass

SYSTEM = "system"


@dataclass(frozen=True)
class Role:
    """What a role is called, whether it may act on tasks, and which cases it may read.

    reads: "centre" all cases of its centre · "tasks" cases that reached one of its tasks ·
    "own" cases the person opened · "all" every case · "none" no case at all.
    substitutable: whether a substitute may act for whoever holds it; not where the role is one person's seat,
    vote or declaration.
    """

    key: str
    th: str
    en: str
    reads: str = "centre"
    decides: bool = True
    substitutable: bool = True


ROLES = {
    role.key: role
    for role in (
        Role("submitter", "ผู้เสนอปัญหา", "problem submitter", reads="own"),
        Role("intake_officer", "เจ้าหน้าที่รับเรื่อง", "intake officer"),
        Role("triage_analyst", "ผู้วิเคราะห์/คัดกรอง", "triage analyst"),
        Role("centre_manager", "หัวหน้าศูนย์ DGTi", "centre manager"),
        Role("facilitator", "ผู้ดำเนินการระดมความเห็น", "brainstorming facilitator"),
        Role("participant", "ผู้ร่วมระดมความเห็น", "participant", reads="tasks", substitutable=False),
        Role("scouting_manager", "ผู้จัดการการแสวงหาเทคโนโลยี", "technology-scouting manager"),
        Role("partner_officer", "เจ้าหน้าที่พันธมิตร (DGTi)", "partnership officer"),
        Role("assoc_coordinator", "ผู้ประสานงานสมาคม", "association coordinator", reads="tasks"),
        Role("innovator", "ผู้ประกอบการนวัตกรรม", "innovation entrepreneur", reads="tasks"),
        Role(
            "reviewer",
            "ผู้ประเมิน / ผู้ทรงคุณวุฒิ",
            "reviewer / qualified expert",
            reads="tasks",
            substitutable=False,
        ),
        Role("drafter", "ผู้จัดทำข้อเสนอ", "proposal drafter"),
        Role("problem_owner", "หน่วยงานเจ้าของปัญหา", "problem-owning agency", reads="tasks"),
        Role("legal_officer", "นิติกร", "legal officer", reads="tasks"),
        Role("budget_officer", "เจ้าหน้าที่วิเคราะห์นโยบายและแผน/งบประมาณ", "plan & budget analyst", reads="tasks"),
        Role("dpo", "เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล", "data protection officer", reads="tasks"),
        Role("information_officer", "เจ้าหน้าที่ข้อมูลข่าวสาร", "official-information officer", reads="tasks"),
        Role(
            "security_officer",
            "เจ้าหน้าที่ความมั่นคงปลอดภัยสารสนเทศ",
            "information-security officer",
            reads="tasks",
        ),
        Role("secretary", "กรรมการและเลขานุการ", "committee secretary"),
        Role("committee_member", "กรรมการ", "committee member", reads="tasks", substitutable=False),
        Role("chair", "ประธานกรรมการ", "committee chair", reads="tasks", substitutable=False),
        Role("appeal_reviewer", "ผู้พิจารณาอุทธรณ์", "appeal reviewer", reads="tasks"),
        Role("project_manager", "ผู้จัดการโครงการ (หน่วยงาน)", "project manager", reads="tasks"),
        Role("me_officer", "เจ้าหน้าที่ติดตามและประเมินผล", "monitoring & evaluation officer"),
        Role("signatory", "ผู้มีอำนาจลงนาม", "signatory", reads="tasks"),
        Role("nominator", "ผู้เสนอชื่อของหน่วยงานหรือสมาคม", "nominating organisation", reads="tasks"),
        Role("nominee", "ผู้ได้รับการเสนอชื่อ", "nominee", reads="tasks", substitutable=False),
        Role("stakeholder", "ผู้มีส่วนได้ส่วนเสีย", "stakeholder", reads="tasks"),
        Role("director", "ผู้อำนวยการ สพร.", "DGA president/CEO"),
        Role("process_owner", "เจ้าของกระบวนการ", "process owner", reads="none", decides=False),
        Role("auditor", "ผู้ตรวจสอบ", "auditor", reads="all", decides=False),
        Role("admin", "ผู้ดูแลระบบ", "system administrator", reads="none", decides=False),
    )
}

# RESEARCH 6.6: an auditor writes nothing, an administrator decides nothing: nobody is both that and staff.
APART = {"auditor", "admin"}
# These act everywhere or nowhere, so they belong to no centre.
EVERYWHERE = APART | {"process_owner"}
# Whom a centre's manager neither names nor looks after: an administrator does.
ABOVE = EVERYWHERE | {"director", "centre_manager"}


def that_read(reach: str) -> frozenset[str]:
    """The keys of the roles with that reach."""
    return frozenset(role.key for role in ROLES.values() if role.reads == reach)


def role_name(key: str) -> tuple[str, str]:
    """Thai and English; an unknown key stands for itself."""
    role = ROLES.get(key)
    return (role.th, role.en) if role else (key, key)
