"""A scenario told as a process owner reads it: who does what and when, which way it goes, what must come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from workflows.clock import THAI
from workflows.release import Release
from workflows.scenarios.playing import Result, Walked
from workflows.scenarios.stage import PASSED

BUDDHIST_ERA = 543
VERBS = {
    "start": ("เริ่ม", "starts"),
    "complete": ("ทำ", "completes"),
    "refuse": ("ตอบ แต่ต้องไม่ผ่าน", "answers, which must be refused:"),
    "message": ("มีข้อความ", "A message comes:"),
    "unexpected": ("ข้อความนี้ต้องไม่มีผู้รอ", "Nobody may wait for"),
    "clock": ("เวลาเดินถึง", "The clock goes to"),
    "expect": ("ตรวจ", "Look"),
}
EXPECTED = {
    "waiting": ("รออยู่ที่", "waits at"),
    "due": ("ครบกำหนด", "due"),
    "at": ("ถึงจุดสิ้นสุด", "has ended at"),
    "passed": ("ผ่านแล้ว", "has passed"),
    "not_passed": ("ยังไม่ผ่าน", "has not passed"),
    "status": ("การทำงาน", "runs as"),
    "state": ("สถานะของเรื่อง", "state of the case"),
    "variables": ("ข้อมูล", "data"),
    "messages": ("ข้อความที่ส่ง", "messages sent"),
    "documents": ("เอกสาร", "documents"),
    "process": ("กระบวนการ", "process"),
}
BOOLEANS = {True: ("ใช่", "yes"), False: ("ไม่", "no"), None: ("–", "–")}
WORDS = {
    "way": ("ทางเดิน", "The way"),
    "must": ("ต้องได้", "Must be"),
    "wrong": ("ข้อที่ต้องแก้", "To be mended"),
    "end": ("สุดท้ายต้องได้", "In the end must be"),
}


class Teller:
    """Tells one scenario in one language; ``side`` is 0 for Thai, 1 for English."""

    def __init__(self, release: Release, result: Result, side: int = 0) -> None:
        self.release, self.result, self.side = release, result, side
        self.scenario = result.scenario

    def lines(self) -> Iterator[str]:
        """Its name, its process, and every step with its answers, its way and what it expects."""
        said = self.scenario
        process = self.release.processes[said.process]
        yield (said.name, said.name_en or said.name)[self.side]
        yield f"  {self._named(process)} · {said.file}"
        for number, walked in enumerate(self.result.walked):
            yield from self._step(number, walked)
        yield from self._expected("end", said.end)

    def _step(self, number: int, walked: Walked) -> Iterator[str]:
        step = walked.step
        verb = next(one for one in VERBS if one in step)
        does = VERBS[verb][self.side]
        what = f"{self._who(verb, step)}{does} {self._what(verb, step)}".rstrip()
        yield f"{number:>3}. {self._moment(walked.at)}  {what}"
        form = self._form(verb, step)
        for person, answers in self._answers(verb, step):
            head = f"{person}: " if person else ""
            yield from (f"       {head}{name}: {value}" for name, value in self._told(form, answers))
        if wrong := [name for name, _ in self._told(form, dict.fromkeys(step.get("fields", ())))]:
            yield f"       {WORDS['wrong'][self.side]}: {', '.join(wrong)}"
        passed = (one for one in walked.moves if one[1].event in PASSED)
        way = dict.fromkeys(self._name_of(process, move.element).strip() for process, move in passed)
        if any(way):
            yield f"       {WORDS['way'][self.side]}: {' → '.join(filter(None, way))}"
        yield from self._expected("must", step.get("expect", {}) if verb != "expect" else step["expect"])

    def _who(self, verb, step) -> str:
        if verb not in ("complete", "refuse"):
            return ""
        home = self._home(step[verb])
        element = home.elements[step[verb]] if home else None
        lane = home.lanes.get(element.lane) if element else None
        people = ", ".join(filter(None, [step.get("as"), *step.get("answers_of", {})]))
        role = self._named(lane) if lane else ""
        return f"{role}{f' ({people})' if people else ''} "

    def _what(self, verb, step) -> str:
        if verb in ("complete", "refuse"):
            return f"“{self._name_of('', step[verb])}”"
        said = step[verb]
        return "" if isinstance(said, dict) or verb == "clock" else f"“{said}”"

    def _form(self, verb, step):
        if verb == "start":
            starts = self.release.processes[self.scenario.process].starts
            path = next((one.form for one in starts if one.kind == "none"), None)
        else:
            home = self._home(step.get(verb)) if verb in ("complete", "refuse") else None
            path = home.elements[step[verb]].form if home else None
        return self.release.form(path) if path else None

    def _answers(self, verb, step):
        if verb == "start":
            said = step["start"]
            yield said.get("message", ""), said.get("answers") or said.get("payload") or {}
        elif "answers_of" in step:
            yield from step["answers_of"].items()
        else:
            yield "", step.get("answers") or step.get("payload") or {}

    def _told(self, form, answers) -> Iterator[tuple[str, str]]:
        fields = {field.name: field for field in form.fields} if form else {}
        for name, value in answers.items():
            field = fields.get(name)
            label = ((field.title, field.title_en)[self.side] or name) if field else name
            chosen = (
                {one.value: (one.title, one.title_en)[self.side] for one in field.options} if field else {}
            )
            yield label, self._chosen(value, chosen)

    def _chosen(self, value, chosen) -> str:
        """An answer by the labels of its choices, several of them with commas between."""
        if isinstance(value, list) and all(isinstance(one, (str, int)) for one in value):
            return ", ".join(self._chosen(one, chosen) for one in value)
        return chosen[value] if isinstance(value, (str, int)) and value in chosen else self._plain(value)

    def _expected(self, kind, expected) -> Iterator[str]:
        for name, value in expected.items():
            named = name in ("waiting", "at", "passed", "not_passed", "due")
            ids = value if named else {}
            told = {self._name_of("", id): (value[id] if isinstance(value, dict) else None) for id in ids}
            words = ", ".join(f"{id} {self._plain(more)}" if more else id for id, more in told.items())
            head = f"{WORDS[kind][self.side]} {EXPECTED[name][self.side]}"
            yield f"       {head}: {words if named else self._plain(value)}"

    def _home(self, element, process=""):
        """Where it stands: in this process, by default the scenario's; else in one that a message began."""
        found = (one for one in self.release.processes.values() if element in one.elements)
        return self.release.home(process or self.scenario.process, element) or next(found, None)

    def _name_of(self, process: str, element: str) -> str:
        home = self._home(element, process)
        return self._named(home.elements[element]) or element if home else element

    def _named(self, thing) -> str:
        return (thing.name, thing.name_en or thing.name)[self.side]

    def _moment(self, at: datetime) -> str:
        here = at.astimezone(THAI.tz)
        year = here.year if self.side else here.year + BUDDHIST_ERA
        return f"{here.day:02}/{here.month:02}/{year} {here:%H:%M}"

    def _plain(self, value) -> str:
        if value is None or isinstance(value, bool):
            return BOOLEANS[value][self.side]
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
