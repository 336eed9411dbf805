"""Elements of micro-diagrams, in a word each."""

START = '<startEvent id="s"/>'
FORMAL = 'xsi:type="tFormalExpression"'

HEAD = (
    '<message id="m1" name="hello"/><message id="m2" name="other"/><signal id="g1" name="alarm"/>'
    '<error id="bad" name="bad" errorCode="E1"/><error id="worse" name="worse" errorCode="E2"/>'
    '<escalation id="up" name="up" escalationCode="U1"/><escalation id="higher" escalationCode="U2"/>'
)

MESSAGE = '<messageEventDefinition messageRef="m1"/>'
OTHER = '<messageEventDefinition messageRef="m2"/>'
SIGNAL = '<signalEventDefinition signalRef="g1"/>'
ERROR = '<errorEventDefinition errorRef="bad"/>'
WORSE = '<errorEventDefinition errorRef="worse"/>'
ESCALATION = '<escalationEventDefinition escalationRef="up"/>'
TERMINATE = "<terminateEventDefinition/>"
CANCEL = "<cancelEventDefinition/>"
COMPENSATE = "<compensateEventDefinition/>"


def user(*ids):
    """User tasks."""
    return "".join(f'<userTask id="{id}"/>' for id in ids)


def gateway(kind, *ids, more=""):
    """Gateways of one kind: exclusive, inclusive, parallel, complex, eventBased."""
    return "".join(f'<{kind}Gateway id="{id}" {more}/>' for id in ids)


def script(*ids, text=None):
    """Script tasks that note their id in `log`, or one that runs the text."""
    return "".join(
        f'<scriptTask id="{id}"><script><![CDATA[{text or f"log = log + [{id!r}]"}]]></script></scriptTask>'
        for id in ids
    )


def timer(text, tag="timeDuration"):
    """A timer definition."""
    return f"<timerEventDefinition><{tag} {FORMAL}><![CDATA[{text}]]></{tag}></timerEventDefinition>"


def when(condition):
    """A conditional event definition."""
    inner = f"<condition {FORMAL}><![CDATA[{condition}]]></condition>"
    return f"<conditionalEventDefinition>{inner}</conditionalEventDefinition>"


def start(id, definition="", more=""):
    """A start event."""
    return f'<startEvent id="{id}" {more}>{definition}</startEvent>'


def catch(id, definition="", more=""):
    """An intermediate catch event."""
    return f'<intermediateCatchEvent id="{id}" {more}>{definition}</intermediateCatchEvent>'


def throw(id, definition="", more=""):
    """An intermediate throw event."""
    return f'<intermediateThrowEvent id="{id}" {more}>{definition}</intermediateThrowEvent>'


def end(*ids, does=""):
    """End events."""
    return "".join(f'<endEvent id="{id}">{does}</endEvent>' for id in ids)


def boundary(id, host, definition, interrupting=True):
    """A boundary event."""
    flag = str(interrupting).lower()
    given = f'id="{id}" attachedToRef="{host}" cancelActivity="{flag}"'
    return f"<boundaryEvent {given}>{definition}</boundaryEvent>"


def payload(text):
    """What a thrown message carries."""
    given = f"<spiffworkflow:messagePayload><![CDATA[{text}]]></spiffworkflow:messagePayload>"
    return f"<extensionElements>{given}</extensionElements>"
