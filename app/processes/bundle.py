"""Reading an uploaded ZIP without trusting it."""

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from app.refusals import Invalid, TooLarge

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 500
MAX_FILE = 5 * MEGABYTE
MAX_TOTAL = 25 * MEGABYTE
MAX_RATIO = 200
ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError, NotImplementedError)


def read_zip(data: bytes) -> dict[str, bytes]:
    """path → bytes. Refuses what is no ZIP, too many or too large files, odd paths, links and encryption."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_files(archive))
    except BROKEN as error:
        raise Invalid("ไฟล์ไม่ใช่ ZIP ที่อ่านได้", f"This is not a readable ZIP: {error}.", "zip_broken") from error


def _files(archive):
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise TooLarge(f"มีไฟล์เกิน {MAX_ENTRIES} ไฟล์", f"More than {MAX_ENTRIES} files.", "zip_entries")
    total, seen = 0, set()
    for entry in entries:
        path = _safe_path(entry)
        if path in seen:
            raise Invalid(f"มีไฟล์ “{path}” ซ้ำ", f"“{path}” is in it twice.", "zip_twice")
        seen.add(path)
        content = _content(archive, entry)
        total += len(content)
        if total > MAX_TOTAL:
            raise TooLarge("ไฟล์รวมกันใหญ่เกินกำหนด", "The files together are too large.", "zip_total")
        yield path, content


def _safe_path(entry):
    name = entry.filename
    path = PurePosixPath(name)
    odd = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.isprintable()
    if odd or len(name) > 200 or stat.S_ISLNK(entry.external_attr >> 16) or entry.flag_bits & ENCRYPTED:
        raise Invalid(f"ชื่อไฟล์ “{name[:80]}” ใช้ไม่ได้", f"“{name[:80]}” is not a path we accept.", "zip_path")
    return str(path)


def _content(archive, entry):
    """At most MAX_FILE bytes, whatever the entry claims about itself."""
    with archive.open(entry) as file:
        content = file.read(MAX_FILE + 1)
    squeezed = max(entry.compress_size, 1)
    if len(content) > MAX_FILE or len(content) > MEGABYTE and len(content) / squeezed > MAX_RATIO:
        raise TooLarge(f"ไฟล์ “{entry.filename}” ใหญ่เกินกำหนด", f"“{entry.filename}” is too large.", "zip_file")
    return content
