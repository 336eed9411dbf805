"""What a diagram may count on here, by name; apart from what does it, so that a check loads no server."""

from workflows.check.vocabulary import Brings

# How a process of ours can begin: by a person, a message, a signal, at a time, when something comes true.
STARTS = ("none", "message", "signal", "timer", "conditional")
# What each instance knows from its start.
GIVEN = frozenset({"case_id", "case_no", "centre", "submitter"})
# What each operation writes (docs/operations.md): {intoVariable|collection} is what a property of the step
# says, or the next, or the word after =.
GIVES = {
    "activate_mou": ("mou_no", "mou_status", "mou_ends"),
    "activate_seats": ("committee", "seats_filled", "term_starts", "term_ends"),
    "centre_settings": ("settings",),
    "change_mou_status": ("mou_status",),
    "committee_of": (
        *("members", "alternates", "chair", "secretary", "type", "quorum_rule", "quorum_number"),
        *("threshold", "circulation_allowed", "total_seats", "committee_name"),
    ),
    "count_attendance": ("seats_vacated",),
    "count_ballots": ("tally",),
    "count_contributors": ("participants", "participating_orgs", "contributions", "enough"),
    "erase_personal_data": ("erasure",),
    "find_similar": ("similar", "max_sim"),
    "invite_by_link": ("invited", "newly_invited"),
    "list_associations": ("associations",),
    "list_committee_members": ("committee_members",),
    "list_holders": ("holders", "submitter_organisation"),
    "list_waiting_items": ("{resultVariable=items}",),
    "make_document": ("{documentVariable=document}",),
    "missing_contributions": ("{intoVariable=missing}",),
    "propose_meeting_number": ("meeting_no", "meeting_year", "meeting_label"),
    "read_collection": ("{intoVariable|collection}", "{intoVariable|collection}_count", "invited"),
    "register_technology": ("technology_code",),
    "share_files": ("shared",),
    "tell_people": ("told",),
    "vacate_seat": ("seat",),
    "welcome_people": ("welcomed",),
    "withhold_files": ("withheld_now",),
}
OPERATIONS = frozenset(GIVES)
# What messages bring that a register sends (app/registers/kinds.py).
REGISTERS_SAY = ("state", "reason", "by_case")
MESSAGES = {
    "Msg_MeetingDue": frozenset(("committee", "centre", "title_th", "title_en", "start_at", *REGISTERS_SAY)),
    "Msg_MouActivated": frozenset(
        ("mou_no", "organisation", "areas", "starts", "ends", "no_money")
        + ("coordinator", "centre", "paper_no", *REGISTERS_SAY)
    ),
    "Msg_MouEnded": frozenset(("mou_no", *REGISTERS_SAY)),
    "Msg_SeatVacant": frozenset(("committee", "seat", "seat_no", *REGISTERS_SAY)),
}
# What a form may ask for by `x-ref` (app/registers/references.py, app/cases/running/named.py).
REFERENCES = frozenset({"organisation", "committee", "mou", "technology", "centre", "person", "case"})
BRINGS = Brings(GIVEN, GIVES, MESSAGES, REFERENCES)
