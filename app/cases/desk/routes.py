"""Tasks over HTTP."""

from app.cases import service
from app.cases.overdue import LateSchema, overdue
from app.cases.schemas import (
    AnswersSchema,
    CommandSchema,
    CountsSchema,
    DraftSchema,
    ReassignSchema,
    TaskListSchema,
    TaskQuerySchema,
    TaskSchema,
)
from app.extensions import db
from app.identity import current_person
from app.wire import ON_VERSION, Blueprint, forget_request, once, once_late, reply, versions_seen

blueprint = Blueprint("tasks", __name__, description="Tasks · งาน")
TASK, DRAFT = TaskSchema(), DraftSchema()


@blueprint.route("/tasks")
@blueprint.arguments(TaskQuerySchema, location="query")
@blueprint.response(200, TaskListSchema)
def list_tasks(query):
    """Tasks: mine, free ones of my roles, or all I may see."""
    return service.list_tasks(current_person(), **query)


@blueprint.route("/tasks/counts")
@blueprint.response(200, CountsSchema)
def count_tasks():
    """How many open tasks there are for me."""
    return service.count_tasks(current_person())


@blueprint.route("/tasks/overdue")
@blueprint.response(200, LateSchema(many=True))
def overdue_tasks():
    """What is late in the centres I look after, the latest first."""
    return overdue(current_person())


@blueprint.route("/tasks/<int:task_id>")
@blueprint.response(200, TaskSchema)
def get_task(task_id):
    """A task."""
    return reply(TASK.dump(service.get_task(task_id, current_person())))


@blueprint.route("/tasks/<int:task_id>/claim", methods=["POST"])
@blueprint.response(200, TaskSchema)
@blueprint.doc(**ON_VERSION)
@once
def claim(task_id):
    """Take a task onto my desk."""
    answer = reply(TASK.dump(service.claim(task_id, current_person(), versions_seen())))
    db.session.commit()
    return answer


@blueprint.route("/tasks/<int:task_id>/release", methods=["POST"])
@blueprint.response(200, TaskSchema)
@blueprint.doc(**ON_VERSION)
@once
def release(task_id):
    """Give a task back to everybody of its role."""
    answer = reply(TASK.dump(service.release(task_id, current_person(), versions_seen())))
    db.session.commit()
    return answer


@blueprint.route("/tasks/<int:task_id>/reassign", methods=["POST"])
@blueprint.arguments(ReassignSchema)
@blueprint.response(200, TaskSchema)
@blueprint.doc(**ON_VERSION)
@once
def reassign(body, task_id):
    """Hand a task to somebody else of its role."""
    by = current_person()
    answer = reply(TASK.dump(service.reassign(task_id, body["to"], body["reason"], by, versions_seen())))
    db.session.commit()
    return answer


@blueprint.route("/tasks/<int:task_id>/draft")
@blueprint.response(200, DraftSchema)
def get_draft(task_id):
    """What I have typed so far and not sent."""
    by = current_person()
    task = service.get_task(task_id, by)
    answers, saved_at = service.draft_of(task, by) or (None, None)
    version = task.version if service.works_on(task, by) else None
    return reply(DRAFT.dump({"answers": answers, "saved_at": saved_at, "version": version}))


@blueprint.route("/tasks/<int:task_id>/draft", methods=["POST"])
@blueprint.arguments(AnswersSchema)
@blueprint.response(200, DraftSchema)
@blueprint.doc(**ON_VERSION)
@once
def save_draft(body, task_id):
    """Keep answers without sending them; nothing is checked yet."""
    saved = service.save_draft(task_id, body["answers"], current_person(), versions_seen())
    kept = {"answers": body["answers"], "saved_at": saved.saved_at, "version": saved.version}
    answer = reply(DRAFT.dump(kept))
    db.session.commit()
    return answer


@blueprint.route("/tasks/<int:task_id>/complete", methods=["POST"])
@blueprint.arguments(AnswersSchema)
@blueprint.response(200, CommandSchema)
@blueprint.doc(**ON_VERSION)
@once_late
def complete(body, task_id):
    """Answer a task and let the process go on."""
    done = service.complete_task(task_id, body["answers"], current_person(), versions_seen())
    if done.secret:
        forget_request()
    answer = reply(done.to_json())
    db.session.commit()
    return answer
