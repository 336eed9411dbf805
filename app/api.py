"""The HTTP API: its routes, its OpenAPI document, and the page that shows it."""

from flask import Blueprint, Flask, render_template, request
from flask_smorest import Api
from marshmallow import Schema, fields

from app import errors
from app.cases.desk.routes import blueprint as tasks
from app.cases.papers.routes import blueprint as papers
from app.cases.privacy.routes import blueprint as privacy
from app.cases.revisions.routes import blueprint as revisions
from app.cases.routes import blueprint as cases
from app.cases.running.routes import blueprint as incidents
from app.cases.waits.routes import blueprint as waits
from app.contributions.routes import blueprint as contributions
from app.files.routes import blueprint as files
from app.identity import current_person
from app.insights.routes import blueprint as insights
from app.notices.routes import blueprint as notices
from app.people.routes import blueprint as people
from app.processes.routes import blueprint as processes
from app.registers.routes import blueprint as registers
from app.staff.routes import blueprint as staff
from app.substitutes.routes import blueprint as substitutes

PREFIX = "/api/v1"
FEATURES = (
    people, staff, substitutes, registers, processes, cases, waits, tasks, papers, revisions, privacy,
    files, incidents, contributions, notices, insights,
)  # fmt: skip
OPEN_TO_ALL = {"people.issue_token", "docs.show", "api-docs.openapi_json"}
DESCRIPTION = """งานของศูนย์ DGTi ผ่าน HTTP · The work of the DGTi centres over HTTP.

Sign in at `POST /tokens`, then send `Authorization: Bearer …`. What is refused comes as
`application/problem+json`, in Thai, or in English with `Accept-Language: en`. Lists have a `next` cursor.
Every POST that acts takes an `Idempotency-Key`. What is done to a task takes the `ETag` it was read with as
`If-Match`: a task that changed since is refused with 412, and nothing is written."""

docs = Blueprint("docs", __name__)


class FieldErrorSchema(Schema):
    """What is wrong with one field."""

    field = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class ProblemSchema(Schema):
    """A refusal (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.List(fields.Nested(FieldErrorSchema), required=True)
    details = fields.Dict()


class ProblemApi(Api):
    """An Api whose errors are ours."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self):
        """app/errors.py answers every error."""

    def _register_responses(self):
        """The error responses of the document are problems."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


def init_app(app: Flask) -> None:
    """Register the routes of every feature under /api/v1 and describe them."""
    options = {
        "info": {"description": DESCRIPTION},
        "security": [{"bearer": []}],
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    }
    api = ProblemApi(app, spec_kwargs=options)
    for blueprint in FEATURES:
        api.register_blueprint(blueprint, url_prefix=PREFIX)
    app.register_blueprint(docs, url_prefix=PREFIX)
    app.before_request(ask_who)


def ask_who() -> None:
    """Before anything is read of a request: who sends it."""
    if request.path.startswith("/api/") and request.endpoint and request.endpoint not in OPEN_TO_ALL:
        current_person()


@docs.route("/docs")
def show():
    """The API's documentation, from files of our own."""
    return render_template("api_docs.html", language="en" if errors.prefers_english() else "th")
