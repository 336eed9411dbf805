"""What an entry says of the clocks of a case: why they stopped, and how far each due date moved."""

from types import SimpleNamespace

from flask import g

from app.cases import service as cases
from app.cases.lateness import office_time
from app.web.context import translate
from app.web.telling.drawing import drawn_name
from app.web.visitor import named, say
from app.web.wording.dates import show_datetime


def clocks_of(line, case):
    """The card of an entry that stopped the clocks or let them go; None for any other."""
    if line.clock is None:
        return None
    tasks = {task.id: named(task) for task in cases.tasks_of(case, g.person)}
    because = [drawn_name(line, element) for element in line.clock.get("by", ())]
    return SimpleNamespace(
        sentence=say((line.clock["th"], line.clock["en"])),
        because=translate("เพราะรอ “{places}”", "It waits at “{places}”", places=", ".join(because))
        if because
        else "",
        rows=[row for one in line.clock["tasks"] for row in _row(one, tasks)],
    )


def _row(one, tasks):
    """Name, due before, due after, how long it stood; only the name while it stands."""
    moved = one if isinstance(one, dict) else {"task": one}
    if moved["task"] not in tasks:
        return
    before, after = (show_datetime(at, g.language) for at in moved.get("due", ("", "")))
    yield (
        tasks[moved["task"]],
        before,
        after,
        say(office_time(moved["seconds"])) if "seconds" in moved else "",
    )
