"""The rules of who may import whom and how large things may grow, each a function over one parsed file."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app", "workflows", "benchmarks", "tools", "tests", "migrations")

# A feature uses only features to its left; the groups in one place may not see each other.
FEATURES = (
    {"people"}, {"journal"}, {"files"}, {"documents"}, {"registers"}, {"staff"}, {"substitutes"},
    {"processes"}, {"ballots"}, {"cases"}, {"notices"}, {"contributions"}, {"public", "insights"}, {"web"},
)  # fmt: skip
ENGINE_LIBRARIES = {
    "SpiffWorkflow", "starlark", "lxml", "jsonschema_rs", "orjson", "rfc8785", "yaml", "croniter",
}  # fmt: skip
ENTRY_POINTS = {"routes", "cli", "jobs", "seed"}
INSIDE = {"models": set(), "schemas": {"models"}, "service": {"models"}}
FOUR_FILES = {"models", "schemas", "service", "routes"}
EMPTY_NAMES = re.compile(r"(Model|Manager|Helper|Util|Utils|Info|Base)$")


@dataclass(frozen=True)
class Source:
    """One Python file, parsed; `path` is relative to the project."""

    path: Path
    text: str

    @cached_property
    def tree(self):
        return ast.parse(self.text)

    @property
    def layer(self) -> str:
        return self.path.parts[0]

    @property
    def feature(self) -> str | None:
        return self.path.parts[1] if self.layer == "app" and len(self.path.parts) > 2 else None


@cache
def sources() -> list[Source]:
    """Every Python file of ours."""
    files = (file for layer in CODE for file in sorted((ROOT / layer).rglob("*.py")))
    return [Source(file.relative_to(ROOT), file.read_text("utf-8")) for file in files]


def imported(source: Source) -> Iterator[str]:
    """The dotted names a file imports, made absolute; `from a import b` gives both a and a.b."""
    package = source.path.with_suffix("").parts[:-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join((*above, *filter(None, [node.module])))
            yield stem
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def calls(source: Source) -> Iterator[str]:
    """What a file calls, as dotted text: `db.session.commit`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def only_its_own_libraries(source: Source) -> Iterator[str]:
    """workflows/ imports the standard library, the engine's libraries and itself: no Flask, no database."""
    if source.layer != "workflows":
        return
    for name in imported(source):
        top = name.split(".")[0]
        if top not in sys.stdlib_module_names | ENGINE_LIBRARIES | {"workflows"}:
            yield f"imports {name}"


def spiff_stays_inside(source: Source) -> Iterator[str]:
    """SpiffWorkflow is spoken only in workflows/."""
    if source.layer in ("workflows", "tests", "benchmarks"):
        return
    yield from (f"imports {name}" for name in imported(source) if name.split(".")[0] == "SpiffWorkflow")


def no_clock_no_chance(source: Source) -> Iterator[str]:
    """Time, ids and randomness come into workflows/ as arguments."""
    if source.layer != "workflows":
        return
    forbidden = re.compile(r"(^|\.)(now|utcnow|today|uuid1|uuid4|urandom)$|^time\.time$|^(random|secrets)\.")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and forbidden.search(ast.unparse(node.func)) and not clock_given(node):
            yield f"line {node.lineno}: {ast.unparse(node.func)}()"


def clock_given(node: ast.Call) -> bool:
    """A method named `now` of something of ours, such as `self.now()`, is the clock that came in."""
    return not re.match(r"(datetime|date|time|uuid|os)\b", ast.unparse(node.func))


def one_clock(source: Source) -> Iterator[str]:
    """In app/ only app/clock.py reads the time, so that the seed, the demo and tests can set it."""
    if source.layer != "app" or source.path == Path("app/clock.py"):
        return
    clocks = re.compile(
        r"^(datetime\.)?(datetime|date)\.(now|utcnow|today)$|^time\.time$|^func\.(now|current_\w+)$"
    )
    yield from (f"calls {name}()" for name in calls(source) if clocks.search(name))


