"""Messages between instances find the one they are meant for: by all their correlation keys."""

import pytest

from tests.engine.draw import START, catch, end, payload, throw
from tests.engine.draw import start as begins
from tests.engine.micro import HEAD, NOW, Case, flows, process
from workflows import Message, Release
from workflows.errors import NotExpected


def property_of(name, *messages):
    """A correlation property that stands under its own name in each of the messages."""
    tag = "correlationPropertyRetrievalExpression"
    paths = (f'<{tag} messageRef="{m}"><messagePath>{name}</messagePath></{tag}>' for m in messages)
    return f'<correlationProperty id="{name}">{"".join(paths)}</correlationProperty>'


KEYS = (
    '<message id="ask" name="ask"/><message id="reply" name="reply"/>'
    + property_of("case_id", "ask", "reply")
    + property_of("round", "ask", "reply")
    + '<collaboration id="talk"><participant id="pp" processRef="p"/><correlationKey id="k" name="k">'
    "<correlationPropertyRef>case_id</correlationPropertyRef><correlationPropertyRef>round</correlationPropertyRef>"
    "</correlationKey></collaboration>"
)
SUBSCRIPTION = (
    '<correlationSubscription id="cs" correlationKeyRef="k"><correlationPropertyBinding '
    'correlationPropertyRef="case_id"><dataPath>case_id</dataPath></correlationPropertyBinding>'
    '<correlationPropertyBinding correlationPropertyRef="round"><dataPath>turn</dataPath>'
    "</correlationPropertyBinding></correlationSubscription>"
)
ASK = '<messageEventDefinition messageRef="ask"/>'
REPLY = '<messageEventDefinition messageRef="reply"/>'


def talk(body, lines, more="", head=KEYS):
    drawn = f'<process id="p" isExecutable="true">{more}{body}{flows(lines)}</process>'
    return Release.load({"p.bpmn": f"{HEAD}{head}{drawn}</definitions>".encode()})


def subscribed():
    body = START + catch("c", REPLY) + end("e")
    return Case(talk(body, "s>c>e", SUBSCRIPTION), {"case_id": 7, "turn": 2})


def test_a_subscription_names_the_keys_it_needs_from_the_variables():
    assert [(s.name, s.keys) for s in subscribed().run.subscriptions()] == [
        ("reply", {"case_id": 7, "round": 2})
    ]


@pytest.mark.parametrize(
    "wrong", [{"case_id": 7, "round": 1}, {"case_id": 8, "round": 2}, {"case_id": 7}, {}]
)
def test_a_message_that_lacks_one_of_the_keys_is_not_ours(wrong):
    with pytest.raises(NotExpected):
        subscribed().deliver("reply", wrong)


def test_a_message_with_all_the_keys_arrives_by_payload_or_by_given_keys():
    assert subscribed().deliver("reply", {"case_id": 7, "round": 2}).status == "completed"
    assert subscribed().deliver("reply", "text", case_id=7, round=2).status == "completed"


def conversation():
    body = START + throw("t", payload("{'case_id': 7, 'round': 3}") + ASK) + catch("c", REPLY) + end("e")
    return Case(talk(body, "s>t>c>e"))


def test_the_first_message_of_a_conversation_sets_its_keys():
    case = conversation()
    assert case.run.subscriptions()[0].keys == {"case_id": 7, "round": 3}

    with pytest.raises(NotExpected):
        case.run.deliver(Message("reply", {"case_id": 7, "round": 4}), NOW)
    assert case.deliver("reply", {"case_id": 7, "round": 3}).status == "completed"


def test_a_sent_message_carries_its_keys():
    body = START + end("e", does=payload("{'case_id': 7, 'round': 3}") + ASK)

    assert Case(talk(body, "s>e")).sent == (
        Message("ask", {"case_id": 7, "round": 3}, {"case_id": 7, "round": 3}),
    )


def test_a_message_start_event_sets_the_keys_for_what_follows():
    body = begins("s", ASK) + catch("c", REPLY) + end("e")
    case = Case(talk(body, "s>c>e"), message=Message("ask", {"case_id": 9, "round": 1}))

    assert case.run.subscriptions()[0].keys == {"case_id": 9, "round": 1}


def test_of_two_receivers_of_one_message_the_one_that_waited_longest_gets_it():
    body = START + catch("c1", REPLY) + catch("c2", REPLY) + end("e")
    case = Case(talk(body, "s>c1>e\ns>c2>e", head=KEYS)).deliver("reply", {"case_id": 1, "round": 1})

    assert [s.element for s in case.run.subscriptions()] == ["c2"]


def test_an_instance_never_hears_the_message_it_sends_itself():
    body = START + catch("c", ASK) + throw("t", ASK) + end("e")
    case = Case(talk(body, "s>c>e\ns>t>e"))

    assert [s.element for s in case.run.subscriptions()] == ["c"]


def test_called_processes_wait_for_messages_with_the_callers_conversation():
    called = process(begins("qs") + catch("qc", REPLY) + end("qe"), "qs>qc>qe", "q")
    body = (
        START
        + throw("t", payload("{'case_id': 7, 'round': 3}") + ASK)
        + '<callActivity id="a" calledElement="q"/>'
    )
    drawn = process(body + end("e"), "s>t>a>e") + called
    case = Case(Release.load({"p.bpmn": f"{HEAD}{KEYS}{drawn}</definitions>".encode()}))

    assert case.run.subscriptions()[0].keys == {"case_id": 7, "round": 3}


@pytest.mark.parametrize("wrong", [True, [1], "1"])
def test_a_key_that_only_looks_equal_is_another_one(wrong):
    case = Case(talk(START + catch("c", REPLY) + end("e"), "s>c>e", SUBSCRIPTION), {"case_id": 1, "turn": 0})
    with pytest.raises(NotExpected):
        case.deliver("reply", {"case_id": wrong, "round": 0})
    with pytest.raises(NotExpected):
        case.deliver("reply", {"case_id": 1, "round": False})

    assert case.deliver("reply", {"case_id": 1.0, "round": 0}).status == "completed"


def heard(start_of_part, bound=SUBSCRIPTION):
    """A process begun by `ask`, with a root event sub-process that begins with `start_of_part`."""
    part = (
        f'<subProcess id="x" triggeredByEvent="true">{start_of_part}{end("xe")}{flows("xs>xe")}</subProcess>'
    )
    body = begins("s", ASK) + '<userTask id="u"/>' + end("e") + part
    told = Message("ask", {"case_id": 9, "round": 1, "turn": 3, "days": "P2D"})
    return Case(talk(body, "s>u>e", bound), message=told)


def test_an_event_sub_process_listens_with_what_the_message_that_began_the_process_has_brought():
    case = heard(begins("xs", REPLY))

    assert [s.keys for s in case.run.subscriptions()] == [{"case_id": 9, "round": 3}]
    assert case.deliver("reply", {"case_id": 9, "round": 3}).status == "completed"


def test_its_timer_is_computed_from_the_payload_too():
    days = '<timeDuration xsi:type="tFormalExpression">days</timeDuration>'
    timer = f"<timerEventDefinition>{days}</timerEventDefinition>"

    assert heard(begins("xs", timer)).run.next_due() == "2026-11-24T09:00:00Z"


def test_an_event_sub_process_whose_key_the_process_says_later_hears_from_then_on():
    case = heard(begins("xs", REPLY), SUBSCRIPTION.replace("turn", "later"))
    assert case.run.subscriptions() == ()

    case.run.repair({"later": 4}, NOW)

    assert [s.keys for s in case.run.subscriptions()] == [{"case_id": 9, "round": 4}]
