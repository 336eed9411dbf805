"""Files over HTTP: sent first, named in answers afterwards."""

from flask import request

from app.extensions import db
from app.files import service
from app.files.schemas import FileSchema, UploadSchema
from app.files.sending import send
from app.identity import current_person
from app.wire import Blueprint, reply

blueprint = Blueprint("files", __name__, description="Files · ไฟล์แนบ")


@blueprint.route("/files", methods=["POST"])
@blueprint.arguments(UploadSchema, location="files")
@blueprint.response(201, FileSchema)
def upload(_sent):
    """Send a file; it is held for me for a day. Its `answer` goes into the answers of a form."""
    sent = request.files["file"]
    file = service.hold(sent.filename or "", sent.stream.read(service.MAX_SIZE + 1), current_person())
    answer = reply(FileSchema().dump(file), 201)
    db.session.commit()
    return answer


@blueprint.route("/files/<int:file_id>")
@blueprint.response(200, FileSchema)
def get_held(file_id):
    """A file I sent and have not used yet."""
    return service.held_file(file_id, current_person())


@blueprint.route("/files/<int:file_id>/content")
@blueprint.response(200, content_type="application/octet-stream")
def get_held_content(file_id):
    """Its bytes."""
    return send(service.held_file(file_id, current_person()))


@blueprint.route("/files/<int:file_id>", methods=["DELETE"])
@blueprint.response(204)
def drop(file_id):
    """Let go of a file I have not used."""
    service.let_go(file_id, current_person())
    db.session.commit()
