"""Answers of the third stage: technology scouting."""

from app.seeds.matter import Matter

PANEL = (
    {"reviewer": "thongchai", "organisation": "มหาวิทยาลัยเกษตรศาสตร์ วิทยาเขตศรีราชา", "problem_owner": False},
    {"reviewer": "komsan", "organisation": "สำนักงานจังหวัดชลบุรี", "problem_owner": False},
    {"reviewer": "jintana", "organisation": "เทศบาลนครแหลมฉบัง", "problem_owner": True},
)
REVIEWERS = [seat["reviewer"] for seat in PANEL]
# Who offers what, in the order of their associations: coordinator, company, product, TRL, price, usual score.
OFFERS = {
    "pakpoom": ("pranee", "บริษัท ปัญญาไทย จำกัด", "ผู้ช่วยภาษาไทยสำหรับงานบริการประชาชน", 6, "450000.00", 7),
    "sunisa": ("weera", "บริษัท วงจรไทย จำกัด", "กล่องควบคุมฝังตัวประหยัดพลังงาน", 6, "395000.00", 7),
    "kritsada": ("nipa", "บริษัท เชื่อมเมือง จำกัด", "ชุดเซนเซอร์และแพลตฟอร์มข้อมูลเมือง", 7, "480000.00", 8),
    "rungnapa": ("tawan", "บริษัท ก้าวใหม่ จำกัด", "ต้นแบบโดรนสำรวจอัตโนมัติ", 3, "900000.00", 5),
}
CRITERIA = (
    ("problem_fit", "ตรงโจทย์", "Problem fit", 25, "แก้ปัญหาตามโจทย์และผู้ใช้ที่ระบุได้เพียงใด"),
    ("feasibility", "ความเป็นไปได้ทางเทคนิค", "Technical feasibility", 20, "ทำได้จริงในพื้นที่และเวลาที่มีเพียงใด"),
    ("readiness", "ความพร้อมและผลงานอ้างอิง", "Readiness and references", 15, "ระดับ TRL และผลงานที่ตรวจสอบได้"),
    ("security", "ความมั่นคงปลอดภัยและข้อมูลส่วนบุคคล", "Security and PDPA", 15, "มาตรการคุ้มครองข้อมูล"),
    ("integration", "การเชื่อมโยงและมาตรฐานข้อมูล", "Integration", 10, "เชื่อมกับระบบเดิมได้เพียงใด"),
    ("value", "ความคุ้มค่าตลอดอายุ", "Value", 10, "ค่าใช้จ่ายทั้งหมดเทียบประโยชน์"),
    ("sustainability", "ความยั่งยืนและผลิตในประเทศ", "Sustainability", 5, "ดูแลต่อได้และใช้ของไทยเพียงใด"),
)


def winner() -> str:
    """The candidate the panel scores highest; candidates are numbered in the order they come in."""
    usual = [offer[5] for offer in OFFERS.values()]
    return f"C{usual.index(max(usual)) + 1}"


def write_call(matter: Matter, _task) -> dict:
    """F3-01."""
    columns = ("key", "name_th", "name_en", "weight", "guidance")
    return {
        "call_title_th": f"ประกาศเชิญชวน: {matter.title_th}"[:200],
        "scope": f"เทคโนโลยีที่ทำให้{matter.outcome} นำร่องในจังหวัด{matter.province} เป็นเวลาหกเดือน",
        "use": "pilot",
        "must_have": [
            {"requirement": "ข้อมูลเก็บในประเทศไทย"},
            {"requirement": "เชื่อมต่อด้วย API ที่เปิดเผยเอกสาร"},
        ],
        "close_at": matter.moment(18, hour=16),
        "budget_hint": "500000.00",
        "ip_terms": "ทรัพย์สินทางปัญญาเดิมเป็นของผู้เสนอ ข้อมูลเป็นของหน่วยงาน",
        "criteria": [dict(zip(columns, row, strict=True)) for row in CRITERIA],
        "min_trl": 4,
        "pass_score": 70,
        "reserve_score": 60,
        "shortlist_max": 3,
        "demo_required": False,
        "min_candidates": 3,
        "panel_size": 3,
        "min_reviews": 2,
        "blind_names": True,
    }


def approve_call(_matter: Matter, _task) -> dict:
    """F3-02."""
    return {"decision": "approve"}


def collect_innovators(_matter: Matter, _task: dict) -> dict:
    """F3-03: one association names its member."""
    who = "kritsada"
    return {"takes_part": True, "nominees": [{"innovator": who, "org_name": OFFERS[who][1]}]}


