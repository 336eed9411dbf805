"""Names written as plain text, of variables, messages, roles, drafts: a misspelt one would do nothing."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.formulas import SCRIPT, formulas
from workflows.check.rule import NODE, PROCESS, at, at_formula, rule
from workflows.check.vocabulary import catches_message, messages_of
from workflows.properties import forms_of, listed
from workflows.scripts import Expression, Script, ScriptRefused
from workflows.states import PROPERTY as STATE
from workflows.tells import PROPERTY as TELLS
from workflows.tells import VARIABLE

READ = (
    *("tellReason", "contributorsVariable", "contributorsOf", "wantedContributions", "contributionCloses"),
    *("peopleVariable", "documentFor", "ballotBox", "inviteesVariable", "organisationsVariable"),
    *("itemsVariable", "rowsVariable", "reasonVariable", "technologyVariable"),
)
WRITTEN = ("answersVariable", "documentVariable", "intoVariable", "resultVariable")
TOLD = ("whenAllIn", "whenContributed")
BY_LINK = "link"


@rule(
    NODE,
    "{who}: “{of}” ระบุตัวแปร “{name}” ซึ่งไม่มีขั้นตอนใดเขียน ให้ตรวจตัวสะกด",
    "{who}: “{of}” names the variable “{name}”, which no step writes; check its spelling.",
    running=True,
)
def property_variable_unknown(node, look):
    """Our convention: what a property names is written by the process or those it calls, or comes to it."""
    for of, name in _variables(node):
        if _is_unwritten(name, look.process, look):
            yield at(node, of=of, name=name[:60])


@rule(
    NODE,
    "{who}: “{of}” ต้องเป็นชื่อตัวแปร (ตัวอักษร ตัวเลข _) ไม่ใช่ “{name}”",
    "{who}: “{of}” is the name of a variable (letters, digits, _), not “{name}”.",
    running=True,
)
def property_variable_invalid(node, look):
    """What is written under a name that no script can say would be lost."""
    for of in WRITTEN:
        name = node.properties.get(of, "x")
        if not name.isidentifier() or name.startswith("_"):
            yield at(node, of=of, name=name[:60])


@rule(
    PROCESS,
    "{who}: {of} ถามหาตัวแปร “{name}” ซึ่งไม่มีขั้นตอนใดเขียน จึงได้ค่าเริ่มต้นเสมอ ให้ตรวจตัวสะกด",
    "{who}: its {of} asks for “{name}”, which no step writes: always the default; check its spelling.",
    severity=WARNING,
    running=True,
)
def variable_asked_unknown(process, look):
    """``variable("name")`` and ``given("name")`` are silent about a misspelling."""
    for said in formulas(process, look.diagram):
        for name in _asked(said.formula.text, said.use) if not said.outside else ():
            if _is_unwritten(name, process, look):
                yield at_formula(said, name=name)


@rule(
    NODE,
    "{who}: แบบฟอร์ม “{form}” อ่านตัวแปร “{name}” ซึ่งไม่มีขั้นตอนใดเขียน ให้ตรวจตัวสะกด",
    "{who}: the form “{form}” reads “{name}”, which no step writes; check its spelling.",
    severity=WARNING,
    running=True,
)
def form_variable_unknown(node, look):
    """Rules, choices, defaults and facts of a form read the variables of the step that asks with it."""
    for path in forms_of(node.properties):
        form = look.bundle.parts.forms.get(path)
        for name in form.reads if form else ():
            if _is_unwritten(name, look.process, look):
                yield at(node, form=path, name=name)


@rule(
    NODE,
    "{who}: ตาราง “{table}” อ่านตัวแปร “{name}” ซึ่งไม่มีขั้นตอนใดเขียน ให้ตรวจตัวสะกด",
    "{who}: the table “{table}” reads “{name}”, which no step writes; check its spelling.",
    severity=WARNING,
    running=True,
)
def decision_variable_unknown(node, look):
    """DMN 1.3, 6.2: the inputs of a decision are data of the step that decides by it."""
    tables = look.bundle.parts.decisions
    table = node.extensions.get("calledDecisionId", "").strip()
    for name in tables.reads(table) if tables and table in tables else ():
        if _is_unwritten(name, look.process, look):
            yield at(node, table=table, name=name)


@rule(
    PROCESS,
    "{who}: computed ระบุ “{name}” ซึ่งไม่มีขั้นตอนใดเขียน จึงไม่ได้คุ้มครองอะไร ให้ตรวจตัวสะกด",
    "{who}: computed names “{name}”, which no step writes, so it guards nothing; check its spelling.",
    running=True,
)
def computed_unknown(process, look):
    """A misspelt name would leave what it means open to repairs (decision 86)."""
    for name in listed(process.properties.get("computed", "")):
        if _is_unwritten(name, process, look):
            yield at(process, name=name)


@rule(
    NODE,
    "{who}: ไม่มีขั้นตอนใดเก็บรุ่นของร่าง “{name}” (versions) ให้ตรวจตัวสะกด",
    "{who}: no step keeps versions of “{name}” (versions); check its spelling.",
    running=True,
)
def compares_unknown(node, look):
    """A page that compares the versions of nothing would be empty."""
    kept = {one.properties.get("versions") for _, one in look.bundle.nodes}
    name = node.properties.get("compares")
    if name and name not in kept:
        yield at(node, name=name)


@rule(
    NODE,
    "{who}: “{of}” ระบุข้อความ “{name}” ซึ่งไม่มีขั้นตอนใดรอ ให้ตรวจตัวสะกด",
    "{who}: “{of}” names the message “{name}”, for which nothing waits; check its spelling.",
    running=True,
)
def property_message_unknown(node, look):
    """The last contribution would close nothing, and a list of who waits would be empty."""
    said = {of: node.properties[of] for of in TOLD if of in node.properties}
    if node.kind == "serviceTask" and "message" in node.properties:
        said["message"] = node.properties["message"]
    for of, name in said.items():
        if name not in {message for message, _ in _waits(look.bundle)}:
            yield at(node, of=of, name=name[:60])


@rule(
    NODE,
    "{who}: “{of}” ระบุตัวแปร “{name}” ซึ่งเรื่องที่รอข้อความ “{message}” ไม่มี ให้ตรวจตัวสะกด",
    "{who}: “{of}” names “{name}”, which no case that waits for “{message}” has; check its spelling.",
    running=True,
)
def waiting_variable_unknown(node, look):
    """What is read from cases that wait must be written in their processes."""
    message = node.properties.get("message", "")
    owners = [process for name, process in _waits(look.bundle) if name == message]
    for of in ("sameVariables", "itemVariables") if owners else ():
        for name in listed(node.properties.get(of, "")):
            if all(_is_unwritten(name, process, look) for process in owners):
                yield at(node, of=of, name=name, message=message)


@rule(
    NODE,
    "{who}: “{of}” ระบุ “{role}” ซึ่งไม่ใช่บทบาทที่ระบบรู้จัก ให้ตรวจตัวสะกด",
    "{who}: “{of}” names “{role}”, which is no role we know; check its spelling.",
    running=True,
)
def property_role_unknown(node, look):
    """A misspelt role would let nobody send the message, and nobody contribute."""
    known = look.bundle.roles
    for of in ("sentBy", "contributors") if known is not None else ():
        for role in listed(node.properties.get(of, "")):
            if role not in known and not (of == "contributors" and role == BY_LINK):
                yield at(node, of=of, role=role[:60])


@rule(
    NODE,
    "{who}: wantedSame ระบุ “{name}” ซึ่งแบบฟอร์ม “{form}” ไม่ได้ถาม ให้ตรวจตัวสะกด",
    "{who}: wantedSame names “{name}”, which the form “{form}” does not ask; check its spelling.",
    running=True,
)
def wanted_field_unknown(node, look):
    """What was wanted could never come in."""
    path = node.properties.get("contributionForm", "")
    form = look.bundle.parts.forms.get(path)
    for name in listed(node.properties.get("wantedSame", "")) if form else ():
        if name not in form.names:
            yield at(node, name=name, form=path)


def _is_unwritten(name: str, process, look) -> bool:
    """Whether nothing writes the variable; never where anything may come from outside."""
    known = look.bundle.known.get(process.id)
    return known is not None and name not in known


def _variables(node):
    """(property, variable) of everything that a property reads."""
    yield from ((of, node.properties[of]) for of in READ if node.properties.get(of))
    for whom in listed(node.properties.get(TELLS, "")):
        if whom.startswith(VARIABLE):
            yield TELLS, whom.removeprefix(VARIABLE)
    variable, colon, _ = node.properties.get(STATE, "").partition(":")
    if colon:
        yield STATE, variable.strip()


def _asked(text: str, use: str) -> tuple[str, ...]:
    try:
        return (Script if use == SCRIPT else Expression).compile(text).optional
    except ScriptRefused:
        return ()


def _waits(bundle) -> list[tuple]:
    """(name of the message, process) of everything that waits for a message."""
    return [
        (name, process)
        for diagram in bundle.diagrams.values()
        for process in diagram.processes
        for node in process.every_node()
        if catches_message(node)
        for name in messages_of(node, diagram)
    ]
