"""Answers are checked against the form of the step, and every refusal says how to mend it."""

import copy
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.engine.form_examples import ANSWERS, form
from workflows.forms import FieldError
from workflows.forms.formats import check_digit, tidy
from workflows.scripts import Context

CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))
VARIABLES = {"most_impact": 4}


def errors_of(changes, **schema):
    answers = {**copy.deepcopy(ANSWERS), **changes}
    return form(**schema).check(answers, VARIABLES, CONTEXT)


def codes_of(changes, **schema):
    return {error.field: error.code for error in errors_of(changes, **schema)}


def test_answers_that_fit_are_accepted_unchanged():
    answers = copy.deepcopy(ANSWERS)
    assert form().check(answers, VARIABLES, CONTEXT) == []
    assert answers == ANSWERS


@pytest.mark.parametrize(
    ("changes", "field", "code", "thai"),
    [
        ({"name": None}, "/name", "required", "กรอก “ชื่อ”"),
        ({"name": "   "}, "/name", "required", "กรอก “ชื่อ”"),
        ({"name": "ก"}, "/name", "too_short", "อย่างน้อย 2"),
        ({"name": "ก" * 21}, "/name", "too_long", "ไม่เกิน 20"),
        ({"name": 5}, "/name", "type", "เป็นข้อความ"),
        ({"submitter_type": None}, "/submitter_type", "required", "เลือก “ประเภทผู้เสนอ”"),
        ({"submitter_type": "robot"}, "/submitter_type", "choice", "จากตัวเลือก"),
        ({"accepted": False}, "/accepted", "accept", "ต้องยอมรับ"),
        ({"accepted": None}, "/accepted", "required", "ต้องยอมรับ"),
        ({"in_mandate": "yes"}, "/in_mandate", "type", "ใช่หรือไม่ใช่"),
        ({"in_mandate": False}, "/mandate_note", "required", "กรอก “เหตุผล”"),
        ({"impact": 0}, "/impact", "too_small", "ตั้งแต่ 1"),
        ({"impact": 6}, "/impact", "too_large", "ไม่เกิน 5"),
        ({"impact": 3.0}, "/impact", "type", "จำนวนเต็ม"),
        ({"impact": "3"}, "/impact", "type", "จำนวนเต็ม"),
        ({"impact": True}, "/impact", "type", "จำนวนเต็ม"),
        ({"numbers": [1, 2.0]}, "/numbers", "type", "จำนวนเต็ม"),
        ({"numbers": [2**53]}, "/numbers", "too_large", "9,007,199,254,740,991"),
        ({"budget": "3,480,000"}, "/budget", "money", "เช่น 3480000.00"),
        ({"budget": "1.234"}, "/budget", "money", "2 ตำแหน่ง"),
        ({"budget": 5}, "/budget", "type", "เป็นข้อความ"),
        ({"budget": "-1.00"}, "/budget", "too_small", "ตั้งแต่ 0"),
        ({"budget": "5000000.01"}, "/budget", "too_large", "5,000,000.00"),
        ({"change": "-100.01"}, "/change", "too_small", "-100.00"),
        ({"score": "1e5"}, "/score", "decimal", "12.5"),
        ({"start": "2569-11-30"}, "/start", "date", "ค.ศ."),
        ({"start": "2026-02-30"}, "/start", "date", "2026-11-30"),
        ({"start": "30/11/2026"}, "/start", "date", "2026-11-30"),
        ({"meets_at": "2026-11-30T09:00:00"}, "/meets_at", "date_time", "+07:00"),
        ({"meets_at": "2026-11-30"}, "/meets_at", "date_time", "+07:00"),
        ({"email": "somchai@"}, "/email", "email", "อีเมล"),
        ({"phone": "812345678"}, "/phone", "thai_phone", "ขึ้นต้นด้วย 0"),
        ({"citizen_id": "1101700230707"}, "/citizen_id", "thai_citizen_id", "13 หลัก"),
        ({"citizen_id": "0994000165501"}, "/citizen_id", "thai_citizen_id", "13 หลัก"),
        ({"office_id": "1101700230708"}, "/office_id", "juristic_id", "13 หลัก"),
        ({"code": "src"}, "/code", "pattern", "รูปแบบ"),
        ({"groups": ["a", "z"]}, "/groups", "choice", "จากตัวเลือก"),
        ({"groups": ["a", "a"]}, "/groups", "repeated", "ซ้ำ"),
        ({"groups": ["a", "b", "c"]}, "/groups", "too_many", "ไม่เกิน 2"),
        ({"groups": "a"}, "/groups", "type", "รายการ"),
        ({"pain_points": []}, "/pain_points", "too_few", "อย่างน้อย 1"),
        ({"pain_points": [{}]}, "/pain_points/0/point", "required", "แถวที่ 1"),
        ({"pain_points": [{"point": "x"}, {"point": ""}]}, "/pain_points/1/point", "required", "แถวที่ 2"),
        ({"pain_points": [{"point": "x" * 11}]}, "/pain_points/0/point", "too_long", "ประเด็น"),
        ({"pain_points": [{"point": "x", "times": 2.0}]}, "/pain_points/0/times", "type", "แถวที่ 1"),
        ({"pain_points": [{"point": "x", "cost": "-1"}]}, "/pain_points/0/cost", "too_small", "แถวที่ 1"),
        ({"pain_points": [{"point": "x", "nope": 1}]}, "/pain_points/0/nope", "unknown", "“nope”"),
        ({"pain_points": ["x"]}, "/pain_points/0", "type", "แต่ละแถว"),
        ({"nope": 1}, "/nope", "unknown", "“nope”"),
        ({"a/b~c": 1}, "/a~1b~0c", "unknown", "“a/b~c”"),
        ({"start": "2026-11-21"}, "/start", "rule", "อดีต"),
        ({"impact": 5}, "", "rule", "สูงเกิน"),
        ({"name": "ก\x00ข"}, "", "text", "อักขระ"),
        ({"name": "\ud800ข"}, "", "answers", "JSON"),
        ({"name": object()}, "", "answers", "JSON"),
        ({1: "x"}, "", "answers", "JSON"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_how_to(changes, field, code, thai):
    found = errors_of(changes)
    assert [(error.field, error.code) for error in found] == [(field, code)]
    assert thai in found[0].th
    assert found[0].en


@pytest.mark.parametrize("answers", [None, [], "x", 5])
def test_answers_must_be_an_object(answers):
    assert [error.code for error in form().check(answers, {}, CONTEXT)] == ["answers"]


def test_all_errors_come_at_once_in_the_order_of_the_form():
    assert list(codes_of({"name": None, "impact": 9, "email": "x", "nope": 1})) == [
        "/name", "/email", "/impact", "/nope",
    ]  # fmt: skip


def test_english_speaks_of_the_english_title():
    assert errors_of({"name": "x" * 30})[0].en == "Shorten “Name” to at most 20 characters."
    assert "Point (row 1)" in errors_of({"pain_points": [{}]})[0].en


def test_an_error_goes_out_as_json():
    error = FieldError("/a", "required", "ก", "a")
    assert error.to_json() == {"field": "/a", "code": "required", "th": "ก", "en": "a"}


def test_what_is_left_empty_becomes_none():
    filled = form().filled({"name": "ก ข", "phone": "", "pain_points": [{"point": "x", "cost": None}]})
    assert filled["phone"] is None
    assert filled["citizen_id"] is None
    assert filled["pain_points"] == [{"point": "x"}]
    assert set(filled) == set(form().names)


def test_optional_fields_may_be_left_out():
    few = {key: ANSWERS[key] for key in ("submitter_type", "name", "accepted", "pain_points")}
    assert form().check(few, VARIABLES, CONTEXT) == []


def test_a_rule_sees_its_own_fields_before_the_variables():
    rules = [{"rule": "impact < 3 and name != None and now < '2027'", "th": "ก", "en": "x"}]
    variables = {"impact": 1, "most_impact": 1}
    assert [e.code for e in form(**{"x-rules": rules}).check(dict(ANSWERS), variables, CONTEXT)] == ["rule"]


def test_a_rule_may_stand_on_several_lines():
    rules = [{"rule": "impact <  # a remark\n most_impact", "th": "ก", "en": "x"}]
    schema = {"x-rules": rules}
    assert codes_of({}, **schema) == {}
    assert codes_of({"impact": 4}, **schema) == {"": "rule"}


def test_a_rule_that_cannot_be_evaluated_refuses_and_says_whom_to_tell():
    found = form().check(dict(ANSWERS), {}, CONTEXT)
    assert [error.code for error in found] == ["rule_failed"]
    assert "เจ้าของกระบวนการ" in found[0].th


def test_rules_are_not_asked_while_the_answers_do_not_fit():
    assert codes_of({"start": "2020-01-01", "name": None}) == {"/name": "required"}


def test_conditions_may_forbid_an_answer_and_choose_between_two():
    schema = {
        "allOf": [
            {
                "if": {"properties": {"submitter_type": {"const": "agency"}}},
                "then": {"required": ["office_id"], "properties": {"citizen_id": False}},
                "else": {"required": ["citizen_id"], "properties": {"name": {"minLength": 5}}},
            }
        ]
    }
    assert codes_of({"submitter_type": "agency"}, **schema) == {"/citizen_id": "not_needed"}
    assert codes_of({"citizen_id": None}, **schema) == {"/citizen_id": "required"}
    assert codes_of({"name": "กข"}, **schema) == {"/name": "too_short"}


def test_never_more_than_a_hundred_errors():
    assert len(errors_of({f"x{n}": 1 for n in range(500)})) == 100


def test_the_same_content_is_compiled_once():
    assert form() is form()


twelve = some.text("0123456789", min_size=12, max_size=12)


@given(twelve, some.integers(1, 9))
def test_every_wrong_check_digit_is_found(digits, off):
    right = str(check_digit(digits))
    wrong = str((int(right) + off) % 10)
    field = "citizen_id" if digits[0] in "12345678" else "office_id"
    if digits[0] in "123456780":
        assert codes_of({field: digits + right}) == {}
    assert f"/{field}" in codes_of({field: digits + wrong})


@pytest.mark.parametrize(
    ("name", "typed", "answer"),
    [
        ("money", " 3,480,000 ", "3480000.00"), ("money", "5.1", "5.10"), ("money", "abc", "abc"),
        ("money", "1.234", "1.234"),
        ("decimal", "1,200.5", "1200.5"), ("thai-phone", "081-234 5678", "0812345678"),
        ("thai-phone", "+66 81", "+66 81"),
        ("thai-citizen-id", "1-1017-00230-70-8", "1101700230708"), (None, " ก ", "ก"),
        ("date", "2026-11-30 ", "2026-11-30"),
        ("thai-phone", "๐๘๑", "๐๘๑"),
    ],
)  # fmt: skip
def test_what_people_type_is_brought_into_the_shape_of_an_answer(name, typed, answer):
    assert tidy(name, typed) == answer


scalars = some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8)
anything = some.recursive(
    scalars,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner, max_size=3),
)


@given(some.dictionaries(some.sampled_from([*ANSWERS, "nope"]), anything, max_size=6))
def test_whatever_is_sent_is_accepted_or_refused_with_sentences(changes):
    for error in errors_of(changes):
        assert error.th
        assert error.en
        assert "{" not in error.th + error.en
