"""Reads DMN files (1.1 to 1.5) into plain records; elements we do not run are refused by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from workflows.decisions.refusals import DecisionRefused
from workflows.xml import load_xml, local

NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
POLICIES = frozenset({"UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"})
AGGREGATIONS = frozenset({"SUM", "MIN", "MAX", "COUNT"})
MOST_RULES, MOST_INPUTS = 2_000, 40
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


@dataclass(frozen=True)
class Column:
    """An input or output clause as written; `label_en` is its property `nameEn`."""

    name: str
    label: str
    text: str = ""
    type_ref: str = ""
    values: str = ""
    default: str = ""
    line: int = 0
    label_en: str = ""


@dataclass(frozen=True)
class Rule:
    """One row: the texts of its cells."""

    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True)
class Decision:
    """One decision: a table, or an expression (``literal``); ``variable`` is the name of its result."""

    id: str
    name: str
    file: str
    variable: str
    requires: tuple[str, ...] = ()
    policy: str = "UNIQUE"
    aggregation: str = ""
    inputs: tuple[Column, ...] = ()
    outputs: tuple[Column, ...] = ()
    rules: tuple[Rule, ...] = ()
    literal: str | None = None
    types: dict[str, tuple[str, str]] = field(default_factory=dict, compare=False)
    line: int = 0
    name_en: str = ""


def read_dmn(file: str, data: bytes) -> list[Decision]:
    """The decisions of one file; raises DecisionRefused, or what workflows.xml refuses."""
    root = load_xml(file, data)
    if local(root) != "definitions" or etree.QName(root).namespace not in NAMESPACES:
        raise DecisionRefused(
            file, "", 0, "ไม่ใช่ไฟล์ DMN 1.1–1.5", "it is not a DMN 1.1–1.5 file", root.sourceline
        )
    types = {item.get("name", ""): _item(item) for item in _all(root, "itemDefinition")}
    found = [_decision(file, element, types) for element in _all(root, "decision")]
    if not found:
        raise DecisionRefused(
            file, "", 0, "ไม่มี decision ในไฟล์", "the file holds no decision", root.sourceline
        )
    return found


def _item(item: etree._Element) -> tuple[str, str]:
    base = next((_text(part) for part in _all(item, "typeRef")), "")
    allowed = next((_text(part) for part in _all(item, "allowedValues")), "")
    return base, allowed


def _all(parent: etree._Element, name: str) -> list[etree._Element]:
    return [part for part in parent if local(part) == name and etree.QName(part).namespace in NAMESPACES]


def _one(parent: etree._Element, name: str) -> etree._Element | None:
    return next(iter(_all(parent, name)), None)


def _text(element: etree._Element | None) -> str:
    """The text child of an entry, or the element's own text."""
    if element is None:
        return ""
    inner = _one(element, "text")
    holder = element if inner is None else inner
    return "".join(holder.itertext()).strip()


def _english(element: etree._Element) -> str:
    """The property `nameEn` of a decision or a clause, from whichever modeller."""
    kept = _one(element, "extensionElements")
    named = () if kept is None else kept.iter("{*}property")
    return next((one.get("value", "") for one in named if one.get("name") == "nameEn"), "")


def _decision(file: str, element: etree._Element, types: dict) -> Decision:
    name = element.get("id", "")
    look = _Reader(file, name)
    if not name:
        look.refuse(element, "decision ไม่มี id", "a decision has no id")
    if _one(element, "knowledgeRequirement") is not None:
        look.refuse(
            element, "ยังไม่รองรับ business knowledge model", "business knowledge models are not supported"
        )
    variable = _one(element, "variable")
    label = variable.get("name", "") if variable is not None else ""
    common = {
        "id": name,
        "name": element.get("name", name),
        "file": file,
        "variable": label if _IDENTIFIER.fullmatch(label) else name,
        "requires": look.requirements(element),
        "types": types,
        "line": element.sourceline,
        "name_en": _english(element),
    }
    table, literal = _one(element, "decisionTable"), _one(element, "literalExpression")
    if table is not None:
        return look.table(table, common)
    if literal is None:
        look.refuse(element, "ต้องมีตารางหรือนิพจน์", "it must hold a decision table or a literal expression")
    look.language(literal)
    return Decision(**common, literal=_text(literal))


