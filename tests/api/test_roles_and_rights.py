"""Roles × rights (RESEARCH 6.6) in one table: each act, and the roles which may; everybody else is refused.

`public` is somebody without a token. Each act is tried by every role, with a request the allowed can make.
"""

import base64
import io
import re

import pytest

from app.people.roles import ROLES, that_read
from tests.api.test_files import PDF
from tests.api.timed import packed, timer

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
WHY = {"reason": "คำสั่งที่ 12/2569"}
EVERYBODY = frozenset(ROLES)
BUT_AUDITORS = EVERYBODY - {"auditor"}
CENTRE = that_read("centre") | that_read("all")
STAFF = {"code": "new.{who}", "name": "คนใหม่", "name_en": "New", "centre": "SRC"}
ORGANISATION = {"code": "{short}", "name": "สมาคม", "name_en": "Association", "kind": "association"}
HOLIDAY = {"day": "2027-03-{day:02d}", "name": "วันหยุด", "name_en": "Holiday", "centre": "SRC"}
COMMITTEE = {
    "code": "{short}",
    "name": "คณะกรรมการ",
    "name_en": "Committee",
    "type": "sub",
    "legal_basis": "คำสั่งที่ 1/2569",
    "quorum_rule": "half",
    "threshold": "majority_votes_cast",
    "circulation_allowed": False,
    "centre": "SRC",
}
PARTNERS = {"partner_officer", "centre_manager", "director"}
KEEPERS = {"admin", "centre_manager"}
REFUSED = (401, 403, 404)
NEEDS_THE_CLAIM = {"does a task of a lane"}
# act: (method, path, body, who may). {case}, {task} are of a case somebody else of the centre opened.
ACTS = {
    "reads a case of the centre": ("GET", "cases/{case}", None, CENTRE),
    "checks the chain of a case": ("GET", "cases/{case}/verification", None, CENTRE),
    "takes a task of a lane": ("POST", "tasks/{task}/claim", None, {"intake_officer"}),
    "does a task of a lane": (
        "POST",
        "tasks/{task}/complete",
        {"answers": {"complete": True}},
        {"intake_officer"},
    ),
    "hands a task to another": (
        "POST",
        "tasks/{task}/reassign",
        {"to": "intake_officer_2", **WHY},
        {"centre_manager"},
    ),
    "opens a case": (
        "POST",
        "cases",
        {"process": "review", "centre": "SRC", "answers": {"title_th": "เรื่อง"}},
        {"submitter"},
    ),
    "reads what is stuck": ("GET", "incidents", None, {"process_owner"}),
    "sees centres counted": (
        "GET",
        "centres/rollup",
        None,
        CENTRE | {"process_owner", "admin", "director"},
    ),
    "reads a process": ("GET", "processes", None, EVERYBODY),
    "publishes processes": ("POST", "releases", "zip", {"process_owner"}),
    "sees which personal values are kept": ("GET", "cases/{case}/personal-values", None, {"dpo"}),
    "sees who read a case": ("GET", "cases/{case}/reads", None, {"dpo"}),
    "sees who signed in": ("GET", "use/sign-ins", None, {"auditor"}),
    "sees whose rights changed": ("GET", "use/changes", None, {"auditor"}),
    "sees what auditors read": ("GET", "use/reads", None, {"auditor"}),
    "declares an interest": (
        "POST",
        "registers/interests",
        {"organisation": "TMA", "relation": "employee"},
        BUT_AUDITORS,
    ),
    "reads another's interest": (
        "GET",
        "registers/interests/{interest}",
        None,
        {"secretary", "scouting_manager", "centre_manager", "legal_officer", "auditor"},
    ),
    "adds an organisation": ("POST", "registers/organisations", ORGANISATION, PARTNERS),
    "adds a committee": ("POST", "registers/committees", COMMITTEE, {"secretary"}),
    "adds a holiday": ("POST", "registers/holidays", HOLIDAY, KEEPERS),
    "founds a centre": (
        "POST",
        "registers/centres",
        {"code": "{short}", "name": "ศูนย์", "name_en": "Centre"},
        {"admin"},
    ),
    "sets what a centre sets itself": ("PATCH", "registers/centres/SRC", {}, KEEPERS),
    "adds somebody": ("POST", "registers/people", STAFF, KEEPERS),
    "gives a role": (
        "POST",
        "registers/people/malai/roles",
        {"role": "drafter", "centre": "SRC", **WHY},
        KEEPERS,
    ),
    "makes an auditor": ("POST", "registers/people/malai/roles", {"role": "auditor", **WHY}, {"admin"}),
    "lets somebody in": ("POST", "registers/people/malai/link", None, {"admin"}),
    "keeps a file for a form": ("POST", "files", "file", BUT_AUDITORS),
}


