"""Compares what is with what a scenario expects; every difference is a sentence in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import orjson

MISSING = object()


class Unmet(Exception):
    """An expectation that does not hold."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.th = th
        self.en = en


def compare(expected: dict[str, Any], stage: Any) -> None:
    """Raises Unmet for the first expectation that does not hold of a stage (see playing.Stage)."""
    if "process" in expected:
        stage.turn_to(expected["process"])
    for th, en, wanted, found in _questions(expected, stage):
        if wanted != found:
            raise Unmet(
                f"{th}: ต้องเป็น {shown(wanted)} แต่ได้ {shown(found)}",
                f"{en}: expected {shown(wanted)}, found {shown(found)}",
            )


def _questions(expected: dict[str, Any], stage: Any) -> Iterator[tuple[str, str, Any, Any]]:
    if "waiting" in expected:
        yield "ขั้นตอนที่รอ", "waiting", *_waiting(expected["waiting"], stage)
    if "status" in expected:
        yield "สถานะ", "status", expected["status"], stage.run.status
    if "state" in expected:
        yield "สถานะของเรื่อง", "state of the case", expected["state"], stage.state
    if "documents" in expected:
        yield "เอกสารที่ออก", "documents", *_documents(expected["documents"], stage)
    if "at" in expected:
        yield "จุดจบ", "end events", sorted(expected["at"]), sorted(stage.ends)
    for path, wanted in expected.get("variables", {}).items():
        yield f"ตัวแปร {path}", f"variable {path}", wanted, at_path(stage.run.variables, path)
    for name, wanted in expected.get("messages", {}).items():
        yield from _message(name, wanted or {}, stage)
    for element, wanted in expected.get("due", {}).items():
        due = next((step.due for step in stage.waiting() if step.element == element), None)
        yield f"กำหนดของ {element}", f"{element} is due", wanted, due
    for element in expected.get("passed", ()):
        yield f"ผ่าน {element}", f"passed {element}", True, element in stage.passed
    for element in expected.get("not_passed", ()):
        yield f"ผ่าน {element}", f"passed {element}", False, element in stage.passed


def _waiting(wanted: Any, stage: Any) -> tuple[Any, Any]:
    """A list of elements, or a mapping element → how many."""
    found = Counter(step.element for step in stage.waiting())
    if isinstance(wanted, dict):
        return dict(sorted(wanted.items())), dict(sorted(found.items()))
    return sorted(wanted), sorted(found)


def _documents(wanted: Any, stage: Any) -> tuple[Any, Any]:
    """A list of templates, each once, in the order they were printed; or a mapping template → how many."""
    if isinstance(wanted, dict):
        return dict(sorted(wanted.items())), dict(sorted(Counter(stage.documents).items()))
    return wanted, list(dict.fromkeys(stage.documents))


def _message(name: str, wanted: dict, stage: Any) -> Iterator[tuple[str, str, Any, Any]]:
    sent = [message for message in stage.sent if message.name == name]
    yield f"ส่งข้อความ {name}", f"message {name} sent", True, bool(sent)
    for path, value in wanted.items():
        found = at_path(sent[-1].payload, path)
        yield f"{name} {path}", f"{name} {path}", value, found


def at_path(value: Any, path: str) -> Any:
    """The value at a path such as ``brief.success_measures.0.target``; ``.size`` is the length of a list."""
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part == "size":
            value = len(value)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return MISSING
    return value


def shown(value: Any) -> str:
    """A value in a sentence, cut when it is long."""
    if value is MISSING:
        return "(ไม่มี · missing)"
    text = orjson.dumps(value).decode()
    return text if len(text) <= 300 else f"{text[:300]}…"
