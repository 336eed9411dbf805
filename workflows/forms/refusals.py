"""What a form can refuse: an answer (FieldError) and, at publication, itself (FormRefused)."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.errors import Refused


@dataclass(frozen=True)
class FieldError:
    """One thing to mend: ``field`` is a JSON pointer such as ``/pain_points/0/point``."""

    field: str
    code: str
    th: str
    en: str

    def to_json(self) -> dict[str, str]:
        """As the API sends it."""
        return {"field": self.field, "code": self.code, "th": self.th, "en": self.en}


class FormRefused(Refused):
    """A form outside the subset we can check, render and show to an auditor; ``pointer`` says where."""

    code = "form_refused"
    th = "แบบฟอร์ม “{file}” ที่ {pointer}: {sentence_th}"
    en = "Form “{file}” at {pointer}: {sentence_en}"

    def __init__(self, file: str, pointer: str, th: str, en: str) -> None:
        self.file, self.pointer = file, pointer
        super().__init__(file=file, pointer=pointer or "/", sentence_th=th, sentence_en=en)
