"""What a script can be refused for: before it runs (at publication) and while it runs (an incident)."""

from __future__ import annotations

from workflows.errors import Refused


class ScriptRefused(Refused):
    """The text is not an expression or script we run; found when the diagram is published."""

    code = "script_refused"
    th = "{where_th}บรรทัดที่ {line}: {sentence_th}"
    en = "{where_en}Line {line}: {sentence_en}"

    def __init__(self, line: int, th: str, en: str, where: str | None = None) -> None:
        self.line = line
        self.where = where
        self.sentence_th = th
        self.sentence_en = en
        place = f"“{where}” " if where else ""
        super().__init__(line=line, sentence_th=th, sentence_en=en, where_th=place, where_en=place)

    def __reduce__(self):
        return (type(self), (self.line, self.sentence_th, self.sentence_en, self.where))


class ScriptFailed(Refused):
    """The script stopped while running; ``values`` are the values it had read."""

    code = "script_failed"
    th = "บรรทัดที่ {line}: {sentence_th}"
    en = "Line {line}: {sentence_en}"

    def __init__(self, line: int, th: str, en: str, values: dict | None = None) -> None:
        self.line = line
        self.values = values or {}
        self.sentence_th = th
        self.sentence_en = en
        super().__init__(line=line, sentence_th=th, sentence_en=en, values=self.values)

    def __reduce__(self):
        return (type(self), (self.line, self.sentence_th, self.sentence_en, self.values))


TOO_MUCH = (
    "สคริปต์ใช้หน่วยความจำหรือเวลาเกินกำหนด จึงถูกหยุด",
    "the script needed more memory or time than allowed and was stopped",
)  # one sentence for every limit: which of them comes first may differ from run to run, a replay may not


class FunctionRefused(Exception):
    """A library function cannot work with what it was given; carries the sentence in both languages."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.th = th
        self.en = en
