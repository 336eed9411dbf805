"""Answers of the fifth stage: the committee. What it resolves follows from the votes alone."""

from app.seeds.matter import Matter, read


def members() -> list[str]:
    """The committee of the sample office."""
    return [row["username"] for row in read("office.yaml")["people"] if "committee_member" in row["roles"]]


def check_item(matter: Matter, _task) -> dict:
    """F5-01."""
    return {
        "ready": True,
        "committee_name": "คณะกรรมการร่วมศูนย์ DGTi ศรีราชา",
        "section": 4,
        "one_page": f"{matter.title_th} {matter.statement} เสนอโครงการนำร่องหกเดือน งบประมาณ 326,000 บาท "
        "ผ่านการตรวจด้านกฎหมาย งบประมาณ และข้อมูลส่วนบุคคลครบถ้วน เจ้าของปัญหารับรองแล้ว",
        "proposed_resolution": "เห็นชอบโครงการนำร่องตามที่เสนอ",
        "secrecy": "001",
        "presenter": "นายสุรชัย เมืองงาม",
        "minutes_est": 20,
        "papers": [{"title": "ร่างโครงการฉบับลงนาม"}, {"title": "รายงานผลการแสวงหาเทคโนโลยี"}],
        "is_procurement": False,
    }


def set_agenda(matter: Matter, _task) -> dict:
    """F5M-01."""
    return {
        "meeting_no": matter.choose("meeting", 1),
        "start_at": matter.moment(7, hour=13),
        "end_est": matter.moment(7, hour=16),
        "mode": "hybrid",
        "place": "ห้องประชุม 2 มหาวิทยาลัยเกษตรศาสตร์ วิทยาเขตศรีราชา",
        "url": "https://meeting.example/dgti-src",
        "recording": True,
        "urgent_notice": False,
        "members": members(),
        "threshold": "majority_votes_cast",
        "threshold_basis": "คำสั่งแต่งตั้งคณะกรรมการร่วม ข้อ 5",
    }


def declare_interest(matter: Matter, task: dict) -> dict:
    """F5M-04: one member advises the company that offers the technology, and says so."""
    if task["values"]["member"] == matter.choose("recused", None):
        detail = "เป็นที่ปรึกษาด้านเทคนิคของบริษัทผู้เสนอเทคโนโลยี"
        return {"relation": "advisor", "detail": detail, "certified": True}
    return {"relation": "none", "certified": True}


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
        answers["public_reason"] = "คณะกรรมการเห็นว่ายังไม่มีข้อมูลเพียงพอว่าอุปกรณ์ทนต่อสภาพพื้นที่ได้ตลอดฤดูฝน"
    return answers


def meet_condition(_matter: Matter, _task) -> dict:
    """F5-03."""
    report = "ลงนามข้อตกลงการดูแลอุปกรณ์แล้ว มีผลตลอดระยะเวลานำร่อง"
    return {"report": report, "evidence": [{"title": "ข้อตกลงการดูแลอุปกรณ์"}]}


def verify_conditions(_matter: Matter, _task) -> dict:
    """F5-04."""
    return {"condition_checks": [{"no": 1, "met": True}]}


STEPS = (
    check_item, set_agenda, declare_interest, take_roll, record_discussion, cast_vote, give_casting_vote,
    announce_resolution, meet_condition, verify_conditions,
)  # fmt: skip
