"""The Thai words of what people choose, for templates."""

from workflows import Release
from workflows.forms import Field


def labels(bundle: Release, process_id: str) -> dict[str, dict[str, str]]:
    """{field: {value: its Thai words}} of every choice in the forms of a process and of those it calls."""
    found: dict[str, dict[str, str]] = {}
    for process in reversed(bundle.within(process_id)):
        for element in process.elements.values():
            if element.form in bundle.forms:
                for field in bundle.form(element.form).fields:
                    _add(found, field)
    return found


def _add(found, field: Field) -> None:
    for option in field.options:
        found.setdefault(field.name, {})[str(option.value)] = option.title
    for column in field.columns:
        _add(found, column)
