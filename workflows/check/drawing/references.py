"""References: whatever an element points at exists, and is of the right kind."""

from __future__ import annotations

from workflows import xml
from workflows.check.finding import WARNING
from workflows.check.rule import TAG, at_tag, rule
from workflows.check.words import tag_in_words
from workflows.diagram.tags import ACTIVITIES, EVENTS, GLOBAL_TASKS, NODES

DEFINITIONS = frozenset(
    f"{kind}EventDefinition"
    for kind in (
        *("message", "timer", "signal", "error", "escalation"),
        *("conditional", "compensate", "cancel", "link", "terminate"),
    )
)
HOLDERS = frozenset(
    ("dataObject", "dataObjectReference", "dataStoreReference", "property", "dataInput", "dataOutput")
)
CALLABLE = frozenset(GLOBAL_TASKS) | {"process"}
CHOREOGRAPHY = frozenset(("choreographyTask", "subChoreography", "callChoreography"))
COLLABORATIONS = frozenset(("collaboration", "choreography", "globalConversation", "globalChoreographyTask"))
ITEM = frozenset(("itemDefinition",))
ONE = {
    "messageRef": "message",
    "inMessageRef": "message",
    "outMessageRef": "message",
    "errorRef": "error",
    "escalationRef": "escalation",
    "signalRef": "signal",
    "operationRef": "operation",
    "processRef": "process",
    "participantRef": "participant",
    "innerParticipantRef": "participant",
    "outerParticipantRef": "participant",
    "initiatingParticipantRef": "participant",
    "default": "sequenceFlow",
    "dataObjectRef": "dataObject",
    "dataStoreRef": "dataStore",
    "dataInputRefs": "dataInput",
    "optionalInputRefs": "dataInput",
    "whileExecutingInputRefs": "dataInput",
    "dataOutputRefs": "dataOutput",
    "optionalOutputRefs": "dataOutput",
    "whileExecutingOutputRefs": "dataOutput",
    "inputSetRefs": "inputSet",
    "outputSetRefs": "outputSet",
    "categoryValueRef": "categoryValue",
    "correlationPropertyRef": "correlationProperty",
    "correlationKeyRef": "correlationKey",
    "itemSubjectRef": "itemDefinition",
    "itemRef": "itemDefinition",
    "resourceRef": "resource",
    "parameterRef": "resourceParameter",
    "supportedInterfaceRef": "interface",
    "interfaceRef": "interface",
    "endPointRef": "endPoint",
    "messageFlowRef": "messageFlow",
    "innerMessageFlowRef": "messageFlow",
    "outerMessageFlowRef": "messageFlow",
    "inputDataRef": "dataInput",
    "outputDataRef": "dataOutput",
}
WANTED = {name: frozenset((tag,)) for name, tag in ONE.items()} | {
    "flowNodeRef": NODES,
    "attachedToRef": ACTIVITIES,
    "activityRef": ACTIVITIES,
    "eventDefinitionRef": DEFINITIONS,
    "oneBehaviorEventRef": DEFINITIONS,
    "noneBehaviorEventRef": DEFINITIONS,
    "sequenceFlow@sourceRef": NODES | CHOREOGRAPHY,
    "sequenceFlow@targetRef": NODES | CHOREOGRAPHY,
    "messageFlow@sourceRef": ACTIVITIES | EVENTS | CHOREOGRAPHY | {"participant"},
    "messageFlow@targetRef": ACTIVITIES | EVENTS | CHOREOGRAPHY | {"participant"},
    "dataInputAssociation@sourceRef": HOLDERS,
    "dataInputAssociation@targetRef": HOLDERS,
    "dataOutputAssociation@sourceRef": HOLDERS,
    "dataOutputAssociation@targetRef": HOLDERS,
    "association@sourceRef": None,
    "association@targetRef": None,
    "conversationLink@sourceRef": None,
    "conversationLink@targetRef": None,
    **{f"{tag}@structureRef": ITEM for tag in ("error", "escalation", "signal")},
    **{f"{tag}@type": ITEM for tag in ("correlationProperty", "resourceParameter")},
    "evaluatesToTypeRef": ITEM,
    "supports": frozenset(("process",)),
    "choreographyRef": frozenset(("choreography", "globalChoreographyTask")),
    "definitionalCollaborationRef": COLLABORATIONS,
    "loopDataInputRef": HOLDERS,
    "loopDataOutputRef": HOLDERS,
}
# These may name what nothing in the file declares: a variable, a type or a file of elsewhere.
UNDECLARED = frozenset(
    (
        *("loopDataInputRef", "loopDataOutputRef", "structureRef", "type", "evaluatesToTypeRef"),
        *("supports", "choreographyRef", "definitionalCollaborationRef"),
    )
)
# Mirrors of flows, names of variables, or defined elsewhere: other rules speak of those that matter.
FREE = frozenset(
    (
        "incoming",
        "outgoing",
        "implementationRef",
        "definition",
        "source",
        "target",
        "calledElement",
        "calledChoreographyRef",
        "calledCollaborationRef",
        "partitionElementRef",
        "innerConversationNodeRef",
        "outerConversationNodeRef",
    )
)


