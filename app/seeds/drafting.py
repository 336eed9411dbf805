"""Answers of the fourth stage: drafting the project."""

from app.seeds.matter import Matter
from app.seeds.scouting import winner

BUDGET = (
    {"category": "equipment", "item": "ชุดอุปกรณ์ภาคสนาม", "qty": 12, "unit": "ชุด", "unit_price": "18500.00"},
    {"category": "cloud", "item": "ค่าบริการคลาวด์ภาครัฐ", "qty": 6, "unit": "เดือน", "unit_price": "9000.00"},
    {"category": "training", "item": "ฝึกอบรมเจ้าหน้าที่", "qty": 2, "unit": "รุ่น", "unit_price": "25000.00"},
)
TOTAL = "326000.00"
RISKS = (
    {"desc": "อุปกรณ์ชำรุดในฤดูฝน", "likelihood": 3, "impact": 3, "owner": "กองช่าง"},
    {"desc": "ผู้ใช้บริการไม่เปลี่ยนวิธีติดต่อ", "likelihood": 2, "impact": 3, "owner": "งานบริการประชาชน"},
    {"desc": "เจ้าหน้าที่ผู้ดูแลระบบโอนย้าย", "likelihood": 3, "impact": 2, "owner": "สำนักปลัด"},
)
ALTERNATIVE = {
    "option": "จ้างพัฒนาระบบใหม่ทั้งหมด",
    "pros": "ตรงความต้องการ",
    "cons": "ใช้เวลาเกินหนึ่งปี",
    "reason_not": "เวลาไม่ทันฤดูกาลที่เกิดปัญหา และเสี่ยงเรื่องการดูแลต่อ",
}


def draft_project(matter: Matter, _task) -> dict:
    """F4-01."""
    return {
        "title_th": f"โครงการนำร่อง{matter.title_th}"[:200],
        "title_en": matter.title_en,
        "rationale": f"{matter.statement} ปัญหานี้กระทบผู้ใช้บริการปีละ {matter.per_year:,} คน "
        "การระดมความเห็นกับสมาคมพันธมิตรและการแสวงหาเทคโนโลยีพบว่ามีผู้ประกอบการนวัตกรรมไทยที่พร้อมนำร่อง "
        "โครงการนี้จึงเสนอให้ทดลองใช้ในพื้นที่จริงเป็นเวลาหกเดือน วัดผลกับผู้มีส่วนได้ส่วนเสียตัวจริง "
        "และตัดสินใจขยายผลจากตัวเลขที่วัดได้เท่านั้น โดยหน่วยงานเจ้าของปัญหาเป็นผู้ดูแลระบบต่อเมื่อสิ้นสุดโครงการ",
        "objectives": [{"text": f"{matter.outcome}"}],
        "scope": f"พื้นที่นำร่องหนึ่งแห่งในจังหวัด{matter.province} ระยะเวลาหกเดือน",
        "target_groups": f"ผู้ใช้บริการด้าน{matter.service}",
        "technology": [winner()],
        "alternatives": [ALTERNATIVE],
        "standards": ["dgf", "tgix", "security_policy", "open_data"],
        "dpia_needed": matter.personal,
        "project_start": matter.day(60),
        "project_end": matter.day(240),
        "milestones": milestones(matter),
        "budget": list(BUDGET),
        "total": TOTAL,
        "funding_source": "agency_budget",
        "fiscal_year": matter.buddhist_year(1),
        "kpis": [measure(matter)],
        "risks": list(RISKS),
        "sustainability": "หน่วยงานตั้งงบบำรุงรักษาปีละหนึ่งแสนบาทในข้อบัญญัติ มีผู้ดูแลสองคนที่ผ่านการฝึกอบรม "
        "อุปกรณ์ใช้ชิ้นส่วนที่หาซื้อได้ในประเทศ และข้อมูลส่งออกได้ในรูปแบบเปิด",
        "benefits": f"{matter.outcome} และหน่วยงานมีข้อมูลจริงไว้วางแผนงบประมาณปีต่อไป",
    }


def measure(matter: Matter) -> dict:
    """What will tell whether it worked."""
    return {
        "name": "เวลาที่ผู้ใช้บริการต้องรอ",
        "type": "outcome",
        "baseline": "100",
        "target": "40",
        "unit": "ร้อยละของเดิม",
        "method": "วัดจากบันทึกเวลาของระบบ",
        "due": matter.day(240),
    }


def milestones(matter: Matter) -> list[dict]:
    """Two halves, paid in full at the end of each."""
    rows = (("ติดตั้งและทดสอบ", 60, 120, "รายงานผลการทดสอบ"), ("นำร่องและประเมินผล", 121, 240, "รายงานการประเมิน"))
    return [
        {
            "name": name,
            "start": matter.day(start),
            "end": matter.day(end),
            "deliverable": what,
            "payment_pct": 50,
        }
        for name, start, end, what in rows
    ]


def review_law(_matter: Matter, _task) -> dict:
    """F4-03."""
    laws = ["พ.ร.บ. การบริหารงานและการให้บริการภาครัฐผ่านระบบดิจิทัล พ.ศ. 2562", "พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562"]
    return {"opinion": "pass", "laws_checked": laws}


def review_budget(_matter: Matter, _task) -> dict:
    """F4-04."""
    return {"opinion": "pass", "in_plan": True, "price_basis": "สืบราคาจากผู้ขายสามราย และราคากลางคลาวด์ภาครัฐ"}


def review_privacy(matter: Matter, _task) -> dict:
    """F4-05."""
    if matter.personal:
        return {"opinion": "pass", "data_class": "sensitive", "dpia_ref": "DPIA-SRC-2569-04"}
    return {"opinion": "pass", "data_class": "internal"}


def endorse_draft(_matter: Matter, _task) -> dict:
    """F4-06."""
    return {
        "endorse": "yes",
        "budget_commitment": TOTAL,
        "signer_position": "ปลัดเทศบาล",
        "certified": True,
    }


def give_opinion(_matter: Matter, task: dict) -> dict:
    """F4-08: one member has a comment."""
    if task["values"]["member"] != "saowanee":
        return {"relation": "none", "opinion": "support"}
    comment = {"section": "ความยั่งยืน", "text": "ควรระบุผู้รับผิดชอบค่าบำรุงรักษาหลังสิ้นสุดการนำร่อง"}
    return {"relation": "none", "opinion": "support_with_comments", "comments": [comment]}


def answer_comments(matter: Matter, _task) -> dict:
    """F4-09: the comments that are open, by number."""
    reason = "เพิ่มงบบำรุงรักษาและชื่อตำแหน่งผู้รับผิดชอบในหัวข้อความยั่งยืนแล้ว"
    numbers = matter.choose("open_comments", [1])
    return {"comment_answers": [{"no": no, "answer": "accept", "reason": reason} for no in numbers]}


def sign_submission(_matter: Matter, _task) -> dict:
    """F4-10."""
    return {"decision": "approve", "signed": True}


STEPS = (
    draft_project, review_law, review_budget, review_privacy, endorse_draft, give_opinion, answer_comments,
    sign_submission,
)  # fmt: skip
