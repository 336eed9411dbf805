"""A form as a page shows it: fields in order, with labels in both languages, limits, choices and columns."""

from __future__ import annotations

from dataclasses import dataclass

_WIDGETS = {"boolean": "yesno", "integer": "number", "array": "table", "string": "text", "object": "group"}
_FORMATS = {"date": "date", "date-time": "datetime", "money": "money", "decimal": "decimal", "email": "email"}


@dataclass(frozen=True)
class Option:
    """One choice: the value stored and its labels."""

    value: object
    title: str
    title_en: str


@dataclass(frozen=True)
class Group:
    """A titled part of a form with the names of its fields."""

    title: str
    title_en: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """Something to be seen beside the questions: a Starlark expression over the variables, with its label."""

    value: str
    title: str
    title_en: str


@dataclass(frozen=True)
class Field:
    """What is asked once; ``columns`` are the fields of one row of a table.

    ``required`` means always; ``conditional`` that an ``if``/``then`` may make it so. ``minimum`` and
    ``maximum`` limit a number or amount, the length of text, or the number of rows, by ``type``. ``key``
    names the columns by which the rows of a table are recognised in another version (its first, where the
    form names none), ``apart`` the steps whose doer may not be named.
    """

    name: str
    type: str
    widget: str
    title: str
    title_en: str
    hint: str = ""
    hint_en: str = ""
    required: bool = False
    conditional: bool = False
    format: str | None = None
    options: tuple[Option, ...] = ()
    multiple: bool = False
    minimum: int | str | None = None
    maximum: int | str | None = None
    pattern: str | None = None
    must_be: object = None
    ref: str | None = None
    group: str = ""
    columns: tuple[Field, ...] = ()
    choices: str | None = None
    default: str | None = None
    placeholder: str = ""
    unit: str = ""
    personal: bool = False
    key: tuple[str, ...] = ()
    apart: str = ""


def make_fields(schema: dict, conditional: frozenset[str] = frozenset()) -> tuple[Field, ...]:
    """The fields of an object schema in ``x-order``, then in the order written."""
    properties = schema.get("properties", {})
    named = [name for name in schema.get("x-order", ()) if name in properties]
    order = named + [name for name in properties if name not in named]
    required = frozenset(schema.get("required", ()))
    titles = {name: group["title"] for group in schema.get("x-groups", ()) for name in group["fields"]}
    return tuple(
        _field(name, properties[name], name in required, name in conditional, titles.get(name, ""))
        for name in order
    )


def make_groups(schema: dict) -> tuple[Group, ...]:
    """The groups as written; fields outside every group are for the page to put last."""
    return tuple(
        Group(group["title"], group.get("x-en", {}).get("title", group["title"]), tuple(group["fields"]))
        for group in schema.get("x-groups", ())
    )


def make_facts(schema: dict) -> tuple[Fact, ...]:
    """The facts of ``x-show`` as written."""
    return tuple(
        Fact(fact["value"], fact["title"], fact.get("x-en", {}).get("title", fact["title"]))
        for fact in schema.get("x-show", ())
    )


def _field(name: str, rule: dict, required: bool, conditional: bool, group: str) -> Field:
    english = rule.get("x-en", {})
    items = rule.get("items", {})
    low, high = _limits(rule)
    columns = make_fields(items) if items.get("type") == "object" else ()
    return Field(
        name=name,
        type=rule["type"],
        widget=rule.get("x-widget") or _widget(rule, items),
        title=rule["title"],
        title_en=english.get("title", rule["title"]),
        hint=rule.get("description", ""),
        hint_en=english.get("description", rule.get("description", "")),
        required=required,
        conditional=conditional and not required,
        format=rule.get("format"),
        options=_options(rule) or _options(items),
        multiple=rule["type"] == "array" and items.get("type") != "object",
        minimum=low,
        maximum=high,
        pattern=rule.get("pattern"),
        must_be=rule.get("const"),
        ref=rule.get("x-ref") or items.get("x-ref"),
        group=group,
        columns=columns,
        choices=rule.get("x-options") or items.get("x-options"),
        default=rule.get("x-default"),
        placeholder=rule.get("x-placeholder", ""),
        unit=rule.get("x-unit", ""),
        personal=rule.get("x-personal") is True,
        key=tuple(rule.get("x-key", ())) or tuple(one.name for one in columns[:1]),
        apart=rule.get("x-four-eyes") or items.get("x-four-eyes", ""),
    )


def _widget(rule: dict, items: dict) -> str:
    if rule["type"] == "array" and items.get("type") != "object":
        return "checkboxes" if _options(items) or items.get("x-options") else "list"
    options = _options(rule)
    if options or rule.get("x-options"):
        return "radio" if options and len(options) <= 5 else "select"
    if rule["type"] == "string" and rule.get("maxLength", 0) > 300:
        return "textarea"
    return _FORMATS.get(rule.get("format", ""), _WIDGETS[rule["type"]])


def _options(rule: dict) -> tuple[Option, ...]:
    if "oneOf" in rule:
        return tuple(
            Option(one["const"], one["title"], one.get("x-en", {}).get("title", one["title"]))
            for one in rule["oneOf"]
        )
    return tuple(Option(value, str(value), str(value)) for value in rule.get("enum", ()))


def _limits(rule: dict) -> tuple[int | str | None, int | str | None]:
    pairs = {
        "integer": ("minimum", "maximum"),
        "array": ("minItems", "maxItems"),
        "string": ("minLength", "maxLength"),
    }
    low, high = pairs.get(rule["type"], ("", ""))
    return rule.get("x-minimum", rule.get(low)), rule.get("x-maximum", rule.get(high))
