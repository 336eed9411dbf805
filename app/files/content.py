"""What a file really is, told by its bytes; all but five kinds are refused, and Office files are opened."""

import io
import re
import stat
import zipfile
import zlib

from app.files.names import SUFFIXES
from app.refusals import Invalid

PDF, JPEG, PNG, DOCX, XLSX = SUFFIXES
MAX_ENTRIES = 3000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 300
ALWAYS_FINE = 4 * 1024 * 1024
CHUNK = 1024 * 1024
ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError, NotImplementedError)
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
# What makes a document act by itself: macros, ActiveX, embedded programs.
ACTIVE = re.compile(r"vbaproject|vbadata|/activex/|/embeddings/oleobject|\.bin$", re.IGNORECASE)
HARMLESS_BIN = re.compile(r"/printersettings/[^/]*\.bin$", re.IGNORECASE)
# A template or a data source fetched from elsewhere when the document is opened.
OUTSIDE = rb"relationships/(attachedTemplate|oleObject|frame|subDocument)\""
FETCHED = re.compile(OUTSIDE + rb"[^>]*External|External[^>]*" + OUTSIDE)
ACTING_PDF = re.compile(rb"/(JavaScript|Launch|RichMedia|XFA)\b")
PNG_HEAD, JPEG_HEAD, ZIP_HEAD = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"


class NotAccepted(Invalid):
    code = "file_type"
    th = "รับเฉพาะไฟล์ PDF, JPG, PNG, DOCX และ XLSX โดยดูจากเนื้อในของไฟล์ ไม่ใช่จากชื่อ"
    en = "Only PDF, JPG, PNG, DOCX and XLSX are taken, told by what is in the file, not by its name."


class Acts(Invalid):
    code = "file_active"
    th = "ไฟล์มีแมโครหรือส่วนที่ทำงานเองได้ โปรดบันทึกเป็นไฟล์ธรรมดาหรือ PDF แล้วแนบใหม่"
    en = "The file has macros or parts that run by themselves. Save it without them, or as PDF."


class Bomb(Invalid):
    code = "file_bomb"
    th = "ไฟล์คลายออกมาใหญ่ผิดปกติ ระบบจึงไม่รับ"
    en = "Unpacked, the file is abnormally large; it is not taken."


class BrokenFile(Invalid):
    code = "file_broken"
    th = "เปิดไฟล์ไม่ได้: ไฟล์เสีย มีรหัสผ่าน หรือส่งมาไม่ครบ"
    en = "The file cannot be opened: it is damaged, locked by a password, or cut off."


def content_type(data: bytes) -> str:
    """The media type of an accepted file; NotAccepted, Acts, Bomb or BrokenFile for any other."""
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(PNG_HEAD) and b"IEND" in data[-1024:]:
        return PNG
    if data.startswith(JPEG_HEAD) and b"\xff\xd9" in data:
        return JPEG
    if data.startswith(ZIP_HEAD):
        return _office(data)
    raise NotAccepted()


def _pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-2048:]:
        raise BrokenFile()
    if ACTING_PDF.search(data):
        raise Acts()
    return PDF


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _opened(archive)
    except BROKEN as error:
        raise BrokenFile() from error


def _opened(archive) -> str:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES:
        raise Bomb()
    kinds = [kind for part, kind in MAIN_PARTS.items() if part in names]
    if len(kinds) != 1 or "[Content_Types].xml" not in names or len(set(names)) != len(names):
        raise NotAccepted()
    if any(map(_is_odd, entries)):
        raise BrokenFile()
    if any(ACTIVE.search(name) and not HARMLESS_BIN.search(name) for name in names):
        raise Acts()
    left = MAX_UNPACKED
    for entry in entries:
        left -= _unpack(archive, entry, left)
    return kinds[0]


def _is_odd(entry) -> bool:
    parts = entry.filename.split("/")
    linked = stat.S_ISLNK(entry.external_attr >> 16)
    return (
        ".." in parts
        or parts[0] == ""
        or "\\" in entry.filename
        or linked
        or bool(entry.flag_bits & ENCRYPTED)
    )


def _unpack(archive, entry, left: int) -> int:
    """How large an entry really is: read to its end or to the limit, whatever it claims."""
    size, looked = 0, b""
    most = max(ALWAYS_FINE, entry.compress_size * MAX_RATIO)
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > min(left, most):
                raise Bomb()
            looked = looked[-200:] + chunk
            if entry.filename.endswith((".xml", ".rels")) and _acts(entry.filename, looked):
                raise Acts()
    return size


def _acts(name: str, text: bytes) -> bool:
    macros = name == "[Content_Types].xml" and b"macroEnabled" in text
    return macros or (name.endswith(".rels") and FETCHED.search(text) is not None) or b"DDEAUTO" in text
