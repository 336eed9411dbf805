"""Which instance a message belongs to: all properties of all its keys must agree (BPMN 2.0.2, 8.3.2).

A key's values come from the process's correlation subscription (``paths`` over the variables), else from the
first message of the conversation that was sent or received.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.errors import Refused


@dataclass(frozen=True, slots=True)
class Key:
    """One correlation key: where its properties stand in a message, and in the variables."""

    id: str
    properties: tuple[str, ...]
    retrieval: dict[str, Any]
    paths: dict[str, Any]


class Correlation:
    """All keys of one message."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys

    def expected(self, token) -> dict[str, Any]:
        """The properties a message must have to be for this token; raises ScriptFailed for a bad path."""
        instance = token.workflow.top_workflow
        wanted: dict[str, Any] = {}
        for key in self.keys:
            if key.paths:
                scope = process_variables(token)
                for name, path in key.paths.items():
                    wanted[name] = path.evaluate(scope, instance.context)
            else:
                wanted.update(instance.conversations.get(key.id, {}))
        return wanted

    def keys_of(self, message, context) -> dict[str, Any]:
        """The properties of a message: given ones, else read from its payload."""
        if message.keys:
            return message.keys
        payload = message.payload if isinstance(message.payload, dict) else {}
        return self._retrieve(payload, context)

    def _retrieve(self, payload: dict, context) -> dict[str, Any]:
        found = {}
        for key in self.keys:
            for name, path in key.retrieval.items():
                try:
                    found[name] = path.evaluate(payload, context)
                except Refused:
                    continue
        return found

    def keys_for(self, token, payload: Any) -> dict[str, Any]:
        """The properties of a message that is being sent: from its payload, else from the subscription."""
        instance = token.workflow.top_workflow
        found = self._retrieve(payload if isinstance(payload, dict) else {}, instance.context)
        found = {**self.expected(token), **found}
        self._learn(found, instance)
        return found

    def learn(self, message, instance) -> None:
        """The first message of a conversation sets the values of its keys."""
        self._learn(self.keys_of(message, instance.context), instance)

    def _learn(self, found: dict[str, Any], instance) -> None:
        for key in self.keys:
            if key.paths or key.id in instance.conversations:
                continue
            if all(name in found for name in key.retrieval):
                instance.conversations[key.id] = {name: found[name] for name in key.retrieval}


def process_variables(token):
    """The outermost variables of the process a token belongs to."""
    scope = token.workflow.variables
    while scope.parent is not None:
        scope = scope.parent
    return scope
