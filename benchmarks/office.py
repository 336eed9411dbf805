"""What is there before anything is measured: the sample office, 10,000 open tasks, and tasks to complete."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event, func, insert, select

from app import clock, create_app, extensions, seed
from app.cases import service as cases
from app.cases.models import Instance, Task
from app.extensions import db
from app.people import service as people
from app.processes import service as processes
from app.seeds import library
from app.seeds.story import stories
from benchmarks.floor import ROWS
from workflows.release import read_folder

LOOP = Path(__file__).parent / "bpmn"
OPEN_TASKS = 10_000
COMPLETE = {"complete": True, "in_mandate": True, "secrecy": "001", "speed": "002"}


class Office:
    """The application in this process, on the database the server will use too."""

    def __init__(self, database_url: str):
        self.app = create_app({"DATABASE_URL": database_url, "SECRET_KEY": "a secret of the benchmark"})
        extensions.migrate(self.app)
        with self.app.app_context():
            for row in ROWS:
                row.__table__.create(db.engine)
            self.people = seed.found_office()
            processes.publish(read_folder(LOOP), by=self.people["process_owner"])
            self.tokens = {role: people.issue_token(one, "bench")[1] for role, one in self.people.items()}
            db.session.commit()
            self.start = {"process": "problem_intake", "centre": "SRC", "answers": self._problem()}

    def _problem(self) -> dict:
        story = next(one for one in stories(clock.now()) if one.process == "problem_intake")
        return library.answers(story, story.process, "submit_problem", opener=story.opener)

    def tasks(self, number: int) -> list[int]:
        """So many claimed tasks of the first stage, each in a case of its own."""
        with self.app.app_context():
            for _ in range(number):
                cases.open_case("problem_intake", self.start["answers"], self.people["submitter"], "SRC")
                db.session.commit()
            seed.drain()
            waiting = select(Task.id).where(Task.element == "check_completeness", Task.status == "open")
            ids = list(db.session.scalars(waiting.where(Task.claimed_by.is_(None))))
            for id in ids:
                cases.claim(id, self.people["intake_officer"])
                db.session.commit()
        return ids

    def crowd(self) -> None:
        """Ten thousand more open tasks of one role, as rows: only the inbox reads them."""
        with self.app.app_context():
            table = Task.__table__
            model = db.session.execute(select(table).limit(1)).mappings().one()
            rows = [dict(model) | self._spread(number) for number in range(OPEN_TASKS)]
            for row in rows:
                del row["id"]
            db.session.execute(insert(table), rows)
            db.session.commit()
            self._analyse()

    def _spread(self, number: int) -> dict:
        due = clock.now() + timedelta(minutes=7 * (number % 4000) - 2000)
        place = {"role": "triage_analyst", "element": "assess_problem", "step_id": 1_000_000 + number}
        return place | {"status": "open", "claimed_by": None, "claimed_at": None, "due_at": due}

    def _analyse(self) -> None:
        """Both databases plan by what they know of their tables."""
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")

    def state_size(self, case_no: str) -> int:
        """The bytes of the newest instance's state of a case."""
        with self.app.app_context():
            size = select(func.length(Instance.state)).join(Instance.case).filter_by(case_no=case_no)
            return db.session.scalar(size.order_by(Instance.id.desc()).limit(1))

    def count(self, task_id: int) -> dict:
        """Statements and commits of one completion, as the engine of the database sees them."""
        token = self.tokens["intake_officer"]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"count-{task_id}"}
        with self._counted() as seen:
            client = self.app.test_client()
            path = f"/api/v1/tasks/{task_id}/complete"
            response = client.post(path, json={"answers": COMPLETE}, headers=headers)
        if response.status_code != 200:
            raise RuntimeError(response.get_data(as_text=True))
        return seen

    @contextmanager
    def _counted(self):
        seen = {"statements": 0, "commits": 0}

        def tally(name):
            def note(*_args):
                seen[name] += 1

            return note

        with self.app.app_context():
            engine = db.engine
        listeners = {"before_cursor_execute": tally("statements"), "commit": tally("commits")}
        for name, listener in listeners.items():
            event.listen(engine, name, listener)
        yield seen
        for name, listener in listeners.items():
            event.remove(engine, name, listener)

    def close(self) -> None:
        extensions.dispose(self.app)
