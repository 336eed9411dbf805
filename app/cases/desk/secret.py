"""Tasks whose answer nobody may ever read with its author: it goes into a ballot box instead of the process.

The diagram says so on a user task: `secretForm` is what is asked (one field), `ballotBox` names the variable
that holds the name of the box. The engine and the journal learn that the task was done, and by whom; nothing
else is written anywhere: no draft, no answer, no remembered request.
"""

from app.ballots import service as ballots
from app.processes.service import release
from app.refusals import NotAllowed
from workflows.answers import checked


class NoDraft(NotAllowed):
    code = "ballot_keeps_no_draft"
    th = "บัตรลงคะแนนลับไม่เก็บฉบับร่าง"
    en = "A secret ballot keeps no draft."


def box_variable(release_hash: str, process_id: str, element: str) -> str | None:
    """The variable that names the box of a task, if its answer is secret."""
    said = release(release_hash).element(process_id, element).properties
    return said.get("ballotBox") if said.get("secretForm") else None


def asks_proof(release_hash: str, process_id: str, element: str) -> bool:
    """Whether whoever does a task proves anew who they are (property `stepUp`)."""
    return release(release_hash).element(process_id, element).properties.get("stepUp") == "true"


def cast(scene, run, variable: str, answers: dict) -> None:
    """Check the answer by the task's form and put it into its box; AnswersRefused otherwise."""
    seen = run.variables_of(scene.row.step_id)
    bundle = release(scene.release_hash)
    answers = checked(bundle, scene.row.form, answers, seen, scene.now)
    [choice] = answers.values()
    ballots.cast(scene.case_id, seen[variable], choice)
