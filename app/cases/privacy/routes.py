"""Personal data of cases over HTTP, for the data protection officer of the centre."""

from app.cases.privacy import service
from app.cases.privacy.schemas import CaseReadSchema, ErasedSchema, EraseSchema, HeldSchema
from app.extensions import db
from app.identity import current_person
from app.wire import ACTS, Blueprint, once, reply

blueprint = Blueprint("privacy", __name__, description="Personal data · ข้อมูลส่วนบุคคล")


@blueprint.route("/cases/<string:case_no>/personal-values")
@blueprint.response(200, HeldSchema(many=True))
def list_values(case_no):
    """Which personal values the journal of a case still holds; not what they say."""
    return service.values_kept(case_no, current_person())


@blueprint.route("/cases/<string:case_no>/erasures", methods=["POST"])
@blueprint.arguments(EraseSchema)
@blueprint.response(200, ErasedSchema)
@blueprint.doc(**ACTS)
@once
def erase(body, case_no):
    """Erase the personal values of an entry, for a reason. The entry stays, and stays provable."""
    asked = (body["entry"], body["field"], body["reason"])
    entry, hash, erased = service.erase_values(case_no, *asked, current_person())
    answer = reply({"entry": entry, "hash": hash, "erased": erased})
    db.session.commit()
    return answer


@blueprint.route("/cases/<string:case_no>/reads")
@blueprint.response(200, CaseReadSchema(many=True))
def list_reads(case_no):
    """Which auditors have read a case, and when."""
    return service.reads_of(case_no, current_person())
