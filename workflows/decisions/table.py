"""One decision table, compiled: each input evaluated once, all rows in one Starlark call."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from workflows.decisions import policies
from workflows.decisions.coverage.pieces import Opaque, holds
from workflows.decisions.dmn import Column, Decision
from workflows.decisions.feel import CellRefused, read_cell, read_endpoint, read_values, starlark_text
from workflows.decisions.feel.cells import Anything
from workflows.decisions.feel.types import WORDS, DoesNotFit, fit, fits_output, type_named
from workflows.decisions.refusals import (
    DecisionFailed,
    DecisionRefused,
    InputRefused,
    NoRuleFired,
    OutputRefused,
)
from workflows.scripts import Context, Expression, ScriptFailed, ScriptRefused

INPUT = "the_input_{}"


class Table:
    """Compiled from the record of a DMN file; ``tests`` holds its cells, row by row."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.kinds = [self._kind(column) for column in decision.inputs]
        self.inputs = [self._expression(column.text, 0, column.line) for column in decision.inputs]
        self.allowed = [
            self._values(column, kind) for column, kind in zip(decision.inputs, self.kinds, strict=True)
        ]
        self.tests = [self._row(number, rule) for number, rule in enumerate(decision.rules, 1)]
        self.names = [INPUT.format(index) for index in range(len(decision.inputs))]
        self._match = self._matching()
        self.output_kinds = [self._kind(column) for column in decision.outputs]
        self.priorities = [
            self._listed(column, kind)
            for column, kind in zip(decision.outputs, self.output_kinds, strict=True)
        ]
        self.outputs = [self._outputs(number, rule) for number, rule in enumerate(decision.rules, 1)]
        self.default = self._default()

    # -- compiling ------------------------------------------------------------------------------------------

    def _refuse(self, rule: int, line: int, th: str, en: str) -> None:
        raise DecisionRefused(self.decision.file, self.decision.id, rule, th, en, line) from None

    def _kind(self, column: Column) -> str:
        base = self.decision.types.get(column.type_ref, (column.type_ref, ""))[0]
        kind = type_named(base)
        if kind is None:
            self._refuse(0, column.line, f"ไม่รองรับชนิด “{base}”", f"the type “{base}” is not supported")
        return kind

    def _expression(self, text: str, rule: int, line: int) -> Expression:
        try:
            return Expression.compile(starlark_text(text))
        except ScriptRefused as error:
            self._refuse(rule, line, f"“{text}”: {error.sentence_th}", f"“{text}”: {error.sentence_en}")

    def _values(self, column: Column, kind: str) -> tuple[object, Expression] | None:
        text = column.values or self.decision.types.get(column.type_ref, ("", ""))[1]
        try:
            cell = read_values(text, kind)
        except CellRefused as error:
            self._refuse(0, column.line, error.th, error.en)
        return cell and (cell, Expression.compile(cell.true(INPUT.format(0)), longest=100_000))

    def _row(self, number: int, rule: object) -> list:
        row = []
        for text, kind in zip(rule.inputs, self.kinds, strict=True):
            try:
                row.append(read_cell(text, kind))
            except CellRefused as error:
                self._refuse(number, rule.line, error.th, error.en)
        return row

    def _matching(self) -> Expression:
        """A list of one boolean a row; a row's cells stand on its own line, so that errors name it."""
        lines = []
        for row in self.tests:
            cells = [
                cell.true(name)
                for cell, name in zip(row, self.names, strict=True)
                if not isinstance(cell, Anything)
            ]
            lines.append(" and ".join(f"({cell})" for cell in cells) or "True")
        try:
            return Expression.join(lines)
        except ScriptRefused as error:
            rule = self.decision.rules[min(error.line, len(lines)) - 1]
            self._refuse(error.line, rule.line, error.sentence_th, error.sentence_en)

    def _listed(self, column: Column, kind: str) -> list | None:
        """outputValues in their order, the highest priority first."""
        text = column.values or self.decision.types.get(column.type_ref, ("", ""))[1]
        if not text:
            return None
        try:
            cell = read_values(text, kind)
        except CellRefused as error:
            self._refuse(0, column.line, error.th, error.en)
        ends = [getattr(test, "end", None) for test in getattr(cell, "tests", (cell,))]
        if not all(end is not None and end.literal for end in ends):
            self._refuse(0, column.line, "outputValues ต้องเป็นค่าตรง ๆ", "outputValues must be plain values")
        return [end.value for end in ends]

    def _outputs(self, number: int, rule: object) -> list:
        cells = []
        for index, text in enumerate(rule.outputs):
            cells.append(self._cell(text, number, rule.line, index))
        return cells

    def _cell(self, text: str, number: int, line: int, index: int) -> tuple[bool, object]:
        """(True, value) for a literal, (False, expression) for what is evaluated when the row fires."""
        try:
            end = read_endpoint("null" if text == "-" else text)
        except CellRefused as error:
            self._refuse(number, line, error.th, error.en)
        if not end.literal:
            return False, self._expression(text, number, line)
        wrong = self._misfit(index, end.value)
        if wrong:
            self._refuse(number, line, *wrong)
        return True, end.value

    def _misfit(self, index: int, value: object) -> tuple[str, str] | None:
        column, listed = self.decision.outputs[index], self.priorities[index]
        if not fits_output(value, self.output_kinds[index]):
            th, en = WORDS[self.output_kinds[index]]
            return (
                f"ผลลัพธ์ {column.name} = {value!r} ไม่ใช่{th}",
                f"the output {column.name} = {value!r} is not {en}",
            )
        if listed is not None and value is not None and not policies.among(value, listed):
            return (
                f"ผลลัพธ์ {column.name} = {value!r} ไม่อยู่ใน outputValues",
                f"the output {column.name} = {value!r} is not among its outputValues",
            )
        return None

    def _default(self) -> list | None:
        if not any(column.default for column in self.decision.outputs):
            return None
        return [
            self._cell(column.default or "null", 0, column.line, index)
            for index, column in enumerate(self.decision.outputs)
        ]

    @property
    def reads(self) -> tuple[str, ...]:
        """The variables that inputs and cells read."""
        texts = [
            *self.inputs,
            self._match,
            *(cell for row in self.outputs for known, cell in row if not known),
        ]
        found = dict.fromkeys(name for text in texts for name in text.names)
        return tuple(name for name in found if name not in self.names and name != "now")

    @property
    def writes(self) -> tuple[str, ...]:
        """The variables it gives."""
        if len(self.decision.outputs) > 1 and policies.gives_list(self.decision):
            return (self.decision.variable,)
        return tuple(column.name for column in self.decision.outputs)

    # -- deciding -------------------------------------------------------------------------------------------

    def decide(self, scope: Mapping, context: Context) -> tuple[dict, object, dict]:
        """Outputs by name, the result as a value, and the record; raises a DecisionFailed."""
        record = {"table": self.decision.id, "rules": [], "inputs": {}, "outputs": {}}
        values = self._read(scope, context, record)
        inside = ChainMap(dict(zip(self.names, values, strict=True)), scope)
        hits = [
            number
            for number, hit in enumerate(self._evaluate(self._match, inside, context, record), 1)
            if hit
        ]
        results = {
            number: self._results(self.outputs[number - 1], inside, context, record) for number in hits
        }
        chosen = policies.choose(self, hits, results, record)
        if chosen is None:
            chosen = self._without_rules(inside, context, record)
        outputs, value = chosen
        record["outputs"] = outputs
        return outputs, value, record

    def _read(self, scope: Mapping, context: Context, record: dict) -> list:
        values = []
        for index, expression in enumerate(self.inputs):
            column, kind = self.decision.inputs[index], self.kinds[index]
            value = self._evaluate(expression, scope, context, record)
            record["inputs"][column.name] = value
            try:
                value = fit(value, kind)
            except DoesNotFit:
                th, en = WORDS[kind]
                raise InputRefused(
                    self.decision.id,
                    f"{column.label} = {value!r} ไม่ใช่{th}",
                    f"{column.label} = {value!r} is not {en}",
                    record,
                ) from None
            self._check_allowed(index, value, scope, context, record)
            values.append(value)
        return values

    def _check_allowed(
        self, index: int, value: object, scope: Mapping, context: Context, record: dict
    ) -> None:
        if self.allowed[index] is None or value is None:
            return
        try:
            if holds(self.allowed[index][0], value):
                return
        except (Opaque, TypeError):
            pass  # the allowed values are expressions, or of another type: Starlark decides
        inside = ChainMap({INPUT.format(0): value}, scope)
        if self._evaluate(self.allowed[index][1], inside, context, record) is True:
            return
        label = self.decision.inputs[index].label
        raise InputRefused(
            self.decision.id,
            f"{label} = {value!r} ไม่อยู่ในค่าที่กำหนด",
            f"{label} = {value!r} is not among its allowed values",
            record,
        )

    def _evaluate(self, expression: Expression, scope: Mapping, context: Context, record: dict) -> object:
        try:
            return expression.evaluate(scope, context)
        except ScriptFailed as error:
            place = (f"แถวที่ {error.line}: ", f"row {error.line}: ") if expression is self._match else ("", "")
            raise DecisionFailed(
                self.decision.id, place[0] + error.sentence_th, place[1] + error.sentence_en, record
            ) from None

    def _results(self, cells: list, scope: Mapping, context: Context, record: dict) -> list:
        values = []
        for index, (known, cell) in enumerate(cells):
            value = cell if known else self._evaluate(cell, scope, context, record)
            wrong = None if known else self._misfit(index, value)
            if wrong:
                raise OutputRefused(self.decision.id, *wrong, record)
            values.append(value)
        return values

    def _without_rules(self, scope: Mapping, context: Context, record: dict) -> tuple[dict, object]:
        if self.default is None:
            raise NoRuleFired(self.decision.id, "ไม่มีแถวใดตรงกับข้อมูลนี้", "no row fits these inputs", record)
        return policies.single(self.decision, self._results(self.default, scope, context, record))
