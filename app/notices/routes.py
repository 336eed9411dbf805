"""Notices over HTTP."""

from app.extensions import db
from app.identity import current_person
from app.lists import PagedSchema
from app.notices import service
from app.notices.schemas import NoticeListSchema, NoticeSchema, ReadSchema
from app.wire import ACTS, Blueprint, once, reply

blueprint = Blueprint("notices", __name__, description="Notices · การแจ้งเตือน")


@blueprint.route("/notices")
@blueprint.arguments(PagedSchema, location="query")
@blueprint.response(200, NoticeListSchema)
def list_notices(query):
    """My notices, newest first."""
    return service.list_notices(current_person(), **query)


@blueprint.route("/notices/<int:notice_id>/read", methods=["POST"])
@blueprint.response(200, NoticeSchema)
@blueprint.doc(**ACTS)
@once
def mark_read(notice_id):
    """I have read it."""
    answer = reply(NoticeSchema().dump(service.mark_read(notice_id, current_person())))
    db.session.commit()
    return answer


@blueprint.route("/notices/read", methods=["POST"])
@blueprint.response(200, ReadSchema)
@blueprint.doc(**ACTS)
@once
def mark_all_read():
    """I have read them all."""
    answer = reply({"read": service.mark_all_read(current_person())})
    db.session.commit()
    return answer
