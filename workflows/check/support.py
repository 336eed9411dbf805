"""What becomes of every element of BPMN 2.0: it runs, it is only drawn, or it is refused.

``docs/bpmn-support.md`` is made from this table; a test holds both together, and to BPMN's schema.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflows.check import RULES

RUNS, DRAWN, REFUSED = "runs", "drawn only", "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """One element: what becomes of it, the rules that watch over it, and what to know."""

    element: str
    state: str
    rules: tuple[str, ...] = ()
    note: str = ""


def _row(element: str, state: str, rules: str = "", note: str = "") -> Row:
    return Row(element, state, tuple(rules.split()), note)


PROCESSES = (
    _row("definitions", RUNS, "not-bpmn target-namespace-missing expression-language-declared"),
    _row(
        "process", RUNS, "no-executable-process process-public process-empty", 'with isExecutable="true" only'
    ),
    _row(
        "callActivity",
        RUNS,
        "called-element-unknown called-element-not-executable call-data-differs call-item-differs",
        "its data meets the called process's data of the same id, else name, else place; "
        "compensated as a sub-process is: what the called process did is undone by its own handlers",
    ),
    _row("subProcess", RUNS, "start-ambiguous io-in-sub-process nesting-too-deep event-sub-process-start"),
    _row(
        "transaction",
        RUNS,
        "cancel-outside-transaction cancel-uncaught cancel-boundary-twice",
        "repeated: one cancels all, and what each of them did is undone",
    ),
    _row(
        "adHocSubProcess",
        RUNS,
        "ad-hoc-empty ad-hoc-start-or-end ad-hoc-completion-missing",
        "sequential: people choose, and while one has a task of it no other can be claimed",
    ),
    _row("globalTask", RUNS),
    _row("globalUserTask", RUNS),
    _row("globalManualTask", RUNS),
    _row("globalScriptTask", RUNS),
    _row("globalBusinessRuleTask", RUNS),
)
TASKS = (
    _row("task", RUNS, note="done as soon as it is reached"),
    _row("userTask", RUNS, "user-task-without-lane form-unknown four-eyes-unknown"),
    _row("manualTask", RUNS, "user-task-without-lane"),
    _row("serviceTask", RUNS, "service-operation-missing task-data-surplus message-item-differs"),
    _row("sendTask", RUNS, "task-message-missing"),
    _row("receiveTask", RUNS, "task-message-missing instantiating-with-incoming"),
    _row("scriptTask", RUNS, "script-format-unknown expression-invalid script-missing", "Starlark"),
    _row("script", RUNS, "expression-invalid"),
    _row("businessRuleTask", RUNS, "decision-missing decision-unknown", "calledDecisionId names a DMN table"),
    _row("standardLoopCharacteristics", RUNS, "loop-endless loop-maximum-too-small loop-twice"),
    _row("multiInstanceLoopCharacteristics", RUNS, "multi-instance-uncounted behavior-event-missing"),
    _row("complexBehaviorDefinition", RUNS, "behavior-event-misplaced"),
    _row(
        "resourceRole",
        DRAWN,
        "resource-ambiguous resource-parameters-alone",
        "who acts is said by the lane or `assignee`",
    ),
    _row("performer", DRAWN, "resource-ambiguous resource-parameters-alone", "as resourceRole"),
    _row("humanPerformer", DRAWN, "resource-ambiguous resource-parameters-alone", "as resourceRole"),
    _row("potentialOwner", DRAWN, "resource-ambiguous resource-parameters-alone", "as resourceRole"),
    _row("resourceAssignmentExpression", DRAWN),
    _row("resourceParameterBinding", DRAWN),
    _row("rendering", DRAWN, note="forms are named by formJsonSchemaFilename"),
)
GATEWAYS = (
    _row("exclusiveGateway", RUNS, "gateway-condition-missing default-foreign", "flows in document order"),
    _row("inclusiveGateway", RUNS, "gateway-condition-missing default-foreign"),
    _row("parallelGateway", RUNS, "condition-misplaced"),
    _row("eventBasedGateway", RUNS, "event-gateway-target event-gateway-too-narrow event-gateway-parallel"),
    _row("complexGateway", RUNS, "activation-missing"),
    _row("sequenceFlow", RUNS, "flow-crosses-border condition-alone condition-misplaced flow-not-immediate"),
)
EVENTS = (
    _row("startEvent", RUNS, "event-misplaced start-has-incoming start-several end-missing"),
    _row("intermediateCatchEvent", RUNS, "event-misplaced event-undefined intermediate-without-incoming"),
    _row("intermediateThrowEvent", RUNS, "event-misplaced intermediate-without-outgoing"),
    _row("boundaryEvent", RUNS, "event-misplaced boundary-host-elsewhere boundary-without-outgoing"),
    _row("endEvent", RUNS, "event-misplaced end-has-outgoing end-without-incoming start-missing"),
    _row("implicitThrowEvent", REFUSED, "element-unsupported", "runs as the event of a complex behaviour"),
    _row("messageEventDefinition", RUNS, "message-missing operation-missing"),
    _row(
        "timerEventDefinition",
        RUNS,
        "timer-missing timer-ambiguous time-invalid timer-endless start-reads-variables",
    ),
    _row("signalEventDefinition", RUNS, "signal-missing"),
    _row("errorEventDefinition", RUNS, "error-code-missing"),
    _row("escalationEventDefinition", RUNS, "escalation-code-missing"),
    _row(
        "conditionalEventDefinition",
        RUNS,
        "expression-empty condition-not-boolean start-reads-variables",
        "at the start of a process over now and the calendar, looked at every minute",
    ),
    _row("compensateEventDefinition", RUNS, "compensation-handler-missing compensation-nothing"),
    _row("cancelEventDefinition", RUNS, "cancel-outside-transaction"),
    _row("linkEventDefinition", RUNS, "link-target-missing link-target-twice link-contradicts"),
    _row("terminateEventDefinition", RUNS),
    _row("message", RUNS),
    _row("signal", RUNS),
    _row("error", RUNS, "error-code-missing"),
    _row("escalation", RUNS, "escalation-code-missing"),
    _row("correlationKey", RUNS, "correlation-key-empty correlation-partial"),
    _row("correlationProperty", RUNS, "correlation-partial"),
    _row("correlationPropertyRetrievalExpression", RUNS, "correlation-partial"),
    _row("correlationSubscription", RUNS),
    _row("correlationPropertyBinding", RUNS),
)
DATA = (
    _row("dataObject", RUNS, "collection-contradicts-item", "a variable called by its id"),
    _row("dataObjectReference", RUNS, "data-reference-misnamed", "the variable of its data object"),
    _row("dataState", DRAWN),
    _row("dataStore", DRAWN),
    _row("dataStoreReference", DRAWN, "data-store-unsupported", "refused where data is read or written"),
    _row("property", RUNS, note="a variable of its process or activity"),
    _row("ioSpecification", RUNS, "io-in-sub-process data-outside-sets"),
    _row("dataInput", RUNS, "data-outside-sets association-direction"),
    _row("dataOutput", RUNS, "data-outside-sets association-direction"),
    _row("inputSet", RUNS, "set-entry-unlisted set-entry-foreign set-alternatives"),
    _row("outputSet", RUNS, "set-entry-unlisted set-entry-foreign set-alternatives"),
    _row("dataInputAssociation", RUNS, "association-sources association-item-differs"),
    _row("dataOutputAssociation", RUNS, "association-sources association-item-differs"),
    _row("assignment", RUNS, "assignment-unsupported", "one, of the whole value"),
    _row(
        "itemDefinition", DRAWN, "message-item-differs multi-item-differs", "types are compared, not enforced"
    ),
    _row("ioBinding", DRAWN, "io-binding-missing io-binding-item-differs"),
    _row("interface", DRAWN),
    _row("operation", DRAWN),
    _row("endPoint", DRAWN),
    _row("expression", RUNS, "expression-invalid expression-ambiguous", "read as Starlark"),
    _row("formalExpression", RUNS, "expression-empty expression-language-unknown", "Starlark"),
)
AROUND = (
    _row("laneSet", RUNS, "lane-node-twice"),
    _row("lane", RUNS, "lane-node-elsewhere lane-role-unknown", "its id is a role"),
    _row("collaboration", DRAWN, "choreography-closed-differs"),
    _row("participant", DRAWN),
    _row("participantMultiplicity", DRAWN, "participant-multiplicity"),
    _row("messageFlow", DRAWN, "message-flow-inside-pool message-flow-source message-flow-target"),
    _row("association", RUNS, "reference-unknown", "links a compensation event with its handler"),
    *(_row(tag, DRAWN, "text-format-invalid") for tag in ("textAnnotation", "documentation")),
    *(_row(tag, DRAWN) for tag in ("text", "group", "category", "categoryValue")),
    *(_row(tag, DRAWN) for tag in ("auditing", "monitoring", "relationship")),
    _row("extension", DRAWN),
    _row(
        "extensionElements",
        RUNS,
        "property-unknown process-property-unknown",
        "those of architecture.md; other vendors' are ignored",
    ),
    _row(
        "import",
        DRAWN,
        "import-missing import-external import-unread",
        "looked up in the release; nothing is fetched",
    ),
    *(_row(tag, DRAWN) for tag in ("resource", "resourceParameter", "partnerEntity", "partnerRole")),
    *(
        _row(tag, DRAWN)
        for tag in ("conversation", "subConversation", "callConversation", "conversationLink")
    ),
    *(_row(tag, DRAWN) for tag in ("conversationAssociation", "messageFlowAssociation")),
    _row("participantAssociation", DRAWN),
    _row("globalConversation", DRAWN, "global-conversation-content choreography-reference"),
    _row("choreography", DRAWN, "choreography-reference"),
    _row("globalChoreographyTask", DRAWN),
    _row("choreographyTask", REFUSED, "element-unsupported", "inside a process"),
    _row("subChoreography", REFUSED, "element-unsupported", "inside a process"),
    _row("callChoreography", REFUSED, "element-unsupported", "inside a process"),
)
CHAPTERS = {
    "Processes": PROCESSES,
    "Tasks and their markers": TASKS,
    "Gateways and flows": GATEWAYS,
    "Events": EVENTS,
    "Data": DATA,
    "Around the process": AROUND,
}
HEAD = """# What becomes of each BPMN element

