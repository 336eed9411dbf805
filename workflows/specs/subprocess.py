"""Activities with steps inside: sub-process, transaction, event sub-process, called process."""

from __future__ import annotations

from typing import Any

import orjson
from SpiffWorkflow.bpmn.specs import defaults

from workflows.errors import TooDeep
from workflows.instance.cancelling import empty
from workflows.instance.scope import Scope
from workflows.specs.activity import Activity
from workflows.specs.catching import Listener
from workflows.specs.compensation import conduct

DEEPEST = 400


class SubProcess(Activity, defaults.SubWorkflowTask):
    """Runs ``inner`` in a scope of its own within the variables around it (BPMN 2.0.2, 13.3.4)."""

    inner = None

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.long = True

    def variables_within(self, token, own: dict) -> Scope:
        """The inner scope: what it declares itself, over the variables of this step."""
        return Scope(token.workflow.top_workflow.recorder, own, token.data, closed=True)

    def variables_of(self, token, own: dict) -> Scope:
        """The inner scope as it begins."""
        return self.variables_within(token, own)

    def work(self, token) -> bool:
        instance = token.workflow.top_workflow
        if token.workflow.depth >= DEEPEST:
            raise TooDeep(limit=DEEPEST)
        part = instance.new_part(token, self.inner, self.variables_of(token, self.inner.fresh()))
        self.begin(part, token, instance)
        return False

    def begin(self, part, token, instance) -> None:
        """Put the first tokens into the inner scope."""
        self.inner.begin(part)

    def finish(self, part, token, instance) -> None:
        """The inner scope is done: keep what may have to be undone, then close."""
        if self.handler is not None and (part.records or self.inner.undo_by is not None):
            token.internal_data["records"] = part.records
            if part.variables.own:
                token.internal_data["vars"] = dict(part.variables.own)
        self.ready_to_close(token, instance)


class EventSubProcess(SubProcess):
    """Started by an event while its scope runs; ``start`` receives what came (13.5.4)."""

    start = None
    turn = 0

    def begin(self, part, token, instance) -> None:
        self.inner.listen(part)
        first = instance.new_token(part, self.start)
        first.internal_data["caught"] = token.internal_data.pop("caught", [])


class ScopeListener(Listener):
    """Waits for the start event of an event sub-process while the scope runs.

    A key that the scope says only later is no fault: its message is heard from then on.
    """

    def armed(self, trigger, token) -> Any:
        """What a trigger keeps; a message's keys are asked for when it comes."""
        return None if trigger.kind == "message" else trigger.arm(token)

    def interrupt(self, token, instance) -> None:
        """Stop everything in the scope; only the event sub-process goes on in it."""
        empty(instance, token.workflow)


class UndoSubProcess(SubProcess):
    """Undoes a completed sub-process: its compensation event sub-process, or all its records (13.5.5)."""

    tells = True

    def variables_of(self, token, own: dict) -> Scope:
        kept = token.internal_data.get("vars")
        return self.variables_within(token, own if kept is None else dict(kept))

    def begin(self, part, token, instance) -> None:
        part.records = token.internal_data.pop("records", [])
        if self.inner.undo_by is not None:
            undo = instance.new_token(part, self.inner.undo_by)
            undo.internal_data["caught"] = []
        elif part.records:
            records, part.records = part.records, []
            conduct(part, records, instance)
        else:
            instance.emptied[id(part)] = part


class CallActivity(SubProcess, defaults.CallActivity):
    """Runs another process of the release with variables of its own (BPMN 2.0.2, 10.3.6).

    Without an ioSpecification everything is copied in and what the process wrote comes back out; with one,
    only what it names. ``goes_in`` says which of its inputs each input of the call is, ``comes_out`` which
    output of the call each of its outputs.
    """

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.goes_in: dict[str, str] = {}
        self.comes_out: dict[str, str] = {}

    def variables_within(self, token, own: dict) -> Scope:
        scope = Scope(token.workflow.top_workflow.recorder, own)
        scope.written = {}
        return scope

    def variables_of(self, token, own: dict) -> Scope:
        given = token.data.flat() if self.data_inputs is None else self._given(token)
        wanted = self.inner.input_names
        if wanted:
            given = {name: value for name, value in given.items() if name in wanted}
        return self.variables_within(token, {**own, **self.copied(given, token)})

    def copied(self, values: dict, token) -> dict:
        """A copy that shares nothing: called processes never see each other's lists."""
        text = orjson.dumps(values)
        token.workflow.top_workflow.context.meter.passed += len(text)
        return orjson.loads(text)

    def _given(self, token) -> dict:
        return {self.goes_in.get(n, n): v for n, v in self.data_inputs.given(token).items()}

    def finish(self, part, token, instance) -> None:
        names = self.inner.output_names
        names = names or part.variables.written
        result = {self.comes_out.get(n, n): v for n, v in part.variables.own.items() if n in names}
        token.internal_data["result"] = self.copied(result, token)
        super().finish(part, token, instance)

    def act(self, token) -> bool:
        if token.internal_data.get("phase") == "close":
            for name, value in token.internal_data.pop("result", {}).items():
                token.data[name] = value
        return super().act(token)


class UndoCall(UndoSubProcess, CallActivity):
    """Undoes a called process with the variables it had at its end.

    What its handlers write comes back as from the call itself; nothing does (``tells``) when an
    ioSpecification names the results of the call.
    """

    def finish(self, part, token, instance) -> None:
        if self.tells:
            super().finish(part, token, instance)
        else:
            self.ready_to_close(token, instance)
