"""``dgti check`` prints like a compiler and tells the shell whether a package may be published."""

import json
from pathlib import Path

from workflows.check.report import check_folder, main
from workflows.errors import AnswersRefused

HERE = Path(__file__).parent
FAULTY = str(HERE / "defects" / "start-has-incoming.bpmn")
SOUND = str(HERE / "legal" / "plain.bpmn")


def test_an_error_is_told_with_place_rule_and_sentence(capsys):
    assert main([FAULTY]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"{FAULTY}:4: start ผิด [start-has-incoming] เหตุการณ์เริ่มต้น")


def test_english_comes_when_asked_for(capsys):
    main(["--en", FAULTY])
    assert "start error [start-has-incoming] Start event start is entered by" in capsys.readouterr().out


def test_a_sound_file_lets_the_shell_go_on(capsys):
    assert main([SOUND]) == 0
    assert capsys.readouterr().out.strip() == f"{SOUND}: ผิด 0 เตือน 0 แจ้ง 0"


def test_programs_get_json(capsys):
    main(["--json", FAULTY, SOUND])
    faulty, sound = json.loads(capsys.readouterr().out)
    assert faulty["findings"][0]["rule"] == "start-has-incoming"
    assert [faulty["publishable"], sound["publishable"]] == [False, True]


def test_several_paths_give_the_worst_answer(capsys):
    assert main([SOUND, FAULTY]) == 1


def test_wrong_usage_is_told_apart_from_faulty_diagrams(capsys):
    assert main([]) == main(["--loud", SOUND]) == main(["nowhere.bpmn"]) == 2


def test_a_folder_is_one_package():
    found = check_folder(HERE / "defects" / "process-id-twice").findings
    assert [(one.file, one.rule) for one in found] == [("b.bpmn", "process-id-twice")]


def test_one_is_told_in_the_singular():
    findings = check_folder(FAULTY)
    sentences = [AnswersRefused(("a",)).en, AnswersRefused(("a", "b")).en, findings.summary(english=True)]

    assert sentences[:2] == ["1 answer was not accepted.", "2 answers were not accepted."]
    assert " 1 error, 0 warnings" in sentences[2]


def test_a_single_file_is_told_under_the_name_that_was_given(tmp_path, capsys):
    (tmp_path / "passwd").write_text("root", encoding="utf-8")
    assert main([str(tmp_path / "passwd")]) == 1
    assert capsys.readouterr().out.startswith(f"{tmp_path}/passwd:")
