"""The demo: one case through the six stages over HTTP, proved at its end."""

import pytest
from click.testing import CliRunner

from app import clock
from app.cli import main

pytestmark = pytest.mark.xdist_group("demo")

STAGES = (
    "Problem collection and triage",
    "Brainstorming",
    "Technology scouting",
    "Proposal drafting",
    "Committee submission",
    "Follow-up and evaluation",
)


@pytest.fixture(scope="module")
def told():
    """What the demo prints, and how it ends."""
    return CliRunner().invoke(main, ["demo"])


def test_it_goes_through_all_six_stages_and_is_proved(told):
    assert told.exit_code == 0, told.output
    assert [stage for stage in STAGES if stage in told.output] == list(STAGES)


def test_it_prints_decisions_with_what_they_were_made_on(told):
    assert '[decision == "accept"] decision=accept' in told.output
    assert "▦ quorum" in told.output


def test_the_clock_is_back_in_the_present(told):
    assert abs((clock.now() - clock.datetime.now(clock.UTC)).total_seconds()) < 1
