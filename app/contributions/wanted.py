"""Where the process says what is wanted of whom: one contribution a row, no other; and what follows the last.

`wantedContributions` names a variable with rows, `wantedPerson` the column with the username, `wantedSame`
the columns whose values a contribution must carry. `whenAllIn` names the message the instance gets with the
last of them, `whenContributed` the one it gets with each (for what is not hidden).
"""

from app.cases.running.messages import hand_over
from app.cases.running.scene import lock_instance
from app.contributions import refusals
from app.contributions.models import Collection, Contribution
from app.contributions.rules import Rules, rules
from app.contributions.terms import NAMED
from app.extensions import db
from app.people.models import Person
from workflows import Message


def wanted_rows(said: Rules, variables: dict) -> list[dict]:
    """[{"person", "same", "files"}]: whose contribution with which values, and what they may open for it."""
    rows = variables.get(said.wanted) if said.wanted else None
    return [_wanted(said, row) for row in rows or [] if isinstance(row, dict)]


def _wanted(said, row):
    """`wantedFiles` names the column with files as answers name them; the name shown is the row's."""
    same = {name: row.get(name) for name in said.wanted_same}
    files = [
        {"sha256": one["sha256"], "name": str(one.get("name") or "")[:200]}
        for one in (row.get(said.wanted_files) if said.wanted_files else None) or []
        if isinstance(one, dict) and isinstance(one.get("sha256"), str)
    ]
    return {"person": row.get(said.wanted_person), "same": same, **({"files": files} if files else {})}


def refuse_unwanted(collection: Collection, answers: dict, by, others: list[Contribution]) -> None:
    """NotWanted for what nobody asked of this person; OverLimit for what they have sent already."""
    said = rules(collection)
    if not said.wanted or by is None:
        return
    same = {name: answers.get(name) for name in said.wanted_same}
    if not any(row["same"] == same for row in asked_of(collection, by)):
        raise refusals.NotWanted()
    mine = [one for one in others if one.person_id == by.id]
    if any(_carries(one, same) for one in mine):
        raise refusals.OverLimit()


def missing(wanted: list[dict], contributions: list[Contribution]) -> list[int]:
    """The places of the wanted rows which nothing answers."""
    return [
        place
        for place, row in enumerate(wanted)
        if not any(_is_by(one.person, row) and _carries(one, row["same"]) for one in contributions)
    ]


def asked_of(collection: Collection, by) -> list[dict]:
    """The rows that are wanted of somebody, whether they are in or not."""
    return [one for one in collection.wanted if one["person"] == by.username]


def wanted_of(collection: Collection, by, mine: list[Contribution]) -> list[dict]:
    """What an open collection still wants of somebody who sent these: the values each must carry."""
    asked = asked_of(collection, by) if collection.is_open else []
    return [asked[place]["same"] for place in missing(asked, mine)]


def pass_on(collection: Collection, row: Contribution, standing: list[Contribution]) -> None:
    """Tell the instance of a contribution (who sent it, or by which link, where authors are named), and of
    the last that was wanted."""
    said = rules(collection)
    if said.when_each and not said.hidden:
        who = {"contributor": _sender(row)} if said.authors == NAMED else {}
        _deliver(collection, said.when_each, {"contribution": row.answers, **who})
    if said.when_all_in and collection.wanted and not missing(collection.wanted, standing):
        _deliver(collection, said.when_all_in, {})


def _sender(row):
    person = db.session.get(Person, row.person_id) if row.person_id else None
    known = {"by": person.username, "organisation": person.organisation} if person else {}
    return {"by": None, "organisation": None, "link": row.invitation_id, **known}


def _deliver(collection, name, payload):
    scene = lock_instance(collection.instance_id)
    run = scene.run()
    waits = [one for one in run.subscriptions() if (one.kind, one.name) == ("message", name)]
    if waits:
        hand_over(scene, Message(name, payload, waits[0].keys), None, run)


def _is_by(person: Person | None, row):
    return person is not None and person.username == row["person"]


def _carries(one, same):
    return all(one.answers.get(name) == value for name, value in same.items())
