"""Messages: each that the office knows has a sender and a receiver, and the overview shows them."""

from functools import cache
from pathlib import Path

import pytest

from workflows import Release
from workflows.diagram import read_diagram
from workflows.xml import children, load_xml

ROOT = Path(__file__).resolve().parents[2]
THROWING = ("endEvent", "intermediateThrowEvent", "sendTask")
PERSON, SYSTEM = "a person", "the system"
# The office's table of messages: who sends each, and which processes hear it. Where the diagrams have several
# for a line of it, those stand here: each way on from a stage has a message of its own.
TABLE = {
    "Msg_AppealFiled": (
        (PERSON, "problem_intake", "committee_submission"),
        ("problem_intake", "committee_submission", "appeal"),
    ),
    "Msg_AppealDecided": (("appeal",), ("problem_intake", "committee_submission")),
    "Msg_Withdraw": (
        (PERSON,),
        (
            "problem_intake",
            "brainstorming",
            "technology_scouting",
            "proposal_drafting",
            "committee_submission",
        ),
    ),
    "Msg_UrgentFlag": (
        (PERSON,),
        (
            "problem_intake",
            "brainstorming",
            "technology_scouting",
            "proposal_drafting",
            "committee_submission",
            "follow_up",
        ),
    ),
    "Msg_RedirectAck": ((PERSON,), ("problem_intake",)),
    "Msg_BriefPublished": (("problem_intake",), ("brainstorming",)),
    "Msg_PhaseCloseEarly": ((PERSON,), ("brainstorming",)),
    "Msg_ScoutingRequested": (("problem_intake", "brainstorming"), ("technology_scouting",)),
    "Msg_DraftingRequested": (("brainstorming", "technology_scouting"), ("proposal_drafting",)),
    "Msg_ScoutingProtest": ((SYSTEM,), ("technology_scouting",)),
    "Msg_ShortlistReady": (("technology_scouting",), ("proposal_drafting",)),
    "Msg_ShortlistInvalidated": ((PERSON,), ("proposal_drafting",)),
    "Msg_ProposalReady": (("proposal_drafting",), ("committee_submission",)),
    "Msg_ReviseRequested": (("committee_submission",), ("proposal_drafting",)),
    "Msg_AgendaSet": (("committee_meeting",), ("committee_submission",)),
    "Msg_ItemResolved": (("committee_meeting",), ("committee_submission",)),
    "Msg_ReferralIn": (("committee_submission",), ("committee_submission",)),
    "Msg_ReferralResult": (("committee_submission",), ("committee_submission",)),
    "Msg_Approved": (("committee_submission",), ("follow_up",)),
    "Msg_ItemForInformation": (("follow_up",), ("committee_submission",)),
    # With an account or a one-time link: each contribution to the collection of contests is sent on.
    "Msg_ClosureContested": ((SYSTEM,), ("follow_up",)),
    "Msg_MouActivated": ((SYSTEM,), ("mou_signing",)),
    "Msg_MouEnded": ((SYSTEM,), ("mou_signing",)),
    "Msg_MouTerminate": ((PERSON,), ("mou_signing",)),
    "Msg_MouAmend": ((PERSON,), ("mou_signing",)),
    "Msg_SeatVacant": ((SYSTEM,), ("committee_appointment",)),
    "Msg_MeetingDue": ((SYSTEM,), ("committee_meeting",)),
    "Msg_MinutesAdopted": (("committee_meeting",), ("committee_submission",)),
}


@cache
def release():
    return Release.open(ROOT / "bpmn" / "dgti")


@cache
def homes():
    """process → the processes whose cases it stands in: itself, or those which call it."""
    called = {id: [one.id for one in release().within(id)[1:]] for id in release().processes}
    callers = {id: {one for one, inner in called.items() if id in inner} for id in called}
    top = {id for id in called if not callers[id]}
    return {id: callers[id] & top or {id} for id in called}


@cache
def ends():
    """(message → who sends it, message → which processes hear it); the system sends what nobody throws."""
    sent, heard = {}, {}
    for id, process in release().processes.items():
        diagram = read_diagram(process.file, release().files[process.file])
        for node in diagram.nodes():
            refs = [one.ref for one in node.events if one.kind == "message"] + [
                node.attributes.get("messageRef")
            ]
            for name in {diagram.messages[ref].name for ref in refs if ref in diagram.messages}:
                throws = node.kind in THROWING
                (sent if throws else heard).setdefault(name, set()).update(homes()[id])
                if not throws and node.properties.get("sentBy", "system") != "system":
                    sent.setdefault(name, set()).add(PERSON)
    return {name: sent.get(name, {SYSTEM}) for name in sent.keys() | heard.keys()}, heard


@cache
def overview():
    """(from, to, message) of every line of the overview that carries one."""
    data = (ROOT / "docs" / "overview" / "dgti_overview.bpmn").read_bytes()
    [collaboration] = children(load_xml("overview", data), "collaboration")
    lines = set()
    for flow in children(collaboration, "messageFlow"):
        told = [one.get("value") for one in flow.iter() if one.get("name") == "messages"]
        for name in (name.strip() for names in told for name in names.split(",")):
            lines.add((flow.get("sourceRef"), flow.get("targetRef"), name))
    return lines


@pytest.mark.parametrize("message", TABLE)
def test_every_message_of_the_office_has_its_senders_and_its_receivers(message):
    senders, receivers = TABLE[message]
    sent, heard = ends()

    assert set(senders) <= sent[message]
    assert set(receivers) <= heard.get(message, set())


def test_the_overview_shows_every_message_at_its_senders_and_at_its_receivers():
    sent, heard = ends()
    processes = release().processes.keys()
    leaving = {(source, name) for source, _, name in overview()}
    coming = {(target, name) for _, target, name in overview()}
    unsent = {(one, name) for name, senders in sent.items() for one in senders & processes} - leaving
    unheard = {(one, name) for name, receivers in heard.items() for one in receivers} - coming

    # What goes from one case of a process to another of the same is a line between two boxes, or none.
    assert {(one, name) for one, name in unsent if heard.get(name) != {one}} == set()
    assert {(one, name) for one, name in unheard if one not in sent[name]} == set()


def test_the_overview_shows_no_message_that_there_is_not():
    sent, _ = ends()

    assert {name for _, _, name in overview()} == sent.keys()
