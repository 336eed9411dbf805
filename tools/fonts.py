"""Sarabun for the browser: cut the published fonts down to Thai and Latin and pack them as woff2.

For maintainers (`pip install -e .[maintain]`); only the results are committed. Run `python -m tools.fonts`,
then `python -m tools.vendor refresh` so that the lock knows the new files.
"""

import json
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "app" / "web" / "static" / "fonts"
ADVANCES = ROOT / "tools" / "layout" / "sarabun.json"
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}

# Basic Latin and Latin-1, Thai, dashes and quotes, joining spaces, arrows and signs used on the pages.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x0E01, 0x0E3B),
    *range(0x0E3F, 0x0E5C),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *(0x200B, 0x2060, 0x2022, 0x2026, 0x2030, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193),
    *(0x2212, 0x00D7, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CC),
]


def subset(source: bytes) -> bytes:
    """One TrueType font reduced to our characters, as woff2; the same bytes on every run."""
    font = TTFont(BytesIO(source), recalcTimestamp=False)
    options = Options(flavor="woff2", layout_features=["*"], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()


def advances(source: bytes) -> dict[str, int]:
    """Advance width of each of our characters, in thousandths of the font size."""
    font = TTFont(BytesIO(source))
    names, widths, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return {chr(c): round(widths[names[c]][0] * 1000 / unit) for c in CHARACTERS if c in names}


def main() -> None:
    """Write the woff2 files, the licence text and the advance widths which the diagram layout needs."""
    package = files("fontpkg_sarabun")
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        packed = subset((package / "files" / f"Sarabun-{style}.ttf").read_bytes())
        (TARGET / f"sarabun-{weight}.woff2").write_bytes(packed)
        print(f"sarabun-{weight}.woff2  {len(packed):,} bytes")
    regular = (package / "files" / "Sarabun-Regular.ttf").read_bytes()
    table = json.dumps(advances(regular), ensure_ascii=False, indent=0)
    ADVANCES.write_text(table + "\n", encoding="utf-8")
    (TARGET / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
