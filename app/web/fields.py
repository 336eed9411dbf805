"""What a form asks, read from its JSON Schema into what a page needs: one `Field` an entry, in groups."""

from dataclasses import dataclass

from app.web.wording.texts import ENGLISH, Text

MANY_OPTIONS = 6  # more than this reads better as a select than as radios
LONG_TEXT = 200  # room for more than this many characters is a text area
FORMAT_WIDGETS = {"date": "date", "date-time": "datetime", "money": "money"}
LIST_WIDGETS = ("checkboxes", "table", "lines", "file")


@dataclass(frozen=True)
class Option:
    """One answer a person can choose."""

    value: object
    label: Text

    @property
    def text(self):
        """The value as it travels in an HTML form."""
        return as_text(self.value)


@dataclass(frozen=True)
class Field:
    """One question of a form, as the page shows it."""

    name: str
    widget: str
    kind: str
    label: Text
    hint: Text
    required: bool
    schema: dict
    options: tuple = ()
    columns: tuple = ()
    reference: str = ""
    asked_when: tuple = ()

    @property
    def id(self):
        """The HTML id of the control, or of the first of several."""
        return f"f-{self.name.replace('.', '-')}"

    @property
    def first_id(self):
        """Where a link from the error summary leads."""
        parts = {"date": "-day", "datetime": "-day", "table": "-0"}
        return self.id + parts.get(self.widget, "-1" if self.is_choice else "")

    @property
    def is_choice(self):
        """Several inputs under one legend."""
        return self.widget in ("radio", "scale", "yesno", "checkboxes")

    @property
    def is_group(self):
        """Needs a fieldset and a legend rather than a label."""
        return self.is_choice or self.widget in ("date", "datetime", "table")

    def option(self, value):
        """The option chosen by `value`, or None."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Group:
    """Fields under one heading; a form without groups is one group without a title."""

    title: Text | None
    fields: tuple


def groups_of(schema):
    """The groups of a form, in the order it asks for; a field no group names comes last."""
    fields = {field.name: field for field in fields_of(schema)}
    groups = []
    for entry in schema.get("x-groups", ()):
        members = tuple(fields.pop(name) for name in entry["fields"] if name in fields)
        groups.append(Group(label_of(entry), members))
    if fields:
        groups.append(Group(None, tuple(fields.values())))
    return tuple(group for group in groups if group.fields)


def fields_of(schema, prefix=""):
    """The fields of an object schema, in `x-order` when it has one, else as written."""
    properties = schema.get("properties", {})
    order = schema.get("x-order", ())
    names = sorted(properties, key=lambda name: order.index(name) if name in order else len(order))
    needed = set(schema.get("required", ()))
    conditions = _conditions(schema)
    return tuple(
        _field(prefix + name, properties[name], name in needed, conditions.get(name, ())) for name in names
    )


def label_of(entry, key="title"):
    """`title` or `description` of a piece of schema, Thai with the English beside it."""
    thai = entry.get(key, "")
    return Text(thai, entry.get("x-en", {}).get(key) or thai)


def as_text(value):
    """A chosen value as text in HTML: true/false for booleans."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _field(name, schema, required, asked_when):
    widget = _widget(schema)
    items = schema.get("items", {})
    reference = schema.get("x-ref") or items.get("x-ref", "")
    return Field(
        name=name,
        widget=widget,
        kind=_kind(schema),
        label=label_of(schema),
        hint=label_of(schema, "description"),
        required=required,
        schema=schema,
        options=_options(schema, widget),
        columns=fields_of(items) if widget == "table" else (),
        reference=reference,
        asked_when=asked_when,
    )


def _kind(schema):
    kind = schema.get("type", "string")
    return next((k for k in kind if k != "null"), "string") if isinstance(kind, list) else kind


def _widget(schema):
    kind, asked = _kind(schema), schema.get("x-widget")
    if asked == "person" and kind == "array":
        return "checkboxes"
    if asked:
        return asked
    if kind == "array":
        return _list_widget(schema)
    if kind == "boolean":
        return "yesno"
    if schema.get("oneOf") or schema.get("enum"):
        return "radio" if len(schema.get("oneOf") or schema["enum"]) <= MANY_OPTIONS else "select"
    if schema.get("x-ref", "").startswith("person"):
        return "person"
    if schema.get("format") in FORMAT_WIDGETS:
        return FORMAT_WIDGETS[schema["format"]]
    return "textarea" if kind == "string" and schema.get("maxLength", 0) > LONG_TEXT else "text"


def _list_widget(schema):
    items = schema.get("items", {})
    if _kind(items) == "object":
        return "table"
    return "checkboxes" if items.get("oneOf") or items.get("enum") or items.get("x-ref") else "lines"


def _options(schema, widget):
    if widget == "yesno":
        return (Option(True, Text("ใช่", "Yes")), Option(False, Text("ไม่ใช่", "No")))
    source = schema.get("items", {}) if _kind(schema) == "array" else schema
    if source.get("oneOf"):
        return tuple(Option(entry["const"], label_of(entry)) for entry in source["oneOf"] if "const" in entry)
    if source.get("enum"):
        return tuple(Option(value, Text(as_text(value), as_text(value))) for value in source["enum"])
    if widget == "scale":
        steps = range(schema.get("minimum", 1), schema.get("maximum", 5) + 1)
        return tuple(Option(step, Text("", "")) for step in steps)
    return ()


def _conditions(schema):
    """Which fields are asked only after another answer: {field: ((other field, values), …)} from if/then."""
    found = {}
    for rule in [schema, *schema.get("allOf", ())]:
        when, then = rule.get("if"), rule.get("then")
        if not when or not then:
            continue
        tests = tuple((name, _values(test)) for name, test in when.get("properties", {}).items())
        if not tests or not all(values for _, values in tests):
            continue
        for name in then.get("required", ()):
            found.setdefault(name, ())
            found[name] += tests if len(tests) == 1 else ()
    return found


def _values(test):
    if "const" in test:
        return (test["const"],)
    return tuple(test.get("enum", ()))


def condition_text(field, fields, language):
    """ "ต้องตอบเมื่อ ครบถ้วน: ไม่ใช่" for a field required only after certain answers; "" for any other."""
    parts = []
    for name, values in field.asked_when:
        other = next((f for f in fields if f.name == name), None)
        if other is None:
            return ""
        shown = " / ".join(_word(other, value, language) for value in values)
        parts.append(f"{other.label.in_language(language)}: {shown}")
    lead = "Answer when" if language == ENGLISH else "ต้องตอบเมื่อ"
    return f"{lead} {' · '.join(parts)}" if parts else ""


def _word(field, value, language):
    option = field.option(value)
    return option.label.in_language(language) if option else as_text(value)
