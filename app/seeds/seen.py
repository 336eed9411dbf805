"""Rows of the database as the play sees them, and the papers it attaches."""

from collections.abc import Iterable

from app.cases.models import Task
from app.contributions import service as contributions
from app.contributions.models import Collection
from app.contributions.wanted import wanted_rows
from app.people import service as people
from app.people.roles import ROLES
from app.seeds.desk import Waiting

# An empty page, for papers that stories attach.
PAPER = """%%PDF-1.4
%% %s
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
trailer <</Root 1 0 R>>
%%%%EOF
"""


def task_seen(row: Task, names: dict[int, str]) -> Waiting:
    """A task; `names`: usernames by id."""
    return Waiting(
        id=row.id,
        case_id=row.case_id,
        process=row.instance.process_id,
        element=row.element,
        role=row.role,
        assignee=names.get(row.assignee_id),
        opened=row.opened_at,
        due=row.due,
        values=row.values,
    )


def collection_seen(row: Collection) -> Waiting:
    """A collection, with everybody who may contribute."""
    return Waiting(
        id=row.id,
        case_id=row.case_id,
        process=row.process_id,
        element=row.element,
        role=None,
        assignee=None,
        opened=row.opened_at,
        due=None,
        values={},
        name=row.name,
        asked=tuple(asked_of(row)),
    )


def asked_of(row: Collection) -> Iterable[tuple[str, dict]]:
    """Who may contribute to a collection, each with what a contribution of theirs must carry."""
    rules = contributions.rules(row)
    roles = [role for role in rules.contributors if role in ROLES]
    found = {one.username: one for role in roles for one in people.people_with(role, row.centre_id)}
    wanted = wanted_rows(rules, contributions.variables_of(row)) if rules.wanted else None
    for username, person in found.items():
        if not contributions.is_contributor(row, person):
            continue
        if wanted is None:
            yield username, {}
        yield from ((username, one["same"]) for one in wanted or () if one["person"] == username)


def paper(name: str) -> bytes:
    """A PDF of one empty page, another for each name."""
    return (PAPER % name).encode()
