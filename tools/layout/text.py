"""How wide Thai text is drawn and where its lines break: Sarabun's advance widths, words, balanced lines."""

import json
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "app" / "web" / "static" / "thai-words.json"
SHAPE_SIZE = 14
LABEL_SIZE = 13
LINE = 1.45


@cache
def advances() -> dict[str, int]:
    """Advance width of each character in thousandths of the font size (from Sarabun Regular)."""
    return json.loads((HERE / "sarabun.json").read_text(encoding="utf-8"))


@cache
def habits() -> dict:
    """What may not stand at the end or the start of a line; the browser reads the same file."""
    return json.loads(SHARED.read_text(encoding="utf-8"))


def width(text: str, size: int) -> float:
    """Width in pixels of one line of text."""
    table = advances()
    return sum(table.get(letter, 600) for letter in text) * size / 1000


segmented: dict[str, tuple[str, ...]] = {}


@cache
def known_words() -> dict[str, tuple[str, ...]]:
    """Labels whose words are on file, so that layout and tests need no segmenter and stay the same."""
    lines = (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("|")) for line in lines if line and not line.startswith("#")]
    return {"".join(row): row for row in rows}


def words(text: str) -> list[str]:
    """The text cut where a line may break; spaces stay at the end of a piece.

    Words on file first, then pythainlp if a maintainer has it, else only at spaces.
    """
    found = known_words().get(text) or segmented.get(text)
    if found is None:
        found = segmented[text] = segment(text)
    return glue(found)


def segment(text: str) -> tuple[str, ...]:
    """Cut by pythainlp's dictionary, or at spaces where it is not installed."""
    try:
        from pythainlp.tokenize import word_tokenize
    except ImportError:
        return tuple(piece for piece in text.replace(" ", " \0").split("\0") if piece)
    return tuple(word_tokenize(text, engine="newmm", keep_whitespace=True))


def glue(pieces) -> list[str]:
    """Join what a line break must not part: brackets, ๆ, ฯ, "and", a number and its unit."""
    joined: list[str] = []
    for piece in pieces:
        if joined and clings(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def clings(before: str, piece: str) -> bool:
    """Whether `piece` must stay on the line of the piece before it."""
    if piece.isspace() or piece[0] in habits()["closing"]:
        return True
    return before[-1] in habits()["opening"] or before.strip().isdigit() or before in habits()["leading"]


def fill(pieces: list[str], limit: float, size: int) -> list[str]:
    """Lines as a browser fills them: as many pieces as fit, spaces at the end of a line dropped."""
    lines = [""]
    for piece in pieces:
        longer = lines[-1] + piece
        if lines[-1] and width(longer.rstrip(), size) > limit:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line.strip() for line in lines]


def wrap(text: str, limit: float, size: int) -> list[str]:
    """Lines no wider than `limit` where words allow, as even as possible without another line."""
    pieces = words(text)
    lines = fill(pieces, limit, size)
    narrow = limit
    while narrow > 20:
        tried = fill(pieces, narrow - 1, size)
        if len(tried) > len(lines) or widest(tried, size) > narrow - 1:
            break
        narrow -= 1
    return fill(pieces, narrow, size)


def widest(lines: list[str], size: int) -> float:
    """Width of the longest line."""
    return max((width(line, size) for line in lines), default=0)


def box(text: str, limit: float, size: int = LABEL_SIZE) -> tuple[int, int]:
    """Width and height in whole pixels that a wrapped label takes, with room for rounding in the browser."""
    lines = wrap(text, limit, size)
    return int(widest(lines, size)) + 4, round(len(lines) * size * LINE) + 1
