"""Reads a scenario file: plain YAML in which only true, false, null and whole numbers are not text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from workflows.clock import parse_instant
from workflows.errors import Refused

SHARED = "shared.yaml"
# An entry of the shared file: what services answer in every scenario that does not say otherwise.
SERVICES = "services"
TOP = {"name", "name_en", "process", "at", "case", "start", "services", "follow", "steps", "end"}
NEEDED = ("name", "process", "at", "steps", "end")
VERBS = {
    "complete": {"as", "answers", "answers_of", "expect"},
    "refuse": {"as", "answers", "fields"},
    "message": {"payload", "expect"},
    "unexpected": {"payload"},
    "clock": {"expect"},
    "expect": set(),
}
EXPECTED = {
    *("waiting", "variables", "messages", "status", "at", "passed", "not_passed", "due", "process"),
    *("state", "documents"),
}


class ScenarioRefused(Refused):
    """A scenario file that does not follow the format."""

    code = "scenario_refused"
    th = "อ่านสถานการณ์ทดสอบ “{file}” ไม่ได้: {reason_th}"
    en = "The scenario “{file}” cannot be read: {reason_en}"


@dataclass(frozen=True)
class Scenario:
    """One file: where to begin, the steps, and how it must end. ``line`` of a step is its place, from 1."""

    file: str
    name: str
    name_en: str
    process: str
    at: datetime
    case: dict[str, Any]
    start: dict[str, Any]
    services: dict[str, Any]
    follow: bool
    steps: list[dict[str, Any]] = field(default_factory=list)
    end: dict[str, Any] = field(default_factory=dict)


def read_folder(folder: Path) -> Iterator[tuple[str, Scenario | ScenarioRefused]]:
    """(file name, scenario or why it cannot be read) of every scenario, in alphabetical order."""
    shared_file = folder / SHARED
    shared = parse(SHARED, shared_file.read_bytes()) if shared_file.is_file() else {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != SHARED:
            try:
                yield path.name, read_scenario(path.name, path.read_bytes(), shared)
            except ScenarioRefused as error:
                yield path.name, error


def read_scenario(file: str, data: bytes, shared: dict | None = None) -> Scenario:
    """The scenario in a file; ``shared`` holds named answers for ``like``. Raises ScenarioRefused."""
    content = parse(file, data)
    _keys(file, "", content, TOP)
    for key in NEEDED:
        if key not in content:
            raise _refused(file, f"ไม่มี “{key}”", f"there is no “{key}”")
    content = _filled(file, content, shared or {})
    if not isinstance(content["steps"], list):
        raise _refused(file, "steps ต้องเป็นรายการ", "steps must be a list")
    for number, step in enumerate(content["steps"], 1):
        _check_step(file, number, step)
    _keys(file, "end", content["end"], EXPECTED)
    return Scenario(
        file=file,
        name=content["name"],
        name_en=content.get("name_en", ""),
        process=content["process"],
        at=_moment(file, content["at"]),
        case=content.get("case", {}),
        start=content.get("start", {}),
        services={**(shared or {}).get(SERVICES, {}), **content.get("services", {})},
        follow=content.get("follow", False),
        steps=content["steps"],
        end=content["end"],
    )


def _moment(file: str, text: Any) -> datetime:
    try:
        return parse_instant(text)
    except Refused as error:
        raise _refused(file, f"at: {error.th}", f"at: {error.en}") from None


class _Loader(yaml.SafeLoader):
    """YAML without guesses: no dates, no yes/no, no octal numbers, no floats; a key twice is refused."""

    yaml_implicit_resolvers: dict = {}

    def construct_mapping(self, node, deep=False):
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise yaml.constructor.ConstructorError(
                problem=f"“{twice[0]}” twice", problem_mark=node.start_mark
            )
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), "tf")
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(0|[1-9][0-9]*)"), "-0123456789")
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"null|~|"), ["n", "~", ""])
for _first, _pairs in _Loader.yaml_implicit_resolvers.items():
    _Loader.yaml_implicit_resolvers[_first] = [
        (tag, re.compile(f"(?:{rule.pattern})$")) for tag, rule in _pairs
    ]


def parse(file: str, data: bytes) -> dict[str, Any]:
    """The mapping in a YAML file; raises ScenarioRefused with the line."""
    try:
        content = yaml.load(data, _Loader)  # a SafeLoader with fewer types
    except yaml.YAMLError as error:
        raise _refused(file, f"YAML: {error}", f"YAML: {error}") from None
    if not isinstance(content, dict):
        raise _refused(file, "ต้องเป็นรายการชื่อกับค่า", "it must be a mapping")
    return content


def _filled(file: str, value: Any, shared: dict, inside: tuple[str, ...] = ()) -> Any:
    """``{like: name, …}`` becomes the shared entry of that name with the rest written over it."""
    if isinstance(value, list):
        return [_filled(file, item, shared, inside) for item in value]
    if not isinstance(value, dict):
        return value
    given = {key: _filled(file, item, shared, inside) for key, item in value.items() if key != "like"}
    if "like" not in value:
        return given
    name = value["like"]
    if name not in shared or name in inside:
        raise _refused(file, f"ไม่มี “{name}” ใน {SHARED}", f"there is no “{name}” in {SHARED}")
    found = _filled(file, shared[name], shared, (*inside, name))
    return {**found, **given} if isinstance(found, dict) else found


def _check_step(file: str, number: int, step: Any) -> None:
    verbs = [verb for verb in VERBS if isinstance(step, dict) and verb in step]
    if not verbs or len(verbs) > 1 and verbs[1:] != ["expect"]:
        raise _refused(
            file,
            f"ขั้นที่ {number} ต้องมีคำสั่งเดียวจาก {', '.join(VERBS)}",
            f"step {number} needs exactly one of {', '.join(VERBS)}",
        )
    _keys(file, f"steps/{number}", step, VERBS[verbs[0]] | {verbs[0]})
    if "expect" in step:
        _keys(file, f"steps/{number}/expect", step["expect"], EXPECTED)


def _keys(file: str, where: str, content: Any, known: set[str]) -> None:
    unknown = sorted(set(content) - known) if isinstance(content, dict) else ["?"]
    if unknown:
        raise _refused(file, f"ไม่รู้จัก “{unknown[0]}” ที่ /{where}", f"unknown entry “{unknown[0]}” at /{where}")


def _refused(file: str, reason_th: str, reason_en: str) -> ScenarioRefused:
    return ScenarioRefused(file=file, reason_th=reason_th, reason_en=reason_en)
