"""The third stage as its people live it: reviewers know numbers, not names, nobody another's scores."""

import pytest
from sqlalchemy import select

from app import clock, extensions, seed
from app.cases.models import Case
from app.contributions.refusals import OverLimit
from app.extensions import db
from app.people import service as people
from app.processes import service as processes
from app.seeds import library
from app.seeds.hours import in_office
from app.seeds.play import Play
from app.seeds.story import Story, stories
from tests.support.people import Client
from tests.support.people import Person as Known
from tests.support.reading import everything_read
from workflows import restore

pytestmark = pytest.mark.xdist_group("seed")

VIEWERS = (
    "komsan",
    "pimchanok",
    "malee",
    "somsri",
    "kritsada",
    "nipa",
    "airada",
    "audit",
    "admin",
    "process",
    "siriporn",
)
NAMES = ("ปัญญาไทย", "วงจรไทย", "เชื่อมเมือง", "kritsada", "sunisa", "pakpoom", "ชุดเซนเซอร์")


class Desk(seed.ServiceDesk):
    """Leaves alone what somebody has sent already."""

    def contribute(self, *said):
        try:
            super().contribute(*said)
        except OverLimit:
            db.session.rollback()


class Walk:
    """A problem of the sample office, brought on until its case stands at an element."""

    def __init__(self, begins):
        told = next(one for one in stories(begins) if one.key.startswith("Municipal cameras"))
        self.story = Story(told.facts | {"age": 0, "until": "", "when": {}}, begins)
        self.stage = Play(Desk(), [self.story], None)

    @property
    def case_no(self):
        return self.story.case_no

    def until(self, element):
        self.stage.run(over=lambda: self.story.case_id and self.stands_at(element))
        assert self.stands_at(element)

    def stands_at(self, element):
        case = db.session.get(Case, self.story.case_id)
        running = [one for one in case.instances if one.ended_at is None]
        found = any(
            restore(processes.release(one.release_hash), one.state).standing({element}) for one in running
        )
        db.session.rollback()
        return found


@pytest.fixture(scope="module")
def scouted(tmp_path_factory):
    """(application, case number): scores are wanted of three reviewers, and the clock stands."""
    from app import create_app

    file = tmp_path_factory.mktemp("scouting") / "dgti.db"
    app = create_app({"TESTING": True, "DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": "scouting"})
    extensions.migrate(app)
    with app.app_context():
        seed.open_office()
        begins = in_office(clock.now())
        clock.travel_to(begins)
        walk = Walk(begins)
        walk.until("collect_scores")
    yield app, walk
    clock.travel_to(None)
    extensions.dispose(app)


@pytest.fixture(scope="module")
def speak(scouted):
    """speak("komsan") → a client of the API."""
    app, _ = scouted
    tokens = {}

    def token(who):
        with app.app_context():
            _, text = people.issue_token(people.person_named(who), "test")
            db.session.commit()
            return text

    def speak(who):
        if who not in tokens:
            tokens[who] = token(who)
        return Client(app, Known(username=who, token=tokens[who], password=seed.PASSWORD))

    return speak


@pytest.fixture(scope="module")
def everything(scouted, speak):
    """Whatever each of the viewers can read over the API, address by address."""
    app, walk = scouted
    with app.app_context():
        case = db.session.scalar(select(Case).where(Case.case_no == walk.case_no))
        release = case.instances[-1].release_hash
    stage = "scouting_review"
    known = {"case_no": walk.case_no, "name": "scores", "process_id": stage, "path": f"{stage}.bpmn"}
    return lambda: everything_read(app, speak, VIEWERS, hash=release, **known)


def place(walk):
    return f"/api/v1/cases/{walk.case_no}/collections/scores/contributions"


def sheet(app, walk, who, candidate):
    from app.contributions import service as contributions
    from app.contributions.models import Collection

    known = {"me": who, "place": 0, "carries": {"candidate": candidate}}
    with app.app_context():
        found = db.session.scalar(select(Collection).where(Collection.name == "scores"))
        seen = contributions.variables_of(found, people.person_named(who))
        given = library.answers(walk.story, "scouting_review", "collect_scores", None, lambda: seen, **known)
    return {"answers": {**given, "candidate": candidate}}


def test_a_reviewer_reads_neither_the_case_nor_a_candidates_name(scouted, speak):
    _, walk = scouted
    for page in ("", "/story", "/documents", "/files", "/verification", "/replay"):
        assert speak("komsan").get(f"/api/v1/cases/{walk.case_no}{page}").status_code == 404
    told = speak("komsan").get(place(walk))
    assert told.json["wanted"] == [{"candidate": code} for code in ("A1", "A2", "A3")]
    assert not [name for name in NAMES if name in told.text]


def test_the_form_shows_a_reviewer_numbers_for_names(scouted):
    from app.contributions import service as contributions
    from app.contributions.models import Collection
    from app.web.forms.offers import offers_of

    with scouted[0].app_context():
        found = db.session.scalar(select(Collection).where(Collection.name == "scores"))
        seen = contributions.variables_of(found, people.person_named("komsan"))
        offers = offers_of(contributions.form_of(found), seen, clock.now())
    shown = str([value for _, value in offers.shows])
    assert "เจ้าที่ 1" in shown
    assert not [name for name in NAMES if name in shown]


def test_what_a_reviewer_gives_changes_nothing_that_anybody_else_can_read(scouted, speak, everything):
    app, walk = scouted
    before = everything()
    answers = sheet(app, walk, "thongchai", "A1")
    sent = speak("thongchai").post(place(walk), json=answers)
    assert sent.status_code == 201, sent.json
    changed = f"{place(walk)}/{sent.json['key']}"
    assert speak("thongchai").put(changed, json=answers).status_code == 200

    assert len(before) > 300
    assert {key for key, value in everything().items() if before[key] != value} == set()


def test_with_the_last_score_the_result_shows_its_arithmetic_and_each_candidate_has_a_letter(scouted, speak):
    app, walk = scouted
    with app.app_context():
        walk.until("draft_project")
    lines = [
        one
        for one in speak("malee").get(f"/api/v1/cases/{walk.case_no}/story").json
        if one["element"] == "rank_candidates" or one["documents"]
    ]
    papers = [paper["template"] for one in lines for paper in one["documents"]]
    assert papers.count("templates/feedback.typ") == 4

    mine = f"/api/v1/cases/{walk.case_no}/collections/proposals/contributions"
    letters = {who: speak(who).get(mine).json["letters"] for who in ("kritsada", "sunisa")}
    assert [len(one) for one in letters.values()] == [1, 1]
    letter = f"/api/v1/cases/{walk.case_no}/files/{letters['kritsada'][0]['id']}"
    assert speak("kritsada").get(letter).status_code == 200
    assert speak("sunisa").get(letter).status_code == 404
