"""What a process can know: every name outside it is misspelt, and none that is written is."""

import pytest

from tests.engine.draw import START, end
from tests.engine.micro import HEAD, process
from workflows.check.look import Bundle
from workflows.check.vocabulary import Brings, keys_of, vocabularies
from workflows.diagram import read_diagram

BRINGS = Brings(
    frozenset({"case_id"}), {"read": ("{intoVariable|collection}_count",), "ask": ("{said=told}",)}
)


def known(body, lines, brings=BRINGS):
    text = f"{HEAD}{process(START + body + end('e'), lines)}</definitions>"
    bundle = Bundle({}, {"p.bpmn": read_diagram("p.bpmn", text.encode())}, brings=brings)
    return vocabularies(bundle)["p"]


def service(operation, **properties):
    ns = 'xmlns:sw="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    said = "".join(f'<sw:property name="{name}" value="{value}"/>' for name, value in properties.items())
    said = f"<extensionElements><sw:properties {ns}>{said}</sw:properties></extensionElements>"
    return f'<serviceTask id="t" implementation="{operation}">{said}</serviceTask>'


@pytest.mark.parametrize(
    ("step", "name"),
    [
        (service("read", collection="votes"), "votes_count"),
        (service("read", collection="votes", intoVariable="ballots"), "ballots_count"),
        (service("ask"), "told"),
        (service("ask", said="heard"), "heard"),
    ],
)
def test_what_an_operation_gives_is_named_by_its_properties(step, name):
    assert {"case_id", name} <= known(step, "s>t>e")


@pytest.mark.parametrize("step", [service("unheard_of"), '<userTask id="t"/>'])
def test_where_anything_may_come_nothing_is_misspelt(step):
    assert known(step, "s>t>e") is None


def test_the_keys_of_a_payload_count_only_when_they_are_written_out():
    assert keys_of('{"case_id": case_id, "b": 1}') == {"case_id", "b"}
    assert keys_of('brief | {"b": 1}') is None
    assert keys_of("{name: 1}") is None
