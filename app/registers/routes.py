"""The registers over HTTP: the same routes for each, described by what its form asks."""

from app import clock
from app.extensions import db
from app.files.answers import WIDGET
from app.files.sending import send
from app.identity import current_person
from app.journal.schemas import VerificationSchema, proof
from app.people.models import Person
from app.registers import papers, service, story
from app.registers.fields import EVERY_CENTRE, roles_of
from app.registers.importing import import_holidays
from app.registers.kinds import KINDS, Kind
from app.registers.models import Interest
from app.registers.schemas import (
    ActSchema,
    EntrySchema,
    ImportedSchema,
    ImportSchema,
    QuerySchema,
    RegisterSchema,
    answers_schema,
    list_schema,
    record_schema,
)
from app.wire import ACTS, ON_VERSION, Blueprint, once, reply, versions_seen

blueprint = Blueprint("registers", __name__, description="Registers · ทะเบียน")


@blueprint.route("/registers")
@blueprint.response(200, RegisterSchema(many=True))
def list_registers():
    """The registers there are, with the states of their records."""
    current_person()
    return [described(kind) for kind in KINDS.values()]


def described(kind: Kind) -> dict:
    """A register in words."""
    return {
        "key": kind.key,
        "name": kind.th,
        "name_en": kind.en,
        "states": {key: {"th": state.th, "en": state.en} for key, state in kind.states.items()},
        "acts": {
            key: {"th": act.th, "en": act.en, "from": list(act.sources), "asks_reason": act.asks_reason}
            for key, act in kind.acts.items()
        },
    }


def shown(kind: Kind, row, by) -> dict:
    """A record as whoever asks may see it."""
    whose = {"person": row.person} if isinstance(row, Interest) else {}
    whose |= {"roles": list(map(_grant, roles_of(row)))} if isinstance(row, Person) else {}
    state = kind.state_of(row, clock.today())
    about = {"register": kind.key, "code": row.code, "state": state, "version": row.version, **whose}
    return {**about, "data": service.told(kind.key, row, by), "acts": service.acts_for(kind.key, row, by)}


def _grant(said: str) -> dict:
    role, _, centre = said.partition("@")
    return {"role": role, "centre": None if centre == EVERY_CENTRE else centre}


def route(kind: Kind, rule: str, method: str, name: str, summary: str):
    """A route of one register; its name and summary stand in the document of the API."""

    def register(view):
        view.__name__, view.__doc__ = f"{kind.key}_{name}", f"{kind.en}: {summary}"
        path = f"/registers/{kind.key}{rule}"
        return blueprint.route(path, methods=[method], endpoint=view.__name__)(view)

    return register


def add_reading(kind: Kind) -> None:
    """Finding records of a register, and what happened to one."""
    key = kind.key

    @route(kind, "", "GET", "list", "search and page through them.")
    @blueprint.arguments(QuerySchema, location="query")
    @blueprint.response(200, list_schema(kind))
    def find(query):
        by = current_person()
        page = service.list_records(key, by, **query)
        return reply({"items": [shown(kind, row, by) for row in page.items], "next": page.next})

    @route(kind, "/<string:code>", "GET", "get", "one of them.")
    @blueprint.response(200, record_schema(kind))
    def get(code):
        by = current_person()
        return reply(shown(kind, service.get_record(key, code, by), by))

    if any(field.widget == WIDGET for field in kind.form.fields):
        add_files(kind)

    @route(kind, "/<string:code>/history", "GET", "history", "who changed one, when and why.")
    @blueprint.response(200, EntrySchema(many=True))
    def history(code):
        return story.history_of(key, code, current_person())

    @route(kind, "/<string:code>/verification", "GET", "verify", "check the chain of one.")
    @blueprint.response(200, VerificationSchema)
    def verify(code):
        return proof(service.verify_record(key, service.get_record(key, code, current_person())))


def add_files(kind: Kind) -> None:
    """Fetching the files of a record."""

    @route(kind, "/<string:code>/files/<string:sha256>", "GET", "file", "a file of one, by its hash.")
    @blueprint.response(200, content_type="application/octet-stream")
    def fetch(code, sha256):
        by = current_person()
        return send(papers.file_of(kind, service.get_record(kind.key, code, by), sha256, by))


def add_writing(kind: Kind) -> None:
    """Adding and changing records of a register, and taking them from one state to another."""
    key, answer = kind.key, record_schema(kind)

    @route(kind, "", "POST", "add", "add one.")
    @blueprint.arguments(answers_schema(kind))
    @blueprint.response(201, answer)
    @blueprint.doc(**ACTS)
    @once
    def add(body):
        by = current_person()
        done = reply(shown(kind, service.add_record(key, body, by), by), 201)
        db.session.commit()
        return done

    @route(kind, "/<string:code>", "PATCH", "change", "change what the body names; null empties a field.")
    @blueprint.arguments(answers_schema(kind, partly=True))
    @blueprint.response(200, answer)
    @blueprint.doc(**ON_VERSION)
    @once
    def change(body, code):
        by = current_person()
        done = reply(shown(kind, service.change_record(key, code, body, by, versions_seen()), by))
        db.session.commit()
        return done

    @route(kind, "/<string:code>/acts/<string:act>", "POST", "act", "take one to another state.")
    @blueprint.arguments(ActSchema)
    @blueprint.response(200, answer)
    @blueprint.doc(**ON_VERSION)
    @once
    def act_on(body, code, act):
        by = current_person()
        row = service.act_on(key, code, act, body.get("reason"), by, versions_seen())
        done = reply(shown(kind, row, by))
        db.session.commit()
        return done


@blueprint.route("/registers/holidays/import", methods=["POST"])
@blueprint.arguments(ImportSchema)
@blueprint.response(200, ImportedSchema)
@blueprint.doc(**ACTS)
@once
def import_csv(body):
    """Add the holidays of a CSV that are not there yet: all of them, or none."""
    done = reply({"added": import_holidays(body["csv"], body.get("centre"), current_person())})
    db.session.commit()
    return done


for each in KINDS.values():
    add_reading(each)
    add_writing(each)
