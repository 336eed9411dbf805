"""Activities: their boundary events, data in and out, and the work in between (BPMN 2.0.2, 13.3.2).

Phases: open (boundary events armed, inputs read) → work → close (outputs written) → flows. A step that fails
is run again from the phase it failed in: a person is never asked twice.
"""

from __future__ import annotations

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from workflows.specs.node import Node

STARTED = TaskState.STARTED


class Activity(Node):
    """Something that takes time or does something. ``listeners`` are the specs of its boundary events."""

    can_be_entered = True
    is_activity = True

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.listeners: tuple = ()
        self.data_inputs = None
        self.data_outputs = None
        self.opens = False
        self.handler = None
        self.hesitates = False
        self.long = False

    def was_seen(self, token) -> bool:
        return self.long and "phase" in token.internal_data

    def act(self, token) -> bool:
        inside = token.internal_data
        if "phase" not in inside and (self.opens or self.long):
            if self.data_inputs is not None and self.waits_for_data(token):
                return False
            self.open(token)
            if self.hesitates:
                token.workflow.top_workflow.make_ready(token)
                return False
        if inside.get("phase") != "close" and not self.work(token):
            return False
        if self.data_outputs is not None:
            self.data_outputs.give(token)
        return True

    def waits_for_data(self, token) -> bool:
        """Until its input set is available an activity is ready, not active (BPMN 2.0.2, 10.4.2 and 13.3.2).

        Every write looks again. Where nothing can write any more, the stepping loop sets ``wants`` to "":
        then it takes what there is.
        """
        inside = token.internal_data
        lack = self.data_inputs.missing(token.data, patient=inside.get("wants") != "")
        if lack is None:
            inside.pop("wants", None)
            return False
        if inside.get("wants") is None:
            token._set_state(TaskState.WAITING)
            token.workflow.top_workflow.let_starve(token)
        inside["wants"] = lack
        return True

    def look_for_data(self, token) -> None:
        """Something was written: begin if that was what it waited for."""
        instance = token.workflow.top_workflow
        if not self.waits_for_data(token):
            instance.feed(token)
            instance.make_ready(token)

    def open(self, token) -> None:
        """Read the data inputs, arm the boundary events, note that work begins."""
        instance = token.workflow.top_workflow
        if self.data_inputs is not None:
            self.data_inputs.take(token)
        for listener in self.listeners:
            listener.listen(token, instance)
        if self.long:
            instance.note(token, "entered")
        token.internal_data["phase"] = "work"
        instance.keep()

    def work(self, token) -> bool:
        """What the activity does; False when it waits, and ``ready_to_close`` is called later."""
        return True

    def ready_to_close(self, token, instance) -> None:
        """The work is done: the last phase runs as the next step of this token."""
        token.internal_data["phase"] = "close"
        instance.make_ready(token)

    def leave(self, token, instance) -> None:
        super().leave(token, instance)
        if self.listeners:
            for child in token.open_children():
                if not child.task_spec.holds:
                    instance.drop(child)
        if self.handler is not None:
            self.handler.remember(token)


class NoneTask(Activity, defaults.NoneTask):
    """A task of no kind completes at once (BPMN 2.0.2, 13.3.3: abstract task)."""


class AskingTask(Activity):
    """Waits until somebody outside completes it: a person or a service."""

    asks = True
    form: str | None = None
    operation: str | None = None
    due = None
    assignee = None

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.long = True
        self.answers_variable = drawn.properties.get("answersVariable")

    def open(self, token) -> None:
        inside = token.internal_data
        context = token.workflow.top_workflow.context
        if self.due is not None:
            inside["due"] = self.due.moment(token.data, context)
        if self.assignee is not None:
            inside["assignee"] = self.assignee.evaluate(token.data, context)
        super().open(token)

    def work(self, token) -> bool:
        instance = token.workflow.top_workflow
        token.internal_data["asked"] = True
        instance.opened[token.id] = token
        return False


class UserTask(AskingTask, defaults.UserTask):
    """A person answers a form."""


class ManualTask(AskingTask, defaults.ManualTask):
    """A person does something and says so."""


class ServiceTask(AskingTask, defaults.ServiceTask):
    """The application does something and completes the step with the result."""

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        named = drawn.attributes.get("implementation", "")
        self.operation = (
            named if named and not named.startswith("##") else drawn.attributes.get("operationRef")
        )


class ScriptTask(Activity, defaults.ScriptTask):
    """Runs a Starlark script over the variables of its scope."""

    program = None

    def work(self, token) -> bool:
        if self.program is None:
            return True
        data = token.data
        for name, value in self.program.run(data, token.workflow.top_workflow.context).items():
            data[name] = value
        return True


class BusinessRuleTask(Activity, defaults.NoneTask):
    """Decides with a decision table; the rules that fired and their inputs stand in the move."""

    decision_id: str = ""
    decisions = None
    result_variable: str | None = None

    def work(self, token) -> bool:
        instance = token.workflow.top_workflow
        outputs, record = self.decisions.decide(self.decision_id, token.data, instance.context)
        if self.result_variable:
            token.data[self.result_variable] = outputs
        else:
            for name, value in outputs.items():
                token.data[name] = value
        token.decision = record
        return True
