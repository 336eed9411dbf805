"""Thai and English side by side, at the very place where they are shown: neither exists without the other."""

import re
from typing import NamedTuple

JOINER = "\u2060"
# Compounds of the glossary and of the forms which the line breaker of browsers takes apart.
WHOLE = {
    word.replace("|", ""): word.replace("|", JOINER)
    for word in (
        "คัด|กรอง",
        "ครบ|ถ้วน",
        "โรง|พยาบาล",
        "ผล|กระ|ทบ",
        "หน่วย|งาน",
        "คณะ|กรรมการ",
        "ผู้|เสนอ",
        "เร่ง|ด่วน",
        "ข้อ|เสนอ",
        "โครง|การ",
        "เทคโน|โลยี",
        "ประชา|ชน",
        "มอบ|หมาย",
        "เหมาะ|สม",
    )
}
COMPOUND = re.compile("|".join(sorted(WHOLE, key=len, reverse=True)))

THAI, ENGLISH = "th", "en"
LANGUAGES = (THAI, ENGLISH)


class Text(NamedTuple):
    """One text a person sees, in both languages."""

    th: str
    en: str

    def in_language(self, language, **values):
        """The text in `language`, its {places} filled from `values`."""
        chosen = self.en if language == ENGLISH and self.en else self.th
        return chosen.format(**values) if values else chosen


def plain(thing, language, attribute="name"):
    """A name kept as two attributes (`name`, `name_en`), in `language`; Thai when there is no English."""
    thai = getattr(thing, attribute)
    english = getattr(thing, f"{attribute}_en", None)
    return english if language == ENGLISH and english else thai


def kept_together(text):
    """A text whose compound words stay whole at the end of a line: U+2060 where browsers would break them.

    For display only; what is typed or pasted loses the sign again (app/web/forms.py).
    """
    return COMPOUND.sub(lambda found: WHOLE[found[0]], str(text))


def number(value, places=0):
    """A figure as written on screen: Arabic digits, thousands by commas."""
    return f"{value:,.{places}f}"


def joined(words, language):
    """A list in one sentence: "ก, ข และ ค" or "a, b and c"."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    last = Text("และ", "and").in_language(language)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
