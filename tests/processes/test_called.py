"""Processes that others call: a step is known by its element, so what is called shares no id with others."""

from pathlib import Path

from workflows import Release

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"


def test_elements_of_called_processes_are_called_so_nowhere_else():
    processes = Release.open(FOLDER).processes
    elements = [one for process in processes.values() for one in process.elements.values()]
    called = {one.calls for one in elements} - {None}
    twice = {
        (name, id)
        for name in called
        for id in processes[name].elements
        for other in processes.values()
        if other.id != name and id in other.elements
    }

    assert called
    assert not twice


def test_an_element_is_looked_for_where_a_process_calls_and_nowhere_else():
    release = Release.open(FOLDER)

    assert release.home("committee_meeting", "record_discussion").id == "meeting_item"
    assert release.element("mou_signing", "terminated").properties.get("tells") is None
    assert release.element("problem_intake", "record_discussion") is None
