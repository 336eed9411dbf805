"""Answers of the fifth stage: an item, and the meeting whose votes alone decide it."""

from app.seeds.matter import Matter, read


def members() -> list[str]:
    """The committee of the sample office."""
    return [row["username"] for row in read("office.yaml")["people"] if "committee_member" in row["roles"]]


def check_item(matter: Matter, _task) -> dict:
    """F5-01."""
    return {
        "ready": True,
        "committee": "JOINT",
        "section": 4,
        "item_type": "consider",
        "one_page": f"{matter.title_th} {matter.statement} เสนอโครงการนำร่องหกเดือน งบประมาณ 326,000 บาท "
        "ผ่านการตรวจด้านกฎหมาย งบประมาณ และข้อมูลส่วนบุคคลครบถ้วน เจ้าของปัญหารับรองแล้ว",
        "proposed_resolution": "เห็นชอบโครงการนำร่องตามที่เสนอ",
        "secrecy": "001",
        "presenter": "นายสุรชัย เมืองงาม",
        "minutes_est": 20,
        "references": [{"title": "ร่างโครงการฉบับลงนาม"}, {"title": "รายงานผลการแสวงหาเทคโนโลยี"}],
        "is_procurement": False,
    }


def call_meeting(matter: Matter) -> dict:
    """F5M-01: ten days ahead, so that the agenda is closed seven days before."""
    return {
        "title_th": f"การประชุมคณะกรรมการร่วม เรื่อง {matter.title_th}"[:200],
        "title_en": f"Joint committee: {matter.title_en}"[:200],
        "committee": "JOINT",
        "start_at": matter.moment(10, hour=13),
        "end_est": matter.moment(10, hour=16),
        "mode": "hybrid",
        "place": "ห้องประชุม 2 มหาวิทยาลัยเกษตรศาสตร์ วิทยาเขตศรีราชา",
        "url": "https://meeting.example/dgti-src",
        "recording": True,
        "secret_meeting": False,
        "urgent_notice": False,
    }


def set_agenda(_matter: Matter, task: dict) -> dict:
    """F5M-02: of what waits, this matter."""
    return {"agenda": [{"case_id": task["item"], "section": 4}]}


def approve_agenda(_matter: Matter, _task) -> dict:
    """F5M-12."""
    return {"agenda_approved": True}


def answer_invitation(matter: Matter, task: dict) -> dict:
    """F5M-03: one member advises the company that offers the technology, and says so."""
    declared = {"item_no": "4.1", "relation": "none"}
    if task["assignee"] == matter.choose("recused", None):
        declared |= {"relation": "advisor", "detail": "เป็นที่ปรึกษาด้านเทคนิคของบริษัทผู้เสนอเทคโนโลยี"}
    return {"coming": True, "declarations": [declared], "certified": True}


def call_item(_matter: Matter, _task) -> dict:
    """F5M-13: nobody declares anything more."""
    return {}


def take_roll(_matter: Matter, _task) -> dict:
    """F5M-05."""
    rows = [{"member": one, "status": "onsite", "identity_verified": True} for one in members()]
    rows[-1]["status"] = "online"
    return {"attendance": rows}


def record_discussion(matter: Matter, _task) -> dict:
    """F5M-07."""
    answers = {
        "presiding": members()[0],
        "points": [{"speaker": "นางจินตนา ภูมิใจ", "text": "เทศบาลพร้อมดูแลอุปกรณ์และจัดเจ้าหน้าที่สองคน"}],
        "motion_kind": matter.choose("motion", "approve"),
        "motion_text": f"เห็นชอบโครงการนำร่องเรื่อง {matter.title_th} งบประมาณ 326,000 บาท",
        "vote_method": "open",
        "vote_minutes": matter.choose("vote_minutes", 30),
    }
    if answers["motion_kind"] == "approve_conditions":
        text = "จัดทำข้อตกลงการดูแลอุปกรณ์ระหว่างเทศบาลกับผู้เสนอเทคโนโลยี"
        answers["conditions"] = [{"text": text, "due": matter.day(30)}]
    return answers


def cast_vote(matter: Matter, task: dict) -> dict:
    """F5M-08: the row says who is against; everybody else is for."""
    choice = "against" if task["values"]["member"] in matter.choose("against", []) else "for"
    return {"choice": choice}


def give_casting_vote(_matter: Matter, _task) -> dict:
    """F5M-09."""
    return {"casting_choice": "for", "casting_reason": "ความเสี่ยงต่ำและวัดผลได้ภายในหกเดือน"}


def announce_resolution(matter: Matter, _task) -> dict:
    """F5M-10: wording only; the result is computed."""
    answers = {"wording": "ให้ฝ่ายเลขานุการแจ้งมติแก่ผู้เสนอเรื่องภายในห้าวันทำการ"}
    if matter.choose("against", []):
        answers["legal_grounds"] = "มาตรา 12 แห่ง พ.ร.บ. การบริหารงานและการให้บริการภาครัฐผ่านระบบดิจิทัล พ.ศ. 2562"
        answers["public_reason"] = "คณะกรรมการเห็นว่ายังไม่มีข้อมูลเพียงพอว่าอุปกรณ์ทนต่อสภาพพื้นที่ได้ตลอดฤดูฝน"
    return answers


def close_meeting(matter: Matter, _task) -> dict:
    """F5M-14."""
    return {"closed_at": matter.moment(0, hour=16)}


def write_minutes(matter: Matter, _task) -> dict:
    """F5M-15: form 11; the resolutions stand in it already."""
    text = f"ประธานกล่าวเปิดประชุม ที่ประชุมพิจารณาเรื่อง {matter.title_th} มติเป็นไปตามที่ระบบคำนวณจากคะแนน"
    return {"minutes_text": text, "recorder": "นางดวงใจ เลขากิจ", "minutes_checker": members()[1]}


def read_minutes(_matter: Matter, _task) -> dict:
    """F5M-11: nothing to correct."""
    return {}


def adopt_minutes(_matter: Matter, _task) -> dict:
    """F5M-16."""
    return {"adopted": True}


def sign_as_recorder(_matter: Matter, _task) -> dict:
    """F5M-17."""
    return {"signer_position": "กรรมการและเลขานุการ", "certified": True}


def sign_as_checker(_matter: Matter, _task) -> dict:
    """F5M-17."""
    return {"signer_position": "กรรมการ", "certified": True}


def sign_as_chair(_matter: Matter, _task) -> dict:
    """F5M-17."""
    return {"signer_position": "ประธานกรรมการ", "certified": True}


def redact_minutes(_matter: Matter, _task) -> dict:
    """F5M-21: nothing is withheld."""
    return {"reviewed": True}


def meet_condition(_matter: Matter, _task) -> dict:
    """F5-03."""
    report = "ลงนามข้อตกลงการดูแลอุปกรณ์แล้ว มีผลตลอดระยะเวลานำร่อง"
    return {"report": report, "evidence": [{"title": "ข้อตกลงการดูแลอุปกรณ์"}]}


def verify_conditions(_matter: Matter, _task) -> dict:
    """F5-04."""
    return {"condition_checks": [{"no": 1, "met": True}]}


STEPS = (
    check_item, set_agenda, approve_agenda, answer_invitation, take_roll, call_item, record_discussion,
    cast_vote, give_casting_vote, announce_resolution, close_meeting, write_minutes, read_minutes,
    adopt_minutes, sign_as_recorder, sign_as_checker, sign_as_chair, redact_minutes, meet_condition,
    verify_conditions,
)  # fmt: skip
