"""The journal: one entry a command, linked, append-only, erasable where it is personal, and replayable."""

import hashlib
import json

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from app.cases.models import Case, Instance
from app.cases.replay import replay_case
from app.extensions import db
from app.journal.canonical import canonical, is_simple
from app.journal.models import JournalEntry, JournalValue
from app.journal.service import entries, erase, verify_case

LETTERS = st.characters(exclude_categories=["Cs"])
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(LETTERS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(LETTERS), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def told(app, open_case, do, claim, client):
    """A case with five entries, inside its application's context."""
    case_no = open_case()
    do("check", by="intake_officer", complete=False)
    do("mend", by="submitter", title_th="เรื่องที่แก้แล้ว")
    with app.app_context():
        yield db.session.query(Case).filter_by(case_no=case_no).one()


def test_every_command_writes_one_entry(told):
    assert [entry.kind for entry in entries(told)] == [
        "case:opened",
        "task:claimed",
        "task:completed",
        "task:claimed",
        "task:completed",
    ]


def test_anybody_can_recompute_the_chain_from_the_stored_bytes(told):
    head = bytes(32)
    for row in db.session.query(JournalEntry).order_by(JournalEntry.number):
        head = hashlib.sha256(b"dgti-journal-v1\0" + head + row.bytes).digest()
        assert row.hash == head.hex()

    assert head.hex() == told.journal_hash


def test_answers_stand_beside_the_entry_which_holds_only_a_salted_hash(told):
    value = db.session.get(JournalValue, (told.id, 5, "given"))
    entry = db.session.get(JournalEntry, (told.id, 5))

    assert "เรื่องที่แก้แล้ว" not in entry.bytes.decode()
    committed = hashlib.sha256(
        b"dgti-commit-v1\0" + value.salt + b'["given",' + value.value + b"]"
    ).hexdigest()
    assert json.loads(entry.bytes)["commits"]["given"] == committed


def test_an_entry_says_who_what_when_and_under_which_release(told):
    document = json.loads(db.session.get(JournalEntry, (told.id, 3)).bytes)

    assert {"by", "at", "kind", "command", "moves", "release", "process", "instance", "state"} <= set(
        document
    )
    assert document["command"]["element"] == "check"
    assert [move["flow"] for move in document["moves"] if "condition" in move] == ["is_complete_to_mend"]


def test_the_untouched_journal_verifies_and_replays(told):
    replayed = replay_case(told)

    assert (verify_case(told).ok, replayed.same, replayed.commands) == (True, True, 3)


@pytest.mark.parametrize("table", ["journal_entry", "journal_value"])
def test_the_database_itself_refuses_to_change_the_journal(told, table):
    column = "kind = 'x'" if table == "journal_entry" else "salt = salt"
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(f"UPDATE {table} SET {column}"))


def test_the_database_itself_refuses_to_delete_entries(told):
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text("DELETE FROM journal_entry"))


def without_guard(statement):
    """What a forger with the database in hand would do."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("DROP TRIGGER journal_entry_no_update"))
        db.session.execute(text("DROP TRIGGER journal_value_no_update"))
    else:
        db.session.execute(text("SET session_replication_role = replica"))
    db.session.execute(statement)
    db.session.commit()


FORGERIES = {
    "bytes": update(JournalEntry).where(JournalEntry.number == 3).values(bytes=b'{"v":1}'),
    "kind": update(JournalEntry).where(JournalEntry.number == 3).values(kind="task:claimed"),
    "person": update(JournalEntry).where(JournalEntry.number == 3).values(person_id=1),
    "hash": update(JournalEntry).where(JournalEntry.number == 5).values(hash="0" * 64),
    "answers": update(JournalValue).where(JournalValue.number == 3).values(value=b"{}"),
    "head": update(Case).values(journal_number=4),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGERIES)
def test_every_forgery_is_found(told, what):
    without_guard(FORGERIES[what])
    db.session.expire_all()

    assert not verify_case(db.session.get(Case, told.id)).ok


def test_the_order_in_which_a_client_or_service_names_things_changes_no_state(app, open_case, drain, client):
    helped, withdrawn = open_case("helpers", by="intake_officer"), open_case()
    drain()
    payload = {"reason": "เปลี่ยนใจ", "detail": [{"z": 1, "a": 2}], "again": False}
    body = {"name": "Withdraw", "payload": payload}
    assert client("submitter").post(f"/api/v1/cases/{withdrawn}/messages", json=body).status_code == 200

    with app.app_context():
        for case in db.session.query(Case).filter(Case.case_no.in_([helped, withdrawn])):
            assert replay_case(case).same


def test_a_state_somebody_changed_does_not_replay(told):
    instance = db.session.query(Instance).filter_by(case_id=told.id).one()
    instance.state = instance.state.replace("เรื่องที่แก้แล้ว".encode(), "เรื่องที่ปลอม".encode())
    db.session.commit()

    assert not replay_case(told).same


def test_erased_values_leave_a_journal_that_still_verifies(told):
    assert erase(told) > 0
    db.session.commit()

    assert verify_case(told).ok
    assert [entry.given for entry in entries(told)] == [{}] * 5
    assert "ลบ" in replay_case(told).differences[0][1]


def test_the_story_is_told_from_it_in_both_languages(told, client):
    lines = client("director").get(f"/api/v1/cases/{told.case_no}/story").json

    assert [line["en"] for line in lines][:3] == [
        "Mx submitter opened the case",
        "Mx intake_officer claimed “Check the request”",
        "Mx intake_officer completed “Check the request”",
    ]
    assert lines[2]["th"] == "คุณ intake_officer ส่งงาน “ตรวจคำขอ”"


def test_a_reader_can_verify_over_http(told, client):
    found = client("director").get(f"/api/v1/cases/{told.case_no}/verification").json

    assert (found["ok"], found["entries"], found["head"]) == (True, 5, told.journal_hash)


def test_keys_are_sorted_as_utf_16_even_where_utf_8_sorts_otherwise():
    odd = {"\U0001f600": 1, "\ue000": 2, "\uffff": 3, "ก": 4}

    assert canonical(odd) == rfc8785.dumps(odd)


@given(VALUES)
def test_our_bytes_are_those_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_counts_as_simple_is_written_alike_by_both(value):
    assert not is_simple(value) or orjson.dumps(value, option=orjson.OPT_SORT_KEYS) == rfc8785.dumps(value)
