"""How records of the registers are told on pages: their cells in lists, their facts, their history."""

from types import SimpleNamespace

from flask import g

from app import clock
from app.people.roles import role_name
from app.registers import rights, service
from app.registers.fields import EVERY_CENTRE
from app.registers.kinds import kind_named, name_of
from app.web.context import translate
from app.web.forms.fields import questions
from app.web.pages.task_page import Names
from app.web.telling.brief import plain_words, words
from app.web.visitor import say
from app.web.wording.texts import Text

# What a list says of a record beside its name and state; the first three come first on a phone too.
CELLS = {
    "organisations": ("kind", "domains"),
    "mous": ("organisation", "starts", "ends"),
    "committees": ("type", "centre"),
    "seats": ("committee", "title", "person", "term_ends"),
    "technologies": ("organisation", "trl", "domains"),
    "interests": ("organisation", "relation", "since"),
    "holidays": ("day", "centre"),
    "people": ("organisation", "centre"),
    "centres": ("region", "parent"),
}
# Records that belong to another and are listed on its page: (register, by which field).
PARTS = {
    "organisations": (("mous", "organisation"), ("technologies", "organisation")),
    "committees": (("seats", "committee"),),
}
STATUS = Text("สถานะ", "State")
WHO = Text("ผู้แจ้ง", "Declared by")
ROLES_HELD = Text("บทบาท", "Roles")
COMMON = Text("ค่ากลาง", "Common value")
NOTHING = "–"


class Teller:
    """Tells the records of one register in the language of the visitor; `without` a cell all share."""

    def __init__(self, kind, without=None):
        self.kind, self.names = kind, Names(g.language)
        self.cells = [name for name in CELLS[kind.key] if name != without]
        self.asked = {one.name: one for one in questions(kind.form)}

    def rows(self, rows):
        """The records of a list; whatever they name is looked up at once."""
        named = {getattr(row, name, None) for row in rows for name in ("person", "organisation", "committee")}
        self.names.learn(named | {getattr(row, "parent", None) for row in rows})
        return [self.row(row) for row in rows]

    def row(self, row):
        """A record in a list."""
        return SimpleNamespace(
            code=row.code,
            name=self.name(row),
            state=self.state(row),
            cells=[self.said(name, getattr(row, name)) for name in self.cells],
        )

    def name(self, row):
        """What a record is called: by its own name, or by whose it is."""
        thai, english = name_of(row)
        if thai != row.code:
            return say((thai, english))
        whose = getattr(row, "person", None) or getattr(row, "organisation", None)
        return self.names.get(whose, whose) if whose else row.code

    def heads(self):
        """The words above the cells."""
        return [say(self.asked[name].label) for name in self.cells]

    def state(self, row):
        """The state of a record, with its mark."""
        found = self.kind.states[self.kind.state_of(row, clock.today())]
        return SimpleNamespace(mark=found.mark, words=say(found))

    def facts(self, row):
        """[(label, words)] of a record, as the visitor may see it."""
        told = service.told(self.kind.key, row, g.person)
        rows = [
            (say(self.asked[name].label), self.said(name, told[name])) for name in self.asked if name in told
        ]
        whose = [(say(WHO), self.names.get(row.person, row.person))] if self.kind.key == "interests" else []
        vacated = getattr(row, "vacated_reason", None)
        left = [(translate("พ้นจากตำแหน่งเพราะ", "Vacated because"), vacated)] if vacated else []
        return whose + rows + left

    def said(self, name, value):
        """One value in words."""
        if value in (None, "", []):
            return NOTHING
        value = value.isoformat() if hasattr(value, "isoformat") else value
        asked = self.asked.get(name)
        said = words(asked, value, g.language, self.names) if asked else plain_words(value, g.language)
        return said.replace("\n", ", ")

    def changes(self, told):
        """[(label, before, after)] of one entry of the history."""
        return [self._change(name, *pair) for name, pair in told.changes.items()]

    def _change(self, name, before, after):
        if name == "status":
            known = {key: say(state) for key, state in self.kind.states.items()}
            return say(STATUS), known.get(before, before or NOTHING), known.get(after, after or NOTHING)
        if name == "roles":
            return say(ROLES_HELD), roles_said(before), roles_said(after)
        label = say(self.asked[name].label) if name in self.asked else name
        return label, self.said(name, before), self.said(name, after)


def roles_said(held) -> str:
    """Roles as the register keeps them (`drafter@SRC`), in words."""
    said = []
    for role, _, place in (one.partition("@") for one in held or ()):
        word = say(role_name(role))
        said.append(word if place == EVERY_CENTRE else f"{word} ({place})")
    return ", ".join(said) or NOTHING


def parts_of(kind, row):
    """The lists on a record's page: what belongs to it in other registers."""
    found = []
    for key, field in PARTS.get(kind.key, ()):
        other = kind_named(key)
        teller = Teller(other, without=field)
        rows = service.list_records(key, g.person, **{field: row.code}, limit=100).items
        found.append(
            SimpleNamespace(
                kind=other,
                title=say(other),
                heads=teller.heads(),
                rows=teller.rows(rows),
                field=field,
                may_add=rights.may_add_somewhere(other, g.person),
            )
        )
    return found
