"""What may be chosen for a reference (`x-ref`) of a form: people by role, records of registers, cases."""

from app.cases import service as cases
from app.people import service as people
from app.registers import references
from app.web.forms.fields import Choice
from app.web.wording.texts import Text

PERSON, CASE = "person:", "case"
MOST_CASES = 200


def nameable(centres, by):
    """A function that gives the choices of a reference, in these centres, for somebody."""

    def choices(ref):
        if ref.startswith(PERSON):
            return holders(ref.removeprefix(PERSON), centres)
        if ref == CASE:
            return readable_cases(by)
        if not references.knows(ref):
            return ()
        place = centres[0].code if len(centres) == 1 else None
        return tuple(Choice(code, Text(th, en)) for code, th, en in references.choices(ref, place))

    return choices


def holders(role, centres):
    """Everybody who holds a role in one of the centres, each once."""
    found = [person for centre in centres for person in people.people_with(role, centre.id)]
    names = {person.username: Text(person.name, person.name_en) for person in found}
    return tuple(Choice(username, name) for username, name in names.items())


def readable_cases(by):
    """The newest cases somebody may read."""
    return tuple(
        Choice(
            case.case_no,
            Text(f"{case.case_no} {case.title}", f"{case.case_no} {case.title_en or case.title}"),
        )
        for case in cases.list_cases(by, limit=MOST_CASES).items
    )
