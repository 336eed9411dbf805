"""A question as a page asks it: the engine's field, the control that fits, its HTML name, its condition."""

from dataclasses import dataclass, replace

from app.web.wording.texts import ENGLISH, Text
from workflows.forms import Field, Form

SINGLE = {
    "number": "text",
    "year": "text",
    "decimal": "text",
    "email": "text",
    "file": "lines",
    "list": "lines",
}
IN_A_CELL = {"radio": "select", "yesno": "select", "scale": "select", "date": "day", "datetime": "day"}
CHOICES = ("radio", "scale", "yesno", "checkboxes")
PARTS = {"date": "-day", "datetime": "-day", "table": "-0"}
YES, NO = Text("ใช่", "Yes"), Text("ไม่ใช่", "No")


@dataclass(frozen=True)
class Choice:
    """One answer a person can choose."""

    value: object
    label: Text

    @property
    def text(self):
        """The value as it travels in an HTML form."""
        return as_text(self.value)


@dataclass(frozen=True)
class Question:
    """One field of a form on a page; `name` is its name in the HTML form, with its row when it is a cell."""

    field: Field
    name: str
    widget: str
    choices: tuple[Choice, ...] = ()
    asked_when: tuple = ()

    @property
    def label(self):
        return Text(self.field.title, self.field.title_en)

    @property
    def hint(self):
        return Text(self.field.hint, self.field.hint_en)

    @property
    def required(self):
        return self.field.required

    @property
    def is_figure(self):
        """Whether a number is typed: such fields are narrow and aligned."""
        return self.field.type == "integer" or self.field.format in ("money", "decimal")

    @property
    def is_year(self):
        """Whether a number is a year, which is written without a comma."""
        return self.field.widget == "year"

    @property
    def is_group(self):
        """Whether it needs a fieldset and a legend rather than a label."""
        return self.widget in (*CHOICES, *PARTS)

    @property
    def id(self):
        """The HTML id of the control, or the stem of the ids of several."""
        return f"f-{self.name.replace('.', '-')}"

    @property
    def first_id(self):
        """Where a link from the error summary leads."""
        return self.id + ("-1" if self.widget in CHOICES else PARTS.get(self.widget, ""))

    @property
    def columns(self):
        """The questions of one row of a table."""
        return tuple(question(column) for column in self.field.columns)

    def choice(self, value):
        """The choice with that value, or None."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def cell(self, row, column):
        """A column's question in one row of this table, with a control that fits a cell."""
        widget = IN_A_CELL.get(column.widget, column.widget)
        return replace(column, name=f"{self.name}.{row}.{column.name}", widget=widget)


def questions(form: Form) -> tuple[Question, ...]:
    """The questions of a form in its order."""
    conditions = _conditions(form.schema)
    return tuple(question(field, conditions.get(field.name, ())) for field in form.fields)


def question(field: Field, asked_when: tuple = ()) -> Question:
    """The question of one field."""
    widget = _widget(field)
    choices = tuple(Choice(option.value, Text(option.title, option.title_en)) for option in field.options)
    if widget in ("yesno", "tick"):
        choices = (Choice(True, YES), Choice(False, NO))
    if widget == "scale" and not choices:
        steps = range(field.minimum or 1, (field.maximum or 5) + 1)
        choices = tuple(Choice(step, Text("", "")) for step in steps)
    return Question(field, field.name, widget, choices, asked_when)


def groups(form: Form, asked: tuple[Question, ...]) -> list[tuple[Text | None, list[Question]]]:
    """The questions under their headings, in the order of the form; what no group names comes last."""
    left = {one.name: one for one in asked}
    found = []
    for group in form.groups:
        members = [left.pop(name) for name in group.fields if name in left]
        found.append((Text(group.title, group.title_en), members))
    found.append((None, list(left.values())))
    return [(title, members) for title, members in found if members]


def condition_text(asked: Question, others, language) -> str:
    """ "ต้องตอบเมื่อ ครบถ้วน: ไม่ใช่" for a question asked only after certain answers; "" for any other."""
    known = {one.name: one for one in others}
    if not asked.asked_when or any(name not in known for name, _ in asked.asked_when):
        return ""
    parts = []
    for name, values in asked.asked_when:
        shown = " / ".join(_word(known[name], value, language) for value in values)
        parts.append(f"{known[name].label.in_language(language)}: {shown}")
    lead = "Answer when" if language == ENGLISH else "ต้องตอบเมื่อ"
    return f"{lead} {' · '.join(parts)}"


def as_text(value) -> str:
    """A value as text in HTML: true and false for booleans."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _widget(field):
    if field.widget == "file" and field.columns:
        return "files"
    if field.type == "boolean" and field.must_be is True:
        return "tick"
    if field.ref and field.ref.startswith("person"):
        return "checkboxes" if field.multiple else "person"
    if field.widget == "signature":
        return "tick" if field.type == "boolean" else "text"
    return SINGLE.get(field.widget, field.widget)


def _word(asked, value, language):
    choice = asked.choice(value)
    return choice.label.in_language(language) if choice else as_text(value)


def _conditions(schema):
    """Which questions one other answer calls for: {field: ((other field, values), …)} from if/then."""
    found = {}
    for rule in [schema, *schema.get("allOf", ())]:
        tests = rule.get("if", {}).get("properties", {})
        if len(tests) != 1:
            continue
        ((name, test),) = tests.items()
        values = (test["const"],) if "const" in test else tuple(test.get("enum", ()))
        for asked in rule.get("then", {}).get("required", ()):
            if values and asked not in schema.get("required", ()):
                found.setdefault(asked, ((name, values),))
    return found
