"""Messages between cases: one receiver, found by all its keys, told once."""

import pytest

from app.cases.models import Case
from app.cases.replay import replay_case
from app.extensions import db
from app.journal.service import verify_case
from tests.api.test_together import at_once, within

MANY = 6


@pytest.fixture
def guest(open_case, do):
    """A case that waits to be invited into a room, or to be called by its number."""

    def guest(room, ready=True):
        case_no = open_case("guest", by="intake_officer", problem_statement=room)
        if ready:
            do("ready", by="intake_officer")
        return case_no

    return guest


@pytest.fixture
def send(open_case, drain):
    """Open a case that sends a message with this as its key."""

    def send(process, key):
        case_no = open_case(process, by="intake_officer", problem_statement=str(key))
        drain()
        return case_no

    return send


@pytest.fixture
def inside(tasks):
    """The cases that heard what they waited for."""
    return lambda: sorted(one["case_no"] for one in tasks() if one["element"] in ("enter", "tend"))


def id_of(app, case_no):
    with app.app_context():
        return db.session.query(Case).filter_by(case_no=case_no).one().id


def is_proved(app, case_no):
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=case_no).one()
        return verify_case(case).ok and replay_case(case).same


def test_a_message_reaches_the_case_whose_keys_are_its_keys(app, guest, send, inside, client):
    _, red = guest("blue"), guest("red")
    sender = send("host", "red")

    assert inside() == [red]
    assert client("auditor").get(f"/api/v1/cases/{sender}").json["status"] == "completed"
    assert is_proved(app, red)
    assert is_proved(app, sender)


def test_a_message_with_another_key_reaches_nobody(guest, send, inside):
    guest("blue")
    send("host", "green")

    assert inside() == []


def test_of_two_cases_with_the_same_keys_the_one_that_waited_longer_is_told(guest, send, inside):
    first, second = guest("red"), guest("red")
    send("host", "red")
    assert inside() == [first]

    send("host", "red")
    assert inside() == [first, second]


def test_a_message_with_a_case_id_goes_to_that_case_only(app, guest, send, inside):
    _, second = guest("red"), guest("red")
    send("caller", id_of(app, second))

    assert inside() == [second]
    assert is_proved(app, second)


def test_a_message_for_a_case_that_does_not_exist_is_reported_where_it_was_sent(send, later, drain, client):
    sender = send("caller", 4711)
    later(days=31)
    drain()

    [incident] = client("process_owner").get("/api/v1/incidents").json
    assert (incident["rule"], incident["case_no"]) == ("message_unclaimed", sender)


@pytest.mark.parametrize("process", ["host", "caller"])
def test_a_message_is_kept_until_another_case_waits_for_it(app, guest, send, do, drain, inside, process):
    case_no = guest("red", ready=False)
    send(process, "red" if process == "host" else id_of(app, case_no))
    assert inside() == []

    do("ready", by="intake_officer")
    drain()
    assert inside() == [case_no]


def test_a_message_nobody_waits_for_in_any_case_is_reported_after_a_month(send, later, drain, client):
    sender = send("host", "red")
    later(days=31)
    drain()

    [incident] = client("process_owner").get("/api/v1/incidents").json
    assert (incident["rule"], incident["case_no"]) == ("message_unclaimed", sender)


def test_a_message_that_names_no_case_opens_one_in_its_centre(app, send, task, client):
    sender = send("founder", "SRC")
    case_no = task("tend")["case_no"]

    case = client("auditor").get(f"/api/v1/cases/{case_no}").json
    assert case_no != sender
    assert (case["stage"], case["title"], case["opened_by"]) == ("founded", "ระบบนัดหมายที่ใช้ยาก", None)
    assert is_proved(app, case_no)
    assert is_proved(app, sender)


def test_a_message_that_names_a_case_starts_its_process_there(app, guest, send, task, client):
    case_no = guest("red")
    send("forwarder", id_of(app, case_no))

    assert task("tend")["case_no"] == case_no
    assert is_proved(app, case_no)


def test_workers_side_by_side_tell_each_message_to_one_case(app, guest, open_case, inside):
    from app.cases.jobs import run_one

    cases = [guest("red") for _ in range(MANY)]
    for _ in range(MANY - 1):
        open_case("host", by="intake_officer", problem_statement="red")
    work = lambda: within(app, lambda: sum(iter(run_one, False)))  # noqa: E731
    at_once([work] * 3)
    work()

    assert len(inside()) == len(cases) - 1
    assert all(is_proved(app, case_no) for case_no in cases)
