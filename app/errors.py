"""The only place that knows status codes: refusals become problem+json (RFC 9457), in Thai or English."""

from dataclasses import dataclass, field

import orjson
from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from app.refusals import (
    Conflict,
    Invalid,
    LengthRequired,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ProofNeeded,
    Refusal,
    Stale,
    TooLarge,
    TooMany,
    Unavailable,
    Unsupported,
)
from app.wording import field_errors
from workflows import errors as engine

STATUS = {
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    LengthRequired: 411,
    Stale: 412,
    TooLarge: 413,
    Unsupported: 415,
    Invalid: 422,
    TooMany: 429,
    Unavailable: 503,
    Refusal: 400,
}
LATE = (
    engine.StepNotWaiting,
    engine.NotExpected,
    engine.NoIncident,
    engine.CannotMove,
    engine.InstanceEnded,
)
TITLES = {
    400: ("คำขอไม่ถูกต้อง", "Bad request"),
    401: ("ยังไม่ได้เข้าสู่ระบบ", "Not signed in"),
    403: ("ไม่มีสิทธิ", "Not allowed"),
    404: ("ไม่พบ", "Not found"),
    405: ("ทำแบบนี้กับที่อยู่นี้ไม่ได้", "Method not allowed"),
    409: ("ขัดกับสิ่งที่เกิดขึ้นแล้ว", "Conflict"),
    411: ("ไม่ทราบความยาวของเนื้อหา", "Length required"),
    412: ("เปลี่ยนไปหลังจากที่ท่านเปิด", "Changed since you opened it"),
    413: ("ใหญ่เกินกำหนด", "Too large"),
    415: ("ชนิดข้อมูลไม่รองรับ", "Unsupported media type"),
    422: ("ข้อมูลไม่ถูกต้อง", "Invalid"),
    429: ("ลองหลายครั้งเกินไป", "Too many attempts"),
    500: ("ระบบขัดข้อง", "Internal error"),
    503: ("ไม่พร้อมชั่วคราว", "Unavailable"),
}


@dataclass(frozen=True)
class Problem:
    """A refusal on its way out."""

    status: int
    code: str
    th: str
    en: str
    errors: list = field(default_factory=list)
    details: dict = field(default_factory=dict)

    @property
    def titles(self) -> tuple[str, str]:
        return TITLES.get(self.status, TITLES[400 if self.status < 500 else 500])


def init_app(app: Flask) -> None:
    """Every way in which a request can fail. A page of the web layer takes those outside /api/."""
    on = app.register_error_handler
    on(Refusal, lambda error: answer(problem_of(error)))
    on(engine.Refused, lambda error: answer(problem_of_engine(error)))
    on(HTTPException, lambda error: answer(problem_of_http(error)))
    on(DBAPIError, lambda error: answer(problem_of_database(error)))


def problem_of(error: Refusal) -> Problem:
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return Problem(status, error.code, error.th, error.en, error.errors, error.details)


def problem_of_engine(error) -> Problem:
    """What the engine refuses is either wrong in what was sent, or no longer waited for."""
    late = isinstance(error, LATE)
    return Problem(409 if late else 422, error.code, error.th, error.en, field_errors(error), error.details)


def problem_of_http(error: HTTPException) -> Problem:
    messages = getattr(error, "data", {}).get("messages") if hasattr(error, "data") else None
    th, en = TITLES.get(error.code, TITLES[400])
    if error.code == 413:
        return Problem(413, TooLarge.code, TooLarge.th, TooLarge.en)
    if messages:
        return Problem(error.code, "invalid", Invalid.th, Invalid.en, field_errors(messages))
    return Problem(error.code, error.name.lower().replace(" ", "_"), f"{th}", f"{en}.")


def problem_of_database(error: DBAPIError) -> Problem:
    """Busy or away: ask again. Somebody wrote the same first: conflict. Anything else is a fault of ours."""
    if isinstance(error, OperationalError) or error.connection_invalidated:
        current_app.logger.warning("the database did not answer: %s", error.orig)
        return Problem(503, Unavailable.code, Unavailable.th, Unavailable.en)
    if isinstance(error, IntegrityError):
        return Problem(409, Conflict.code, Conflict.th, Conflict.en)
    current_app.logger.exception("the database refused a statement", exc_info=error)
    return Problem(500, "fault", "ระบบขัดข้อง ไม่มีข้อมูลใดถูกบันทึก", "Something broke here. Nothing was written.")


def answer(problem: Problem) -> Response:
    """JSON under /api/, a page elsewhere."""
    page = current_app.extensions.get("error_page")
    if page and not request.path.startswith("/api/"):
        return page(problem)
    english = prefers_english()
    document = {
        "type": f"urn:dgti:problem:{problem.code}",
        "title": problem.titles[english],
        "status": problem.status,
        "detail": problem.en if english else problem.th,
        "code": problem.code,
        "errors": [
            {"field": e["field"], "code": e["code"], "message": e["en" if english else "th"]}
            for e in problem.errors
        ],
        **({"details": problem.details} if problem.details else {}),
    }
    headers = {"Content-Language": "en" if english else "th", "Vary": "Accept-Language"}
    if problem.status == 401:
        headers["WWW-Authenticate"] = challenge(problem)
    return Response(
        orjson.dumps(document, default=str), problem.status, headers, mimetype="application/problem+json"
    )


def challenge(problem: Problem) -> str:
    """What lets a client in: a bearer token, or one whose password was given a short while ago (RFC 9470)."""
    if problem.code != ProofNeeded.code:
        return "Bearer"
    age = problem.details["max_age"]
    return f'Bearer error="{problem.code}", error_description="{problem.en}", max_age="{age}"'


def prefers_english() -> bool:
    """Thai unless the client ranks English higher."""
    return request.accept_languages.best_match(["th", "en"], default="th") == "en"
