"""The past may be cut, and the state stored, after every single step: nothing anybody can see changes."""

from datetime import timedelta

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.draw import HEAD
from tests.engine.drawing import whole
from tests.engine.micro import NOW, bundle
from workflows import Release, starting
from workflows.instance import stepping
from workflows.instance.state import read_state, write_state
from workflows.run import Run

COMMANDS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 4)), min_size=4, max_size=16)


class Stepwise(Run):
    """Runs one step at a time and does something to the instance after each."""

    def _advance(self):
        instance, moves = self._instance, self.seen
        while True:
            ran = stepping.advance(instance, 1)
            moves += instance.moves
            instance.moves = []
            if not ran:
                return tuple(moves)
            instance = self._instance = self.after_step(instance)

    def after_step(self, instance):
        return instance


class Stored(Stepwise):
    """Stored and restored after every step."""

    def after_step(self, instance):
        fresh = read_state(self.release.specs, write_state(instance), self.release.calendar)
        fresh.clear_report()
        fresh.set_now(instance.now)
        fresh.look = instance.look
        return fresh


class Uncut(Stepwise):
    """Keeps every finished step in the tree."""


def begin(kind, release, variables):
    instance = starting.open_instance(release, "p", "seed")
    instance.keeps_past = kind is Uncut
    instance.set_now(NOW)
    run = kind(release, instance)
    run.seen = []
    starting.begin(release, instance, variables, None, None, None)
    run._advance()
    return run


def act(run, number, value, now):
    """The same command for every run; the moves it caused."""
    run.seen = []
    waiting = run.waiting()
    if number == 10:
        run.signal("alarm", None, now)
    elif number == 11:
        run.tick(now + timedelta(minutes=30 * value))
    elif waiting:
        run.complete(waiting[number % len(waiting)].id, {"a": value}, now)
    return orjson.dumps([move.to_json() for move in run.seen])


def seen(run):
    """What anybody can see of a run."""
    return run.waiting(), run.variables, run.next_due(), run.subscriptions(), run.status, run.incidents()


@settings(max_examples=3 * settings.default.max_examples, suppress_health_check=list(HealthCheck))
@given(st.data(), COMMANDS)
def test_cut_uncut_and_stored_after_each_step_are_the_same_run(data, commands):
    body, variables = whole(data.draw)
    release = Release.load(bundle(f'<process id="p" isExecutable="true">{body}</process>', head=HEAD))
    runs = [begin(kind, release, variables) for kind in (Stepwise, Uncut, Stored, Stepwise)]

    now = NOW
    for number, value in commands:
        if runs[0].status != "running":
            break
        now += timedelta(minutes=7)
        assert len({act(run, number, value, now) for run in runs}) == 1
        assert all(seen(run) == seen(runs[0]) for run in runs)
        assert runs[0].state() == runs[2].state() == runs[3].state()
