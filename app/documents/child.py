"""The printing process: gets templates and data, answers with PDF or HTML; it can open nothing.

Started by path with an interpreter of its own. Templates are not trusted: everything they may read comes with
the job, and after the fonts are loaded the process may open nothing any more, neither files nor sockets.
"""

import json
import os
import resource
import sys
from pathlib import Path

import fontpkg_sarabun
import typst

# Started by path with an isolated interpreter: it finds what both sides share beside the application.
sys.path.append(str(Path(__file__).resolve().parents[2]))
from workflows.isolated.child import leave_signals, limit, serve

SECONDS = 4.0
MEMORY = 700 * 2**20
GROWN = 250 * 2**20
STANDARD = "a-2a"
# Typst wants a folder that exists. Nothing can be opened in it; if it could, there is only this program.
NOWHERE = str(Path(__file__).parent)
EVERY_FACE = """#set text(font: "Sarabun")
#for weight in range(100, 900, step: 100) { text(weight: weight)[ก#text(style: "italic")[ก]] }"""
PRINTED, ERROR = b"P", b"E"


def load_fonts() -> typst.Fonts:
    """Sarabun only, so that a document looks the same everywhere."""
    folder = Path(fontpkg_sarabun.__file__).parent / "files"
    return typst.Fonts(False, False, [str(folder)])


def highest_descriptor() -> int:
    """The one beyond which nothing is open: as a limit it lets nothing more be opened."""
    return max(int(name) for name in os.listdir("/proc/self/fd") if int(name) < 64) if on_linux() else 15


def on_linux() -> bool:
    return sys.platform == "linux"


def peak() -> int:
    """The most memory ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1024 if on_linux() else 1)


def printed(job: dict, fonts: typst.Fonts) -> tuple[bytes, bytes]:
    """(kind, content) of the answer to a job."""
    main = f'#include "/{job["template"]}"'
    files = {path: text.encode() for path, text in job["files"].items()}
    files |= {"main.typ": main.encode(), "data.json": job["data"].encode()}
    looks = {"format": "html"} if job.get("format") == "html" else {"pdf_standards": STANDARD}
    try:
        result = typst.compile(
            files,
            root=NOWHERE,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=NOWHERE,
            package_cache_path=NOWHERE,
            timestamp=job["at"],
            **looks,
        )
    except typst.TypstError as error:
        return ERROR, json.dumps({"message": error.message, "diagnostic": error.diagnostic}).encode()
    return PRINTED, result


def main() -> None:
    """Jobs until the server closes the pipe, or until the memory has grown too much."""
    leave_signals()
    fonts = load_fonts()
    # A face is read when it is first used: use each of them now, for afterwards nothing can be opened.
    printed({"template": "warm.typ", "files": {"warm.typ": EVERY_FACE}, "data": "{}", "at": 0}, fonts)
    limit(MEMORY, highest_descriptor())
    most = peak() + GROWN
    serve(lambda job: printed(json.loads(job), fonts), SECONDS, lambda: peak() > most)


if __name__ == "__main__":
    main()
