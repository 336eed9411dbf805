"""A process or sub-process, compiled: SpiffWorkflow's process spec with our start and our idea of the end."""

from __future__ import annotations

from SpiffWorkflow.bpmn.specs import BpmnProcessSpec

from workflows.specs import compensation, transaction
from workflows.specs.node import Node


class Root(Node):
    """The root of the task tree of a scope; ``#`` cannot occur in an id, so no element collides with it."""

    holds = False


class ProcessSpec(BpmnProcessSpec):
    """``starts``: where the first tokens go; ``listeners``: event sub-processes to listen for meanwhile.

    ``declared`` are the variables the scope has of its own (data objects, properties). ``process`` is the
    process it is drawn in; ``guarded``: that process names what only it may write (``computed``).
    """

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name=name, filename=file)
        self.task_specs.clear()
        self.start = Root(self, "#root")
        self.start.build_hidden(name, "process")
        self.end = self.start
        self.conductor = compensation.Conductor(self, "#compensation")
        self.conductor.build_hidden()
        self.starts: tuple = ()
        self.listeners: tuple = ()
        self.declared: dict = {}
        self.input_names: tuple = ()
        self.output_names: tuple = ()
        self.undo_by = None
        self.adhoc = None
        self.parts: dict = {}
        self.drawn = None
        self.elements: dict = {}
        self.process = name
        self.guarded = False

    def fresh(self) -> dict:
        """The variables a new scope starts with."""
        return dict(self.declared)

    def begin(self, frame, starts: tuple | None = None) -> list:
        """Listen for the event sub-processes, then put a token on each start; returns these tokens."""
        self.listen(frame)
        return [spec.accept(frame, None) for spec in (self.starts if starts is None else starts)]

    def listen(self, frame) -> None:
        """Arm the event sub-processes of this scope."""
        for listener in self.listeners:
            listener.listen(frame.task_tree, frame.top_workflow)

    def stand(self, frame) -> list:
        """The tokens of these event sub-processes, none of them armed yet."""
        return [listener.stand(frame.task_tree, frame.top_workflow) for listener in self.listeners]

    def finish(self, frame) -> None:
        """The last token has gone: the scope is done (BPMN 2.0.2, 13.5.6)."""
        instance = frame.top_workflow
        for token in [t for t in frame.tasks.values() if t.is_open]:
            instance.drop(token)
        frame.closed = True
        if frame is instance:
            instance.status = "terminated" if frame.ending == "terminate" else "completed"
            return
        host = frame.host
        instance.subprocesses.pop(host.id, None)
        if frame.ending == "cancel":
            transaction.leave_transaction(host, instance)
            return
        host.task_spec.finish(frame, host, instance)
