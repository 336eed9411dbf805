"""What a check says: one ``Finding`` a fault, in Thai and English, with the place to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

ERROR, WARNING, INFO = "error", "warning", "info"
WEIGHT = {ERROR: 0, WARNING: 1, INFO: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: an ``error`` refuses the release; a ``warning`` or ``info`` does not.

    ``element`` is the id the owner drew ('' for the whole file), ``rule`` a stable kebab-case name.
    """

    file: str
    element: str
    line: int
    rule: str
    severity: str
    th: str
    en: str

    def to_json(self) -> dict[str, str | int]:
        """The finding as a plain dictionary, for ``dgti check --json`` and the API."""
        return asdict(self)

    @property
    def refuses(self) -> bool:
        """Whether this finding alone stops the release."""
        return self.severity == ERROR

    @property
    def place(self) -> tuple:
        """Sorts findings as a person reads: by file, then from top to bottom."""
        return (self.file, self.line, WEIGHT[self.severity], self.rule, self.element)
