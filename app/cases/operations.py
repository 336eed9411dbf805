"""What service tasks can ask of the application, by the name a diagram gives in `implementation`."""

from collections.abc import Callable

from app.ballots import service as ballots
from app.cases.erasing import erase_personal_data
from app.cases.papers.making import make_document
from app.cases.papers.sharing import share_files
from app.cases.papers.withholding import withhold_files
from app.cases.running.opening import counted
from app.cases.running.scene import Scene
from app.cases.similar import find_similar
from app.cases.waiting_items import list_waiting_items
from app.clock import BANGKOK, BUDDHIST_ERA
from app.people.service import people_with
from app.refusals import Refusal
from app.registers import attendance, committees, holders
from app.registers import operations as registers

MEMBERS_ROLE = "committee_member"


class UnknownOperation(Refusal):
    code = "unknown_operation"
    th = "ไม่มีบริการชื่อนี้ในระบบ"
    en = "There is no operation of this name."


def propose_meeting_number(scene: Scene, variables: dict) -> dict:
    """The next number of a meeting of the committee `committee` in the calendar year, พ.ศ."""
    year = scene.now.astimezone(BANGKOK).year + BUDDHIST_ERA
    committee = scene.properties.get("committee") or variables.get("committee") or scene.centre_id
    number = counted(f"meeting:{committee}"[:30] + f":{year}")
    return {"meeting_no": number, "meeting_year": year, "meeting_label": f"{number}/{year}"}


def list_committee_members(scene: Scene, variables: dict) -> dict:
    """The usernames of the centre's committee members."""
    return {"committee_members": [person.username for person in people_with(MEMBERS_ROLE, scene.centre_id)]}


def count_ballots(scene: Scene, variables: dict) -> dict:
    """The tally of a secret ballot, whose box is gone then: {"tally": {choice: how many}}.

    Property of the service task: `ballotBox`, the variable that holds the name of the box.
    """
    return {"tally": ballots.open_box(scene.case_id, variables[scene.properties["ballotBox"]])}


OPERATIONS: dict[str, Callable[[Scene, dict], dict]] = {
    "count_ballots": count_ballots,
    "erase_personal_data": erase_personal_data,
    "find_similar": find_similar,
    "list_committee_members": list_committee_members,
    "list_waiting_items": list_waiting_items,
    "propose_meeting_number": propose_meeting_number,
    "centre_settings": registers.centre_settings,
    "list_associations": registers.list_associations,
    "list_holders": holders.list_holders,
    "activate_mou": registers.activate_mou,
    "change_mou_status": registers.change_mou_status,
    "register_technology": registers.register_technology,
    "committee_of": committees.committee_of,
    "activate_seats": committees.activate_seats,
    "vacate_seat": committees.vacate_seat,
    "count_attendance": attendance.count_attendance,
    "make_document": make_document,
    "share_files": share_files,
    "withhold_files": withhold_files,
}


def perform(name: str, scene: Scene, variables: dict) -> dict:
    """The result of an operation: what its service task writes into the process."""
    if name not in OPERATIONS:
        raise UnknownOperation(th=f"ไม่มีบริการชื่อ “{name}”", en=f"There is no operation “{name}”.")
    return OPERATIONS[name](scene, variables)
