"""The third stage as its people live it: reviewers know numbers, not names, nobody another's scores."""

import pytest
from sqlalchemy import select

from app import clock, extensions, seed
from app.cases.models import Case
from app.extensions import db
from app.people import service as people
from app.seeds.matter import read
from app.seeds.walk import Walk
from tests.support.people import Client
from tests.support.people import Person as Known

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


@pytest.fixture(scope="module")
def scouted(tmp_path_factory):
    """(application, case number): scores are wanted of three reviewers, and the clock stands."""
    from app import create_app

    file = tmp_path_factory.mktemp("scouting") / "dgti.db"
    app = create_app({"TESTING": True, "DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": "scouting"})
    extensions.migrate(app)
    with app.app_context():
        seed.open_office()
        present = clock.now()
        clock.travel_to(seed.in_office(present))
        walk = Walk(seed.ServiceDesk(present.replace(year=present.year + 1)), read("problems.yaml")[1])
        walk.begin()
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
    known = {
        "case_no": walk.case_no,
        "name": "scores",
        "process_id": "scouting_review",
        "path": "scouting_review.bpmn",
    }
    known["hash"] = release

    def everything():
        read = {}
        for rule in app.url_map.iter_rules():
            spoken = rule.rule.startswith("/api/v1/") and not rule.rule.endswith(("/reads", "openapi.json"))
            if "GET" in rule.methods and spoken:  # who looked is noted: it differs by our own looking
                values = {name: known.get(name, 1) for name in rule.arguments}
                with app.test_request_context():
                    address = app.url_map.bind("localhost").build(rule.endpoint, values)
                for who in VIEWERS:
                    answer = speak(who).get(address)
                    read[who, address] = (answer.status_code, answer.data, answer.headers.get("ETag"))
        return read

    return everything


def place(walk):
    return f"/api/v1/cases/{walk.case_no}/collections/scores/contributions"


def sheet(walk, who, turn):
    from app.seeds.scouting import collect_scores

    return {"answers": collect_scores(walk.matter, {"assignee": who, "turn": turn})}


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
    _, walk = scouted
    before = everything()
    sent = speak("thongchai").post(place(walk), json=sheet(walk, "thongchai", 0))
    assert sent.status_code == 201, sent.json
    changed = f"{place(walk)}/{sent.json['key']}"
    assert speak("thongchai").put(changed, json=sheet(walk, "thongchai", 0)).status_code == 200

    assert len(before) > 300
    assert {key for key, value in everything().items() if before[key] != value} == set()


def test_with_the_last_score_the_result_shows_its_arithmetic_and_each_candidate_has_a_letter(scouted, speak):
    app, walk = scouted
    walk.given.add(("collect_scores", "thongchai", 0))
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
