"""The version of a task: two tabs, two people, and nobody writes over what changed after they had looked."""

import pytest

from tests.api.test_together import MANY, at_once

OLD = '"1"'


@pytest.fixture
def held(open_case, claim):
    """A task on the intake officer's desk, at version 2."""
    open_case()
    return claim("check", by="intake_officer")


@pytest.fixture
def send(client):
    """send(id, "draft", seen='"2"', by=…, answers={…}): the response, whatever it is."""

    def send(id, act, seen=None, by="intake_officer", key=None, **body):
        headers = {"If-Match": seen, "Idempotency-Key": key}
        said = {name: value for name, value in headers.items() if value is not None}
        return client(by).post(f"/api/v1/tasks/{id}/{act}", json=body or None, headers=said)

    return send


ACTS = {
    "draft": {"answers": {"complete": False}},
    "complete": {"answers": {"complete": True}},
    "release": {},
    "reassign": {"to": "intake_officer_2", "reason": "ลาป่วยสามวัน"},
}


def test_the_version_is_in_the_task_its_draft_and_their_etags(held, client):
    task, draft = (client("intake_officer").get(f"/api/v1/tasks/{held}{part}") for part in ("", "/draft"))

    assert (task.json["version"], draft.json["version"]) == (2, 2)
    assert (task.headers["ETag"], draft.headers["ETag"]) == ('"2"', '"2"')


def test_every_change_raises_the_version_and_tells_it(open_case, task, send):
    open_case()
    id = task("check")["id"]
    steps = [send(id, "claim")] + [send(id, act, **ACTS[act]) for act in ("draft", "reassign")]
    steps += [send(id, "release", by="intake_officer_2")]

    assert [step.json["version"] for step in steps] == [2, 3, 4, 5]
    assert [step.headers["ETag"] for step in steps] == ['"2"', '"3"', '"4"', '"5"']


@pytest.mark.parametrize("act", ACTS)
def test_who_saw_an_older_version_changes_nothing(held, send, client, act):
    send(held, "draft", answers={"complete": True})
    response = send(held, act, seen='"2"', **ACTS[act])

    assert (response.status_code, response.json["code"]) == (412, "stale_version")
    assert client("intake_officer").get(f"/api/v1/tasks/{held}").json["version"] == 3
    assert client("intake_officer").get(f"/api/v1/tasks/{held}/draft").json["answers"] == {"complete": True}


def test_a_task_that_was_taken_and_given_back_is_not_claimed_unseen(held, send):
    send(held, "release")

    assert send(held, "claim", seen=OLD, by="intake_officer_2").status_code == 412
    assert send(held, "claim", seen='"3"', by="intake_officer_2").status_code == 200


def test_the_refusal_says_who_changed_it_and_when_in_both_languages(held, send, client):
    send(held, "reassign", by="centre_manager", **ACTS["reassign"])
    headers = {"If-Match": '"2"', "Accept-Language": "en"}
    url = f"/api/v1/tasks/{held}/complete"
    english = client("intake_officer_2").post(url, json={"answers": {"complete": True}}, headers=headers).json

    assert english["detail"].startswith("Mx centre_manager changed this task at 20")
    assert (english["details"]["username"], english["details"]["version"]) == ("centre_manager", 3)
    thai = send(held, "complete", seen='"2"', by="intake_officer_2", **ACTS["complete"]).json["detail"]
    assert thai.startswith("คุณ centre_manager เปลี่ยนงานนี้เมื่อ")


@pytest.mark.parametrize("seen", ['"2"', "*", '"9", "2"', ' , "9",, "2" ', 'W/"9","2"'])
def test_the_version_seen_may_be_one_of_a_list_or_any(held, send, seen):
    assert send(held, "complete", seen=seen, **ACTS["complete"]).status_code == 200


@pytest.mark.parametrize("seen", ['W/"2"', '"02"', '""', '"1", "3"', ""])
def test_a_weak_tag_or_another_never_matches(held, send, seen):
    assert send(held, "complete", seen=seen, **ACTS["complete"]).status_code == 412


