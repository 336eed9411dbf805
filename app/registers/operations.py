"""What service tasks of a diagram can ask of the registers, and have them do; docs/operations.md lists it.

What an operation changes is journaled in the record's chain without a person, in the name of the case.
"""

import calendar
from datetime import date

from sqlalchemy import select

from app.clock import BANGKOK
from app.extensions import db
from app.people.models import Centre
from app.refusals import Invalid
from app.registers import service
from app.registers.kinds import KINDS
from app.registers.models import Mou, Organisation

NONE = "none"
MOUS = KINDS["mous"]
DEFAULTS = {
    "notice_days": 3,
    "propose_days": 21,
    "reconvene_days": 14,
    "supplement_days": 15,
    "appeal_days": 15,
    "min_participants": 10,
    "min_candidates": 3,
    "pass_score": 70,
    "reserve_score": 60,
    "shortlist_max": 3,
    "standstill_days": 7,
    "mou_reminder_days": 90,
    "min_evaluators": 30,
}


def centre_settings(scene, variables: dict) -> dict:
    """What the case's centre set itself, and the common value of the rest."""
    return {"settings": settings_of(db.session.get(Centre, scene.centre_id))}


def settings_of(place: Centre) -> dict:
    """What a centre set itself, and the common value of the rest."""
    return {**DEFAULTS, **place.settings}


def list_associations(scene, variables: dict) -> dict:
    """Every association in use with its MOU for this centre, the best match of `domains` first."""
    wanted, today = set(variables.get("domains") or ()), day_of(scene)
    agreed = agreements(centre_code(scene), today)
    found = select(Organisation).where(Organisation.kind == "association", Organisation.status == "active")
    rows = [association(one, agreed.get(one.code), wanted, today) for one in db.session.scalars(found)]
    rows.sort(key=lambda row: (-row["domain_match"], row["name"], row["organisation"]))
    return {"associations": rows}


def agreements(centre: str, today: date) -> dict[str, Mou]:
    """The MOU of each organisation that counts for a centre: one in force, or else the one that ends last."""
    found = select(Mou).where(Mou.centre.is_(None) | (Mou.centre == centre)).order_by(Mou.ends, Mou.code)
    standing = sorted(db.session.scalars(found), key=lambda mou: in_force(mou, today))
    return {mou.organisation: mou for mou in standing}


def in_force(mou: Mou, today: date) -> bool:
    """Whether calls may be made under it."""
    return MOUS.state_of(mou, today) == "active" and mou.starts <= today


def association(one: Organisation, mou: Mou | None, wanted: set, today: date) -> dict:
    """A row of `list_associations`."""
    state = MOUS.state_of(mou, today) if mou else NONE
    return {
        "organisation": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "domains": one.domains,
        "domain_match": len(wanted & set(one.domains)),
        "mou_no": mou.code if mou else None,
        "mou_status": "draft" if state == "active" and mou.starts > today else state,
        "days_to_expiry": (mou.ends - today).days if mou else None,
        "coordinator": mou.coordinator if mou else None,
    }


def activate_mou(scene, variables: dict) -> dict:
    """Put an MOU into force: the draft named by `mou_no`, or a new one from what the case agreed."""
    code = variables.get("mou_no")
    if not code:
        code = service.add_record("mous", agreed_terms(scene, variables), None, scene.case_no).code
    mou = service.act_on("mous", code, "activate", None, None, case_no=scene.case_no)
    return {"mou_no": mou.code, "mou_status": mou.status, "mou_ends": mou.ends.isoformat()}


def agreed_terms(scene, variables: dict) -> dict:
    """The fields of an MOU from the variables of its case: `association`, `areas`, `start`, `months` …"""
    starts = date.fromisoformat(needed(variables, "start"))
    given = {"coordinator": variables.get("coordinator"), "document_sha256": variables.get("document_sha256")}
    return {
        **{name: value for name, value in given.items() if value},
        "organisation": needed(variables, "association"),
        "areas": needed(variables, "areas"),
        "starts": starts.isoformat(),
        "ends": months_later(starts, needed(variables, "months")).isoformat(),
        "no_money": bool(variables.get("no_money")),
        "case_no": scene.case_no,
        **({} if scene.properties.get("everywhere") == "true" else {"centre": centre_code(scene)}),
    }


def change_mou_status(scene, variables: dict) -> dict:
    """Take the MOU `mou_no` to another state: property or variable `act`, with `reason`."""
    act = scene.properties.get("act") or needed(variables, "act")
    reason = variables.get(scene.properties.get("reasonVariable", "reason")) or scene.case_no
    mou = service.act_on("mous", needed(variables, "mou_no"), act, reason, None, case_no=scene.case_no)
    return {"mou_status": MOUS.state_of(mou, day_of(scene))}


def register_technology(scene, variables: dict) -> dict:
    """Add the technology described by the variable that property `technologyVariable` names."""
    described = needed(variables, scene.properties.get("technologyVariable", "technology"))
    known = {name: value for name, value in described.items() if name in KINDS["technologies"].form.names}
    made = service.add_record("technologies", {**known, "case_no": scene.case_no}, None, scene.case_no)
    return {"technology_code": made.code}


def months_later(start: date, months: int) -> date:
    """The day before the same day so many months on: 36 months from 1 January end on 31 December."""
    year, month = divmod(start.month - 1 + months, 12)
    last = calendar.monthrange(start.year + year, month + 1)[1]
    same = date(start.year + year, month + 1, min(start.day, last))
    return date.fromordinal(same.toordinal() - 1)


def day_of(scene) -> date:
    """The day of the command in Bangkok."""
    return scene.now.astimezone(BANGKOK).date()


def centre_code(scene) -> str:
    """The code of the case's centre."""
    return db.session.get(Centre, scene.centre_id).code


def needed(variables: dict, name: str):
    """A variable the operation cannot do without; Invalid when it is empty."""
    value = variables.get(name)
    if value in (None, "", []):
        raise Invalid(f"ไม่มีค่าของ “{name}”", f"There is no value of “{name}”.", "variable_missing")
    return value
