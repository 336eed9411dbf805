"""The stepping loop: one ready step at a time, states read again in between.

Caught boundary events go first, what throws a signal or message goes last, otherwise the oldest token. With
nothing ready, inclusive joins are tried (BPMN 2.0.2, 13.4.3). A step that fails becomes an incident: its
writes, messages and new tokens are taken back, it waits where it failed, and the rest goes on.
"""

from __future__ import annotations

from heapq import heappop

from SpiffWorkflow.util.task import TaskState

from workflows.errors import Endless, InputMissing, Refused, Stuck
from workflows.instance import incidents, propagation
from workflows.instance.instance import Instance
from workflows.instance.token import Token
from workflows.scripts import ScriptFailed
from workflows.specs.triggers import CodedTrigger

READY, ERROR = TaskState.READY, TaskState.ERROR


def advance(instance: Instance, limit: int | None = None) -> int:
    """Run everything that needs nobody; returns how many steps ran (at most ``limit``)."""
    count = 0
    refresh(instance)
    while limit is None or count < limit:
        token = next_ready(instance)
        if token is None:
            break
        run_step(instance, token)
        count += 1
    return count


def next_ready(instance: Instance) -> Token | None:
    """The step whose turn it is, if it is still ready when its turn comes."""
    while True:
        while instance.ready:
            _, id = heappop(instance.ready)
            token = instance.tokens.get(id)
            if token is not None and token._state == READY:
                return token
        if not any(join.task_spec.try_to_fire(join) for join in waiting_joins(instance)):
            if instance.starving and end_waiting_for_data(instance):
                continue
            mark_stuck(instance)
            return None


def mark_stuck(instance: Instance) -> None:
    """A join that lacks a token which can never come waits for ever: somebody has to know.

    So do joins that wait for each other, when nothing else is left in their scope.
    """
    for id in sorted(instance.joining):
        token = instance.tokens[id]
        if token._state != TaskState.WAITING:
            continue
        if token.task_spec.is_stuck(token) or instance.joining.issuperset(token.workflow.open):
            incidents.raise_incident(instance, token, Stuck())


def end_waiting_for_data(instance: Instance) -> bool:
    """Nothing is left that could write: the oldest activity that waits takes what there is.

    A data object may be empty; a variable that does not exist is an incident. False while others may write.
    """
    if any(may_write(instance, token) for token in instance.tokens.values()):
        return False
    token = instance.tokens[min(instance.starving)]
    lack = token.task_spec.data_inputs.missing(token.data, patient=False)
    instance.feed(token)
    if lack is None:
        token.internal_data["wants"] = ""
        instance.make_ready(token)
    else:
        del token.internal_data["wants"]
        incidents.raise_incident(instance, token, InputMissing(name=lack))
    return True


def may_write(instance: Instance, token: Token) -> bool:
    """Whether a token may still bring data: it asks somebody, waits for an event, or can be retried."""
    return "asked" in token.internal_data or token.id in instance.catchers or token._state == ERROR


def waiting_joins(instance: Instance) -> list[Token]:
    """The tokens that wait at inclusive or complex joins, oldest first."""
    return [instance.tokens[id] for id in sorted(instance.patient)]


def run_step(instance: Instance, token: Token) -> None:
    """Run one step whole or not at all."""
    instance.step += 1
    instance.steps_taken += 1
    instance.keep()
    try:
        if instance.work_done > instance.allowance:
            raise too_much(instance)
        token.run()
    except Refused as refusal:
        instance.take_back()
        if not thrown_by_script(instance, token, refusal):
            incidents.raise_incident(instance, token, refusal)
    refresh(instance)


def too_much(instance: Instance) -> Endless:
    """The command has used up its steps: this token stops; what is left of it may take half as many again.

    So parallel loops without end cannot add up, and a branch that needs little still arrives.
    """
    instance.grant //= 2
    instance.allowance = instance.work_done + instance.grant
    return Endless(limit=instance.most_steps)


def thrown_by_script(instance: Instance, token: Token, refusal: Refused) -> bool:
    """``fail("E1")`` in a script is the BPMN error E1 if something around it catches just that code.

    Any other fault, and a code that only a catch-all would take, stays an incident: a mistake is no outcome.
    """
    if token.task_spec.kind != "script_task" or not isinstance(refusal, ScriptFailed):
        return False
    error = CodedTrigger("error", refusal.sentence_en, refusal.sentence_en)
    if not propagation.can_catch(token, error):
        return False
    instance.note(token, "thrown", values={"error": error.code})
    return propagation.throw(instance, token, error, None)


def refresh(instance: Instance) -> None:
    """After every change: conditional events look again, empty scopes end."""
    if instance.watchers and (instance.recorder.dirty or instance.look):
        look_at_conditions(instance)
    if instance.emptied:
        settle(instance)


def look_at_conditions(instance: Instance) -> None:
    """Variables have changed: every waiting conditional event looks again (BPMN 2.0.2, 10.5.5)."""
    instance.look = instance.recorder.dirty = False
    for id in sorted(instance.watchers):
        token = instance.watchers.get(id)
        if token is None:
            continue
        try:
            if id in instance.starving:
                token.task_spec.look_for_data(token)
            else:
                token.task_spec.look(token)
        except Refused as refusal:
            instance.feed(token)
            instance.catchers.pop(id, None)
            incidents.raise_incident(instance, token, refusal)


def settle(instance: Instance) -> None:
    """Scopes without an open token are done; that may empty the scope around them."""
    while instance.emptied:
        _, frame = instance.emptied.popitem()
        if not frame.open and not frame.closed:
            frame.spec.finish(frame)
