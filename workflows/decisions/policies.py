"""Hit policies (DMN 1.3 §8.2.8): from the rows that fired to the result."""

from __future__ import annotations

from decimal import Decimal

from workflows.decisions.dmn import Decision
from workflows.decisions.refusals import DecisionFailed, RulesDisagree, SeveralRulesFired
from workflows.scripts.amounts import exact, number

_LISTS = frozenset({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})


def gives_list(decision: Decision) -> bool:
    """Whether the result is a list of all hits."""
    return decision.policy in _LISTS and not decision.aggregation


def choose(
    table: object, hits: list[int], results: dict[int, list], record: dict
) -> tuple[dict, object] | None:
    """Outputs by name and the result as a value; None when no row fired. Fills ``record["rules"]``.

    COUNT of nothing is 0; every other policy without a hit is for the caller to settle.
    """
    decision = table.decision
    if decision.aggregation == "COUNT" and not hits:
        return single(decision, [0])
    if not hits:
        return None
    policy = decision.policy
    if policy == "UNIQUE" and len(hits) > 1:
        record["rules"] = hits
        raise SeveralRulesFired(
            decision.id,
            f"แถวที่ {_and(hits)} ตรงพร้อมกัน",
            f"rows {_and(hits)} fit at the same time",
            record,
        )
    if policy == "ANY":
        _agree(decision, hits, results, record)
    if policy in ("PRIORITY", "OUTPUT ORDER"):
        hits = sorted(hits, key=lambda hit: _rank(table, results[hit]))
    record["rules"] = hits if policy in _LISTS or policy == "ANY" else hits[:1]
    if decision.aggregation:
        return single(decision, [_aggregate(decision, [results[hit][0] for hit in hits], record)])
    if policy in _LISTS:
        return _several(decision, [results[hit] for hit in hits])
    return single(decision, results[hits[0]])


def single(decision: Decision, values: list) -> tuple[dict, object]:
    """One row as outputs by name; its value is the single output, or all of them together."""
    outputs = {column.name: value for column, value in zip(decision.outputs, values, strict=True)}
    return outputs, (values[0] if len(values) == 1 else dict(outputs))


def _several(decision: Decision, rows: list[list]) -> tuple[dict, object]:
    names = [column.name for column in decision.outputs]
    if len(names) == 1:
        values = [row[0] for row in rows]
        return {names[0]: values}, values
    contexts = [dict(zip(names, row, strict=True)) for row in rows]
    return {decision.variable: contexts}, contexts


def _agree(decision: Decision, hits: list[int], results: dict[int, list], record: dict) -> None:
    first = results[hits[0]]
    other = next((hit for hit in hits if not _same(results[hit], first)), None)
    if other is None:
        return
    record["rules"] = hits
    raise RulesDisagree(
        decision.id,
        f"แถวที่ {hits[0]} และ {other} ตรงพร้อมกันแต่ให้ผลต่างกัน",
        f"rows {hits[0]} and {other} both fit but give different outputs",
        record,
    )


def _rank(table: object, values: list) -> list[int]:
    """Places in outputValues, the first output first; outputs without a list do not count."""
    ranks = []
    for value, listed in zip(values, table.priorities, strict=True):
        if listed is not None:
            ranks.append(next((i for i, one in enumerate(listed) if _same(one, value)), len(listed)))
    return ranks


def among(value: object, listed: list) -> bool:
    """Whether the value is one of the list, booleans and numbers kept apart."""
    return any(_same(one, value) for one in listed)


def _same(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return left == right


def _aggregate(decision: Decision, values: list, record: dict) -> object:
    if decision.aggregation == "COUNT":
        return len(values)
    numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if len(numbers) == len(values):
        if decision.aggregation == "SUM":
            return number(sum((exact(value) for value in numbers), Decimal(0)))
        return min(numbers) if decision.aggregation == "MIN" else max(numbers)
    if decision.aggregation != "SUM" and all(isinstance(value, str) for value in values):
        return min(values) if decision.aggregation == "MIN" else max(values)
    raise DecisionFailed(
        decision.id,
        f"{decision.aggregation} ใช้กับผลลัพธ์ {values!r:.80} ไม่ได้",
        f"{decision.aggregation} does not work on {values!r:.80}",
        record,
    )


def _and(hits: list[int]) -> str:
    return ", ".join(map(str, hits))
