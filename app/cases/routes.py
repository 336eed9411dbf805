"""Cases over HTTP."""

from app.cases import service
from app.cases.models import Case
from app.cases.replay import replay_case
from app.cases.rollup import RollUpSchema, roll_up
from app.cases.schemas import (
    CaseDetailSchema,
    CaseListSchema,
    CaseQuerySchema,
    CommandSchema,
    MessageSchema,
    OpenCaseSchema,
    PermittedSchema,
    ReplaySchema,
    StoryEntrySchema,
    TaskSchema,
)
from app.extensions import db
from app.identity import current_person
from app.journal.schemas import VerificationSchema, listed, proof
from app.journal.service import verify_case
from app.wire import ACTS, Blueprint, once, reply

blueprint = Blueprint("cases", __name__, description="Cases · เรื่อง")
CASE = CaseDetailSchema(exclude=("tasks", "messages"))
TASKS, MESSAGES = TaskSchema(many=True), PermittedSchema(many=True)


def detailed(case: Case, by) -> dict:
    """A case as whoever asks may see it."""
    messages = MESSAGES.dump(service.offered_messages(case, by))
    return {**CASE.dump(case), "tasks": TASKS.dump(service.tasks_of(case, by)), "messages": messages}


@blueprint.route("/cases")
@blueprint.arguments(CaseQuerySchema, location="query")
@blueprint.response(200, CaseListSchema)
def list_cases(query):
    """Cases I may read, newest first."""
    return service.list_cases(current_person(), **query)


@blueprint.route("/cases", methods=["POST"])
@blueprint.arguments(OpenCaseSchema)
@blueprint.response(201, CaseDetailSchema)
@blueprint.doc(**ACTS)
@once
def open_case(body):
    """Open a case by answering the start form of a process."""
    by = current_person()
    case = service.open_case(body["process"], body["answers"], by, body["centre"])
    answer = reply(detailed(case, by), 201)
    db.session.commit()
    return answer


@blueprint.route("/centres/rollup")
@blueprint.response(200, RollUpSchema(many=True))
def centres_rolled_up():
    """What each centre has to do, in counts: all centres for headquarters, else my own."""
    return roll_up(current_person())


@blueprint.route("/cases/<string:case_no>")
@blueprint.response(200, CaseDetailSchema)
def get_case(case_no):
    """A case with its processes and tasks."""
    by = current_person()
    return reply(detailed(service.get_case(case_no, by), by))


@blueprint.route("/cases/<string:case_no>/story")
@blueprint.response(200, StoryEntrySchema(many=True))
def get_story(case_no):
    """Who did what, when, and why."""
    by = current_person()
    return service.story(service.get_case(case_no, by), by)


@blueprint.route("/cases/<string:case_no>/verification")
@blueprint.response(200, VerificationSchema)
def verify(case_no):
    """Check the hash chain of a case."""
    return proof(verify_case(service.get_case(case_no, current_person())))


@blueprint.route("/cases/<string:case_no>/replay")
@blueprint.response(200, ReplaySchema)
def replay(case_no):
    """Run the commands of a case again and compare each state with the recorded one."""
    found = replay_case(service.get_case(case_no, current_person()))
    counted = {"instances": found.instances, "commands": found.commands}
    return {"same": found.same, **counted, "differences": listed(found.differences)}


@blueprint.route("/cases/<string:case_no>/messages", methods=["POST"])
@blueprint.arguments(MessageSchema)
@blueprint.response(200, CommandSchema)
@blueprint.doc(**ACTS)
@once
def send_message(body, case_no):
    """Tell a case something: withdraw it, confirm it arrived. Only what it waits for, only by your role."""
    written = service.send_message(case_no, body["name"], body["payload"], current_person())
    answer = reply(written.to_json(case_no))
    db.session.commit()
    return answer
