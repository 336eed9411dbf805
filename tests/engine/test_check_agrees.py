"""What the check says of a diagram is what the engine does with it."""

from datetime import UTC, datetime
from pathlib import Path

from workflows import Release, start

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def waiting_in(name, **variables):
    """What waits when the diagram of a mere warning is started."""
    release = Release.load({"p.bpmn": (HERE / "defects" / f"{name}.bpmn").read_bytes()})
    return [step.element for step in start(release, "review", variables, NOW, "seed").waiting()]


def test_a_condition_behind_a_parallel_gateway_is_ignored():
    assert waiting_in("condition-ignored", x=0) == ["a", "b"]


def test_a_condition_on_a_default_flow_is_ignored():
    assert waiting_in("default-with-condition", x=0) == ["b"]


def test_of_several_plain_starts_the_first_begins():
    assert waiting_in("start-several") == ["task"]


def test_an_empty_sub_process_is_passed():
    assert waiting_in("sub-process-empty") == []


def test_a_path_may_end_by_itself():
    assert waiting_in("path-without-end") == ["task"]


def test_the_same_files_are_the_same_release_in_any_order():
    files = {path.name: path.read_bytes() for path in (HERE / "legal").glob("ca*.bpmn")}
    files["note.txt"] = b"beside"
    again = dict(reversed([(path, bytes(bytearray(data))) for path, data in files.items()]))

    assert Release.load(files).hash == Release.load(again).hash
    assert Release.load(files | {"note.txt": b"changed"}).hash != Release.load(files).hash
