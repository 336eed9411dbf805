"""Same release, same commands: the same state, byte for byte."""

from tests.engine.draw import HEAD, MESSAGE, START, boundary, catch, end, gateway, script, timer, user
from tests.engine.micro import NOW, Case, event_sub, micro
from workflows import Release, restore, start
from workflows.release import content_hash

BODY = (
    START
    + gateway("parallel", "f")
    + user("u")
    + boundary("b", "u", timer("PT1H"), False)
    + catch("m", MESSAGE)
    + script("x")
    + end("e")
    + event_sub("h", '<signalEventDefinition signalRef="g1"/>', False)
)
LINES = "s>f\nf>u>x>e\nf>m>e\nb>e"


def walked(store):
    case = Case(micro(BODY, LINES, HEAD), {"z": 1, "a": [2], "ภาษา": "ไทย"})
    if not store:
        case.after = lambda moves: case
    states = [case.run.state()]
    for command in (
        lambda: case.signal("alarm"),
        lambda: case.wait(hours=2),
        lambda: case.deliver("hello", {"k": {"b": 1, "a": 2}}),
        lambda: case.complete("u", y=3),
    ):
        command()
        states.append(case.run.state())
    return states


def test_the_same_commands_give_the_same_states_stored_or_not():
    assert walked(True) == walked(True) == walked(False)


def test_a_restored_state_is_stored_as_the_same_bytes():
    release = micro(BODY, LINES, HEAD)

    for state in walked(True)[:-1]:
        assert restore(release, state).state() == state


def test_the_seed_is_part_of_the_state():
    release = micro(BODY, LINES, HEAD)

    assert start(release, "p", {}, NOW, "a").state() != start(release, "p", {}, NOW, "b").state()


def test_the_hash_of_a_release_depends_on_its_content_only(tmp_path):
    files = {"b.json": b"{}", "a.bpmn": b"<x/>"}
    assert content_hash(files) == content_hash(dict(reversed(files.items())))
    assert content_hash(files) != content_hash({**files, "b.json": b"{ }"})


def test_a_release_is_loaded_once_and_a_folder_leaves_its_tests_out(tmp_path):
    drawn = micro(BODY, LINES, HEAD)
    (tmp_path / "p.bpmn").write_bytes(drawn.files["p.bpmn"])
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "walk.yaml").write_text("x: 1")
    (tmp_path / "README.md").write_text("read me")

    assert Release.open(tmp_path) is drawn


def test_moving_a_shape_changes_the_hash_but_not_the_run():
    body = START + gateway("exclusive", "g") + script("x", "y") + end("e")
    moved = '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="di"/>'
    lines = "s>g\ng>x: True\ng>y: True\nx>e\ny>e"

    assert Case(micro(body, lines)).log == Case(micro(body, lines, more=moved)).log == ["x"]
