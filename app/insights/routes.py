"""The use of the system over HTTP: for auditors, the latest first."""

from app.identity import current_person
from app.insights import service
from app.insights.schemas import AuditReadListSchema, RightsChangeListSchema, SignInListSchema, UseQuerySchema
from app.wire import Blueprint

blueprint = Blueprint("insights", __name__, description="Use of the system · การใช้งานระบบ")


@blueprint.route("/use/sign-ins")
@blueprint.arguments(UseQuerySchema, location="query")
@blueprint.response(200, SignInListSchema)
def list_sign_ins(query):
    """Who signed in, or tried to with a wrong password; kept for a year."""
    return service.sign_ins(current_person(), **query)


@blueprint.route("/use/changes")
@blueprint.arguments(UseQuerySchema, location="query")
@blueprint.response(200, RightsChangeListSchema)
def list_changes(query):
    """Who was added, let in, given or deprived of roles, and by whom."""
    return service.changes(current_person(), **query)


@blueprint.route("/use/reads")
@blueprint.arguments(UseQuerySchema, location="query")
@blueprint.response(200, AuditReadListSchema)
def list_reads(query):
    """Which cases auditors have opened."""
    page = service.reads(current_person(), **query)
    items = [{"person": row.person, "at": row.at, "case_no": case.case_no} for row, case in page.items]
    return {"items": items, "next": page.next}