@rule(
    TAG,
    "{who}: “{name}” อ้างถึง “{ref}” ซึ่งไม่มีในไฟล์นี้ ให้แก้หรือลบการอ้างอิง",
    "{who}: “{name}” refers to “{ref}”, which is not in this file; correct or delete the reference.",
)
def reference_unknown(place, look):
    """BPMN 2.0.2 schema (QName, IDREF): what is referenced exists."""
    for name, ref in _references(place):
        if (
            ref
            and not _find(ref, look)
            and name not in UNDECLARED
            and not _is_foreign(ref, place, name, look)
        ):
            yield at_tag(place.xml, name=name, ref=ref[:60])


@rule(
    TAG,
    "{who}: ไม่มีกระบวนการ “{ref}” จึงเป็นผู้มีส่วนร่วมภายนอก ให้แก้หรือลบ processRef",
    "{who}: there is no process “{ref}”, so it is shown as an outsider; correct or delete processRef.",
    severity=WARNING,
)
def participant_process_unknown(place, look):
    """BPMN 2.0.2, table 9.2: a pool shows a process; without one it is a black box and changes nothing."""
    ref = place.xml.get("processRef", "").strip() if place.tag == "participant" else ""
    known = _find(ref, look) or ref.rpartition(":")[2] in look.bundle.callables
    if ref and place.type is not None and not known:
        yield at_tag(place.xml, ref=ref[:60])


@rule(
    TAG,
    "{who}: “{name}” ต้องอ้างถึง{wanted} แต่ “{ref}” เป็น{found}",
    "{who}: “{name}” must refer to {wanted}, but “{ref}” is a {found}.",
)
def reference_wrong_kind(place, look):
    """BPMN 2.0.2 metamodel: each reference has its type."""
    for name, ref in _references(place):
        wanted, found = _wanted(place, name), _find(ref, look)
        if wanted and found and found not in wanted:
            kinds = [tag_in_words(tag) for tag in sorted(wanted)][:4]
            names = tuple(" / ".join(kind[side] for kind in kinds) for side in (0, 1))
            yield at_tag(place.xml, name=name, ref=ref[:60], wanted=names, found=tag_in_words(found))


@rule(
    TAG,
    "{who}: “{name}” ว่างเปล่า ให้ระบุหรือลบออก",
    "{who}: “{name}” is empty; fill it in or delete it.",
)
def reference_empty(place, look):
    """BPMN 2.0.2 schema (QName, IDREF): a reference names something."""
    for name, ref in _references(place):
        if not ref:
            yield at_tag(place.xml, name=name)


def _references(place):
    """The references of one element: (attribute or child name, text)."""
    if place.type is None:
        return
    for name, attribute in place.type.attributes.items():
        if attribute.kind in ("QName", "IDREF") and name not in FREE and not attribute.required:
            if place.xml.get(name) is not None:
                yield name, place.xml.get(name).strip()
        elif attribute.kind in ("QName", "IDREF") and name not in FREE and place.xml.get(name, "").strip():
            yield name, place.xml.get(name).strip()
    for part in xml.children(place.xml):
        child = place.type.children.get(xml.local(part))
        if child is not None and child.type in ("QName", "IDREF") and xml.local(part) not in FREE:
            yield xml.local(part), xml.text(part)


def _wanted(place, name: str):
    key = f"{place.tag}@{name}"
    return WANTED[key] if key in WANTED else WANTED.get(name)


def _find(ref: str, look) -> str | None:
    """The tag of what a reference names: as it stands, or without a prefix."""
    return look.tags.get(ref) or look.tags.get(ref.rpartition(":")[2])


def _is_foreign(ref: str, place, name: str, look) -> bool:
    """Whether a reference may leave this file: to a type of elsewhere, a process of another file."""
    prefix = ref.rpartition(":")[0]
    if name in ("itemSubjectRef", "itemRef"):
        return bool(prefix) and place.xml.nsmap.get(prefix) not in (
            None,
            look.diagram.root.get("targetNamespace"),
        )
    return name == "processRef"
