"""The service operation `withhold_files`: who left the room for a matter has none of its papers from then on.

It holds for the copies in every case that deals with the matter, and in the case itself for whoever neither
opened it nor has work there. Of the story of these cases they read their own answers only.
"""

from sqlalchemy import delete, exists, insert, or_, select

from app.cases.models import Case, Task, Withheld
from app.cases.running.scene import Scene
from app.extensions import asked_once, db
from app.files.models import File
from app.people.service import people_named

TABLE = Withheld.__table__


def withhold_files(scene: Scene, variables: dict) -> dict:
    """Keep people from the papers of matters, or give them back; gives {"withheld_now": how many}.

    Property of the service task: `rowsVariable` (default `withholding`), rows of `person` (username),
    `case_id` (the matter) and `out`. The last word on a person and a matter counts, wherever it was said.
    """
    rows = [row for row in variables.get(scene.properties.get("rowsVariable", "withholding")) or () if row]
    people = {one.username: one.id for one in people_named({row["person"] for row in rows})}
    matters = set(
        db.session.scalars(select(Case.id).where(Case.id.in_(sorted({row["case_id"] for row in rows}))))
    )
    said = {
        (people[row["person"]], row["case_id"]): row["out"]
        for row in rows
        if row["person"] in people and row["case_id"] in matters
    }
    for person, matter in said:
        db.session.execute(delete(TABLE).where(TABLE.c.person_id == person, TABLE.c.matter_id == matter))
    held = [
        {"person_id": person, "matter_id": matter, "case_id": scene.case_id}
        for (person, matter), out in said.items()
        if out
    ]
    if held:
        db.session.execute(insert(TABLE), held)
    return {"withheld_now": len(held)}


def kept_from(case: Case, by) -> set[int]:
    """The ids of the cases whose papers somebody does not get in this case."""
    mine = asked_once(("withheld", by.id), lambda: _rows_of(by))
    return {matter for matter, _ in mine if matter != case.id or not _at_home(case, by)}


def left_the_room(case: Case, by) -> bool:
    """Whether somebody left the room for a matter that this case is, or deals with: then or another time."""
    mine = asked_once(("withheld", by.id), lambda: _rows_of(by))
    if not mine:
        return False
    if any(where == case.id for _, where in mine) or case.id in kept_from(case, by):
        return True
    copies = exists().where(File.case_id == case.id, File.shared_from.in_([matter for matter, _ in mine]))
    return bool(db.session.scalar(select(copies)))


def _rows_of(by):
    found = select(TABLE.c.matter_id, TABLE.c.case_id).where(TABLE.c.person_id == by.id)
    return [tuple(row) for row in db.session.execute(found)]


def _at_home(case, by):
    """Who opened a case, or has work there on their desk, cannot do without its papers."""
    hands = (Task.assignee_id, Task.claimed_by, Task.behalf_id)
    mine = (Task.case_id == case.id, Task.status == "open", or_(*(hand == by.id for hand in hands)))
    return case.opened_by == by.id or bool(db.session.scalar(select(exists().where(*mine))))
