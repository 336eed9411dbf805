"""Cases: the list, the page of one, its diagrams."""

from flask import abort, g, render_template, request, url_for

from app.cases import service as cases
from app.web.pages import pages
from app.web.pages.case_page import case_page
from app.web.pages.drawings import drawn
from app.web.stages import matters, stage_of, stages, state_tag, states
from app.web.wording.texts import Text

PAGE = 50
FILTERS = ("status", "stage", "state", "q")
STATUSES = {
    "": Text("ทั้งหมด", "All"),
    "running": Text("กำลังดำเนินการ", "In progress"),
    "completed": Text("สิ้นสุดแล้ว", "Finished"),
}


@pages.get("/cases")
def case_list():
    asked = {name: (request.args.get(name) or "").strip() or None for name in FILTERS}
    if asked["status"] not in STATUSES:
        asked["status"] = None
    page = cases.list_cases(g.person, **asked, cursor=request.args.get("cursor"), limit=PAGE)

    def address(**changes):
        said = {**asked, **changes}
        return url_for("web.case_list", **{name: value for name, value in said.items() if value})

    return render_template(
        "cases.html",
        area="cases",
        asked=asked,
        cases=page.items,
        stages=[*stages(), *matters()],
        states=states(),
        stage_of=stage_of,
        statuses=STATUSES,
        state_tag=state_tag,
        address=address,
        next_page=address(cursor=page.next) if page.next else None,
        filtered=any(asked.values()),
    )


@pages.get("/cases/<case_no>")
def case(case_no):
    found = cases.get_case(case_no, g.person)
    wanted = request.args.get("diagram", type=int), request.args.get("process")
    return case_page(found, request.args.get("only"), *wanted)


@pages.get("/cases/<case_no>/instances/<int:instance_id>/diagram.bpmn")
def diagram(case_no, instance_id):
    """The diagram of an instance, or of a process it calls, as its owner drew it."""
    found = cases.get_case(case_no, g.person)
    instance = next((one for one in found.instances if one.id == instance_id), None)
    if instance is None:
        abort(404)
    return drawn(instance.release_hash, request.args.get("process", instance.process_id))
