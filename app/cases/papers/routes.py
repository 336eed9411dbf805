"""The papers of a case over HTTP."""

from app.cases import service
from app.cases.papers import reading
from app.files.schemas import PaperSchema
from app.files.sending import send
from app.identity import current_person
from app.wire import Blueprint

blueprint = Blueprint("papers", __name__, description="Documents and attachments of cases · เอกสารของเรื่อง")


@blueprint.route("/cases/<string:case_no>/documents")
@blueprint.response(200, PaperSchema(many=True))
def list_documents(case_no):
    """What the system wrote: receipts, letters, minutes; each hash stands in the journal entry named."""
    by = current_person()
    return reading.documents(service.get_case(case_no, by), by)


@blueprint.route("/cases/<string:case_no>/files")
@blueprint.response(200, PaperSchema(many=True))
def list_attachments(case_no):
    """What people attached."""
    by = current_person()
    return reading.attachments(service.get_case(case_no, by), by)


@blueprint.route("/cases/<string:case_no>/files/<int:file_id>")
@blueprint.response(200, content_type="application/octet-stream")
def get_paper(case_no, file_id):
    """The bytes of a document or an attachment."""
    return send(reading.paper(case_no, file_id, current_person()))
