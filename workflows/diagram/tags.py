"""The element names of BPMN 2.0 that mean something to us, by what they are."""

TASKS = frozenset(
    (
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
    )
)
FOR_PEOPLE = frozenset(("userTask", "manualTask"))
SUB_PROCESSES = frozenset(("subProcess", "transaction", "adHocSubProcess"))
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS = frozenset(
    ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway")
)
EVENTS = frozenset(
    ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
)
NODES = ACTIVITIES | GATEWAYS | EVENTS
GLOBAL_TASKS = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}

DATA = frozenset(
    (
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "property",
        "ioSpecification",
        "dataInputAssociation",
        "dataOutputAssociation",
        "dataInput",
        "dataOutput",
        "inputSet",
        "outputSet",
    )
)
ASIDE = DATA | frozenset(
    (
        "incoming",
        "outgoing",
        "documentation",
        "extensionElements",
        "laneSet",
        "sequenceFlow",
        "association",
        "textAnnotation",
        "group",
        "correlationSubscription",
        "completionCondition",
        "script",
        "activationCondition",
        "eventDefinitionRef",
        "auditing",
        "monitoring",
        "categoryValueRef",
        "potentialOwner",
        "humanPerformer",
        "performer",
        "resourceRole",
        "supports",
        "ioBinding",
        "standardLoopCharacteristics",
        "multiInstanceLoopCharacteristics",
        "supportedInterfaceRef",
        "rendering",
    )
)
