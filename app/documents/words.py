"""The Thai words of what people choose, for templates."""

from workflows import Release
from workflows.elements import Process
from workflows.forms import Field


def labels(bundle: Release, process_id: str) -> dict[str, dict[str, str]]:
    """{field: {value: its Thai words}} of every choice in the forms of a process and of those it calls."""
    found: dict[str, dict[str, str]] = {}
    for process in reversed(within(bundle, process_id)):
        for element in process.elements.values():
            if element.form in bundle.forms:
                for field in bundle.form(element.form).fields:
                    _add(found, field)
    return found


def within(bundle: Release, process_id: str) -> list[Process]:
    """A process and all it calls, the caller before the called."""
    found, waiting = {}, [process_id]
    while waiting:
        id = waiting.pop(0)
        if id in bundle.processes and id not in found:
            found[id] = bundle.processes[id]
            waiting += [one.calls for one in found[id].elements.values() if one.calls]
    return list(found.values())


def _add(found, field: Field) -> None:
    for option in field.options:
        found.setdefault(field.name, {})[str(option.value)] = option.title
    for column in field.columns:
        _add(found, column)
