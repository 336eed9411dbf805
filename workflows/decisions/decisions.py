"""All decisions of a release: loaded together, chained by their information requirements."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from workflows.decisions.coverage import look_over
from workflows.decisions.dmn import Decision, read_dmn
from workflows.decisions.feel import starlark_text
from workflows.decisions.refusals import DecisionFailed, DecisionRefused, DecisionUnknown
from workflows.decisions.table import Table
from workflows.scripts import Context, Expression, ScriptFailed, ScriptRefused


class Decisions:
    """The decisions of the DMN files of one release, by id."""

    def __init__(self, decisions: list[Decision]) -> None:
        self.decisions: dict[str, Decision] = {}
        for decision in decisions:
            if decision.id in self.decisions:
                _refuse(decision, f"มี id “{decision.id}” ซ้ำ", f"the id “{decision.id}” is used twice")
            self.decisions[decision.id] = decision
        self.compiled = {decision.id: _compile(decision) for decision in decisions}
        self.order: dict[str, list[str]] = {}
        for name in self.decisions:
            self._chain(name, ())

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Decisions:
        """From files by path; raises DecisionRefused with file, table, row and sentence."""
        return cls([decision for path in sorted(files) for decision in read_dmn(path, files[path])])

    def __contains__(self, name: object) -> bool:
        return name in self.decisions

    def reads(self, name: str) -> tuple[str, ...]:
        """The variables a decision and what it requires read, less those the chain itself gives."""
        given = {variable for required in self.order[name][:-1] for variable in self.writes(required)}
        given |= {self.decisions[required].variable for required in self.order[name][:-1]}
        found = dict.fromkeys(
            n for one in self.order[name] for n in _reads(self.compiled[one]) if n not in given
        )
        return tuple(found)

    def writes(self, name: str) -> tuple[str, ...]:
        """The variables a decision gives."""
        compiled = self.compiled[name]
        return compiled.writes if isinstance(compiled, Table) else (self.decisions[name].variable,)

    def findings(self, name: str) -> list:
        """Gaps, overlaps, rows that can never fire, and columns that could not be analysed."""
        compiled = self.compiled[name]
        return look_over(compiled) if isinstance(compiled, Table) else []

    def decide(self, name: str, scope: Mapping, context: Context) -> tuple[dict, dict]:
        """Outputs by name and the record of what fired; raises DecisionUnknown or a DecisionFailed.

        What a required decision gives is seen by those after it, under its output names and its own name; the
        records of required decisions stand under ``requires``.
        """
        if name not in self.decisions:
            raise DecisionUnknown(table=name)
        given: dict[str, object] = {}
        records = []
        for step in self.order[name]:
            outputs, value, record = self._decide_one(step, ChainMap(given, scope), context)
            records.append(record)
            given = {**given, **outputs, self.decisions[step].variable: value}
        if records[:-1]:
            records[-1]["requires"] = records[:-1]
        return outputs, records[-1]

    def _decide_one(self, name: str, scope: Mapping, context: Context) -> tuple[dict, object, dict]:
        compiled, decision = self.compiled[name], self.decisions[name]
        if isinstance(compiled, Table):
            return compiled.decide(scope, context)
        try:
            value = compiled.evaluate(scope, context)
        except ScriptFailed as error:
            record = {"table": name, "rules": [], "inputs": error.values, "outputs": {}}
            raise DecisionFailed(name, error.sentence_th, error.sentence_en, record) from None
        inputs = {variable: scope[variable] for variable in compiled.names if variable in scope}
        outputs = {decision.variable: value}
        return outputs, value, {"table": name, "rules": [], "inputs": inputs, "outputs": outputs}

    def _chain(self, name: str, above: tuple[str, ...]) -> list[str]:
        """The decision after everything it requires, each once."""
        if name in self.order:
            return self.order[name]
        decision = self.decisions[name]
        if name in above:
            _refuse(decision, "ตารางอ้างวนถึงกันเอง", "decisions require each other in a circle")
        found: dict[str, None] = {}
        for required in decision.requires:
            if required not in self.decisions:
                _refuse(
                    decision,
                    f"ไม่พบ decision “{required}” ที่อ้างถึง",
                    f"the decision “{required}” it requires does not exist",
                )
            found.update(dict.fromkeys(self._chain(required, (*above, name))))
        self.order[name] = [*found, name]
        return self.order[name]


def _refuse(decision: Decision, th: str, en: str) -> None:
    raise DecisionRefused(decision.file, decision.id, 0, th, en, decision.line)


def _compile(decision: Decision) -> Table | Expression:
    if decision.literal is None:
        return Table(decision)
    try:
        return Expression.compile(starlark_text(decision.literal))
    except ScriptRefused as error:
        raise DecisionRefused(
            decision.file, decision.id, 0, error.sentence_th, error.sentence_en, decision.line
        ) from None


def _reads(compiled: Table | Expression) -> tuple[str, ...]:
    if isinstance(compiled, Table):
        return compiled.reads
    return tuple(name for name in compiled.names if name != "now")
