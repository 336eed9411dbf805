"""What a person answered goes through the step's form before it becomes variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.errors import AnswersRefused, NotData
from workflows.scripts.running.values import NotPlain, plain


def as_data(value: Any) -> Any:
    """A copy that is plain JSON and shares nothing with the caller; raises NotData."""
    try:
        return plain(value)
    except NotPlain as error:
        raise NotData(reason_th=error.th, reason_en=str(error)) from None


def checked(release, form: str | None, answers: Mapping[str, Any], scope, now) -> dict[str, Any]:
    """The answers, every field of the form among them (left empty: None); raises AnswersRefused."""
    answers = as_data(dict(answers))
    if not form:
        return answers
    asked = release.form(form)
    errors = asked.check(answers, scope, release.context(now))
    if errors:
        raise AnswersRefused(errors)
    return asked.filled(answers)


def write_answers(release, token, answers: Mapping[str, Any]) -> None:
    """Check the answers of a step and write them where it says: one variable a field, or one for all."""
    spec, instance = token.task_spec, token.workflow.top_workflow
    given = checked(release, spec.form, answers, token.data, instance.now)
    if spec.answers_variable:
        token.data[spec.answers_variable] = given
        return
    for name, value in given.items():
        token.data[name] = value