@pytest.mark.parametrize("seen", ["2", '"2', '"2" "3"', "*, *", '"2", *', 'w/"2"', '"2 3"'])
def test_what_is_no_list_of_tags_is_a_bad_request(held, send, seen):
    response = send(held, "complete", seen=seen, **ACTS["complete"])

    assert (response.status_code, response.json["code"]) == (400, "if_match")


def test_done_held_and_forbidden_come_before_stale(held, send):
    others = {"triage_analyst": 403, "intake_officer_far": 404, "intake_officer_2": 409}
    codes = {who: send(held, "complete", OLD, by=who, **ACTS["complete"]).status_code for who in others}
    send(held, "complete", **ACTS["complete"])
    done = send(held, "complete", OLD, **ACTS["complete"])

    assert codes == others
    assert (done.status_code, done.json["details"]["username"]) == (409, "intake_officer")


def test_stale_comes_before_what_is_wrong_with_the_answers(held, send):
    assert send(held, "complete", OLD, answers={"complete": "?"}).status_code == 412
    assert send(held, "reassign", OLD, to="nobody", reason="ทดลอง").status_code == 412


@pytest.mark.parametrize("act", [*ACTS, "claim"])
def test_the_same_request_again_gets_the_first_answer_and_its_etag(open_case, task, claim, send, act):
    open_case()
    id = task("check")["id"]
    seen = OLD if act == "claim" else f'"{2 * bool(claim(id, by="intake_officer"))}"'
    first, second = (send(id, act, seen, key="once", **ACTS.get(act, {})) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert (first.data, first.headers.get("ETag")) == (second.data, second.headers.get("ETag"))


def test_a_stale_request_leaves_its_key_free(held, send):
    assert send(held, "draft", OLD, key="once", **ACTS["draft"]).status_code == 412

    assert send(held, "draft", '"2"', key="once", **ACTS["draft"]).status_code == 200


def test_claiming_again_is_no_change_whatever_was_seen(held, send):
    response = send(held, "claim", seen=OLD)

    assert (response.status_code, response.json["version"]) == (200, 2)


def test_what_a_colleague_keeps_of_it_does_not_disturb_its_holder(held, send):
    kept = send(held, "draft", by="intake_officer_2", **ACTS["draft"])

    assert (kept.json["version"], "ETag" in kept.headers) == (None, False)
    assert send(held, "complete", '"2"', **ACTS["complete"]).status_code == 200


def test_a_draft_of_a_task_that_is_over_tells_who_sent_it(held, send):
    send(held, "complete", **ACTS["complete"])
    response = send(held, "draft", '"2"', by="intake_officer_2", **ACTS["draft"])

    assert (response.status_code, response.json["details"]["username"]) == (412, "intake_officer")


def test_of_many_drafts_with_one_version_one_is_kept(held, send, client):
    texts = [f"ฉบับ {number}" for number in range(MANY)]
    sent = at_once([lambda text=text: send(held, "draft", '"2"', answers={"note": text}) for text in texts])

    assert sorted(answer.status_code for answer in sent) == [200] + [412] * (MANY - 1)
    [kept] = [answer.json["answers"] for answer in sent if answer.status_code == 200]
    assert client("intake_officer").get(f"/api/v1/tasks/{held}/draft").json["answers"] == kept


def test_of_a_draft_and_a_completion_at_once_with_one_version_one_is_too_late(held, send):
    drafts = [lambda: send(held, "draft", '"2"', **ACTS["draft"])] * 4
    sent = at_once([*drafts, lambda: send(held, "complete", '"2"', **ACTS["complete"])])

    assert sorted(answer.status_code for answer in sent) == [200] + [412] * 4


def test_the_document_names_the_header_and_the_refusal(client):
    paths = client().get("/api/v1/openapi.json").json["paths"]
    for act in (*ACTS, "claim"):
        said = paths[f"/api/v1/tasks/{{task_id}}/{act}"]["post"]
        assert [one["name"] for one in said["parameters"]] == ["Idempotency-Key", "If-Match"]
        assert "412" in said["responses"]