def no_flask_below_routes(source: Source) -> Iterator[str]:
    """models.py, schemas.py and service.py never import Flask: who asks arrives as `by=`."""
    if source.layer != "app" or source.path.stem not in INSIDE:
        return
    yield from (f"imports {name}" for name in imported(source) if re.match(r"(flask|werkzeug)\b", name))


def features_look_left(source: Source) -> Iterator[str]:
    """A feature imports only features to its left; the files beside the features import none."""
    order = {name: place for place, names in enumerate(FEATURES) for name in names}
    if source.feature not in order:
        return
    for name in imported(source):
        parts = name.split(".")
        other = parts[1] if parts[0] == "app" and len(parts) > 1 else None
        if other in order and other != source.feature and order[other] >= order[source.feature]:
            yield f"imports {name}"


def nothing_points_back(source: Source) -> Iterator[str]:
    """Inside a feature: routes → service → models, routes → schemas."""
    allowed = INSIDE.get(source.path.stem)
    if source.feature is None or allowed is None:
        return
    for name in imported(source):
        parts = name.split(".")
        forbidden = FOUR_FILES - allowed - {source.path.stem}
        if parts[:2] == ["app", source.feature] and forbidden & set(parts[2:3]):
            yield f"imports {name}"


def only_entry_points_commit(source: Source) -> Iterator[str]:
    """One request, one commit: only routes (all of web/ is routes), cli, jobs and the seed commit."""
    if source.layer != "app" or source.feature == "web" or source.path.stem in ENTRY_POINTS:
        return
    yield from (f"calls {name}" for name in calls(source) if name.endswith("session.commit"))


def no_code_from_text(source: Source) -> Iterator[str]:
    """No exec, no eval, no pickle: what people write is Starlark, data is JSON."""
    yield from (f"calls {name}" for name in calls(source) if name in ("exec", "eval", "__import__"))
    yield from (f"imports {name}" for name in imported(source) if name in ("pickle", "marshal", "shelve"))


def small_files(source: Source) -> Iterator[str]:
    """No file over 300 lines."""
    lines = source.text.count("\n")
    if lines > 300:
        yield f"has {lines} lines"


def small_functions(source: Source) -> Iterator[str]:
    """No function over 40 lines."""
    for node in functions(source):
        lines = node.end_lineno - node.lineno + 1
        if lines > 40 and source.layer != "migrations":
            yield f"line {node.lineno}: {node.name} has {lines} lines"


def says_what_it_is(source: Source) -> Iterator[str]:
    """Every module begins with a docstring."""
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield "has no docstring"


def public_names_explained(source: Source) -> Iterator[str]:
    """What is public in workflows/ and in a service has a docstring, or, a refusal, its sentence."""
    if source.layer != "workflows" and source.path.stem != "service":
        return
    for node in source.tree.body:
        named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if named and not ast.get_docstring(node) and not has_sentence(node):
            yield f"line {node.lineno}: {node.name} has no docstring"


def has_sentence(node) -> bool:
    """A class of refusal says itself what it is, in `en`."""
    names = [target.id for line in node.body if isinstance(line, ast.Assign) for target in line.targets]
    return "en" in names


def names_say_something(source: Source) -> Iterator[str]:
    """No Model, Manager, Helper, Util, Info, Base at the end of a class name: the folder says what it is."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and EMPTY_NAMES.search(node.name):
            yield f"line {node.lineno}: class {node.name}"


def nothing_left_undone(source: Source) -> Iterator[str]:
    """Nothing is left for later, and no type checker is silenced."""
    words = "TO" + "DO|FIX" + "ME|type: " + "ignore|raise NotImplemented" + "Error"
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := re.search(rf"\b({words})\b", line):
            yield f"line {number}: {found[0]}"


def functions(source: Source) -> Iterator[ast.FunctionDef]:
    yield from (n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


RULES = (
    only_its_own_libraries, spiff_stays_inside, no_clock_no_chance, one_clock, no_flask_below_routes,
    features_look_left, nothing_points_back, only_entry_points_commit, no_code_from_text, small_files,
    small_functions, says_what_it_is, public_names_explained, names_say_something, nothing_left_undone,
)  # fmt: skip
