"""Which of a case's drawings its page shows, and the way to the others: instances, and what they call."""

from flask import Response, request, url_for

from app.processes import service as processes
from app.web.context import translate
from app.web.stages import ENDED, stage_of
from app.web.telling.band import numbered
from app.web.telling.drawing import drawing_of, happened


def views_of(case, story, stuck, wanted, process_id):
    """(the drawings shown, (words, address) of the others); `process_id` one that the instance calls."""
    shown = _shown_instance(case, wanted, stuck)
    if shown is None:
        return [], []
    entered = _entered(shown, story)
    inside = process_id if process_id in entered else None
    view = drawing_of(shown, story, title=_title(inside or shown.process_id), process_id=inside)
    places = [(one, None) for one in case.instances] + [(shown, called) for called in entered]
    others = [
        (_title(called or one.process_id), _address(case, one, called))
        for one, called in places
        if (one, called) != (shown, inside)
    ]
    return [view], others


def drawn(release_hash, process_id):
    """The diagram of a process in a release, as its owner drew it: a release never changes."""
    answer = Response(processes.diagram(release_hash, process_id), mimetype="application/xml")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.set_etag(release_hash[:32])
    return answer.make_conditional(request)


def _shown_instance(case, wanted, stuck):
    """The instance whose diagram is shown: the one asked for, a stuck one, a running one, the last."""
    running = [one.id for one in case.instances if one.status not in ENDED]
    last = [one.id for one in case.instances]
    order = [wanted, *(incident.instance_id for incident in stuck), *running[-1:], *last[-1:]]
    known = {one.id: one for one in case.instances}
    return next((known[id] for id in order if id in known), None)


def _entered(instance, story):
    """The processes that an instance has called so far."""
    bundle = processes.release(instance.release_hash)
    marks, _ = happened(instance, story)
    own = bundle.processes[instance.process_id].elements
    seen = marks.keys() - own.keys()
    return [one.id for one in bundle.within(instance.process_id)[1:] if seen & one.elements.keys()]


def _title(process_id):
    return translate("ผัง{stage}", "Diagram: {stage}", stage=numbered(stage_of(process_id)))


def _address(case, instance, called):
    return url_for("web.case", case_no=case.case_no, diagram=instance.id, process=called, _anchor="drawing")
