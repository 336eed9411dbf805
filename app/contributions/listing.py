"""Who of the holders of its roles a collection is open to, kept with its row: names, and organisations.

The diagram lists them in variables of the process: usernames (`contributorsVariable`; None: everybody),
organisations by code or name (`contributorsOf`), or the rows of what is wanted (`wantedContributions`).
Kept here, finding what is open to somebody restores no instance.
"""

from sqlalchemy import select

from app.contributions.models import Collection
from app.contributions.rules import Rules
from app.contributions.wanted import wanted_rows
from app.extensions import db
from app.people.models import Person
from app.registers.models import Organisation


def listed(rules: Rules, variables: dict) -> dict | None:
    """{"people", "organisations"} as the process says now; None for everybody of the roles."""
    everybody = rules.only in variables and variables[rules.only] is None and not rules.wanted
    if not rules.listed or everybody:
        return None
    people = _texts(variables.get(rules.only)) if rules.only else []
    if rules.wanted:
        people = people + _texts([row["person"] for row in wanted_rows(rules, variables)])
    places = _names(_texts(variables.get(rules.of))) if rules.of else []
    return {
        "people": sorted(set(people)),
        "organisations": sorted(set(places)),
        **({"wanted": wanted_rows(rules, variables)} if rules.wanted else {}),
    }


def is_listed(collection: Collection, by) -> bool:
    """Whether the list, if there is one, has this person or the organisation they belong to."""
    said = collection.listed
    if said is None or by.username in said["people"]:
        return True
    if not said["organisations"]:
        return False
    person = db.session.get(Person, by.id)
    return person is not None and person.organisation in said["organisations"]


def _names(places):
    """What was said, and the names of what are codes of the register: people carry names."""
    known = select(Organisation.name).where(Organisation.code.in_(places)) if places else None
    return places + (list(db.session.scalars(known)) if places else [])


def _texts(value) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
