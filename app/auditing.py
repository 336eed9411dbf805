"""`dgti verify` and `dgti replay`: what an auditor runs. Both only read."""

import click
from sqlalchemy import select

from app.cases.models import Case
from app.cases.replay import replay_case as replay
from app.extensions import db
from app.journal.service import verify_case
from app.registers.auditing import verify_all


def verify_cases(name: str | None) -> int:
    """Recompute the chain of one case or record ("mou:MOU-2569-001"), or of all; gives the exit code."""
    is_record = name is not None and ":" in name
    chains = [] if is_record else [(case.case_no, verify_case(case)) for case in found(name)]
    if is_record or name is None:
        chains += verify_all(name)
    if not chains and name:
        raise click.ClickException(f"ไม่พบ {name} ในทะเบียน · there is no record {name}")
    for subject, result in chains:
        click.echo(f"{mark(result.ok)} {subject}  {result.entries:>4} entries  head {result.head}")
        tell(result.problems)
    return 1 if any(not result.ok for _, result in chains) else 0


def replay_case(case_no: str) -> int:
    """Run a case's commands again and compare every state; prints the result and gives the exit code."""
    [case] = found(case_no)
    result = replay(case)
    click.echo(
        f"{mark(result.same)} {case.case_no}  {result.commands} commands, {result.instances} instances"
    )
    tell(result.differences)
    return 0 if result.same else 1


def found(case_no: str | None) -> list[Case]:
    """The case with that number, or all of them."""
    cases = select(Case).order_by(Case.id)
    chosen = list(db.session.scalars(cases.where(Case.case_no == case_no) if case_no else cases))
    if case_no and not chosen:
        raise click.ClickException(f"ไม่พบเรื่อง {case_no} · there is no case {case_no}")
    return chosen


def tell(problems) -> None:
    for number, th, en in problems:
        click.echo(f"    รายการที่ {number} · entry {number}: {th} · {en}")


def mark(good: bool) -> str:
    return "ถูกต้อง ✓" if good else "ไม่ตรง ✗"
