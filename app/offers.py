"""What a diagram may count on here, by name; apart from what does it, so that a check loads no server."""

# How a process of ours can begin: by a person, a message, a signal, at a time, when something comes true.
STARTS = ("none", "message", "signal", "timer", "conditional")
OPERATIONS = frozenset(
    {
        "activate_mou",
        "activate_seats",
        "centre_settings",
        "change_mou_status",
        "committee_of",
        "count_ballots",
        "count_contributors",
        "erase_personal_data",
        "find_similar",
        "invite_by_link",
        "list_associations",
        "list_committee_members",
        "list_waiting_items",
        "make_document",
        "missing_contributions",
        "propose_meeting_number",
        "read_collection",
        "register_technology",
        "share_files",
        "tell_people",
        "vacate_seat",
    }
)
