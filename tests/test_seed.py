"""The sample office: every case stands where its row says, and all of it is proved like a real one."""

import pytest
from sqlalchemy import select

from app import clock, extensions, seed
from app.cases.models import Case, Task
from app.cases.replay import replay_case
from app.contributions.models import Collection
from app.extensions import db
from app.journal.service import verify_case
from app.people import service as people
from app.people.roles import role_name
from app.registers import service as registers
from app.registers.auditing import verify_all
from app.seeds.matter import read

pytestmark = pytest.mark.xdist_group("seed")  # one worker fills the database once

PROBLEMS = sorted(read("problems.yaml"), key=lambda row: -row["age"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An application whose database the seed has filled."""
    from app import create_app

    file = tmp_path_factory.mktemp("seed") / "dgti.db"
    app = create_app({"TESTING": True, "DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": "seed"})
    extensions.migrate(app)
    with app.app_context():
        seed.fill()
        yield app
    extensions.dispose(app)


def the_cases(number):
    """The case of a row and the meeting called for it, which was opened before the next row."""
    found = db.session.scalars(select(Case).order_by(Case.id)).all()
    begins = [place for place, case in enumerate(found) if case.instances[0].process_id == "problem_intake"]
    ends = [*begins[1:], len(found)]
    return found[begins[number] : ends[number]]


def waiting_in(case):
    tasks = select(Task.element).where(Task.case_id == case.id, Task.status == "open")
    collects = select(Collection.element).where(Collection.case_id == case.id, Collection.closed_at.is_(None))
    return {*db.session.scalars(tasks), *db.session.scalars(collects)}


@pytest.mark.parametrize("number", range(len(PROBLEMS)))
def test_every_case_stands_where_its_row_says(filled, number):
    case, *meetings = the_cases(number)
    element = PROBLEMS[number]["until"].partition("+")[0]
    waiting = waiting_in(case) or set().union(*map(waiting_in, meetings))

    assert (element in waiting) if element != "end" else not waiting


@pytest.mark.parametrize("number", range(len(PROBLEMS)))
def test_every_case_and_every_meeting_is_proved_like_a_real_one(filled, number):
    for case in the_cases(number):
        assert verify_case(case).ok
        assert replay_case(case).same


def test_the_seed_shows_late_work(filled):
    late = select(Task.id).where(Task.status == "open", Task.due_at < clock.now())

    assert len(list(db.session.scalars(late))) >= 2


def test_the_clock_is_back_in_the_present(filled):
    assert abs((clock.now() - clock.datetime.now(clock.UTC)).total_seconds()) < 1


def test_the_eight_partners_have_somebody_to_speak_for_them():
    office = read("office.yaml")
    spoken_for = {row["org"] for row in office["people"] if "assoc_coordinator" in row["roles"]}

    assert spoken_for == {"tma", "aiat", "tesa", "thai_iot", "ttsa", "tvca", "tsep", "fti"}


def test_the_sign_ins_name_a_person_for_each_role():
    roles = {role_name(row["roles"][0]) for row in read("office.yaml")["people"]}

    assert {role for _, role in seed.sign_ins().people} == roles
    assert all(th in seed.sign_ins_told() for th, _ in roles)


def test_every_partner_has_an_mou_in_force_and_every_record_its_proof(filled):
    mous = registers.list_records("mous", None, state="active", limit=200).items

    assert {mou.organisation for mou in mous} >= {
        "TMA",
        "AIAT",
        "TESA",
        "THAI-IOT",
        "TTSA",
        "TVCA",
        "TSEP",
        "FTI",
    }
    assert [subject for subject, found in verify_all() if not found.ok] == []


def test_the_three_centres_have_somebody_for_every_step_of_an_intake(filled):
    needed = ("submitter", "intake_officer", "triage_analyst", "centre_manager", "secretary", "chair")

    assert len(people.centres()) == 3
    assert all(people.people_with(role, centre.id) for centre in people.centres() for role in needed)
