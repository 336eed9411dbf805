"""What the check finds: every seeded defect by its right name, and nothing in legal diagrams."""

from pathlib import Path

import pytest

from workflows.check import RULES, Brings, check_files
from workflows.release import read_folder

HERE = Path(__file__).parent
DEFECTS = sorted((HERE / "defects").iterdir())
LEGAL = sorted((HERE / "legal").glob("*.bpmn"))
OURS = HERE.parents[1] / "bpmn" / "dgti"
BEGINS = ("message", "timer", "error")
BRINGS = Brings(frozenset({"case_id"}), {"find_similar": ("similar",)}, {}, frozenset({"person"}))
STRICT = (
    "name-",
    "process-name",
    "lane-name",
    "choice-name",
    "expression-not-formal",
    "documentation-",
    "form-missing",
)
READING = {"xml-broken", "xml-forbidden", "not-bpmn"}
# Legal to us, though the standard would rather see every path lead to an end event.
UNFINISHED = {"path-without-end"}


def name_of(path):
    return path.stem if path.is_file() else path.name


def rule_of(path):
    return name_of(path).partition("--")[0]


def files_of(path):
    return read_folder(path) if path.is_dir() else {path.name: path.read_bytes()}


def check_defect(path):
    strict = rule_of(path).startswith(STRICT)
    known = {"roles": ["officer"], "operations": ["find_similar"], "begins": BEGINS, "brings": BRINGS}
    return check_files(files_of(path), strict=strict, **known)


@pytest.mark.parametrize("path", DEFECTS, ids=name_of)
def test_a_seeded_defect_is_found_by_its_rule_and_no_other_error_is_reported(path):
    checked = check_defect(path)

    assert rule_of(path) in {found.rule for found in checked.findings}
    assert {found.rule for found in checked.errors} <= {rule_of(path)}


def test_every_rule_has_a_defect_which_it_finds():
    assert {rule_of(path) for path in DEFECTS} == READING | set(RULES)


@pytest.mark.parametrize("path", LEGAL, ids=name_of)
def test_a_legal_diagram_raises_no_alarm(path):
    findings = check_files({path.name: path.read_bytes()}).findings

    assert not [f for f in findings if f.severity != "info" and f.rule not in UNFINISHED]


def test_our_own_processes_raise_no_alarm_at_all():
    assert check_files(read_folder(OURS), strict=True).findings == ()


@pytest.mark.parametrize("path", DEFECTS, ids=name_of)
def test_a_finding_says_where_and_why_in_both_languages(path):
    for found in check_defect(path).findings:
        assert any("\u0e01" <= letter <= "\u0e5b" for letter in found.th)
        assert found.en.isprintable()
        assert "{" not in found.th + found.en
        assert found.file in files_of(path)
        assert found.line >= 1


def test_findings_come_in_reading_order_and_only_once():
    findings = check_files(read_folder(HERE / "defects")).findings
    places = [found.place for found in findings]

    assert places == sorted(places)
    assert len(set(findings)) == len(findings)


def test_a_file_over_the_limit_is_refused_unread():
    checked = check_files({"big.bpmn": b"<definitions>" + b" " * 5_000_001})

    assert [found.rule for found in checked.findings] == ["xml-too-large"]


BOMB = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!-- a note -->\n", "<?style x?>"])
def test_a_document_type_is_refused_in_any_encoding(before, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{before}{BOMB}<definitions id="&b;"/>'
    checked = check_files({"bomb.bpmn": text.encode(encoding)})

    assert [found.rule for found in checked.findings] == ["xml-forbidden"]


def test_a_note_may_quote_a_document_type():
    data = next(path for path in LEGAL if path.stem == "artifacts").read_bytes()
    quoted = data.replace("หมายเหตุ".encode(), b"<![CDATA[<!DOCTYPE html><!ENTITY x>]]>")

    assert quoted != data
    assert not check_files({"quoted.bpmn": quoted}).errors


@pytest.mark.parametrize("inside", ["<x/>" * 100_000, '<process id="p">' + "<task/>" * 5_001 + "</process>"])
def test_a_diagram_with_too_many_elements_is_refused_at_once(inside):
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    checked = check_files({"big.bpmn": f"{head}{inside}</definitions>".encode()})

    assert [found.rule for found in checked.findings] == ["diagram-too-large"]


def test_a_bundle_without_a_diagram_is_refused():
    assert [found.rule for found in check_files({"note.txt": b"x"}).errors] == ["no-diagram"]


def test_two_thousand_steps_are_judged_in_less_than_a_second_of_work(big_diagram):
    checked, seconds = big_diagram

    assert not checked.errors
    assert seconds < 2


@pytest.fixture
def big_diagram():
    from time import process_time

    names = [f"t{number}" for number in range(2000)]
    tasks = "".join(f'<task id="{name}"/>' for name in names)
    ends = zip(names, names[1:], strict=False)
    flows = "".join(f'<sequenceFlow id="f_{a}" sourceRef="{a}" targetRef="{b}"/>' for a, b in ends)
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
    body = f'{head}<process id="p" isExecutable="true">{tasks}{flows}</process></definitions>'
    begun = process_time()
    return check_files({"big.bpmn": body.encode()}), process_time() - begun
