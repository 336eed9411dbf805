"""What a process computes is nobody's to type: not in a form of its own, not by a repair."""

import re
from pathlib import Path

import pytest

from workflows import Release
from workflows.guards import asked, computed, named

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
PROCESSES = Release.open(FOLDER).processes
GUARDED = [id for id, process in PROCESSES.items() if named(process.properties)]
OUTCOMES = {
    "committee_submission": "resolution",
    "committee_meeting": "results",
    "meeting_item": "votes_for motion_result resolution tally",
    "meeting_minutes": "minutes_record",
    "member_challenge": "stay_votes challenge_result",
    "technology_scouting": "shortlist results",
    "scouting_review": "results score_rows selections",
    "follow_up": "health outcome closure",
    "proposal_drafting": "rounds draft_hash readiness",
}


@pytest.mark.parametrize("process", GUARDED)
def test_no_form_of_a_process_asks_for_what_it_computes(process):
    release = Release.open(FOLDER)

    assert not computed(release, process) & frozenset().union(*asked(release, process))


@pytest.mark.parametrize("process", OUTCOMES)
def test_the_outcomes_of_a_process_are_computed(process):
    assert set(OUTCOMES[process].split()) <= computed(Release.open(FOLDER), process)


@pytest.mark.parametrize("process", GUARDED)
def test_what_is_named_as_computed_occurs_in_the_process(process):
    drawn = (FOLDER / PROCESSES[process].file).read_text()
    words = set(re.findall(r"\w+", re.sub(r'name="computed" value="[^"]*"', "", drawn)))

    assert named(PROCESSES[process].properties) <= words
