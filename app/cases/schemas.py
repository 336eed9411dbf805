"""Cases, tasks and their story as JSON."""

from marshmallow import Schema, fields, validate

from app.journal.schemas import ProblemOfEntrySchema
from app.lists import PagedSchema, page_of
from app.people.schemas import PersonSchema

SHORT = validate.Length(1, 80)
REASON = validate.Length(3, 2000)


class CentreSchema(Schema):
    """A centre."""

    code = fields.String()
    name = fields.String()
    name_en = fields.String()


class InstanceSchema(Schema):
    """A process running for a case."""

    id = fields.Integer()
    process_id = fields.String(data_key="process")
    release_hash = fields.String(data_key="release")
    status = fields.String()
    started_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)


class CaseSchema(Schema):
    """A case, as lists show it."""

    case_no = fields.String()
    title = fields.String()
    title_en = fields.String(allow_none=True)
    centre = fields.Nested(CentreSchema)
    stage = fields.String(metadata={"description": "The process it is in."})
    status = fields.String(metadata={"description": "running or completed"})
    state = fields.String(
        allow_none=True,
        metadata={"description": "As the public knows it; null for what has none (/processes/case-states)."},
    )
    speed = fields.String(allow_none=True)
    opener = fields.Nested(PersonSchema, data_key="opened_by", allow_none=True)
    opened_at = fields.DateTime()
    closed_at = fields.DateTime(allow_none=True)
    journal_number = fields.Integer()
    journal_hash = fields.String()


class TaskSchema(Schema):
    """A task."""

    id = fields.Integer()
    case_no = fields.String(attribute="case.case_no")
    case_title = fields.String(attribute="case.title")
    centre = fields.String(attribute="case.centre.code")
    process = fields.String(attribute="instance.process_id")
    release = fields.String(attribute="instance.release_hash")
    element = fields.String()
    kind = fields.String()
    name = fields.String()
    name_en = fields.String()
    role = fields.String(allow_none=True)
    form = fields.String(allow_none=True, metadata={"description": "Path of its form in the release."})
    status = fields.String(metadata={"description": "open, done or cancelled"})
    values = fields.Dict(metadata={"description": "Its round of a multi-instance step."})
    assignee = fields.Nested(PersonSchema, allow_none=True)
    claimer = fields.Nested(PersonSchema, data_key="claimed_by", allow_none=True)
    claimed_at = fields.DateTime(allow_none=True)
    opened_at = fields.DateTime()
    due = fields.DateTime(data_key="due_at", allow_none=True)
    clock_stopped = fields.Boolean(
        metadata={"description": "While it waits, the clocks of the case's other tasks stand."}
    )
    stands_since = fields.DateTime(
        allow_none=True, metadata={"description": "Its clock stands since then; due_at moves when it goes."}
    )
    stood = fields.Integer(metadata={"description": "Seconds of office time its clock stood before."})
    completer = fields.Nested(PersonSchema, data_key="completed_by", allow_none=True)
    completed_at = fields.DateTime(allow_none=True)
    behalf = fields.Nested(
        PersonSchema,
        data_key="on_behalf_of",
        allow_none=True,
        metadata={"description": "Who is away, for whom the holder acts, or the completer did."},
    )
    stands_in_for = fields.Nested(
        PersonSchema,
        allow_none=True,
        metadata={"description": "In lists: who is away, for whom I may do this task."},
    )
    version = fields.Integer(metadata={"description": "Raised by every change; its ETag, for If-Match."})


class PermittedSchema(Schema):
    """A message I may send to a case, and the form that its payload must fit."""

    name = fields.String()
    title = fields.String(metadata={"description": "What the diagram calls its arrival, in Thai."})
    title_en = fields.String()
    process_id = fields.String(data_key="process")
    element = fields.String()
    release_hash = fields.String(data_key="release")
    form = fields.String(
        allow_none=True, metadata={"description": "Path of its form in the release; null: it takes no data."}
    )


class CaseDetailSchema(CaseSchema):
    """A case with its processes and tasks."""

    instances = fields.List(fields.Nested(InstanceSchema))
    tasks = fields.List(fields.Nested(TaskSchema))
    messages = fields.List(
        fields.Nested(PermittedSchema), metadata={"description": "Messages I may send to it now."}
    )


