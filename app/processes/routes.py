"""Processes and releases over HTTP."""

from flask import Response, request

from app.extensions import db
from app.identity import current_person
from app.processes import service
from app.processes.bundle import read_zip
from app.processes.schemas import (
    CaseStateSchema,
    ReleaseDetailSchema,
    ReleaseSchema,
    StartableSchema,
    VersionSchema,
)
from app.wire import ACTS, Blueprint, once, reply

blueprint = Blueprint("processes", __name__, description="Processes and releases · กระบวนการและชุดเผยแพร่")
ZIP = {
    "requestBody": {
        "required": True,
        "description": "The bundle: BPMN, DMN, forms and templates.",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}
XML = {"type": "string"}
BYTES = "application/octet-stream"
KINDS = {
    ".bpmn": "application/xml",
    ".dmn": "application/xml",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".yaml": "text/plain; charset=utf-8",
    ".typ": "text/plain; charset=utf-8",
}
FILE = {
    "responses": {
        200: {
            "description": "The file.",
            "content": {kind: {"schema": {"type": "string"}} for kind in (*KINDS.values(), BYTES)},
        }
    }
}


@blueprint.route("/processes")
@blueprint.response(200, VersionSchema(many=True))
def list_processes():
    """The current version of every process."""
    return service.list_processes()


@blueprint.route("/processes/case-states")
@blueprint.response(200, CaseStateSchema(many=True))
def list_case_states():
    """The states a case may be in, by the current releases."""
    return list(service.case_states().values())


@blueprint.route("/processes/startable")
@blueprint.response(200, StartableSchema(many=True))
def list_startable():
    """What I may start by filling in a form."""
    return service.startable(current_person())


@blueprint.route("/processes/<string:process_id>/versions")
@blueprint.response(200, VersionSchema(many=True))
def list_versions(process_id):
    """Every version of a process, newest first."""
    return service.versions(process_id)


@blueprint.route("/processes/<string:process_id>/diagram")
@blueprint.response(200, XML, content_type="application/xml")
def get_diagram(process_id):
    """The BPMN file of the current version, as its owner drew it."""
    version = service.current(process_id)
    return Response(service.diagram(version.release_hash, process_id), mimetype="application/xml")


@blueprint.route("/releases", methods=["POST"])
@blueprint.response(201, ReleaseSchema)
@blueprint.doc(**ZIP, **ACTS)
@once
def publish():
    """Publish a bundle. What the check refuses comes back finding by finding; nothing is stored then."""
    release = service.publish(read_zip(request.get_data()), by=current_person())
    answer = reply(ReleaseSchema().dump(release), 201)
    db.session.commit()
    return answer


@blueprint.route("/releases/<string:hash>")
@blueprint.response(200, ReleaseDetailSchema)
def get_release(hash):
    """A release with the list of its files."""
    row = service.get_release(hash)
    return reply({**ReleaseSchema().dump(row), "files": service.paths(hash), "coverage": row.coverage})


@blueprint.route("/releases/<string:hash>/files/<path:path>")
@blueprint.doc(**FILE)
def get_file(hash, path):
    """One file of a release, byte for byte as published: diagrams, tables, forms."""
    content = service.file(hash, path)
    kind = next((kind for suffix, kind in KINDS.items() if path.endswith(suffix)), BYTES)
    return Response(content, content_type=kind)
