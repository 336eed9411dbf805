"""Starlark for every condition, expression and script a process owner writes.

    from workflows.scripts import Context, Expression, Script

    rule = Expression.compile("amount >= 500000 and kind == 'project'")   # ScriptRefused at publication
    rule.names                                                            # ("amount", "kind")
    rule.test({"amount": 600000, "kind": "project"}, Context(now))        # True; ScriptFailed is an incident

    script = Script.compile("score = impact * urgency")
    script.run({"impact": 4, "urgency": 5}, Context(now))                 # {"score": 20}

What cannot grow runs in this process, everything else in a sandbox process with limits on memory and time.
"""

from workflows.scripts.context import Context
from workflows.scripts.errors import ScriptFailed, ScriptRefused
from workflows.scripts.expression import Expression, Script, condition

__all__ = ["Context", "Expression", "Script", "ScriptFailed", "ScriptRefused", "condition"]
