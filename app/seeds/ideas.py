"""Answers of the second stage: brainstorming."""

from app.seeds.matter import Matter, read

IDEAS = (
    ("เซนเซอร์ราคาประหยัดที่ชุมชนดูแลเองได้", "ติดตั้งเซนเซอร์ที่ใช้แบตเตอรี่ปีละครั้ง ส่งข้อมูลผ่านเครือข่าย LoRa ของเทศบาล"),
    ("แจ้งเตือนผ่านช่องทางที่ประชาชนใช้อยู่แล้ว", "ไม่สร้างแอปใหม่ ใช้บัญชีทางการและข้อความสั้นสำหรับผู้ไม่มีสมาร์ตโฟน"),
    ("หน้าจอรวมของเจ้าหน้าที่", "รวมข้อมูลจากทุกจุดไว้หน้าจอเดียว พร้อมลำดับเรื่องที่ต้องทำก่อน"),
    ("กรอกครั้งเดียวใช้ได้ทุกหน่วยงาน", "ดึงข้อมูลที่รัฐมีอยู่แล้วผ่านศูนย์แลกเปลี่ยนข้อมูลกลาง โดยความยินยอมของเจ้าของข้อมูล"),
    ("ตรวจเอกสารเบื้องต้นด้วยปัญญาประดิษฐ์", "ระบบบอกผู้ยื่นทันทีว่าเอกสารขาดอะไร เจ้าหน้าที่เป็นผู้ตัดสินเสมอ"),
    ("เปิดข้อมูลให้ชุมชนช่วยกันตรวจ", "เผยแพร่ข้อมูลที่ไม่ระบุตัวบุคคลเป็นข้อมูลเปิด พร้อมวิธีวัดที่ตรวจสอบได้"),
)


def invited() -> list[dict]:
    """Six participants, each with their association."""
    office = read("office.yaml")
    rows = [row for row in office["people"] if "participant" in row["roles"]][: len(IDEAS)]
    names = office["organisations"]
    return [{"person": row["username"], "organisation": names[row["org"]]["th"]} for row in rows]


def contributors() -> list[str]:
    """Who sends ideas and votes while the process collects them."""
    return [row["person"] for row in invited()]


def plan_session(matter: Matter, _task) -> dict:
    """F2-01."""
    return {
        "session_title": f"ระดมความเห็น: {matter.title_th}"[:200],
        "mode": "online",
        "open_at": matter.moment(1, hour=9),
        "ideation_days": 7,
        "voting_days": 5,
        "questions": [{"question": f"เทคโนโลยีใดทำให้{matter.outcome}"[:300]}],
        "invitees": invited(),
        "anonymity": "named",
        "min_participants": 5,
        "min_orgs": 3,
        "vote_method": "dots",
        "dots": 5,
    }


def approve_plan(_matter: Matter, _task) -> dict:
    """F2-02."""
    return {"decision": "approve"}


def collect_ideas(_matter: Matter, task: dict) -> dict:
    """F2-07: everybody has an idea of their own."""
    title, body = IDEAS[contributors().index(task["assignee"]) % len(IDEAS)]
    return {"title": title, "body": body, "effort": "M", "own_product": False, "ip_ack": True}


def moderate_ideas(_matter: Matter, _task) -> dict:
    """F2-03: all are kept."""
    kept = [{"idea": id, "action": "keep", "cluster": "แนวทางหลัก"} for id in idea_ids()]
    return {"idea_actions": kept}


def collect_votes(_matter: Matter, task: dict) -> dict:
    """F2-08: three dots for one idea, two for another."""
    place = contributors().index(task["assignee"])
    ids = idea_ids()
    first, second = ids[place % 2], ids[2 + place % 3]
    return {
        "votes": [{"idea": first, "points": 3}, {"idea": second, "points": 2}],
        "comments": [{"idea": first, "kind": "support", "text": "ทำได้จริงในพื้นที่ และดูแลต่อได้โดยช่างของเทศบาล"}],
    }


def write_report(matter: Matter, _task) -> dict:
    """F2-05."""
    return {
        "summary": f"ผู้ร่วมระดมความเห็นหกคนจากหกสมาคมเสนอหกแนวทางสำหรับเรื่อง “{matter.title_th}” "
        "ความเห็นส่วนใหญ่ให้เริ่มจากการวัดข้อมูลจริงในพื้นที่ด้วยอุปกรณ์ราคาประหยัด แล้วแจ้งเตือนผ่านช่องทางที่ประชาชนใช้อยู่แล้ว "
        "โดยมีหน้าจอรวมให้เจ้าหน้าที่ และเปิดเผยข้อมูลที่ไม่ระบุตัวบุคคล ผู้ร่วมทุกคนเห็นว่าหน่วยงานต้องดูแลระบบต่อได้เอง",
        "top_ideas": idea_ids()[:3],
        "minority_views": "ผู้ร่วมหนึ่งคนเห็นว่าควรปรับปรุงขั้นตอนงานก่อนลงทุนอุปกรณ์",
        "risks": "การดูแลอุปกรณ์หลังหมดประกัน",
        "recommendation": "scout",
        "needs_rule_change": False,
        "recommendation_reason": "แนวทางที่ได้คะแนนสูงสุดมีเทคโนโลยีในประเทศหลายราย ควรเปิดให้เสนอแข่งขันกัน",
    }


def approve_report(_matter: Matter, _task) -> dict:
    """F2-06."""
    return {"decision": "approve"}


def idea_ids() -> list[str]:
    return [f"I{number}" for number in range(1, len(IDEAS) + 1)]


STEPS = (
    plan_session, approve_plan, collect_ideas, moderate_ideas, collect_votes, write_report, approve_report,
)  # fmt: skip