@pytest.fixture
def office(app, open_case, task):
    """A case, its open task, an organisation, somebody new, an interest somebody declared."""
    from app.extensions import db
    from app.people.service import person_named
    from app.registers.service import add_record

    case = open_case(by="submitter_2")
    with app.app_context():
        tma = {"code": "TMA", "name": "สมาคมเมกเกอร์", "name_en": "Makers", "kind": "association"}
        add_record("organisations", tma, None)
        add_record("people", {"code": "malai", "name": "มาลัย", "name_en": "Malai", "centre": "SRC"}, None)
        own = {"organisation": "TMA", "relation": "employee"}
        interest = add_record("interests", own, person_named("drafter_2")).code
        db.session.commit()
    return {"case": case, "task": task("check")["id"], "interest": interest}


def filled(body, names):
    """A body with the names of this attempt in it."""
    if isinstance(body, dict):
        return {key: filled(value, names) for key, value in body.items()}
    return body.format(**names) if isinstance(body, str) else body


def attempt(client, act, who, names):
    """The status of an act done by a role, or by the public; what it did is undone by nobody."""
    method, path, body, _ = ACTS[act]
    names = {**names, "who": who.replace("_", "")[:12], "day": 1 + [*ROLES, "public"].index(who) % 28}
    names["short"] = base64.b32encode(who.encode()).decode()[:9].rstrip("=")
    sent = {"json": filled(body, names)} if isinstance(body, dict) else {}
    if body == "zip":
        sent = {"data": packed(timer("R/PT1H"), "SRC", "เขียนรายงาน"), "content_type": "application/zip"}
    if body == "file":
        sent = {"data": {"file": (io.BytesIO(PDF), "a.pdf")}}
    asking = client() if who == "public" else client(who)
    return asking.open(f"/api/v1/{path.format(**names)}", method=method, **sent).status_code


@pytest.mark.parametrize("act", ACTS)
def test_only_the_roles_of_the_table_do_it(client, office, act):
    statuses = {who: attempt(client, act, who, office) for who in [*ROLES, "public"]}
    may = {who for who, status in statuses.items() if status not in REFUSED}

    assert may == set(ACTS[act][3]), statuses
    assert statuses["public"] == 401
    assert 200 in statuses.values() or 201 in statuses.values() or act in NEEDS_THE_CLAIM


def test_every_writing_route_refuses_an_auditor(app, client, office):
    """But for what concerns the auditor's own account and notices."""
    own = {"tokens", "me/password", "notices/read", "notices/<int:notice_id>/read", "tokens/<int:token_id>"}
    office = {**office, "case_no": office["case"], "task_id": office["task"], "code": "malai", "act": "leave"}
    written = []
    for rule in app.url_map.iter_rules():
        path = rule.rule.removeprefix("/api/v1/")
        if path == rule.rule or path in own:
            continue
        for method in rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(office.get(found[1], 1)), path)
            status = client("auditor").open(f"/api/v1/{address}", method=method, json={}).status_code
            written += [(method, address, status)] if status < 400 else []

    assert not written
