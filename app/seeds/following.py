"""Answers of the sixth stage: follow-up. All is delivered as planned, and closed by what was measured."""

from app.seeds.matter import Matter

KPI = "เวลาที่ประชาชนรอรับบริการ"


def plan_follow_up(matter: Matter, _task) -> dict:
    """F6-01: two milestones in sixty days."""
    return {
        "plan_start": matter.day(1),
        "plan_end": matter.day(60),
        "plan_milestones": [
            {"no": 1, "name": "ติดตั้งและทดสอบ", "due": matter.day(30), "payment": "200000.00"},
            {"no": 2, "name": "ใช้งานและวัดผล", "due": matter.day(60), "payment": "100000.00"},
        ],
        "plan_kpis": [{"name": KPI, "baseline": "60", "target": "20", "unit": "นาที"}],
        "stakeholder_method": "เชิญผู้ใช้บริการและเจ้าหน้าที่หน้างานด้วยลิงก์ใช้ครั้งเดียว",
        "invited_count": 40,
    }


def endorse_plan(_matter: Matter, _task) -> dict:
    """F6-11."""
    return {"decision": "approve"}


def report_progress(matter: Matter, _task) -> dict:
    """F6-02: everything is delivered."""
    rows = [
        {"no": no, "percent": 100, "delivered_on": matter.day(0), "evidence": "รายงานส่งมอบ"} for no in (1, 2)
    ]
    return {
        "period": f"งวดวันที่ {matter.day(0)}",
        "milestones_done": rows,
        "spend_to_date": "290000.00",
        "kpi_actuals": [{"kpi": KPI, "value": "18"}],
        "rag_self": "green",
        "certified": True,
    }


def review_report(_matter: Matter, _task) -> dict:
    """F6-03."""
    return {"review": "accept", "evidence_seen": True}


def write_corrective_plan(matter: Matter, _task) -> dict:
    """F6-04."""
    action = {"action": "ปรับแผนเบิกจ่ายให้ตรงกับการส่งมอบ", "owner": "ผู้จัดการโครงการ", "due": matter.day(14)}
    return {"cause": "ส่งมอบเร็วกว่าแผน จึงเบิกจ่ายไม่ตรงกับงวดที่วางไว้", "actions": [action]}


def write_closing_report(matter: Matter, _task) -> dict:
    """F6-07."""
    return {
        "achievements": [{"objective": matter.title_th, "result": "ลดเวลารอเหลือสิบแปดนาทีโดยเฉลี่ย"}],
        "kpi_final": [{"kpi": KPI, "value": "18"}],
        "budget_final": "290000.00",
        "lessons": "ควรอบรมเจ้าหน้าที่หน้างานก่อนติดตั้ง และนัดวันส่งมอบให้ตรงกับงวดเบิกจ่าย",
        "sustain_owner": "กองงานที่รับผิดชอบบริการของหน่วยงาน",
        "sustain_budget": "ข้อบัญญัติงบประมาณรายจ่ายประจำปีของหน่วยงาน",
    }


def approve_closure(_matter: Matter, _task) -> dict:
    """F6-08: partial, because few stakeholders have answered."""
    reason = "ตัวชี้วัดบรรลุครบ แต่ผู้มีส่วนได้ส่วนเสียตอบแบบประเมินน้อย"
    return {"decision": "close_partial", "override_reason": reason}


def check_sustain(_matter: Matter, _task) -> dict:
    """F6-10."""
    return {"still_in_use": True, "users": 180, "budget_owner": "หน่วยงานเจ้าของปัญหา"}


STEPS = (
    plan_follow_up, endorse_plan, report_progress, review_report, write_corrective_plan, write_closing_report,
    approve_closure, check_sustain,
)  # fmt: skip
