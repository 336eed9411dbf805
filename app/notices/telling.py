"""One notice to each of several people, and the e-mail of it to those who have an address."""

from collections.abc import Iterable

from app import clock
from app.notices.post import leave
from app.notices.service import tell
from app.people.models import Person
from app.people.service import people_with
from app.people.substitution import with_substitutes

# What a diagram says: it may quote the case, and is erased with it (drawn.py).
TOLD = "told"


def whose(task) -> list[Person]:
    """Whoever has a task, or may take it; and who stands in for them today."""
    people = [task.holder] if task.holder else people_with(task.role, task.centre_id) if task.role else []
    return with_substitutes(people, task.role, task.centre_id)


def notify(people: Iterable[Person], kind: str, th: str, en: str, case_id=None, task_id=None) -> int:
    """Tell everybody once who has not left, by e-mail too where a mail server is known; gives how many."""
    unique = list({person.id: person for person in people if person.active}.values())
    ids = tell(unique, kind, th, en, case_id, task_id)
    leave("mail", [{"notice": id} for id in ids], clock.now())
    return len(unique)
