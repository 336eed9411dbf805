"""Data of a call activity reaches the data of the called process, whatever the ids of both are."""

import pytest

from tests.engine.draw import START, end, script
from tests.engine.draw import start as begins
from tests.engine.micro import HEAD, Case, micro, process
from workflows import Release
from workflows.release import ReleaseRefused


def io(inputs, outputs):
    """An ioSpecification of (id, name) pairs."""
    parts = [f'<dataInput id="{id}" name="{name}"/>' for id, name in inputs]
    parts += [f'<dataOutput id="{id}" name="{name}"/>' for id, name in outputs]
    ins = "".join(f"<dataInputRefs>{id}</dataInputRefs>" for id, _ in inputs)
    outs = "".join(f"<dataOutputRefs>{id}</dataOutputRefs>" for id, _ in outputs)
    sets = f"<inputSet>{ins}</inputSet><outputSet>{outs}</outputSet>"
    return f"<ioSpecification>{''.join(parts)}{sets}</ioSpecification>"


def call(inputs, outputs):
    """A call of q that gives `one` and `two` and writes `total`."""
    given = "".join(
        f"<dataInputAssociation><sourceRef>{source}</sourceRef><targetRef>{id}</targetRef></dataInputAssociation>"
        for source, (id, _) in zip(("one", "two"), inputs, strict=False)
    )
    result = f"<sourceRef>{outputs[0][0]}</sourceRef><targetRef>total</targetRef>"
    written = f"<dataOutputAssociation>{result}</dataOutputAssociation>"
    data = '<dataObject id="one"/><dataObject id="two"/><dataObject id="total"/>'
    calls = f'<callActivity id="c" calledElement="q">{io(inputs, outputs)}{given}{written}</callActivity>'
    return data + START + calls


CALLED = io([("q1", "less"), ("q2", "more")], [("q3", "sum")]) + begins("qs") + end("qe")
CALLED += script("qa", text="q3 = q2 - q1")


@pytest.mark.parametrize(
    "inputs",
    [
        pytest.param([("c1", "less"), ("c2", "more")], id="in the same order, by name"),
        pytest.param([("c1", ""), ("c2", "")], id="without names, by place"),
        pytest.param([("c1", "q1"), ("c2", "q2")], id="named as the ids of the others"),
        pytest.param([("c1", ""), ("c2", "more")], id="one by name, the other what is left"),
    ],
)
def test_inputs_and_outputs_of_a_call_find_those_of_the_called_process(inputs):
    release = micro(call(inputs, [("c3", "")]) + end("e"), "s>c>e", "", process(CALLED, "qs>qa>qe", "q"))

    assert Case(release, {"one": 1, "two": 10}).run.variables["total"] == 9


def test_names_come_before_places():
    inputs = [("c1", "more"), ("c2", "less")]
    release = micro(call(inputs, [("c3", "sum")]) + end("e"), "s>c>e", "", process(CALLED, "qs>qa>qe", "q"))

    assert Case(release, {"one": 1, "two": 10}).run.variables["total"] == -9


def test_data_without_a_counterpart_in_another_file_is_refused():
    drawn = process(call([("c1", "less")], [("c3", "")]) + end("e"), "s>c>e")
    files = {"p.bpmn": f"{HEAD}{drawn}</definitions>".encode()}
    files["q.bpmn"] = f"{HEAD}{process(CALLED, 'qs>qa>qe', 'q')}</definitions>".encode()

    with pytest.raises(ReleaseRefused) as refused:
        Release.load(files)
    assert "call-data-differs" in [found.rule for found in refused.value.findings]
