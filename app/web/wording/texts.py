"""Thai and English side by side, at the very place where they are shown: neither exists without the other."""

from typing import NamedTuple

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