def collect_questions(matter: Matter, _task: dict) -> dict:
    """F3-16."""
    return {"question": f"ระบบต้องเชื่อมกับข้อมูลเดิมของ{matter.service}หรือไม่"}


def answer_question(_matter: Matter, _task: dict) -> dict:
    """F3-05."""
    return {"answer": "ต้องเชื่อมด้วย API ที่เปิดเผยเอกสาร รายละเอียดอยู่ในข้อกำหนดที่ต้องมี"}


def collect_proposals(matter: Matter, task: dict) -> dict:
    """F3-04: who proposes leaves the company's name out of what reviewers read."""
    _, company, product, readiness, price, _ = OFFERS[task["assignee"]]
    return {
        "org_name": company,
        "juristic_id": "0994000165536",
        "interests": "ไม่มีความสัมพันธ์กับกรรมการและผู้ประเมิน",
        "product": product,
        "description": f"เทคโนโลยีนี้ปรับให้เหมาะกับ{matter.service} ติดตั้งได้ภายในแปดสัปดาห์ "
        "เจ้าหน้าที่ของหน่วยงานดูแลต่อได้เองหลังการฝึกอบรมสองวัน มีคู่มือภาษาไทยและข้อมูลส่งออกได้ทุกเมื่อ",
        "trl": readiness,
        "trl_evidence": "ทดสอบใช้งานจริงกับหน่วยงานของรัฐหนึ่งแห่งเป็นเวลาสามเดือน มีรายงานผลแนบ",
        "references": [{"agency": "เทศบาลเมืองแสนสุข", "year": 2568, "result": "ลดเวลารอของประชาชนได้ร้อยละ 35"}],
        "security_certs": ["iso29110"],
        "hosting": "gov_cloud",
        "pdpa_measures": "ไม่เก็บข้อมูลระบุตัวบุคคล บันทึกการเข้าถึงทุกครั้ง และลบข้อมูลดิบภายใน 90 วัน",
        "integration": ["rest", "openapi"],
        "pilot_ready_weeks": 8,
        "cost_model": "one_off",
        "est_cost": price,
        "declaration": True,
    }


def check_eligibility(_matter: Matter, _task) -> dict:
    """F3-07: everybody's papers are in order; readiness is a rule's business."""
    names = ("juristic_verified", "documents_complete", "must_have_met", "not_barred")
    return dict.fromkeys(names, True)


def appoint_reviewers(_matter: Matter, _task) -> dict:
    """F3-08."""
    return {"panel": [dict(seat) for seat in PANEL]}


def collect_declarations(_matter: Matter, _task) -> dict:
    """F3-09: no relation to any of the three who qualified."""
    ready = [number for number, offer in enumerate(OFFERS.values(), 1) if offer[3] >= 4]
    return {"relations": [{"candidate": f"C{n}", "relation": "none"} for n in ready], "declaration": True}


def collect_scores(_matter: Matter, task: dict) -> dict:
    """F3-10: close together, so that no moderation is needed; candidates are known by code only."""
    lean = REVIEWERS.index(task["assignee"]) % 2
    scores = [
        {"criterion": row[0], "score": 8 - (lean and number % (task["turn"] + 1) == 0)}
        for number, row in enumerate(CRITERIA)
    ]
    told = {"overall": "recommend", "confidence": 2, "certified": True}
    return {"candidate": f"A{task['turn'] + 1}", "scores": scores, **told}


def moderate_scores(_matter: Matter, _task) -> dict:
    """F3-12."""
    return {"meeting_note": "ผู้ประเมินอธิบายเหตุผลของคะแนนต่อกันแล้ว และยืนยันคะแนนเดิมทุกเกณฑ์"}


def approve_shortlist(_matter: Matter, _task) -> dict:
    """F3-14."""
    return {"decision": "approve"}


# Who contributes to what is collected, in order, and how many times.
CONTRIBUTORS = {
    "collect_innovators": (("nipa",), 1),
    "collect_proposals": (tuple(OFFERS), 1),
    "collect_questions": (("sunisa",), 1),
    "collect_declarations": (tuple(REVIEWERS), 1),
    "collect_scores": (tuple(REVIEWERS), 3),
}
STEPS = (
    write_call, approve_call, collect_innovators, collect_questions, answer_question, collect_proposals,
    check_eligibility, appoint_reviewers, collect_declarations, collect_scores, moderate_scores,
    approve_shortlist,
)  # fmt: skip
