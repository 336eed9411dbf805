"""How properties of a diagram are written: those that name a form, and lists with commas between."""

from __future__ import annotations

from collections.abc import Mapping

FORMS = ("formJsonSchemaFilename", "secretForm", "contributionForm")


def forms_of(properties: Mapping[str, str]) -> list[str]:
    """The forms that an element asks with: as a step, as a secret ballot, as a collection."""
    return [properties[name] for name in FORMS if properties.get(name)]


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list, without blanks and empty ones, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
