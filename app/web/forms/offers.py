"""What a form takes from the case for its page: choices known only now, proposals, and values to look at.

These are the hints `x-options`, `x-default` and `x-show` of a form: Starlark over the variables. A hint that
cannot be worked out shows nothing; what may be answered is decided by the form's check, never here.
"""

from dataclasses import dataclass, field

from app.web.forms.fields import Choice, as_text
from app.web.telling.brief import is_given
from app.web.wording.texts import Text
from workflows.scripts import Context, Expression, ScriptFailed

NEVER_TICKED = ("radio", "scale", "yesno", "checkboxes", "select", "person")


@dataclass(frozen=True)
class Offers:
    """Choices by `name` or `table.column`, values to begin with, proposals to read, values to look at."""

    choices: dict = field(default_factory=dict)
    begin: dict = field(default_factory=dict)
    proposed: dict = field(default_factory=dict)
    shows: tuple = ()


def offers_of(form, variables, now) -> Offers:
    """Work out the hints of a form.

    Nothing is ever chosen for a person: a proposal for a choice is shown as words beside it. Only what was
    answered to the same question in an earlier round comes back as an answer, and a consent not even then.
    """
    context, choices, begin, proposed = Context(now), {}, {}, {}
    for one in form.fields:
        for name, text in _options(one):
            choices[name] = choice_list(_value(text, variables, context))
        value = _value(one.default, variables, context)
        if value is None or one.must_be is True:
            continue
        own = variables.get(one.name) == value
        chooses = one.type == "boolean" or bool(one.options or one.choices) or one.widget in NEVER_TICKED
        (proposed if chooses and not own else begin)[one.name] = value
    facts = ((fact, _value(fact.value, variables, context)) for fact in form.facts)
    return Offers(choices, begin, proposed, tuple((fact, value) for fact, value in facts if is_given(value)))


def choice_list(entries) -> tuple[Choice, ...]:
    """Choices from `{"const", "title", "x-en"?}` entries or plain values; anything else is no choice."""
    return tuple(_choice(entry) for entry in entries) if isinstance(entries, list) else ()


def _choice(entry):
    if not isinstance(entry, dict):
        return Choice(entry, Text(as_text(entry), as_text(entry)))
    thai = as_text(entry.get("title", entry.get("const")))
    english = entry.get("x-en") or {}
    return Choice(entry.get("const"), Text(thai, english.get("title") or thai))


def _options(one):
    if one.choices:
        yield one.name, one.choices
    yield from ((f"{one.name}.{column.name}", column.choices) for column in one.columns if column.choices)


def _value(text, variables, context):
    if not text:
        return None
    try:
        return Expression.compile(text).evaluate(variables, context)
    except ScriptFailed:
        return None
