"""Similar cases are found through an index, and nothing alike is not called alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.similar import likeness, shingles, sketch

CLINIC = "ผู้ป่วยต้องมารอคิวที่โรงพยาบาลตั้งแต่ตีสี่ เพราะระบบนัดหมายเดิมใช้กระดาษและโทรศัพท์ ทำให้เสียเวลาและแออัด"
ROAD = "ถนนในหมู่บ้านเป็นหลุมเป็นบ่อ ชาวบ้านแจ้งเทศบาลแล้วไม่ทราบว่าซ่อมเมื่อใด และไม่มีช่องทางติดตามเรื่อง"
TEXTS = st.text(st.characters(min_codepoint=0xE01, max_codepoint=0xE4E), min_size=40, max_size=300)


@pytest.fixture
def similar(open_case, drain, client):
    """What find_similar says of a new case."""

    def similar(title, text, by="intake_officer"):
        case_no = open_case("helpers", by=by, title_th=title, problem_statement=text)
        drain()
        story = client("auditor").get(f"/api/v1/cases/{case_no}/story").json
        [found] = [line["answers"] for line in story if line["answers"] and "similar" in line["answers"]]
        return case_no, found

    return similar


def test_the_first_case_resembles_nothing(similar):
    assert similar("นัดหมายแพทย์", CLINIC)[1] == {"similar": [], "max_sim": 0}


def test_nearly_the_same_text_is_found_with_its_likeness(similar):
    first, _ = similar("นัดหมายแพทย์", CLINIC)
    _, found = similar("นัดหมายแพทย์", CLINIC.replace("ตีสี่", "เช้ามืด"))

    assert [one["case_no"] for one in found["similar"]] == [first]
    assert 70 <= found["max_sim"] < 100


def test_another_matter_is_not_called_similar(similar):
    similar("นัดหมายแพทย์", CLINIC)
    _, found = similar("ถนนพัง", ROAD)

    assert found["max_sim"] < 55


def test_spaces_and_punctuation_make_no_difference():
    assert sketch("ก ข-ค ง จ") == sketch("กขคงจ")


def test_a_text_too_short_to_compare_has_no_sketch():
    assert (sketch(""), sketch("ก"), len(sketch("กขค"))) == ([], [], 200)


@settings(max_examples=20)
@given(TEXTS, TEXTS)
def test_the_estimate_is_near_the_share_of_common_shingles(one, other):
    mine, theirs = shingles(one + other), shingles(other)
    if not theirs:
        return
    exact = 100 * len(mine & theirs) / len(mine | theirs)

    assert abs(likeness(sketch(one + other), sketch(other)) - exact) < 18