class OpenCaseSchema(Schema):
    """A new case: the process, where, and what its start form asks."""

    process = fields.String(required=True, validate=SHORT)
    centre = fields.String(required=True, validate=SHORT)
    answers = fields.Dict(keys=fields.String(), load_default=dict)


class AnswersSchema(Schema):
    """What a person filled in."""

    answers = fields.Dict(keys=fields.String(), required=True)


class ReassignSchema(Schema):
    """To whom, and why."""

    to = fields.String(required=True, validate=SHORT, metadata={"description": "Username."})
    reason = fields.String(required=True, validate=REASON)


class MessageSchema(Schema):
    """Something told to a case from outside."""

    name = fields.String(required=True, validate=validate.Length(1, 120))
    payload = fields.Dict(keys=fields.String(), load_default=dict)


class OpenedSchema(Schema):
    """A task that waits now."""

    id = fields.Integer()
    element = fields.String()
    name = fields.String()
    name_en = fields.String()
    role = fields.String(allow_none=True)


class CommandSchema(Schema):
    """What a command led to: its entry in the journal is the receipt."""

    case_no = fields.String()
    status = fields.String(metadata={"description": "Of the instance."})
    entry = fields.Integer(metadata={"description": "Number of the journal's entry."})
    hash = fields.String(metadata={"description": "Hash of that entry: keep it as a receipt."})
    opened = fields.List(fields.Nested(OpenedSchema))
    on_behalf_of = fields.Nested(PersonSchema, metadata={"description": "Who is away, if I acted for them."})


class DraftSchema(Schema):
    """Answers not yet sent."""

    answers = fields.Dict(allow_none=True)
    saved_at = fields.DateTime(allow_none=True)
    version = fields.Integer(
        allow_none=True, metadata={"description": "Of the task; null while it is on another's desk or over."}
    )


class StoryEntrySchema(Schema):
    """A line of a case's story."""

    number = fields.Integer()
    at = fields.DateTime()
    kind = fields.String()
    th = fields.String()
    en = fields.String()
    actor = fields.Nested(PersonSchema, allow_none=True)
    behalf = fields.Nested(PersonSchema, data_key="on_behalf_of", allow_none=True)
    process_id = fields.String(data_key="process", allow_none=True)
    release_hash = fields.String(data_key="release", allow_none=True)
    instance_id = fields.Integer(data_key="instance", allow_none=True)
    element = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    name_en = fields.String(allow_none=True)
    task_id = fields.Integer(data_key="task", allow_none=True)
    form = fields.String(allow_none=True)
    answers = fields.Dict(allow_none=True)
    reason = fields.String(allow_none=True)
    moves = fields.List(fields.Dict())
    erased = fields.Boolean()
    clock = fields.Dict(
        allow_none=True, metadata={"description": "The clocks it stopped or let go: when, why, which tasks."}
    )
    documents = fields.List(fields.Dict())
    prev_hash = fields.String()
    hash = fields.String()


class ReplaySchema(Schema):
    """Whether running the commands again leads to the stored states."""

    same = fields.Boolean()
    instances = fields.Integer()
    commands = fields.Integer()
    differences = fields.List(fields.Nested(ProblemOfEntrySchema))


class CountsSchema(Schema):
    """How many open tasks there are for me."""

    mine = fields.Integer()
    roles = fields.Integer()
    all = fields.Integer()
    overdue = fields.Integer()
    today = fields.Integer()
    stages = fields.Dict(keys=fields.String(), values=fields.Integer())


TaskListSchema = page_of(TaskSchema, "TaskList")
CaseListSchema = page_of(CaseSchema, "CaseList")


class TaskQuerySchema(PagedSchema):
    """Which tasks."""

    whose = fields.String(load_default="mine", validate=validate.OneOf(("mine", "roles", "all")))
    stage = fields.String(validate=SHORT, metadata={"description": "A process."})
    due = fields.String(validate=validate.OneOf(("overdue", "today", "week", "none")))
    q = fields.String(validate=validate.Length(0, 100))
    case_no = fields.String(data_key="case", validate=SHORT)
    status = fields.String(load_default="open", validate=validate.OneOf(("open", "done")))
    sort = fields.String(load_default="due", validate=validate.OneOf(("due", "opened", "case")))


class CaseQuerySchema(PagedSchema):
    """Which cases."""

    status = fields.String(validate=validate.OneOf(("running", "completed")))
    stage = fields.String(validate=SHORT)
    state = fields.String(validate=SHORT)
    q = fields.String(validate=validate.Length(0, 100))
