"""What people can do with cases and tasks: a table of contents. Nothing here commits."""

from app.cases.desk.completion import Completed, complete_task
from app.cases.desk.inbox import absent_of, count_tasks, list_tasks, next_task
from app.cases.desk.rights import may_read_form
from app.cases.desk.secret import asks_proof
from app.cases.desk.stranded import is_stranded
from app.cases.desk.tasks import (
    claim,
    draft_of,
    form_of,
    get_task,
    reassign,
    reassignable_to,
    release,
    save_draft,
    variables_of,
    why_not,
)
from app.cases.desk.versions import works_on
from app.cases.reading import get_case, list_cases, tasks_of
from app.cases.running.incidents import (
    get_incident,
    incidents_of,
    instance_of,
    list_incidents,
    move,
    repair,
    retry,
    still_stuck,
)
from app.cases.running.messages import message_asked, offered_messages, permitted_messages
from app.cases.running.messages import send_message as send_to
from app.cases.running.opening import open_case
from app.cases.story import Answered, StoryEntry, earlier_answers, story
from app.paging import Page

__all__ = [
    "Answered",
    "Completed",
    "Page",
    "StoryEntry",
    "absent_of",
    "asks_proof",
    "claim",
    "complete_task",
    "count_tasks",
    "draft_of",
    "earlier_answers",
    "form_of",
    "get_case",
    "get_incident",
    "get_task",
    "incidents_of",
    "instance_of",
    "is_stranded",
    "list_cases",
    "list_incidents",
    "list_tasks",
    "message_asked",
    "move",
    "may_read_form",
    "next_task",
    "offered_messages",
    "open_case",
    "permitted_messages",
    "reassign",
    "reassignable_to",
    "release",
    "repair",
    "retry",
    "save_draft",
    "send_message",
    "still_stuck",
    "story",
    "tasks_of",
    "variables_of",
    "why_not",
    "works_on",
]


def send_message(case_no: str, name: str, payload: dict, by):
    """Tell a case something from outside; refused when nobody waits or the role is another's."""
    return send_to(get_case(case_no, by), name, payload, by)
