"""The server's side of printing: jobs for the printing process (workflows/isolated), and their results."""

import json
import re
from pathlib import Path

from app.documents.refusals import PrintRefused
from workflows.isolated.parent import Child, Died, of_this_process

SECONDS = 8.0
JOB_AT_MOST = 8 * 2**20
DOCUMENT_AT_MOST = 20 * 2**20
PLACE = re.compile(r"┌─ (?:\S*?/)?(templates/\S+?\.typ|data\.json|main\.typ):(\d+):")
SEARCHED = re.compile(r" \(searched at [^)]*\)")
_CHILD = Path(__file__).with_name("child.py")


class Press(Child):
    """A printing process and the pipe to it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        one_thread = {"RAYON_NUM_THREADS": "1"}
        super().__init__(_CHILD, wait=seconds, most=DOCUMENT_AT_MOST, environment=one_thread)

    def ask(self, job: dict) -> tuple[bytes, bytes]:
        """Send a job and wait for (kind, content); PrintRefused when it took too long or too much."""
        message = json.dumps(job, ensure_ascii=False).encode()
        if len(message) > JOB_AT_MOST:
            raise PrintRefused(
                job["template"], 0, "ข้อมูลของเอกสารใหญ่เกินไป", "the data of the document is too large"
            )
        try:
            return self.exchange(message)
        except Died as died:
            raise PrintRefused(
                job["template"], 0, "ใช้เวลาหรือหน่วยความจำมากเกินไป", "it takes too much time or memory"
            ) from died


_press = of_this_process(Press())


def print_pdf(template: str, files: dict[str, bytes], data: dict, at: int) -> bytes:
    """The PDF of a template with its data; `at` (seconds since 1970) is the only time it knows.

    PrintRefused says in which file and line it went wrong.
    """
    return _print({"template": template, "files": texts(files), "data": dumped(data), "at": at})


def print_html(template: str, files: dict[str, bytes], data: dict, at: int) -> str:
    """The same as HTML without a layout: what a .docx is made from."""
    job = {"template": template, "files": texts(files), "data": dumped(data), "at": at, "format": "html"}
    return _print(job).decode()


def _print(job):
    kind, content = _press.ask(job)
    if kind == b"E":
        raise refused(job["template"], json.loads(content))
    return content


def texts(files: dict[str, bytes]) -> dict[str, str]:
    """The files a template may read: everything under templates/ of its release."""
    return {path: data.decode() for path, data in files.items() if path.startswith("templates/")}


def dumped(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def refused(template: str, error: dict) -> PrintRefused:
    """What Typst says, with the file and the line it points at."""
    found = PLACE.search(error["diagnostic"])
    place, line = (found[1], int(found[2])) if found else (template, 0)
    said = SEARCHED.sub("", " ".join(error["message"].split()))[:300]
    return PrintRefused(place, line, said, said)
