"""What a diagram needs beside itself: forms, decision tables, the calendar, known names of properties."""

from __future__ import annotations

from workflows.check.finding import INFO, WARNING
from workflows.check.rule import FILES, NODE, PROCESS, Hit, at, rule
from workflows.properties import forms_of, listed

PROPERTIES = {
    *("nameEn", "formJsonSchemaFilename", "due", "assignee", "fourEyes"),
    *("answersVariable", "clockStop", "public", "sentBy", "resultVariable", "versions", "compares"),
    *("template", "documentName", "documentNameEn", "documentFormats", "documentVariable"),
    *("secretForm", "ballotBox", "stepUp", "message", "sameVariables", "itemVariables", "everywhere"),
    *("act", "reasonVariable", "committee", "technologyVariable"),
    *("collects", "contributionForm", "contributors", "contributorsVariable", "contributionLimit"),
    *("minContributions", "changeable", "hidden", "countShown", "oneTimeLinks", "authors"),
    *("contributorsOf", "ownOnly", "contributionCloses", "contributionReminders", "remindAfter"),
    *("wantedContributions", "wantedPerson", "wantedSame", "wantedFiles", "whenAllIn", "whenContributed"),
    *("moderation", "moderators", "repliesTo", "again"),
    *("documentFor", "peopleVariable", "role", "noticeTh", "noticeEn"),
    *("collection", "collections", "intoVariable", "idPrefix", "inviteesVariable", "organisationsVariable"),
    *("itemsVariable", "filesVariable", "documents", "templates", "rowsVariable", "caseState"),
    *("tells", "tellText", "tellTextEn", "tellReason"),
}
PROCESS_PROPERTIES = {"nameEn", "centres", "stage", "shortName", "shortNameEn", "computed"}
TRUTHS = (
    *("clockStop", "public", "changeable", "hidden", "countShown", "oneTimeLinks", "ownOnly"),
    *("documents", "everywhere", "again", "stepUp"),
)


@rule(
    NODE,
    "{who}: ไม่มีแบบฟอร์ม “{form}” ในชุดเผยแพร่ ให้เพิ่มไฟล์หรือแก้ formJsonSchemaFilename",
    "{who}: there is no form “{form}” in the bundle; add the file or correct formJsonSchemaFilename.",
    running=True,
)
def form_unknown(node, look):
    """A step asks with a form of its own release."""
    for form in forms_of(node.properties):
        if form not in look.bundle.files:
            yield at(node, form=form)


@rule(
    NODE,
    "{who}: ไม่มีแม่แบบ “{template}” ในชุดเผยแพร่ ให้เพิ่มไฟล์หรือแก้ template",
    "{who}: there is no template “{template}” in the bundle; add the file or correct template.",
    running=True,
)
def template_unknown(node, look):
    """A document is printed from a template of its own release; so is one that is shared."""
    said = node.properties
    for template in listed(f"{said.get('template', '')},{said.get('templates', '')}"):
        if template not in look.bundle.files:
            yield at(node, template=template)


@rule(FILES, "{why}", "{why}")
def form_invalid(bundle, look):
    """The documented subset of JSON Schema is what we can check, draw and show an auditor."""
    yield from _refused(bundle, "form_refused")


@rule(FILES, "{why}", "{why}")
def decision_invalid(bundle, look):
    """Decision tables run as DMN 1.3 says, or not at all."""
    for path, why in bundle.parts.refused:
        if why.code not in ("form_refused", "calendar_refused"):
            yield _told(path, why)


@rule(FILES, "{why}", "{why}")
def calendar_invalid(bundle, look):
    """Working days are counted by the calendar of the release."""
    yield from _refused(bundle, "calendar_refused")


@rule(
    NODE,
    "{who}: ไม่มีตารางตัดสินใจ “{table}” ในชุดเผยแพร่ ให้เพิ่มไฟล์ .dmn หรือแก้ calledDecisionId",
    "{who}: there is no decision “{table}” in the bundle; add its .dmn file or correct calledDecisionId.",
    running=True,
)
def decision_unknown(node, look):
    """A business rule task decides by a table of its own release."""
    table = node.extensions.get("calledDecisionId", "").strip()
    tables = look.bundle.parts.decisions
    unreadable = any(path.lower().endswith(".dmn") for path, _ in look.bundle.parts.refused)
    if node.kind == "businessRuleTask" and table and not unreadable and (not tables or table not in tables):
        yield at(node, table=table)


