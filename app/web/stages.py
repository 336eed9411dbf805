"""The six stages as people count them: which process each one is, and its short names for chips and rows.

Only the order and the short names live here; what happens in a stage, and what follows it, is drawn in bpmn/.
"""

from dataclasses import dataclass

from app.web.wording.texts import Text


@dataclass(frozen=True)
class Stage:
    """A stage of the pipeline."""

    number: int
    process_id: str
    short: Text
    name: Text
    cell: Text


STAGES = (
    Stage(
        1,
        "problem_intake",
        Text("คัดกรอง", "Triage"),
        Text("รวบรวมปัญหาและคัดกรอง", "Problem collection & triage"),
        Text("คัดกรอง", "Triage"),
    ),
    Stage(
        2,
        "brainstorming",
        Text("ระดมความเห็น", "Brainstorming"),
        Text("ระดมความเห็น", "Brainstorming"),
        Text("ระดมฯ", "Brainstorm"),
    ),
    Stage(
        3,
        "technology_scouting",
        Text("แสวงหาเทคโนโลยี", "Scouting"),
        Text("แสวงหาเทคโนโลยีที่เหมาะสม", "Technology scouting"),
        Text("แสวงหาฯ", "Scouting"),
    ),
    Stage(
        4,
        "proposal_drafting",
        Text("จัดทำข้อเสนอ", "Drafting"),
        Text("จัดทำข้อเสนอแนะหรือร่างโครงการ", "Proposal drafting"),
        Text("ข้อเสนอ", "Drafting"),
    ),
    Stage(
        5,
        "committee_submission",
        Text("คณะกรรมการ", "Committee"),
        Text("นำเสนอต่อคณะกรรมการ", "Committee submission"),
        Text("กรรมการ", "Committee"),
    ),
    Stage(
        6,
        "follow_up",
        Text("ติดตาม", "Follow-up"),
        Text("ติดตามและประเมินผล", "Follow-up & evaluation"),
        Text("ติดตาม", "Follow-up"),
    ),
)
BY_PROCESS = {stage.process_id: stage for stage in STAGES}


def stage_of(process_id):
    """The stage a process is; a process outside the pipeline stands for itself, without a number."""
    name = Text(process_id, process_id)
    return BY_PROCESS.get(process_id) or Stage(0, process_id, name, name, name)
