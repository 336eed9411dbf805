"""How an instance begins: by its plain start, a message, a signal, or at a start picked by its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.answers import as_data, checked
from workflows.errors import ProcessUnknown, StartUnknown
from workflows.instance.instance import Instance
from workflows.instance.stepping import advance
from workflows.records import Message


def open_instance(release, process_id: str, seed: str) -> Instance:
    """An instance without tokens yet; raises ProcessUnknown."""
    spec = release.specs.get(process_id)
    if spec is None:
        raise ProcessUnknown(process=process_id)
    instance = Instance(spec, seed, release.calendar)
    instance.plant(instance.next_id())
    instance.variables.own.update(spec.fresh())
    return instance


def begin(
    release,
    instance: Instance,
    variables: Mapping[str, Any],
    message: Message | None,
    event: str | None,
    answers: Mapping[str, Any] | None,
) -> None:
    """Write the first variables and put tokens on the starts; raises StartUnknown, AnswersRefused.

    Event sub-processes listen with what the start has brought, such as the payload of its message.
    """
    places = find_starts(instance, message, event)
    for name, value in as_data(dict(variables)).items():
        instance.variables[name] = value
    if answers is not None:
        _write(release, instance, places[0], answers)
    standing = instance.spec.stand(instance)
    for place in places:
        _enter(instance, place, message)
    if message is not None:
        advance(instance, limit=1)
    for token in standing:
        token.task_spec.arm(token, instance)


def find_starts(instance: Instance, message: Message | None, event: str | None) -> list:
    """The specs to begin at."""
    spec = instance.spec
    if event is not None:
        found = [made for id, made in spec.elements.items() if id == event and is_start(made)]
    elif message is not None:
        found = [
            made for made in spec.elements.values() if is_start(made) and index_of(made, message) is not None
        ]
    else:
        found = list(spec.starts)
    if not found:
        raise StartUnknown(process=spec.name, event=event or (message.name if message else "none"))
    return found if message is None and event is None else found[:1]


def is_start(made) -> bool:
    """Whether a spec of the process itself begins an instance."""
    return made.is_start and made.drawn.scope.parent is None


def index_of(made, message: Message) -> int | None:
    """Which of the triggers of a start takes this message."""
    for index, trigger in enumerate(made.start_triggers):
        if trigger.kind == "message" and message.name == (trigger.name or trigger.ref):
            return index
    return None


def _write(release, instance: Instance, place, answers: Mapping[str, Any]) -> None:
    given = place.drawn.properties
    form = given.get("formJsonSchemaFilename")
    fine = checked(release, form, answers, instance.variables, instance.now)
    if given.get("answersVariable"):
        fine = {given["answersVariable"]: fine}
    for name, value in fine.items():
        instance.variables[name] = value


def _enter(instance: Instance, place, message: Message | None) -> None:
    if not place.start_triggers:
        place.accept(instance, None)
        return
    index = 0 if message is None else index_of(place, message) or 0
    if message is not None:
        place.start_triggers[index].learn(message, instance)
    place.instantiate(instance, index, None if message is None else as_data(message.payload))