@rule(FILES, "ตาราง “{table}”: {why}", "Table “{table}”: {why}.")
def decision_overlap(bundle, look):
    """DMN 1.3, 8.2.10: the rows of a UNIQUE table never fit the same inputs."""
    yield from _covered(bundle, "overlap")


@rule(FILES, "ตาราง “{table}”: {why}", "Table “{table}”: {why}.", severity=WARNING)
def decision_gap(bundle, look):
    """DMN 1.3, 8.2.10: a table may be incomplete, but a case that falls into the gap stops."""
    yield from _covered(bundle, "gap")


@rule(FILES, "ตาราง “{table}”: {why}", "Table “{table}”: {why}.", severity=WARNING)
def decision_row_idle(bundle, look):
    """A row that can never fire is a mistake of its author."""
    yield from _covered(bundle, "never")


@rule(FILES, "ตาราง “{table}”: {why}", "Table “{table}”: {why}.", severity=INFO)
def decision_unchecked(bundle, look):
    """What the coverage check could not decide is said, not hidden."""
    yield from _covered(bundle, "unchecked")


@rule(
    NODE,
    "{who}: fourEyes อ้างถึง “{ref}” ซึ่งไม่มีในชุดเผยแพร่ ให้แก้ให้ตรงกับ id ของขั้นตอน",
    "{who}: fourEyes names “{ref}”, which no diagram has; correct it to the id of a step.",
    running=True,
)
def four_eyes_unknown(node, look):
    """Separation of duties must not fail silently because of a misspelt id."""
    for ref in listed(node.properties.get("fourEyes", "")):
        if ref not in look.bundle.node_ids and ref != "*":
            yield at(node, ref=ref)


@rule(
    NODE,
    "{who}: fourEyes อ้างถึง “{ref}” ซึ่งไม่ใช่งานของบุคคล จึงไม่กันใครออก ให้ระบุงานของบุคคล หรือ * อย่างเดียว",
    "{who}: fourEyes names “{ref}”, no task of a person: it keeps nobody apart; name one, or * alone.",
    running=True,
)
def four_eyes_without_person(node, look):
    """Who did a step is known of tasks; ``*`` takes in who opened the case or sent it a message, too."""
    said = listed(node.properties.get("fourEyes", ""))
    for ref in said:
        if (ref == "*" and len(said) > 1) or (ref in look.bundle.node_ids and ref not in look.bundle.tasks):
            yield at(node, ref=ref)


@rule(
    NODE,
    "{who}: ระบบไม่รู้จักคุณสมบัติ “{name}” จึงจะไม่มีผล ให้ตรวจตัวสะกด",
    "{who}: the property “{name}” is not known and has no effect; check its spelling.",
    severity=WARNING,
    running=True,
)
def property_unknown(node, look):
    """A misspelt property would be ignored."""
    for name in node.properties:
        if name not in PROPERTIES:
            yield at(node, name=name)


@rule(
    PROCESS,
    "{who}: ระบบไม่รู้จักคุณสมบัติ “{name}” ของกระบวนการ จึงจะไม่มีผล ให้ตรวจตัวสะกด",
    "{who}: the property “{name}” of a process is not known and has no effect; check its spelling.",
    severity=WARNING,
    running=True,
)
def process_property_unknown(process, look):
    """The same for what a process says of itself."""
    for name in process.properties:
        if name not in PROCESS_PROPERTIES:
            yield at(process, name=name)


@rule(
    NODE,
    "{who}: “{name}” ต้องเป็น true หรือ false ไม่ใช่ “{value}”",
    "{who}: “{name}” is true or false, not “{value}”.",
    running=True,
)
def property_not_boolean(node, look):
    """A truth value which is neither would be taken for false."""
    for name in TRUTHS:
        value = node.properties.get(name, "false")
        if value not in ("true", "false"):
            yield at(node, name=name, value=value[:40])


def _refused(bundle, code: str):
    for path, why in bundle.parts.refused:
        if why.code == code:
            yield _told(path, why)


def _told(path: str, why) -> Hit:
    element = getattr(why, "table", "") or ""
    line = getattr(why, "line", 0) or 1
    return Hit(element, line, ("", ""), {"why": (why.th, why.en)}, path)


def _covered(bundle, kind: str):
    for decision, found in bundle.coverage:
        if found.kind == kind:
            words = {"table": decision.name or decision.id, "why": (found.th, found.en)}
            yield Hit(decision.id, decision.line, ("", ""), words, decision.file)
