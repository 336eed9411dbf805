"""`make demo`: one case through all six stages, and its meeting, over HTTP as the people would, then proved.

A server of its own on a free port, a database of its own in a temporary folder. What is printed comes from
the case's story, as an auditor reads it. Time passes in seconds: the clock of this process travels.
"""

import json
import tempfile
import threading
import urllib.error
import urllib.request
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from app import clock, create_app, extensions, seed
from app.seeds.hours import in_office
from app.seeds.play import Play
from app.seeds.story import Story, stories

AUDITOR, STORY = "audit", "Older people on Ko Sichang"
SIGNED_IN = timedelta(days=60)
CHOOSING = ("exclusive_gateway", "inclusive_gateway", "complex_gateway")


def run_demo(keep: bool = False) -> int:
    """Drive the case and prove it; gives the exit code."""
    folder = Path(tempfile.mkdtemp(prefix="dgti-demo-"))
    app = create_app({"DATABASE_URL": f"sqlite:///{folder}/demo.db", "SECRET_KEY": "a secret of the demo"})
    extensions.migrate(app)
    with app.app_context():
        seed.open_office()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with app.app_context():
            return drive(Speaker(f"http://127.0.0.1:{server.server_port}"))
    finally:
        server.shutdown()
        clock.travel_to(None)
        leave(app, folder, keep)


def drive(speaker: "Speaker") -> int:
    """Submit a problem, let everybody do their part, verify and replay."""
    click.echo(f"เซิร์ฟเวอร์ · server: {speaker.url}\n")
    begins = in_office(clock.now())
    clock.travel_to(begins)
    teller = Teller(speaker)
    stage = Play(HttpDesk(speaker, teller), [the_story(begins)], None)
    stage.run(over=lambda: seed.all_closed(stage.by_case))
    walked = [story.case_no for story in stage.stories]
    for case_no in walked:
        teller.tell(case_no)
    return max(prove(speaker, case_no) for case_no in walked)


def the_story(begins: datetime) -> Story:
    """A problem of the sample office that is approved with conditions, from today to its end."""
    told = next(story for story in stories(begins) if story.key.startswith(STORY))
    return Story(told.facts | {"age": 0, "until": "", "when": {}}, begins)


def prove(speaker: "Speaker", case_no: str) -> int:
    """The chain of hashes, and the commands run again."""
    chain = speaker.get(AUDITOR, f"/cases/{case_no}/verification")
    again = speaker.get(AUDITOR, f"/cases/{case_no}/replay")
    click.echo(
        f"\n{case_no}\n"
        f"สายแฮช · chain: {chain['entries']} entries, {'✓' if chain['ok'] else '✗'}  head {chain['head']}"
    )
    counted = f"{again['commands']} commands, {again['instances']} instances"
    click.echo(
        f"เดินซ้ำ · replay: {counted}, {'✓ same state, byte for byte' if again['same'] else '✗ differs'}"
    )
    for problem in (*chain["problems"], *again["differences"]):
        click.echo(f"  #{problem['number']} {problem['th']} · {problem['en']}")
    return 0 if chain["ok"] and again["same"] else 1


def leave(app, folder: Path, keep: bool) -> None:
    """Take the database away, or say where it is."""
    extensions.dispose(app)
    if keep:
        click.echo(f"ฐานข้อมูล · database: {folder}/demo.db")
        return
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


class Quiet(WSGIRequestHandler):
    """The demo prints its own lines."""

    def log_request(self, *_args):
        """Nothing."""


class StepUp(Exception):
    """The API wants a token whose password was given a short while ago (RFC 9470)."""


class Speaker:
    """Speaks to the API as whoever is named, each with a token of their own."""

    def __init__(self, url: str):
        self.url, self.tokens = url, {}

    def get(self, who: str, path: str) -> dict:
        return self._call("GET", path, None, self.token(who))

    def post(self, who: str, path: str, body: dict | None = None) -> dict:
        try:
            return self._call("POST", path, body or {}, self.token(who))
        except StepUp:  # the step asks for a fresh proof of who they are: sign in again, then once more
            del self.tokens[who]
            return self._call("POST", path, body or {}, self.token(who))

    def token(self, who: str) -> str:
        if who not in self.tokens:
            body = {"username": who, "password": seed.PASSWORD, "name": "demo"}
            self.tokens[who] = self._call("POST", "/tokens", body, None)["token"]
        return self.tokens[who]

    def _call(self, method, path, body, token):
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as response:
                return json.load(response)
        except urllib.error.HTTPError as refused:
            if "insufficient_user_authentication" in refused.headers.get("WWW-Authenticate", ""):
                raise StepUp() from refused
            raise click.ClickException(f"{method} {path}: {refused.read().decode()}") from refused


