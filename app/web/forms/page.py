"""A form on a page: its questions with what was answered, what is wrong, and what can be chosen."""

import re

from app.web.forms.fields import as_text, condition_text, groups, questions
from app.web.forms.offers import Offers
from app.web.forms.reading import rows_in, shown
from app.web.forms.uploads import as_sent
from app.web.telling.brief import file_words
from app.web.wording.texts import Text

TEXT_ROWS = ((5000, 7), (1000, 4))
LEAST = Text("อย่างน้อย {n} ตัวอักษร", "at least {n} characters")
SEVERAL = Text("เลือกได้หลายข้อ", "Choose all that apply")
BETWEEN = Text("ตั้งแต่ {a} ถึง {b}", "from {a} to {b}")
PROPOSED = Text("ระบบเสนอ: {words}", "Proposed: {words}")


class FormPage:
    """What the template asks about a form. `named(ref)` gives what may be named for an `x-ref`."""

    def __init__(self, form, answers, language, errors=None, offers=None, named=None, rows=None):
        self.form, self.language = form, language
        self.offers = offers or Offers()
        self.answers = self.offers.begin if answers is None else answers
        self.errors = errors or {}
        self._named = named or (lambda ref: ())
        self._rows = rows or {}
        self.by_link = False  # then files come with the form itself
        self.questions = questions(form)
        self.groups = groups(form, self.questions)

    @property
    def about(self):
        """What the form is for, in one sentence."""
        english = self.form.schema.get("x-en", {}).get("description", "")
        return Text(self.form.schema.get("description", ""), english).in_language(self.language)

    @property
    def heading(self):
        return Text(self.form.title, self.form.title_en).in_language(self.language)

    def value(self, asked):
        """The answer of a question as its inputs show it."""
        answer = self.answers
        for part in asked.name.split("."):
            answer = _inside(answer, part)
        return shown(asked, answer, self.language)

    def words(self, asked):
        """The answer to a question that can only be read, as a person says it."""
        value = self.value(asked)
        choice = next((one for one in asked.choices if one.text == value), None)
        return choice.label.in_language(self.language) if choice else value

    def error(self, name):
        """What is wrong with a field, or ""."""
        return self.errors.get(name, "")

    def error_links(self):
        """(id of the control, message) of every error as the form asks; what belongs nowhere comes first."""
        controls = [control for asked in self.questions for control in self._controls(asked)]
        wrong = [control for control in controls if control.name in self.errors]
        names = {control.name for control in controls}
        loose = [("", text) for name, text in self.errors.items() if name not in names]
        return loose + [(control.first_id, self.errors[control.name]) for control in wrong]

    def choices(self, asked):
        """What can be chosen: from the form, or known only now (people, ideas, candidates)."""
        if asked.choices:
            return asked.choices
        if asked.field.ref:
            return self._named(asked.field.ref)
        return self.offers.choices.get(re.sub(r"\.\d+\.", ".", asked.name), ())

    def attached(self, asked):
        """(what its box sends, name and size) of every file that is held for a field."""
        return [(as_sent(file), file_words(file)) for file in self.value(asked)]

    def control(self, asked):
        """The control that fits: a list to choose from when there turn out to be choices."""
        offered = asked.widget in ("text", "textarea") and self.choices(asked)
        return "select" if offered else asked.widget

    def hint(self, asked):
        """What its owner wrote, when it must be answered, what is proposed, and its limits."""
        own = asked.hint.in_language(self.language)
        when = condition_text(asked, self.questions, self.language)
        parts = (own, when, self._proposal(asked), self._limits(asked, own))
        return " · ".join(part for part in parts if part)

    def anchor(self, choice):
        """The words of a step of a scale, without its figure when the label repeats it."""
        return choice.label.in_language(self.language).removeprefix(choice.text).strip(" .–-:·")

    def when(self, asked):
        """The condition of a question for the browser: "complete=false" (several values by |)."""
        return "&".join(f"{name}={'|'.join(as_text(v) for v in values)}" for name, values in asked.asked_when)

    def rows(self, asked):
        """How tall a text area is."""
        most = asked.field.maximum or 0
        return next((rows for limit, rows in TEXT_ROWS if most >= limit), 3)

    def table_rows(self, asked):
        """The cells of every row of a table, an empty row at least."""
        count = max(len(self.value(asked)), self._rows.get(asked.name, 0), 1)
        return [[asked.cell(row, column) for column in asked.columns] for row in range(count)]

    def _controls(self, asked):
        yield asked
        if asked.widget == "table":
            yield from (cell for row in self.table_rows(asked) for cell in row)

    def _proposal(self, asked):
        if asked.name not in self.offers.proposed:
            return ""
        value = self.offers.proposed[asked.name]
        known = {choice.value: choice for choice in self.choices(asked)}
        said = [known[one] for one in (value if isinstance(value, list) else [value]) if one in known]
        words = ", ".join(choice.label.in_language(self.language) or choice.text for choice in said)
        return PROPOSED.in_language(self.language, words=words) if words else ""

    def _limits(self, asked, said):
        low, high = asked.field.minimum, asked.field.maximum
        if asked.widget == "checkboxes" and not said:
            return SEVERAL.in_language(self.language)
        if asked.field.type == "string" and isinstance(low, int) and low > 1 and str(low) not in said:
            return LEAST.in_language(self.language, n=low)
        if asked.widget == "text" and asked.field.type == "integer" and low is not None and high is not None:
            low, high = (f"{one}" if asked.is_year else f"{one:,}" for one in (low, high))
            return BETWEEN.in_language(self.language, a=low, b=high)
        return ""


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


def field_messages(errors, unread, language):
    """{field: sentence} of the errors of a form (JSON pointers, Thai and English) and of unread dates."""
    said = {}
    for error in errors:
        name = (error["field"] or "").strip("/").replace("/", ".")
        said.setdefault(name, error["en" if language == "en" else "th"])
    return said | {miss.field: miss.text.in_language(language) for miss in unread}


def _inside(answer, part):
    if isinstance(answer, dict):
        return answer.get(part)
    if isinstance(answer, list) and part.isdigit() and int(part) < len(answer):
        return answer[int(part)]
    return None
