"""JSON in and out: strict on the way in, serialised once on the way out, the same bytes for a repetition."""

import hashlib
import re
from collections.abc import Callable
from functools import wraps

import flask_smorest
import orjson
from flask import Response, g, request
from flask.json.provider import JSONProvider
from marshmallow import RAISE
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from webargs.flaskparser import FlaskParser

from app import clock
from app.extensions import db, execute
from app.people.models import AnsweredRequest
from app.refusals import Conflict, Invalid, Refusal, Unsupported

MAX_KEY = 100
MAX_DEPTH = 64
ACTS = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "description": "The same key with the same body gets the same answer, and one effect.",
            "schema": {"type": "string", "minLength": 1, "maxLength": MAX_KEY, "pattern": "^[!-~]+$"},
        }
    ]
}
# RFC 9110, 13.1.1: "*" or a list of entity tags, in which a recipient takes empty elements too.
TAG = r'(?:W/)?"[!#-~\x80-\xff]*"[\t ]*'
IF_MATCH = rf"^[\t ]*(?:\*[\t ]*|(?:{TAG})?(?:,[\t ]*(?:{TAG})?)*)$"
ONE_TAG = re.compile(r'(W/)?"([^"]*)"')
ON_VERSION = {
    "parameters": [
        *ACTS["parameters"],
        {
            "in": "header",
            "name": "If-Match",
            "description": "The ETag of the task as you saw it: refused with 412 when it has changed since.",
            "schema": {"type": "string", "pattern": IF_MATCH},
        },
    ],
    "responses": {"412": "PRECONDITION_FAILED"},
}
REMEMBER = insert(AnsweredRequest.__table__)
REMEMBERED = select(AnsweredRequest.request_hash, AnsweredRequest.status, AnsweredRequest.body).where(
    AnsweredRequest.person_id == bindparam("person"), AnsweredRequest.key == bindparam("key_")
)


class Json(JSONProvider):
    """orjson: refuses NaN, infinities and broken characters."""

    def dumps(self, obj, **_options):
        return orjson.dumps(obj).decode()

    def loads(self, s, **_options):
        return orjson.loads(s)

    def response(self, *args, **kwargs):
        document = self._prepare_response_obj(args, kwargs)
        return Response(orjson.dumps(document), mimetype="application/json")


class Parser(FlaskParser):
    """Reads a body as strictly as it will be stored: no NUL, no lone surrogate, no NaN, no unknown field."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE, "files": RAISE}

    def _raw_load_json(self, req):
        if not req.is_json and req.content_length:
            raise Unsupported()
        data = req.get_data(cache=True)
        if b"\\u0000" in data:
            raise Invalid(
                "ข้อความมีอักขระที่เก็บไม่ได้ (NUL)", "The text has a character we cannot keep (NUL).", "odd_text"
            )
        try:
            return shallow(orjson.loads(data), data)
        except orjson.JSONDecodeError as error:
            raise Invalid(
                "เนื้อหาไม่ใช่ JSON ที่ถูกต้อง", f"The body is not valid JSON: {error}.", "not_json"
            ) from error


def shallow(value, written: bytes):
    """The value itself; Invalid when lists and objects stand in each other more than MAX_DEPTH deep."""
    if written.count(b"[") + written.count(b"{") <= MAX_DEPTH:
        return value
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = [one for one in level if isinstance(one, dict | list)]
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
    if any(isinstance(one, dict | list) for one in level):
        raise Invalid(
            f"เนื้อหาซ้อนกันลึกเกิน {MAX_DEPTH} ชั้น", f"The body is nested more than {MAX_DEPTH} deep.", "too_deep"
        )
    return value


class Blueprint(flask_smorest.Blueprint):
    """Routes of a feature of the API."""

    ARGUMENTS_PARSER = Parser()


class OddCondition(Refusal):
    code = "if_match"
    th = 'If-Match ต้องเป็น * หรือ ETag ในเครื่องหมายคำพูด เช่น "7"'
    en = 'If-Match is * or entity tags in quotation marks, such as "7".'


def versions_seen() -> frozenset[str] | None:
    """The versions the request allows by If-Match; None when it does not say, or allows any.

    Weak tags never match (RFC 9110, 13.1.1). OddCondition for what is no list of tags.
    """
    said = request.headers.get("If-Match")
    if said is None:
        return None
    if not re.fullmatch(IF_MATCH, said):
        raise OddCondition()
    tags = ONE_TAG.findall(said)
    return None if said.strip() == "*" else frozenset(tag for weak, tag in tags if not weak)


def reply(document, status: int = 200) -> Response:
    """The answer to a request that acts, serialised once and remembered under its key. The route commits."""
    body = orjson.dumps(document)
    if key := g.get("idempotency_key"):
        row = {"person_id": g.person.id, "key": key, "request_hash": g.request_hash, "status": status}
        execute(REMEMBER, {**row, "body": body, "created_at": clock.now()})
    return _sent(body, status, document)


def forget_request() -> None:
    """Remember nothing of this request, not even its hash: the body holds a secret that can be guessed."""
    g.pop("idempotency_key", None)


def _sent(body, status, document):
    """A document that has a version is sent with it as a strong ETag."""
    answer = Response(body, status, mimetype="application/json")
    if isinstance(document, dict) and document.get("version") is not None:
        answer.set_etag(str(document["version"]))
    return answer


def once(view: Callable) -> Callable:
    """A request with an Idempotency-Key has one effect; repeated, it gets the stored bytes."""
    return _once(view, ask_first=True)


def once_late(view: Callable) -> Callable:
    """The same for what cannot happen twice anyway: the key is looked up only when the request is refused."""
    return _once(view, ask_first=False)


def _once(view, ask_first):
    @wraps(view)
    def answer(*args, **kwargs):
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return view(*args, **kwargs)
        g.idempotency_key, g.request_hash = _checked(key), _request_hash()
        if ask_first and (known := _remembered(key)):
            return known
        try:
            return view(*args, **kwargs)
        except (Conflict, IntegrityError):
            # Refused, or the same key twice at once: what was answered before is answered again.
            db.session.rollback()
            if known := _remembered(key):
                return known
            raise

    return answer


def _checked(key):
    if not 1 <= len(key) <= MAX_KEY or not key.isascii() or not key.isprintable():
        raise Invalid(
            "Idempotency-Key ต้องเป็นอักขระ ASCII 1–100 ตัว",
            "An Idempotency-Key has 1 to 100 ASCII characters.",
            "idempotency_key",
        )
    return key


def _request_hash():
    asked = f"{request.method} {request.full_path}\n".encode() + request.get_data(cache=True)
    return hashlib.sha256(asked).hexdigest()


def _remembered(key):
    row = execute(REMEMBERED, {"person": g.person.id, "key_": key}).first()
    if row is None:
        return None
    if row.request_hash != g.request_hash:
        raise Invalid(
            "Idempotency-Key นี้ใช้กับคำขออื่นไปแล้ว",
            "This Idempotency-Key was used for another request.",
            "idempotency_key_reused",
        )
    return _sent(row.body, row.status, orjson.loads(row.body))
