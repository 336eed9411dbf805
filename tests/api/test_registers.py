"""The registers over HTTP: who may do what, what is refused, and that every change is told and proved."""

import pytest

from app.extensions import db
from app.registers import service
from tests.api.partners import AIAT, MOU, WHY


def test_what_was_added_is_found_again_by_thai_words(ask, association):
    found = ask("drafter", "GET", "organisations?q=ประดิษฐ์").json["items"]

    assert [one["code"] for one in found] == ["AIAT"]
    assert ask("drafter", "GET", "organisations?q=หุ่นยนต์").json["items"] == []


def test_lists_page_by_a_cursor(ask):
    for number in range(3):
        name = {**AIAT, "code": f"ORG{number}", "juristic_id": None}
        assert ask("partner_officer", "POST", "organisations", name).status_code == 201
    first = ask("drafter", "GET", "organisations?limit=2").json
    assert first.get("next"), first
    rest = ask("drafter", "GET", f"organisations?limit=2&cursor={first['next']}").json

    assert [one["code"] for one in first["items"] + rest["items"]] == ["ORG0", "ORG1", "ORG2"]
    assert rest["next"] is None


def test_a_wrong_check_digit_is_refused_at_its_field(ask):
    refused = ask("partner_officer", "POST", "organisations", {**AIAT, "juristic_id": "0994000165537"})

    assert refused.status_code == 422
    assert [error["field"] for error in refused.json["errors"]] == ["/juristic_id"]


def test_a_code_is_given_once(ask, association):
    again = ask("partner_officer", "POST", "organisations", {**AIAT, "juristic_id": None})

    assert (again.status_code, again.json["code"]) == (409, "code_taken")


def test_a_code_never_changes(ask, association):
    refused = ask("partner_officer", "PATCH", association, {"code": "AIAT2"})

    assert (refused.status_code, refused.json["code"]) == (422, "fixed")


def test_personal_fields_are_for_those_who_keep_the_register_and_auditors(ask, association):
    seen = {
        who: ask(who, "GET", association).json["data"] for who in ("submitter", "partner_officer", "auditor")
    }

    assert "contact_email" not in seen["submitter"]
    assert "contact_name" not in seen["submitter"]
    assert seen["partner_officer"]["contact_email"] == seen["auditor"]["contact_email"] == "ai@example.org"
    told = ask("submitter", "GET", f"{association}/history").json
    assert "contact_email" not in str(told)


def test_whoever_saw_an_older_version_writes_over_nothing(ask, association):
    seen = ask("partner_officer", "GET", association).headers["ETag"]
    assert ask("director", "PATCH", association, {"domains": ["ai"]}, If_Match=seen).status_code == 200
    late = ask("partner_officer", "PATCH", association, {"domains": []}, If_Match=seen)

    assert (late.status_code, late.json["code"]) == (412, "stale_version")
    assert ask("drafter", "GET", association).json["data"]["domains"] == ["ai"]


def test_a_repeated_request_has_one_effect(ask, client):
    keyed = [ask("partner_officer", "POST", "organisations", AIAT, Idempotency_Key="k1") for _ in range(2)]

    assert [one.status_code for one in keyed] == [201, 201]
    assert keyed[0].data == keyed[1].data


def test_the_history_says_who_did_what_and_why(ask, association):
    ask("partner_officer", "PATCH", association, {"domains": ["ai"]})
    ask("partner_officer", "POST", f"{association}/acts/retire", WHY)
    told = ask("auditor", "GET", f"{association}/history").json

    assert [line["en"] for line in told] == [
        "Mx partner_officer added it to the register",
        "Mx partner_officer changed it",
        "Mx partner_officer retired it",
    ]
    assert told[1]["changes"] == {"domains": [["ai", "data"], ["ai"]]}
    assert told[2]["reason"] == WHY["reason"]


def test_what_takes_something_away_asks_for_a_reason(ask, association):
    refused = ask("partner_officer", "POST", f"{association}/acts/retire", {})

    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "reason")


def test_an_organisation_with_an_mou_cannot_be_retired(ask, mou):
    refused = ask("partner_officer", "POST", "organisations/AIAT/acts/retire", WHY)

    assert (refused.status_code, refused.json["code"]) == (409, "mou_stands")


def test_a_national_record_needs_a_role_for_all_centres(ask, association):
    national = {name: value for name, value in MOU.items() if name != "centre"}

    assert ask("partner_officer", "POST", "mous", national).status_code == 403


def test_the_manager_of_another_centre_changes_nothing_here(ask):
    body = {"notice_days": 7}

    assert ask("centre_manager", "PATCH", "centres/SRC", body).status_code == 200
    assert ask("centre_manager_far", "PATCH", "centres/SRC", body).status_code == 403


