"""Lists that page by a cursor: where the last page ended, in a text nobody needs to read."""

import base64
from dataclasses import dataclass, field

import orjson

from app.refusals import Invalid

MAX_LIMIT = 200
LARGEST = 2**53


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor of what follows; None at the end."""

    items: list = field(default_factory=list)
    next: str | None = None


def write_cursor(*position) -> str:
    """A position as an opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def read_cursor(text: str, kinds: tuple[type, ...]) -> tuple:
    """The inverse; Invalid for anything this server did not write."""
    try:
        position = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, UnicodeEncodeError) as error:
        raise BadCursor() from error
    if not isinstance(position, list) or [type(part) for part in position] != list(kinds):
        raise BadCursor()
    if any(abs(part) > LARGEST if isinstance(part, int) else "\0" in part for part in position):
        raise BadCursor()
    return tuple(position)


def cut(rows: list, limit: int, position) -> Page:
    """A page from one row more than asked for; `position` gives the cursor of a row."""
    if len(rows) <= limit:
        return Page(rows)
    return Page(rows[:limit], write_cursor(*position(rows[limit - 1])))


class BadCursor(Invalid):
    code = "bad_cursor"
    th = "ตัวชี้หน้าไม่ถูกต้อง โปรดเริ่มจากหน้าแรก"
    en = "This cursor is not one of ours. Start from the first page."
