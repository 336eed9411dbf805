"""A form on a page: its fields with what was answered, what is wrong, and what can be chosen."""

from dataclasses import replace

from app.web.fields import Option, as_text, condition_text, fields_of, groups_of
from app.web.forms import rows_in, shown
from app.web.wording.texts import Text

CELL_WIDGETS = {"radio": "select", "yesno": "select", "scale": "select", "date": "day", "datetime": "day"}
TEXT_ROWS = ((5000, 7), (1000, 4))


class FormPage:
    """What the template asks about a form. `choices(field)` gives the options known only at run time."""

    def __init__(self, schema, answers, language, errors=None, choices=None, rows=None):
        self.schema, self.answers, self.language = schema, answers, language
        self.errors = errors or {}
        self._choices = choices or (lambda field: ())
        self._rows = rows or {}
        self.fields = fields_of(schema)
        self.groups = groups_of(schema)

    def value(self, field):
        """The answer of a field as its inputs show it."""
        answer = self.answers
        for part in field.name.split("."):
            answer = _inside(answer, part)
        if field.widget == "day":
            return _day_text(shown(replace(field, widget="date"), answer, self.language))
        return shown(field, answer, self.language)

    def error(self, name):
        """What is wrong with a field, or ""."""
        return self.errors.get(name, "")

    def error_links(self):
        """(id of the control, message) of every error, in the order of the form; what belongs nowhere first."""
        controls = [cell for field in self.fields for cell in self._controls(field)]
        known = [
            (control.first_id, self.errors[control.name])
            for control in controls
            if control.name in self.errors
        ]
        names = {control.name for control in controls}
        return [("", text) for name, text in self.errors.items() if name not in names] + known

    def options(self, field):
        """What can be chosen: from the schema, or known only now (people, ideas, candidates)."""
        return field.options or tuple(self._choices(field))

    def hint(self, field):
        """The hint of a field: what its owner wrote, when it must be answered, and its limits."""
        own = field.hint.in_language(self.language)
        when = condition_text(field, self.fields, self.language)
        return " · ".join(part for part in (own, when, self._limits(field, own)) if part)

    def anchor(self, option):
        """The words of a step of a scale, without its figure when the label repeats it."""
        words = option.label.in_language(self.language)
        return words.removeprefix(option.text).strip(" .–-:·")

    def when(self, field):
        """The condition of a field for the browser: "complete=false" (several values by |)."""
        return "&".join(f"{name}={'|'.join(as_text(v) for v in values)}" for name, values in field.asked_when)

    def rows(self, field):
        """How tall a text area is."""
        most = field.schema.get("maxLength", 0)
        return next((rows for limit, rows in TEXT_ROWS if most >= limit), 3)

    def table_rows(self, field):
        """The cells of every row of a table, an empty row at least."""
        filled = len(self.value(field))
        count = max(filled, self._rows.get(field.name, 0), 1)
        return [[as_cell(field, row, column) for column in field.columns] for row in range(count)]

    def _controls(self, field):
        yield field
        if field.widget == "table":
            yield from (cell for row in self.table_rows(field) for cell in row)

    def _limits(self, field, said):
        least, _most = field.schema.get("minLength", 0), field.schema.get("maxLength", 0)
        if least > 1 and str(least) not in said:
            return Text("อย่างน้อย {n} ตัวอักษร", "at least {n} characters").in_language(self.language, n=least)
        if field.widget == "checkboxes" and not said:
            return Text("เลือกได้หลายข้อ", "Choose all that apply").in_language(self.language)
        if (
            field.kind == "integer"
            and field.widget == "text"
            and "minimum" in field.schema
            and "maximum" in field.schema
        ):
            low, high = field.schema["minimum"], field.schema["maximum"]
            return Text("ตั้งแต่ {a} ถึง {b}", "from {a} to {b}").in_language(
                self.language, a=f"{low:,}", b=f"{high:,}"
            )
        return ""


def as_cell(table, row, column):
    """A column's field in one row of its table, with a control that fits a cell."""
    widget = CELL_WIDGETS.get(column.widget, column.widget)
    return replace(column, name=f"{table.name}.{row}.{column.name}", widget=widget)


def change_rows(form, action):
    """A posted form after "add:table" or "remove:table.2", and how many rows each changed table shows now."""
    verb, _, target = action.partition(":")
    changed = form.copy()
    if verb == "add":
        return changed, {target: len(rows_in(target, form)) + 1}
    table, _, index = target.rpartition(".")
    rows = rows_in(table, form)
    if not index.isdigit() or int(index) >= len(rows):
        return changed, {}
    gone = f"{table}.{rows[int(index)]}."
    for key in [key for key in form if key.startswith(gone)]:
        changed.poplist(key)
    return changed, {table: len(rows) - 1}


def option_list(entries):
    """Options from run-time choices: `{"const", "title", "x-en"?}` or plain values."""
    return tuple(_option(entry) for entry in entries or ())


def _option(entry):
    if not isinstance(entry, dict):
        return Option(entry, Text(as_text(entry), as_text(entry)))
    thai = as_text(entry.get("title", entry.get("const")))
    return Option(entry.get("const"), Text(thai, (entry.get("x-en") or {}).get("title") or thai))


def _inside(answer, part):
    if isinstance(answer, dict):
        return answer.get(part)
    if isinstance(answer, list) and part.isdigit() and int(part) < len(answer):
        return answer[int(part)]
    return None


def _day_text(parts):
    """A date in the single box of a table cell: 9/11/2569."""
    return "/".join(parts[name] for name in ("day", "month", "year")) if any(parts.values()) else ""
