"""Answers of the first stage: the problem, its triage and its brief."""

from app.seeds.matter import Matter

KIND = {"local": "local_gov", "regional": "regional_agency", "central": "central_agency"}
WHO = {
    "somsri": ("LAEMCHABANG", "เทศบาลนครแหลมฉบัง", "นายกเทศมนตรีนครแหลมฉบัง", "somsri@laemchabang.example"),
    "prasit": ("CHONBURI", "สำนักงานจังหวัดชลบุรี", "รองผู้ว่าราชการจังหวัดชลบุรี", "prasit@chonburi.example"),
}


def submit_problem(matter: Matter, _task=None) -> dict:
    """F1-01."""
    code, name, endorser, email = WHO[matter.submitter]
    answers = {
        "submitter_type": KIND[matter.level],
        "submitter_name": name,
        "org_code": code,
        "director_endorsed": endorser,
        "contact_email": email,
        "contact_phone": "0381234567",
        "title_th": matter.title_th,
        "title_en": matter.title_en,
        "problem_statement": matter.statement,
        "service_affected": matter.service,
        "desired_outcome": matter.outcome,
        "service_level": matter.level,
        "province": matter.province,
        "affected_groups": matter.groups,
        "affected_per_year": matter.per_year,
        "data_available": "paper",
        "willing_pilot": True,
        "urgency_claim": matter.urgency,
        "personal_data": matter.personal,
        "public_display": "full",
        "pdpa_ack": True,
    }
    if matter.urgency >= 4:
        answers["urgency_reason"] = "มีผู้เดือดร้อนอยู่ทุกวัน และความเสียหายเพิ่มขึ้นหากรอถึงปีงบประมาณหน้า"
    return answers


def check_completeness(matter: Matter, _task) -> dict:
    """F1-02."""
    answers = {"complete": True, "in_mandate": True, "secrecy": "001", "speed": "002"}
    if not matter.choose("complete", True):
        note = "โปรดแนบพิกัดสถานที่ และบันทึกเหตุการณ์อย่างน้อยสามครั้งพร้อมวันเวลา"
        answers |= {"complete": False, "missing": ["evidence", "location"], "missing_note": note}
    if matter.choose("triage", "accept") == "redirect":
        note = "เป็นงานซ่อมบำรุงประจำของหน่วยงานอื่น ไม่ใช่โจทย์พัฒนาบริการ"
        answers |= {"in_mandate": False, "mandate_note": note}
    return answers


def decide_duplicate(_matter: Matter, _task) -> dict:
    """F1-04."""
    reason = "พื้นที่และกลุ่มผู้ได้รับผลกระทบต่างกัน จึงต้องพิจารณาแยกจากเรื่องที่คล้ายกัน"
    return {"dup_decision": "not_duplicate", "dup_reason": reason}


def assess_problem(matter: Matter, _task) -> dict:
    """F1-05."""
    return {
        "impact": 5 if matter.per_year > 20000 else 4 if matter.per_year > 3000 else 3,
        "urgency": matter.urgency,
        "reach": matter.per_year,
        "clarity": 4,
        "readiness": 3,
        "existing_solution": False,
        "domains": ["iot", "data", "software"],
        "est_cost_band": "to_5m",
        "rationale": f"กระทบผู้ใช้บริการปีละ {matter.per_year:,} คน ข้อเท็จจริงตรวจสอบกับหน่วยงานเจ้าของปัญหาแล้ว "
        "หน่วยงานพร้อมให้พื้นที่นำร่อง และยังไม่มีบริการของรัฐที่แก้ปัญหานี้ได้",
    }


def approve_triage(matter: Matter, _task) -> dict:
    """F1-06."""
    match matter.choose("triage", "accept"):
        case "reject":
            return {
                "decision": "reject",
                "reject_code": "out_of_mandate",
                "reject_law": "ระเบียบกระทรวงมหาดไทยว่าด้วยหลักเกณฑ์การจ่ายเงินเบี้ยยังชีพผู้สูงอายุ",
                "override_reason": "แม้อยู่ในความสนใจของศูนย์ แต่การกำหนดอัตราสวัสดิการเป็นอำนาจตามกฎหมายของหน่วยงานอื่น",
                "public_reason": "อัตราเบี้ยยังชีพกำหนดโดยระเบียบกระทรวงมหาดไทย เทคโนโลยีแก้เรื่องนี้ไม่ได้ "
                "ท่านเสนอความเห็นได้ที่กรมส่งเสริมการปกครองท้องถิ่น",
            }
        case "redirect":
            return {
                "decision": "redirect",
                "public_reason": "เรื่องนี้เป็นงานซ่อมบำรุงของเทศบาล ศูนย์ส่งต่อให้และจะแจ้งเลขรับของหน่วยงานปลายทาง",
            }
    return {"decision": "accept", "accept_route": "brainstorm"}


def redirect_case(matter: Matter, _task) -> dict:
    """F1-07."""
    sent = {"target_org": "LAEMCHABANG", "channel": "e_saraban", "letter_no": "อว 6503/1182"}
    return {**sent, "target_unit": "กองช่าง", "sent_at": matter.moment(-1)}


def write_brief(matter: Matter, _task) -> dict:
    """F1-08."""
    return {
        "brief_title_th": matter.title_th,
        "brief_title_en": matter.title_en,
        "how_might_we": f"เราจะทำให้{matter.outcome}ได้อย่างไร"[:300],
        "background": matter.statement,
        "users": f"ผู้ใช้บริการด้าน{matter.service} จังหวัด{matter.province} และเจ้าหน้าที่ผู้ให้บริการ",
        "constraints": "ใช้อุปกรณ์ที่หน่วยงานดูแลเองได้ และไม่เก็บข้อมูลส่วนบุคคลเกินจำเป็น",
        "success_measures": [
            {"name": "เวลาที่ผู้ใช้บริการต้องรอ", "baseline": "100", "target": "40", "unit": "ร้อยละของเดิม"},
            {"name": "ความพึงพอใจของผู้ใช้บริการ", "target": "4.0", "unit": "คะแนนจาก 5"},
        ],
        "ip_and_data_terms": "ข้อมูลเป็นของหน่วยงานเจ้าของปัญหา ทรัพย์สินทางปัญญาเดิมเป็นของผู้เสนอเทคโนโลยี",
    }


STEPS = (
    submit_problem, check_completeness, decide_duplicate, assess_problem, approve_triage, redirect_case,
    write_brief,
)  # fmt: skip
