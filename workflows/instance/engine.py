"""The script engine SpiffWorkflow asks for: ours runs no Python at all."""

from __future__ import annotations

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from workflows.errors import Refused


class PythonRefused(Refused):
    """Diagrams speak Starlark; nothing here runs Python that somebody wrote into a diagram."""

    code = "python_refused"
    th = "ระบบไม่รันคำสั่ง Python จากแผนภาพ"
    en = "Python from a diagram is never run."


class NoPython(PythonScriptEngine):
    """Refuses whatever upstream code might still want to run."""

    def __init__(self) -> None:
        self.environment = None

    def validate(self, expression: str) -> None:
        """Nothing to validate: our own compiler has done it."""

    def evaluate(self, task, expression, external_context=None):
        """Always raises PythonRefused."""
        raise PythonRefused()

    def execute(self, task, script, external_context=None):
        """Always raises PythonRefused."""
        raise PythonRefused()

    def call_service(self, task, **kwargs):
        """Always raises PythonRefused."""
        raise PythonRefused()


NO_PYTHON = NoPython()
