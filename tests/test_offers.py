"""What a check knows of the application, without loading it."""

import subprocess
import sys

from app import offers


def test_a_check_starts_without_loading_the_server():
    probe = "import sys, app.checking; print({'flask', 'sqlalchemy', 'typst'} & sys.modules.keys())"
    assert subprocess.check_output([sys.executable, "-c", probe], text=True).strip() == "set()"


def test_what_a_check_knows_of_is_what_service_tasks_can_ask_for():
    from app.cases.operations import OPERATIONS as performed
    from app.contributions.operations import OFFERED as collected
    from app.notices.operations import OFFERED as told

    assert {*performed, *collected, *told} == offers.OPERATIONS
