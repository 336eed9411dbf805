"""Whom an element tells: roles that exist, and variables that have a name."""

from __future__ import annotations

from workflows.check.rule import NODE, at, rule
from workflows.properties import listed
from workflows.tells import OPEN_TASKS, OPENER, PROPERTY, VARIABLE


@rule(
    NODE,
    "{who}: tells ระบุ “{whom}” ซึ่งไม่ใช่ submitter, open_tasks, บทบาทที่ระบบรู้จัก หรือ variable:ชื่อตัวแปร "
    "จึงไม่มีใครได้รับแจ้ง",
    "{who}: tells names “{whom}”, neither submitter, nor open_tasks, nor a role we know, nor variable:name: "
    "nobody is told.",
    running=True,
)
def tells_unknown(node, look):
    """Our convention (docs/operations.md): a misspelt role would tell nobody, in silence."""
    roles = look.bundle.roles
    for whom in listed(node.properties.get(PROPERTY, "")):
        if whom.startswith(VARIABLE):
            known = whom.removeprefix(VARIABLE).isidentifier()
        else:
            known = whom in (OPENER, OPEN_TASKS) or roles is None or whom in roles
        if not known:
            yield at(node, whom=whom[:60])