def test_a_centre_keeps_only_settings_that_are_known_and_lawful(ask):
    assert ask("centre_manager", "PATCH", "centres/SRC", {"notice_days": 2}).status_code == 422
    assert ask("centre_manager", "PATCH", "centres/SRC", {"colour": "red"}).status_code == 422
    assert ask("centre_manager", "PATCH", "centres/SRC", {"name": "ชื่ออื่น"}).status_code == 403


def test_a_centre_does_not_belong_to_itself(ask):
    assert ask("admin", "PATCH", "centres/SRC", {"parent": "CNX"}).status_code == 200
    refused = ask("admin", "PATCH", "centres/CNX", {"parent": "SRC"})

    assert [error["code"] for error in refused.json["errors"]] == ["loop"]


def test_everybody_declares_their_own_interests_and_no_one_elses(ask, association):
    mine = ask("drafter", "POST", "interests", {"organisation": "AIAT", "relation": "advisor"}).json

    assert (mine["person"], mine["acts"]) == ("drafter", ["change", "end"])
    assert ask("reviewer", "GET", f"interests/{mine['code']}").status_code == 404
    assert ask("secretary", "GET", f"interests/{mine['code']}").status_code == 200
    assert ask("secretary", "PATCH", f"interests/{mine['code']}", {"relation": "family"}).status_code == 403
    assert ask("reviewer", "GET", "interests").json["items"] == []


def test_an_auditor_reads_all_and_writes_nothing(ask, association):
    assert ask("auditor", "GET", association).json["acts"] == []
    assert (
        ask("auditor", "POST", "interests", {"organisation": "AIAT", "relation": "advisor"}).status_code
        == 403
    )


def test_unknown_registers_and_records_are_not_found(ask):
    assert ask("admin", "GET", "organisations/NOBODY").status_code == 404
    assert ask("admin", "POST", "organisations/NOBODY/acts/explode", {}).status_code == 404


def test_a_year_of_holidays_comes_as_csv_all_of_it_or_nothing(ask):
    good = "date,name,name_en\n2027-02-22,ชดเชยวันมาฆบูชา,Makha Bucha\n20/5/2570,วันวิสาขบูชา"
    broken = f"{good}\n31/2/2570,ไม่มีวันนี้"

    assert ask("admin", "POST", "holidays/import", {"csv": broken}).status_code == 422
    assert ask("admin", "GET", "holidays").json["items"] == []
    assert [ask("admin", "POST", "holidays/import", {"csv": good}).json["added"] for _ in range(2)] == [2, 0]
    assert [one["code"] for one in ask("drafter", "GET", "holidays").json["items"]] == [
        "ALL.2027-02-22",
        "ALL.2027-05-20",
    ]


def test_a_manager_imports_holidays_for_their_own_centre_only(ask):
    day = {"csv": "2027-02-22,วันหยุดของจังหวัด"}

    assert ask("centre_manager", "POST", "holidays/import", {**day, "centre": "SRC"}).json["added"] == 1
    assert ask("centre_manager", "POST", "holidays/import", {**day, "centre": "CNX"}).status_code == 403
    assert ask("centre_manager", "POST", "holidays/import", day).status_code == 403


def test_headquarters_sees_every_centre_in_counts_a_centre_its_own(client, open_case, mou):
    open_case()
    rows = {
        who: client(who).get("/api/v1/centres/rollup") for who in ("auditor", "centre_manager", "submitter")
    }

    assert [one["centre"] for one in rows["auditor"].json] == ["SRC", "CNX"]
    counted = {name: rows["auditor"].json[0][name] for name in ("cases_running", "tasks_open", "mous")}
    assert counted == {"cases_running": 1, "tasks_open": 1, "mous": 1}
    assert [one["centre"] for one in rows["centre_manager"].json] == ["SRC"]
    assert rows["submitter"].status_code == 403


@pytest.mark.parametrize("key", ["organisations", "holidays"])
def test_a_page_of_a_register_costs_the_same_however_long_it_is(app, client, counted, key):
    def add(number):
        told = {"name": f"รายการที่ {number}", "name_en": f"Number {number}"}
        own = {"code": f"ORG-{number}", "kind": "company"}
        day = {"day": f"2027-03-{number + 1:02d}", "centre": "SRC"}
        with app.app_context():
            service.add_record(key, told | (own if key == "organisations" else day), None)
            db.session.commit()

    def statements():
        with counted() as seen:
            assert client("centre_manager").get(f"/api/v1/registers/{key}").status_code == 200
        return len(seen["statements"])

    add(0)
    few = statements()
    for number in range(1, 5):
        add(number)

    assert statements() == few
