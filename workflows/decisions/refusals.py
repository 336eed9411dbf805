"""What a decision table can refuse: itself at publication, and a case while it decides (an incident)."""

from __future__ import annotations

from workflows.errors import Refused


class DecisionRefused(Refused):
    """The table is not one we run as DMN says; ``rule`` is the number of the row, 0 for the table itself."""

    code = "decision_refused"
    th = "ตาราง “{table}” {place_th}: {sentence_th}"
    en = "Table “{table}” {place_en}: {sentence_en}"

    def __init__(self, file: str, table: str, rule: int, th: str, en: str, line: int = 0) -> None:
        self.file, self.table, self.rule, self.line = file, table, rule, line
        super().__init__(
            file=file,
            table=table or file,
            rule=rule,
            line=line,
            place_th=f"แถวที่ {rule}" if rule else "",
            place_en=f"row {rule}" if rule else "",
            sentence_th=th,
            sentence_en=en,
        )


class DecisionUnknown(Refused):
    code = "decision_unknown"
    th = "ไม่พบตารางตัดสินใจ “{table}”"
    en = "There is no decision “{table}”."


class DecisionFailed(Refused):
    """Deciding stopped; ``record`` says what had been read."""

    code = "decision_failed"
    th = "ตาราง “{table}” ตัดสินไม่ได้: {sentence_th}"
    en = "Table “{table}” could not decide: {sentence_en}"

    def __init__(self, table: str, th: str, en: str, record: dict | None = None) -> None:
        self.table = table
        self.record = record or {}
        self.line = 1
        self.values = self.record.get("inputs", {})
        super().__init__(table=table, sentence_th=th, sentence_en=en, values=self.values)


class NoRuleFired(DecisionFailed):
    """No row fits the inputs and the table has no default."""

    code = "no_rule_fired"


class SeveralRulesFired(DecisionFailed):
    """A UNIQUE table with more than one row that fits."""

    code = "several_rules_fired"


class RulesDisagree(DecisionFailed):
    """An ANY table whose fitting rows give different outputs."""

    code = "rules_disagree"


class InputRefused(DecisionFailed):
    """An input is not of its declared type, or not among its allowed values."""

    code = "input_refused"


class OutputRefused(DecisionFailed):
    """An output is not of its declared type, or not among its allowed values."""

    code = "output_refused"
