"""The console script: what it prints matters less than its exit code."""

import json
import shutil
import socket
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app import create_app, extensions
from app.cases.models import Case
from app.cli import main
from app.extensions import db
from tests.support.architecture import ROOT
from tests.test_coverage import SCENARIO

DIAGRAM = (ROOT / "benchmarks/bpmn/bench_loop.bpmn").read_text("utf-8")


@pytest.fixture
def dgti(tmp_path, monkeypatch):
    """dgti("verify", …) runs the command on a database of its own."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/dgti.db")
    monkeypatch.setenv("SECRET_KEY", "a secret of the tests")

    return lambda *arguments: CliRunner().invoke(main, arguments)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """made(begin, dgti, folder): what `begin` does to the database of a folder, done once and then copied."""
    kept = tmp_path_factory.mktemp("made")
    gave = {}

    def made(begin, dgti, folder):
        name = begin.__name__
        if name in gave:
            shutil.copyfile(kept / name, folder / "dgti.db")
            return gave[name]
        gave[name] = begin(dgti)
        with closing(sqlite3.connect(folder / "dgti.db")) as raw:
            raw.execute("VACUUM INTO ?", [str(kept / name)])
        return gave[name]

    return made


@pytest.fixture
def case(dgti, made, tmp_path):
    """A database with the office and one case in it."""
    return made(begin_a_case, dgti, tmp_path)


def begin_a_case(dgti):
    from app import seed

    assert dgti("migrate").exit_code == 0
    app = create_app()
    with app.app_context():
        seed.found_office()
        db.session.commit()
        now = seed.clock.now()
        seed.perform([one for one in seed.stories(now) if one.key.startswith("Village water")], now)
        case_no = db.session.scalar(select(Case.case_no))
        db.session.rollback()
    extensions.dispose(app)
    return case_no


@pytest.fixture
def client(dgti):
    """Speaks to an application on the same database."""
    app = create_app()
    yield app.test_client()
    extensions.dispose(app)


@pytest.fixture
def forge(tmp_path):
    """forge("UPDATE …"): somebody with the file in their hands, who takes the triggers away first."""

    def forge(statement):
        with closing(sqlite3.connect(tmp_path / "dgti.db")) as raw, raw:
            triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                raw.execute(f"DROP TRIGGER {name}")
            raw.execute(statement)

    return forge


@pytest.fixture
def package(tmp_path):
    """A folder with one process and no findings."""
    folder = tmp_path / "package"
    (folder / "forms").mkdir(parents=True)
    for form in (ROOT / "benchmarks/bpmn/forms").iterdir():
        (folder / "forms" / form.name).write_bytes(form.read_bytes())
    (folder / "bench_loop.bpmn").write_text(DIAGRAM, "utf-8")
    return folder


def test_our_own_processes_check_and_their_scenarios_hold(dgti):
    assert dgti("check", str(ROOT / "bpmn/dgti")).exit_code == 0


def test_a_broken_condition_is_found_with_file_line_and_element(dgti, package):
    broken = DIAGRAM.replace(">enough</bpmn:cond", ">enough ==</bpmn:cond")
    (package / "bench_loop.bpmn").write_text(broken, "utf-8")
    result = dgti("check", str(package))

    assert result.exit_code == 1
    assert "bench_loop.bpmn:" in result.output
    assert "ผิด [" in result.output


def test_findings_come_as_json_for_tools(dgti, package):
    (package / "bench_loop.bpmn").write_text(DIAGRAM.replace("scriptFormat", "format"), "utf-8")
    findings = json.loads(dgti("check", "--json", str(package)).output)["findings"]

    assert all({"file", "line", "element", "rule", "severity", "th", "en"} <= set(one) for one in findings)


def test_models_match_migrations(dgti):
    assert dgti("migrate", "--check").exit_code == 0


def test_a_whole_chain_verifies_and_replays(dgti, case):
    assert dgti("verify").exit_code == 0
    assert dgti("verify", case).exit_code == 0
    assert dgti("replay", case).exit_code == 0


def test_a_changed_entry_is_named(dgti, case, forge):
    forge("UPDATE journal_entry SET person_id = 2 WHERE number = 1")
    result = dgti("verify", case)

    assert result.exit_code == 1
    assert "entry 1" in result.output


def test_a_changed_state_is_seen_by_the_replay(dgti, case, forge):
    forge("UPDATE instance SET state = CAST(replace(CAST(state AS TEXT), '\"SRC\"', '\"XXX\"') AS BLOB)")

    assert dgti("replay", case).exit_code == 1


def test_an_unknown_case_is_refused_with_a_sentence(dgti, case):
    result = dgti("verify", "SRC-2500-00001")

    assert result.exit_code == 1
    assert "there is no case" in result.output


def test_a_token_is_issued_once_and_opens_the_api(dgti, case, client):
    token = dgti("token", "orapin").output.strip()
    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})

    assert answer.json["username"] == "orapin"


def test_a_token_for_nobody_is_refused(dgti, case):
    assert dgti("token", "nobody").exit_code == 1


def test_a_taken_port_is_refused_with_a_sentence(dgti):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = dgti("serve", "--port", str(taken.getsockname()[1]))

    assert result.exit_code == 1
    assert "is taken" in result.output


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "127.example.org"])
def test_the_sample_office_is_not_opened_to_others(dgti, host):
    result = dgti("serve", "--demo", "--host", host, "--port", "0")

    assert result.exit_code == 1
    assert "everybody knows" in result.output


@pytest.fixture
def founded(dgti, made, tmp_path):
    """An empty office with one centre: what production begins with."""
    made(found, dgti, tmp_path)


def found(dgti):
    assert dgti("migrate").exit_code == 0
    assert (
        dgti("centre", "add", "SRC", "--name-th", "ศูนย์ศรีราชา", "--name-en", "Sriracha centre").exit_code == 0
    )


def add(dgti, username, *options):
    return dgti("person", "add", username, "--name-th", "สมใจ", "--name-en", "Somjai", *options)


def test_an_office_begins_without_the_sample_data(dgti, founded, client):
    added = add(dgti, "somjai", "--centre", "SRC", "--role", "intake_officer", "--role", "triage_analyst")
    password = added.output.strip().rpartition(" ")[2]
    body = {"username": "somjai", "password": password, "name": "first"}
    token = client.post("/api/v1/tokens", json=body).json["token"]
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json

    assert {(one["role"], one["centre"]) for one in me["roles"]} == {
        ("intake_officer", "SRC"),
        ("triage_analyst", "SRC"),
    }
    assert dgti("person", "token", "somjai").exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--role", "intake_officer"], "needs a centre"),
        (["--centre", "SRC", "--role", "king"], "no role"),
        (["--centre", "XXX", "--role", "chair"], "no such centre"),
        (["--centre", "SRC", "--role", "auditor", "--role", "chair"], "cannot hold"),
    ],
)
def test_a_person_with_impossible_roles_is_refused_and_nobody_is_added(dgti, founded, options, said):
    refused = add(dgti, "somjai", *options)

    assert (refused.exit_code, said in refused.output) == (1, True)
    assert dgti("person", "token", "somjai").exit_code == 1


def test_a_password_is_asked_for_and_a_short_one_refused(dgti, founded, monkeypatch):
    monkeypatch.setattr("click.prompt", lambda *_args, **_options: "short")
    refused = add(dgti, "somjai", "--role", "auditor", "--ask")

    assert "12 to 200" in refused.output


@pytest.mark.parametrize("code", ["SRC", "src", "S", "S-R"])
def test_a_centre_has_a_code_of_its_own_that_begins_a_number(dgti, founded, code):
    assert dgti("centre", "add", code, "--name-th", "ก", "--name-en", "a").exit_code == 1


@pytest.fixture
def owner(dgti, made, tmp_path):
    """A database with a process owner and a clerk, and nothing published."""
    made(hire_an_owner, dgti, tmp_path)


def hire_an_owner(dgti):
    names = ("--name-th", "ก", "--name-en", "A")
    found(dgti)
    assert dgti("person", "add", "wanida", *names, "--role", "process_owner").exit_code == 0
    assert (
        dgti("person", "add", "clerk", *names, "--role", "intake_officer", "--centre", "SRC").exit_code == 0
    )


def published(tmp_path):
    with closing(sqlite3.connect(tmp_path / "dgti.db")) as raw:
        return raw.execute("SELECT count(*) FROM process_version").fetchone()[0]


def test_a_process_owner_publishes_a_folder_and_again_without_a_new_version(dgti, owner, package, tmp_path):
    first, again = (dgti("publish", str(package), "--by", "wanida") for _ in range(2))

    assert (first.exit_code, again.exit_code, published(tmp_path)) == (0, 0, 1), first.output
    assert "ฉบับที่ 1" in first.output


def test_what_the_scenarios_walked_is_kept_with_the_release(dgti, owner, package, tmp_path):
    (package / "tests").mkdir()
    (package / "tests" / "begin.yaml").write_text(SCENARIO, "utf-8")
    assert dgti("publish", str(package), "--by", "wanida").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "dgti.db")) as raw:
        [[kept]] = raw.execute("SELECT coverage FROM release").fetchall()

    assert json.loads(kept)["processes"]["bench_loop"]["elements"]["do_again"] == 1


def test_publish_check_says_what_would_happen_and_changes_nothing(dgti, owner, package, tmp_path):
    assert dgti("publish", str(package), "--by", "wanida", "--check").exit_code == 0
    assert published(tmp_path) == 0


def test_what_the_check_refuses_is_printed_and_not_published(dgti, owner, package, tmp_path):
    broken = DIAGRAM.replace(">enough</bpmn:cond", ">enough ==</bpmn:cond")
    (package / "bench_loop.bpmn").write_text(broken, "utf-8")
    result = dgti("publish", str(package), "--by", "wanida")

    assert (result.exit_code, published(tmp_path)) == (1, 0)
    assert "ผิด [" in result.output


@pytest.mark.parametrize("who", ["clerk", "nobody"])
def test_nobody_else_publishes(dgti, owner, package, who, tmp_path):
    assert dgti("publish", str(package), "--by", who).exit_code == 1
    assert published(tmp_path) == 0
