"""The page of a case: the four answers, the stages, the diagram, the story and the state of its record."""

from types import SimpleNamespace

from flask import g, render_template

from app.cases import service as cases
from app.contributions import service as contributions
from app.journal.service import verify_case
from app.people import service as people
from app.web.context import short_hash, translate
from app.web.pages.drawings import views_of
from app.web.pages.papers import papers_of
from app.web.pages.revisions import kept_of
from app.web.rows import row_of
from app.web.stages import stage_of, state_tag
from app.web.telling.band import band_of, numbered, rail_of
from app.web.telling.drawing import drawn_name
from app.web.telling.story import tell
from app.web.telling.waits import waiting_of
from app.web.visitor import named, say


def case_page(case, only=None, wanted=None, called=None):
    """The page; `only` "decisions" shortens the story, `wanted` is the instance whose diagram is
    shown, `called` a process it calls."""
    story = cases.story(case, g.person)
    tasks = [row_of(task) for task in cases.tasks_of(case, g.person) if task.status == "open"]
    reads_moves = any(line.moves for line in story)
    stuck = cases.incidents_of(case) if reads_moves else []
    views, others = views_of(case, story, stuck, wanted, called) if reads_moves else ([], [])
    return render_template(
        "case.html",
        area="cases",
        case=case,
        mine=next((row.task for row in tasks if row.is_mine), None),
        incidents=[_incident(incident, case) for incident in stuck],
        band=band_of(case, tasks, story),
        rail=rail_of(case, stuck),
        waiting=waiting_of(case),
        state=state_tag(case),
        views=views,
        others=others,
        story=_parts(case, [line for line in story if only != "decisions" or line.decisions]),
        only=only,
        total=len(story),
        decided=sum(1 for line in story if line.decisions),
        proof=proof_of(case),
        tasks=tasks,
        people=_people(story),
        papers=papers_of(case),
        drafts=kept_of(case, story),
        messages=cases.offered_messages(case, g.person),
        collections=[(row, contributions.rules(row)) for row in contributions.collections_of(case, g.person)],
    )


def proof_of(case):
    """Whether the record of a case fits, entry by entry, now."""
    found = verify_case(case)
    rows = [
        (translate("จำนวนรายการ", "Entries"), f"{found.entries:,}"),
        (translate("ลายนิ้วมือล่าสุด", "Last fingerprint"), short_hash(found.head)),
    ]
    if found.ok:
        return SimpleNamespace(ok=True, rows=rows, sentence="", problems={})
    number, *said = found.problems[0]
    first = translate("รายการที่ {n}: {said}", "Entry {n}: {said}", n=number, said=say(tuple(said)))
    return SimpleNamespace(
        ok=False, rows=rows, sentence=first, problems={bad[0]: bad[1:] for bad in found.problems}
    )


def _incident(incident, case):
    """What stands still, in words; only a process owner can have it tried again."""
    instance = next((one for one in case.instances if one.id == incident.instance_id), None)
    return SimpleNamespace(
        id=incident.id,
        step=drawn_name(instance, incident.element) if instance else "",
        sentence=incident,
        opened_at=incident.opened_at,
        can_retry=people.has_role(g.person, "process_owner"),
    )


def _parts(case, lines):
    """The story in parts, an instance a part, the newest first."""
    parts = []
    for instance in reversed(case.instances):
        told = [tell(line) for line in reversed(lines) if line.instance_id == instance.id]
        if told:
            parts.append(SimpleNamespace(title=numbered(stage_of(instance.process_id)), entries=told))
    return parts


def _people(story):
    """(what they did, who): everybody who acted, with the steps they did last."""
    found = {}
    for line in story:
        if line.actor is not None and line.kind in ("case:opened", "task:completed"):
            found.setdefault(line.actor.id, (line.actor, []))[1].append(named(line))
    return [(named(person), " · ".join(dict.fromkeys(did[-3:]))) for person, did in found.values()]
