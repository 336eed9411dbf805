"""Names of files as people give them, made harmless."""

import re
import unicodedata

SUFFIXES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
LONGEST = 150
# Names Windows keeps for devices, whatever stands behind the dot.
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
NAMELESS = "เอกสาร"


def clean_name(name: str, type: str) -> str:
    """The last part of a path without invisible characters, ending as its content is: "a.pdf.exe" with the
    bytes of a PDF becomes "a.pdf.exe.pdf"."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if char in "\t\r\n" else char for char in last if _is_visible(char))
    seen = re.sub(r'[<>:"|?*\s]+', " ", seen).strip(" .")
    suffixes = SUFFIXES[type]
    ending = next((one for one in suffixes if seen.lower().endswith(one)), "")
    stem = seen[: len(seen) - len(ending)].strip(" .")[:LONGEST] or NAMELESS
    stem = f"_{stem}" if DEVICES.match(stem) else stem
    return stem + (ending.lower() or suffixes[0])


def _is_visible(char: str) -> bool:
    """Neither a control nor a character that changes how others read (turned writing, zero width)."""
    return char in "\t\r\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
