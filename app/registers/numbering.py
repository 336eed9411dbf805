"""The code of a new record, where nobody gives one."""

from sqlalchemy import func, select

from app import clock
from app.clock import BUDDHIST_ERA
from app.extensions import db
from app.registers.kinds import Kind

EVERY_CENTRE = "ALL"


def code_for(kind: Kind, answers: dict) -> str:
    """The code somebody gave, or the one that follows from the record or is next in its row."""
    if answers.get("code"):
        return answers["code"]
    if kind.key == "seats":
        return f"{answers['committee']}-{answers['number']:02d}"
    if kind.key == "holidays":
        return f"{answers.get('centre') or EVERY_CENTRE}.{answers['day']}"
    if kind.key == "mous":
        return _next(kind, f"MOU-{clock.today().year + BUDDHIST_ERA}-", 3)
    return _next(kind, {"technologies": "TECH-", "interests": "INT-"}[kind.key], 4)


def _next(kind, prefix, digits):
    """Records are never deleted, so their count is the last number given, or there is one beyond it."""
    codes = select(func.count()).where(kind.table.code.startswith(prefix, autoescape=True))
    number = db.session.scalar(codes) + 1
    while db.session.scalar(select(kind.table.id).where(kind.table.code == f"{prefix}{number:0{digits}d}")):
        number += 1
    return f"{prefix}{number:0{digits}d}"