class HttpDesk(seed.ServiceDesk):
    """Acts over HTTP as the people would, and tells what came of it; what waits it reads as the seed does."""

    def __init__(self, speaker: Speaker, teller: "Teller"):
        super().__init__()
        self.speaker, self.teller = speaker, teller
        self.signed_in = clock.now()

    def open_case(self, process, centre, answers, username):
        body = {"process": process, "centre": centre, "answers": answers}
        case_no = self.speaker.post(username, "/cases", body)["case_no"]
        self._done(case_no)
        return seed.id_of(case_no), case_no

    def take(self, task, usernames):
        if not task.assignee:
            self.speaker.post(usernames[0], f"/tasks/{task.id}/claim")
        return task.assignee or usernames[0]

    def complete(self, task, answers, username):
        self.speaker.post(username, f"/tasks/{task.id}/complete", {"answers": answers})
        self._done(seed.number_of(task.case_id))

    def contribute(self, case_no, collection, answers, username):
        path = f"/cases/{case_no}/collections/{collection.name}/contributions"
        self.speaker.post(username, path, {"answers": answers})
        self._done(case_no)

    def tell(self, case_no, message, answers, username):
        self.speaker.post(username, f"/cases/{case_no}/messages", {"name": message, "payload": answers})
        self._done(case_no)

    def travel(self, moment):
        if moment - self.signed_in > SIGNED_IN:  # no token lasts for a case's whole life
            self.speaker.tokens.clear()
            self.signed_in = moment
        super().travel(moment)

    def _done(self, case_no):
        seed.drain()
        self.teller.tell(case_no)


class Teller:
    """Prints what is new in the story of a case."""

    def __init__(self, speaker: Speaker):
        self.speaker, self.told, self.process = speaker, Counter(), None
        self.names = {row["process"]: row for row in speaker.get("process", "/processes")}

    def tell(self, case_no: str) -> None:
        for entry in self.speaker.get(AUDITOR, f"/cases/{case_no}/story"):
            if entry["number"] > self.told[case_no] and entry["kind"] != "task:claimed":
                self._heading(entry["process"])
                self._entry(entry)
            self.told[case_no] = max(self.told[case_no], entry["number"])

    def _heading(self, process):
        if process and process != self.process:
            self.process = process
            click.echo(f"\n━━ {self.names[process]['name']} · {self.names[process]['name_en']} ━━")

    def _entry(self, entry):
        when = clock.moment(entry["at"]).astimezone(clock.BANGKOK)
        click.echo(f"{entry['number']:>4}  {when:%d/%m} {when:%H:%M}  {entry['th']}  {entry['hash'][:12]}")
        for paper in entry["documents"]:
            click.echo(f"                   ▤ {paper['name']}  SHA-256 {paper['sha256'][:16]}…")
        lines = Counter(line for move in entry["moves"] for line in decisions(move))
        for line, times in lines.items():
            click.echo(f"                   {line}" + (f"  × {times}" if times > 1 else ""))


def decisions(move: dict):
    """What a gateway or a decision table chose, and on what."""
    if move["kind"] in CHOOSING and move.get("flow"):
        why = (
            f"[{move['condition']}] {values(move.get('values', {}))}" if "condition" in move else "(default)"
        )
        yield f"◇ {move['element']} → {move['flow']}  {why}"
    if "decision" in move:
        said = move["decision"]
        rules = ", ".join(str(rule) for rule in said["rules"])
        yield f"▦ {said['table']} กฎ · rule {rules}: {values(said['inputs'])} → {values(said['outputs'])}"


def values(found: dict) -> str:
    return ", ".join(f"{name}={str(value)[:40]}" for name, value in found.items())