class _Reader:
    """Reads one decision; every refusal names it."""

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name

    def refuse(self, element: etree._Element, th: str, en: str, rule: int = 0) -> None:
        raise DecisionRefused(self.file, self.name, rule, th, en, element.sourceline or 0)

    def requirements(self, element: etree._Element) -> tuple[str, ...]:
        found = []
        for requirement in _all(element, "informationRequirement"):
            required = _one(requirement, "requiredDecision")
            if required is not None:
                found.append(required.get("href", "").rpartition("#")[2])
        return tuple(found)

    def language(self, element: etree._Element) -> None:
        """Only FEEL and Starlark (or nothing) may be declared."""
        declared = element.get("expressionLanguage", "").lower()
        if declared and "feel" not in declared and "starlark" not in declared:
            self.refuse(element, f"ไม่รองรับภาษา {declared}", f"the language {declared} is not supported")

    def table(self, table: etree._Element, common: dict) -> Decision:
        policy = table.get("hitPolicy", "UNIQUE")
        aggregation = table.get("aggregation", "")
        if policy not in POLICIES:
            self.refuse(table, f"ไม่รู้จัก hit policy “{policy}”", f"unknown hit policy “{policy}”")
        if aggregation and (policy != "COLLECT" or aggregation not in AGGREGATIONS):
            self.refuse(
                table,
                f"ใช้ aggregation “{aggregation}” ไม่ได้",
                f"the aggregation “{aggregation}” does not apply",
            )
        inputs = tuple(self.input(element) for element in _all(table, "input"))
        outputs = tuple(self.output(element, common["variable"]) for element in _all(table, "output"))
        self.counts(table, inputs, outputs)
        if aggregation and len(outputs) > 1:
            self.refuse(table, "รวมค่าได้เมื่อมีผลลัพธ์ช่องเดียว", "only a single output can be aggregated")
        if policy in ("PRIORITY", "OUTPUT ORDER") and not any(column.values for column in outputs):
            self.refuse(
                table, f"{policy} ต้องบอก outputValues ตามลำดับ", f"{policy} needs outputValues in their order"
            )
        rules = tuple(
            self.rule(element, number, len(inputs), len(outputs))
            for number, element in enumerate(_all(table, "rule"), 1)
        )
        if not rules or len(rules) > MOST_RULES:
            self.refuse(table, f"ต้องมี 1–{MOST_RULES:,} แถว", f"it must have 1–{MOST_RULES:,} rows")
        return Decision(
            **common, policy=policy, aggregation=aggregation, inputs=inputs, outputs=outputs, rules=rules
        )

    def counts(self, table: etree._Element, inputs: tuple, outputs: tuple) -> None:
        if not outputs:
            self.refuse(table, "ไม่มีช่องผลลัพธ์", "there is no output")
        if len(inputs) > MOST_INPUTS:
            self.refuse(table, f"มีช่องเงื่อนไขเกิน {MOST_INPUTS}", f"there are more than {MOST_INPUTS} inputs")
        names = [column.name for column in outputs]
        if len(set(names)) < len(names):
            self.refuse(table, "ชื่อผลลัพธ์ซ้ำกัน", "two outputs have the same name")

    def input(self, element: etree._Element) -> Column:
        expression = _one(element, "inputExpression")
        if expression is None or not _text(expression):
            self.refuse(element, "ช่องเงื่อนไขไม่มีนิพจน์", "an input has no expression")
        self.language(expression)
        label = element.get("label") or _text(expression)
        return Column(
            _text(expression),
            label,
            text=_text(expression),
            type_ref=expression.get("typeRef", ""),
            values=_text(_one(element, "inputValues")),
            line=element.sourceline or 0,
            label_en=_english(element),
        )

    def output(self, element: etree._Element, variable: str) -> Column:
        name = element.get("name") or variable
        if not _IDENTIFIER.fullmatch(name):
            self.refuse(
                element, f"ชื่อผลลัพธ์ “{name}” ต้องเป็น a-z 0-9 _", f"the output name “{name}” must be a-z 0-9 _"
            )
        return Column(
            name,
            element.get("label", name),
            type_ref=element.get("typeRef", ""),
            values=_text(_one(element, "outputValues")),
            default=_text(_one(element, "defaultOutputEntry")),
            line=element.sourceline or 0,
            label_en=_english(element),
        )

    def rule(self, element: etree._Element, number: int, inputs: int, outputs: int) -> Rule:
        tests = [self.entry(entry, number) for entry in _all(element, "inputEntry")]
        results = [self.entry(entry, number) for entry in _all(element, "outputEntry")]
        if len(tests) != inputs or len(results) != outputs:
            self.refuse(element, "จำนวนช่องไม่ครบ", "the number of cells does not fit the columns", number)
        if not all(results):
            self.refuse(element, "ช่องผลลัพธ์ว่าง", "an output cell is empty", number)
        return Rule(
            element.get("id", f"rule_{number}"), tuple(tests), tuple(results), element.sourceline or 0
        )

    def entry(self, element: etree._Element, number: int) -> str:
        self.language(element)
        return _text(element)
