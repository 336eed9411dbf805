"""What an element says by `tells` reaches whom it names, once, and nobody else."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def told(client):
    """The English notices of this kind which somebody has, the oldest first, with their case."""

    def told(person):
        items = client(person).get("/api/v1/notices").json["items"]
        return [(one["text_en"], one["case_no"]) for one in items[::-1] if one["kind"] == "told"]

    return told


@pytest.fixture
def settled(open_case, claim, complete, drain):
    """A case whose process has told; its command was sent twice under one key."""
    number = open_case("tidings")
    id = claim("decide", by="intake_officer")
    for _ in range(2):
        assert complete(id, by="intake_officer", key="once", note="ซ้ำกับเรื่องเดิม").status_code == 200
    drain()
    return number


def test_who_opened_the_case_is_told_once_with_the_reason_or_the_fixed_words(settled, told):
    assert told("submitter") == [
        (f"{settled}: Record and tell · Reason: ซ้ำกับเรื่องเดิม", settled),
        (f"{settled}: The result is out; you may appeal", settled),
    ]


def test_who_holds_a_role_in_the_centre_is_told_once_also_when_named_too(settled, told):
    said = (f"{settled}: Record and tell · Reason: ซ้ำกับเรื่องเดิม", settled)

    assert told("triage_analyst") == told("triage_analyst_2") == [said]
    assert told("triage_analyst_far") == []


def test_who_may_not_read_the_case_is_told_without_its_reason_and_without_a_link(settled, told):
    assert told("innovator") == [(f"{settled}: Record and tell", None)]


def test_a_stranger_is_not_told(settled, told):
    assert [told(name) for name in ("submitter_2", "innovator_2", "drafter")] == [[], [], []]


def test_who_may_take_an_open_task_of_the_case_is_told(app, open_case, told):
    from app.cases.models import Case
    from app.extensions import db
    from app.notices.drawn import tell_drawn

    number = open_case("tidings")
    words = {"th": "ด่วน", "en": "Urgent", "reason": "", "opener": False, "roles": [], "people": []}
    with app.app_context():
        case_id = db.session.query(Case).one().id
        tell_drawn(SimpleNamespace(case_id=case_id, payload=words | {"open_tasks": True}))
        db.session.commit()

    assert told("intake_officer") == [(f"{number}: Urgent", number)]
    assert told("drafter") == []


def test_nothing_is_told_of_a_command_that_was_refused(open_case, claim, complete, drain, told):
    open_case("tidings")
    id = claim("decide", by="intake_officer")
    assert complete(id, by="intake_officer", unknown="x").status_code == 422
    drain()

    assert told("submitter") == []


def test_a_process_that_tells_nobody_pays_nothing(open_case, claim, complete, counted):
    open_case()
    id = claim("check", by="intake_officer")
    with counted() as seen:
        complete(id, by="intake_officer", complete=True)

    assert not [text for text in seen["statements"] if text.startswith("INSERT INTO due_row")]
    assert len(seen["statements"]) <= 10


def test_a_service_task_tells_whom_it_names_once_and_nobody_who_has_left(app, open_case, told):
    from app.cases.models import Case
    from app.extensions import db
    from app.notices.operations import tell_people
    from app.people.service import person_named

    number = open_case("tidings")
    said = {"peopleVariable": "named", "noticeTh": "{case}", "noticeEn": "{case} is out"}
    with app.app_context():
        person_named("innovator_2").active = False
        scene = SimpleNamespace(case_id=db.session.query(Case).one().id, properties=said)
        named = ["innovator", {"person": "innovator"}, "innovator_2", "nobody_here"]
        assert tell_people(scene, {"named": named}) == {"told": 1}
        db.session.commit()

    assert told("innovator") == [(f"{number} is out", number)]
