"""What ``dgti check`` prints: findings like a compiler's, as text or JSON, and an exit code for CI."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflows.check import ERROR, WARNING, Brings, Finding, check_files, is_diagram

USAGE = "dgti check [--json] [--strict] [--en] FOLDER-OR-FILE …"
SOUND, FAULTY, MISUSED = 0, 1, 2
KINDS = ("error", "warning", "note")
SIGNS = {
    "error": ("ผิด", "error"),
    "warning": ("เตือน", "warning"),
    "info": ("แจ้ง", "info"),
}


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings about a folder or a ``single`` file; ``code`` is for the shell: 0 when publishable."""

    path: str
    findings: tuple[Finding, ...]
    single: bool = False

    @property
    def code(self) -> int:
        """0 without errors, 1 with."""
        return FAULTY if any(found.refuses for found in self.findings) else SOUND

    def text(self, english: bool = False) -> str:
        """A line for each finding, in Thai with the English below (or English alone), then their number."""
        lines = [_line(self._place(found.file), found, english) for found in self.findings]
        return "\n".join([*lines, self.summary(english)])

    def _place(self, file: str) -> str:
        return self.path if self.single or not file else f"{self.path}/{file}"

    def summary(self, english: bool = False) -> str:
        """How many of each kind."""
        count = {sign: sum(found.severity == sign for found in self.findings) for sign in SIGNS}
        if english:
            told = [
                f"{n} {word}{'' if n == 1 else 's'}" for n, word in zip(count.values(), KINDS, strict=True)
            ]
            return f"{self.path}: {', '.join(told)}"
        return f"{self.path}: ผิด {count[ERROR]} เตือน {count[WARNING]} แจ้ง {count['info']}"

    def to_json(self) -> dict:
        """For other programs: path, whether it may be published, and the findings."""
        found = [found.to_json() for found in self.findings]
        return {"path": self.path, "publishable": self.code == SOUND, "findings": found}


def check_folder(
    path: str | Path,
    roles: Iterable[str] | None = None,
    operations: Iterable[str] | None = None,
    strict: bool = False,
    begins: Iterable[str] | None = None,
    brings: Brings | None = None,
) -> Findings:
    """Judge a package of processes (a folder) or a single diagram. Raises FileNotFoundError for neither."""
    from workflows.release import read_folder

    root = Path(path)
    if not root.exists():
        raise FileNotFoundError(str(path))
    files = read_folder(root) if root.is_dir() else {_as_diagram(root.name): root.read_bytes()}
    found = check_files(files, roles, operations, strict, begins, brings).findings
    return Findings(str(path), found, not root.is_dir())


def main(
    argv: Sequence[str] | None = None,
    roles: Iterable[str] | None = None,
    operations: Iterable[str] | None = None,
) -> int:
    """The command: prints findings and returns 0 (publishable), 1 (errors) or 2 (wrong usage)."""
    given = list(sys.argv[1:] if argv is None else argv)
    options = {word for word in given if word.startswith("--")}
    paths = [word for word in given if not word.startswith("--")]
    if not paths or options - {"--json", "--strict", "--en"}:
        print(USAGE, file=sys.stderr)
        return MISUSED
    try:
        results = [check_folder(path, roles, operations, "--strict" in options) for path in paths]
    except FileNotFoundError as error:
        print(f"ไม่พบ {error} / there is no {error}", file=sys.stderr)
        return MISUSED
    if "--json" in options:
        print(json.dumps([result.to_json() for result in results], ensure_ascii=False, indent=2))
    else:
        print("\n".join(result.text("--en" in options) for result in results))
    return max(result.code for result in results)


def _line(file: str, found: Finding, english: bool) -> str:
    element = f" {found.element}" if found.element else ""
    sign = SIGNS[found.severity][english]
    place = f"{file}:{found.line}:{element} {sign} [{found.rule}]"
    return f"{place} {found.en}" if english else f"{place} {found.th}\n    {found.en}"


def _as_diagram(name: str) -> str:
    """A single file is taken for a diagram whatever it is called."""
    return name if is_diagram(name) else f"{name}.bpmn"
