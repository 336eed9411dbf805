"""What is answered: answers/<process>.yaml, an entry a step, in it the usual answer and other turns.

    approve_triage:
      usual: {decision: accept, accept_route: brainstorm}
      reject: {decision: reject, public_reason: "เรื่อง {title_th} …"}      {name}: a fact of the story
      late: {like: usual, note: "= add_days(today(), 3)"}                   "= …": Starlark, as in diagrams
      {file: name}: a paper that is uploaded first

Starlark sees the variables of the task, `story`, `cast` (usernames by role), `org`, `codes`, `names`,
`offers`, `centre_name`, `committee_code`, `me`, of a contribution `place` and `carries`, and what
Play.around gives.
What an answer leaves out takes the form's own proposal (x-default); None leaves it out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from app import clock
from app.seeds.reading import files, read
from app.seeds.story import Story
from workflows.scripts import Context, Expression, ScriptFailed

FACT = re.compile(r"\{(\w+)\}")


class Scope(Mapping):
    """Names for Starlark: what is known at once, then the task's variables, looked up when first needed."""

    def __init__(self, known: dict, look_up: Callable[[], dict]):
        self.known, self.look_up, self.found = known, look_up, None

    @property
    def variables(self) -> dict:
        if self.found is None:
            self.found = self.look_up()
        return self.found

    def __getitem__(self, name):
        return self.known[name] if name in self.known else self.variables[name]

    def __contains__(self, name) -> bool:
        return name in self.known or name in self.variables

    def __iter__(self) -> Iterator:
        return iter({**self.variables, **self.known})

    def __len__(self) -> int:
        return len({**self.variables, **self.known})


@cache
def shelves() -> dict[str, dict]:
    """Entries by step; those of one process alone as process.step."""
    found = {}
    for name in files("answers"):
        process = name.removeprefix("answers/").removesuffix(".yaml")
        for element, turns in read(name).items():
            found[f"{process}.{element}"] = found[element] = turns
    return found


def turns_of(process: str, element: str) -> dict | None:
    """The ways in which a step may be answered; None where the library has none."""
    return shelves().get(f"{process}.{element}", shelves().get(element))


def entry(process: str, element: str, turn: str) -> dict | None:
    """The answer as written; None where nobody of the sample office answers. KeyError for an unknown turn."""
    turns = turns_of(process, element)
    if turns is None:
        return None
    said = turns[turn] or {}
    if "like" in said:
        rest = {name: value for name, value in said.items() if name != "like"}
        return {**entry(process, element, said["like"]), **rest}
    return said


def answers(story: Story, process: str, element: str, form=None, look_up=dict, **known) -> dict | None:
    """The answers of a step, worked out; None where the library has none."""
    said = entry(process, element, story.turn(element))
    if said is None:
        return None
    facts = (story.item or story).facts
    cast = story.cast
    names = {"story": facts, "cast": cast.roles, "org": cast.org, "names": cast.names, "offers": cast.offers}
    names |= {"centre_name": cast.name, "committee_code": cast.committee, "codes": cast.codes}
    scope, context = Scope({**names, **known}, look_up), Context(clock.now())
    given = worked_out(said, facts, scope, context)
    if form is None:
        return {name: value for name, value in given.items() if value is not None}
    for one in form.fields:
        if one.name not in said and one.default:
            given[one.name] = proposal(one.default, scope, context)
    asked = {one.name for one in form.fields}
    return {name: value for name, value in given.items() if name in asked and value is not None}


def worked_out(value, facts: dict, scope: Mapping, context: Context):
    """A value of the library with its facts put in and its expressions evaluated."""
    if isinstance(value, str):
        if value.startswith("= "):
            return Expression.compile(value[2:]).evaluate(scope, context)
        return FACT.sub(lambda found: said(facts[found[1]]), value) if "{" in value else value
    if isinstance(value, list):
        return [worked_out(one, facts, scope, context) for one in value]
    if isinstance(value, dict):
        if "file" in value:
            return scope["attach"](value["file"])
        return {name: worked_out(one, facts, scope, context) for name, one in value.items()}
    return value


def said(fact) -> str:
    """A fact as a text has it: numbers with commas between the thousands."""
    return f"{fact:,}" if isinstance(fact, int) else str(fact)


def proposal(text: str, scope: Mapping, context: Context):
    """What the form itself proposes; None when it cannot be worked out, as on the page."""
    try:
        return Expression.compile(text).evaluate(scope, context)
    except ScriptFailed:
        return None
