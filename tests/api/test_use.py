"""What auditors see of the system's use, and what a data protection officer sees of erased values."""

from tests.api.test_people import sign_in

WHY = {"reason": "คำสั่งที่ 12/2569"}


def use(client, what, **query):
    return client("auditor").get(f"/api/v1/use/{what}", query_string=query).json


def test_signing_in_and_failing_to_are_both_seen(client):
    sign_in(client)
    sign_in(client, password="wrong")
    sign_in(client, username="nobody")
    rows = use(client, "sign-ins", username="intake_officer")["items"]

    assert [(row["ok"], row["way"]) for row in rows] == [(False, "api"), (True, "api")]
    assert len(use(client, "sign-ins")["items"]) == 2


def test_lists_page_and_say_the_latest_first(client):
    for username in ("drafter", "secretary", "reviewer"):
        sign_in(client, username=username)
    first = use(client, "sign-ins", limit=2)
    rest = use(client, "sign-ins", limit=2, cursor=first["next"])

    assert [row["person"]["username"] for row in first["items"] + rest["items"]] == [
        "reviewer",
        "secretary",
        "drafter",
    ]
    assert rest["next"] is None


def test_a_sign_in_is_forgotten_after_a_year(app, client, later):
    from app.extensions import db
    from app.people.models import SignIn
    from app.people.service import tidy_up

    sign_in(client)
    later(days=367)
    with app.app_context():
        tidy_up()
        assert db.session.query(SignIn).count() == 0


def test_every_change_of_rights_is_seen_with_the_roles_before_and_after(client):
    body = {"role": "drafter", "centre": "SRC", **WHY}
    assert client("admin").post("/api/v1/registers/people/facilitator/roles", json=body).status_code == 200
    row = use(client, "changes")["items"][0]

    assert (row["person"]["username"], row["by"]["username"]) == ("facilitator", "admin")
    assert (row["en"], row["reason"]) == ("gave a role", WHY["reason"])
    assert row["after"] == ["drafter@SRC", "facilitator@SRC"]


def test_changes_page_by_a_cursor(client):
    for role in ("drafter", "secretary", "legal_officer"):
        body = {"role": role, "centre": "SRC", **WHY}
        client("admin").post("/api/v1/registers/people/facilitator/roles", json=body)
    first = use(client, "changes", limit=2)
    rest = use(client, "changes", limit=2, cursor=first["next"])

    numbers = [row["number"] for row in first["items"] + rest["items"]]
    assert len(first["items"]) == 2
    assert numbers == list(range(numbers[0], 0, -1))[:4]


def test_auditors_see_which_cases_auditors_read(client, open_case):
    case_no = open_case()
    client("auditor_2").get(f"/api/v1/cases/{case_no}")

    assert [(row["person"]["username"], row["case_no"]) for row in use(client, "reads")["items"]] == [
        ("auditor_2", case_no)
    ]


def test_the_title_goes_with_what_the_opening_entry_held(client, open_case):
    case_no = open_case(title_th="นายสมชาย บ้านเลขที่ 9 น้ำท่วม")
    erase = {"entry": 1, "field": "given", "reason": "คำขอที่ 4/2569"}
    assert client("dpo").post(f"/api/v1/cases/{case_no}/erasures", json=erase).status_code == 200
    case = client("auditor").get(f"/api/v1/cases/{case_no}").json

    assert "สมชาย" not in str(case)
    assert case["title_en"] == "(personal data erased)"


def test_interests_are_read_where_one_asks_for_them(client):
    organisation = {"code": "TMA", "name": "สมาคม", "name_en": "Makers", "kind": "association"}
    client("partner_officer").post("/api/v1/registers/organisations", json=organisation)
    own = {"organisation": "TMA", "relation": "employee"}
    for who in ("reviewer", "reviewer_far"):
        assert client(who).post("/api/v1/registers/interests", json=own).status_code == 201
    seen = lambda who: [  # noqa: E731
        row["person"] for row in client(who).get("/api/v1/registers/interests").json["items"]
    ]

    assert seen("secretary") == ["reviewer"]
    assert seen("secretary_far") == ["reviewer_far"]
    assert seen("auditor") == ["reviewer", "reviewer_far"]
