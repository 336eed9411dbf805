"""Collections over HTTP."""

from app.contributions import moderating, papers, service
from app.contributions.schemas import (
    AnswersSchema,
    CollectionSchema,
    ContributionSchema,
    ContributionsSchema,
    ModerationSchema,
)
from app.contributions.telling import collection_json, contribution_json, contributions_json
from app.extensions import db
from app.files.sending import send
from app.identity import current_person
from app.wire import ON_VERSION, Blueprint, once, reply, versions_seen

blueprint = Blueprint("contributions", __name__, description="Contributions · การร่วมเสนอ")
PLACE = "/cases/<string:case_no>/collections/<string:name>/contributions"


@blueprint.route("/collections")
@blueprint.response(200, CollectionSchema(many=True))
def open_collections():
    """What is open to me now, in all cases."""
    by = current_person()
    mine = service.open_to(by)
    return [{**collection_json(row, by, is_mine=True), "case_no": row.case.case_no} for row in mine]


@blueprint.route(PLACE)
@blueprint.response(200, ContributionsSchema)
def list_contributions(case_no, name):
    """My contributions; those of others when nothing hides them from me."""
    by = current_person()
    return reply(contributions_json(service.get_collection(case_no, name, by), by))


@blueprint.route(PLACE, methods=["POST"])
@blueprint.arguments(AnswersSchema)
@blueprint.response(201, ContributionSchema)
@blueprint.doc(**ON_VERSION)
@once
def contribute(body, case_no, name):
    """Put something in, while it is open."""
    by = current_person()
    return _done(service.contribute(case_no, name, body["answers"], by), case_no, name, by, 201)


@blueprint.route(f"{PLACE}/<string:key>", methods=["PUT"])
@blueprint.arguments(AnswersSchema)
@blueprint.response(200, ContributionSchema)
@blueprint.doc(**ON_VERSION)
@once
def change(body, case_no, name, key):
    """Say it otherwise, while it is open and changeable."""
    by = current_person()
    row = service.change(case_no, name, key, body["answers"], by, versions_seen())
    return _done(row, case_no, name, by)


@blueprint.route(f"{PLACE}/<string:key>", methods=["DELETE"])
@blueprint.response(200, ContributionSchema)
@blueprint.doc(**ON_VERSION)
@once
def withdraw(case_no, name, key):
    """Take it back, while it is open and changeable."""
    by = current_person()
    return _done(service.withdraw(case_no, name, key, by, versions_seen()), case_no, name, by)


@blueprint.route(f"{PLACE}/<string:key>/moderation", methods=["POST"])
@blueprint.arguments(ModerationSchema)
@blueprint.response(200, ContributionSchema)
@blueprint.doc(**ON_VERSION)
@once
def moderate(body, case_no, name, key):
    """Let it through to the others, or hide it with a reason; for its moderators, while it is open."""
    by = current_person()
    row = moderating.moderate(case_no, name, key, body["act"], body.get("reason"), by, versions_seen())
    return _done(row, case_no, name, by)


@blueprint.route("/cases/<string:case_no>/collections/<string:name>/files/<string:sha256>")
@blueprint.response(200, content_type="application/octet-stream")
def get_file(case_no, name, sha256):
    """A file of what is wanted of me, or of a contribution I see (`files`), under the name I may know."""
    by = current_person()
    return send(*papers.file_for(service.get_collection(case_no, name, by), by, sha256))


def _done(row, case_no, name, by, status=200):
    """What was sent, as it stands now; committed."""
    rules = service.rules(service.get_collection(case_no, name, by))
    answer = reply(contribution_json(row, rules, by), status)
    db.session.commit()
    return answer