Made from `workflows/check/support.py` by `python -m workflows.check.support`; a test holds them together.

- *runs*: as BPMN 2.0.2 says;
- *drawn only*: legal, shown, and without effect on what happens;
- *refused*: a diagram with it cannot be published.

The rules named beside an element are those that speak of it first; all of them are listed at the end, one
small function each in `workflows/check/`. BPMN's own schema is checked for every element besides
(`element-*`, `attribute-*`, `reference-*`, `id-*`).

Start and end events may be left out, but only both: then what nothing leads to begins and what leads nowhere
ends ([decision 30](decisions/0030-what-the-check-refuses.md)).
"""
RULES_HEAD = """
## Every rule

An *error* refuses the release; a *warning* or *info* does not. Rules of files that cannot be read at all:
`xml-broken`, `xml-forbidden`, `xml-too-large`, `diagram-too-large`, `not-bpmn`, `no-diagram`.

| rule | | why |
|---|---|---|
"""


def as_markdown() -> str:
    """The page ``docs/bpmn-support.md``."""
    parts = [HEAD]
    for title, rows in CHAPTERS.items():
        parts.append(f"\n## {title}\n\n| element | | rules | |\n|---|---|---|---|\n")
        parts += [_line(row) for row in rows]
    parts.append(RULES_HEAD)
    parts += [f"| `{name}` | {rule.severity} | {rule.source} |\n" for name, rule in sorted(RULES.items())]
    return "".join(parts)


def _line(row: Row) -> str:
    rules = " ".join(f"`{rule}`" for rule in row.rules)
    return f"| {row.element} | {row.state} | {rules} | {row.note} |\n"


if __name__ == "__main__":
    print(as_markdown(), end="")
