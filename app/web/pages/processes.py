"""For process owners: each process as it is now and was, and on the drawing how much its scenarios walk."""

from types import SimpleNamespace

from flask import abort, g, render_template, request, url_for

from app.processes import service as processes
from app.web.context import translate
from app.web.pages import pages
from app.web.pages.drawings import drawn
from app.web.stages import stage_of
from app.web.telling.drawing import role_drawn
from app.web.wording.texts import plain


@pages.get("/processes")
def process_list():
    rows = [_row(version) for version in processes.list_processes()]
    rows.sort(key=lambda row: (not row.stage.number, row.stage.number, row.version.name))
    return render_template("processes.html", area="processes", rows=rows)


@pages.get("/processes/<process_id>")
def process(process_id):
    versions = processes.versions(process_id)
    shown = _chosen(versions)
    times = _times(shown)
    return render_template(
        "process.html",
        area="processes",
        shown=shown,
        versions=versions,
        stage=stage_of(process_id),
        view=_view(shown, times),
        counts=_counts(times) if times else None,
        scenarios=(shown.release.coverage or {}).get("scenarios"),
        missed=_missed(shown, times),
    )


@pages.get("/processes/<process_id>/<int:number>/diagram.bpmn")
def process_diagram(process_id, number):
    """The diagram of a version, as its owner drew it."""
    version = _numbered(processes.versions(process_id), number)
    return drawn(version.release_hash, process_id)


def _chosen(versions):
    number = request.args.get("version", type=int)
    return _numbered(versions, number) if number else versions[0]


def _numbered(versions, number):
    return next((one for one in versions if one.number == number), None) or abort(404)


def _row(version):
    times = _times(version)
    return SimpleNamespace(
        version=version, stage=stage_of(version.process_id), counts=_counts(times) if times else None
    )


def _times(version):
    """{"elements": {id: scenarios}, "flows": {…}} of a version; None when no scenarios were walked."""
    return ((version.release.coverage or {}).get("processes") or {}).get(version.process_id)


def _counts(times):
    """(walked, all) of elements and of flows, and the share of both together."""
    walked = {kind: sum(map(bool, times[kind].values())) for kind in ("elements", "flows")}
    every = {kind: len(times[kind]) for kind in ("elements", "flows")}
    share = sum(walked.values()) * 100 / (sum(every.values()) or 1)
    return SimpleNamespace(walked=walked, all=every, share=f"{share:.1f}".removesuffix(".0"))


def _view(version, times):
    """What the diagram macro shows of a version: by how many scenarios each shape and flow was walked."""
    elements = _drawn(version).elements
    told = times or {"elements": {}, "flows": {}}
    return SimpleNamespace(
        id=version.id,
        url=url_for("web.process_diagram", process_id=version.process_id, number=version.number),
        version=translate("แผนผังฉบับที่ {n}", "Diagram, version {n}", n=version.number),
        focus=next((id for id, many in told["elements"].items() if not many), next(iter(elements), "")),
        marks={
            "elements": {
                id: {"state": "walked" if many else "missed", "count": str(many)}
                for id, many in told["elements"].items()
            },
            "flows": [id for id, many in told["flows"].items() if many],
            "missed": [id for id, many in told["flows"].items() if not many],
        },
        steps=[_step(one, told["elements"].get(one.id)) for one in elements.values() if one.name],
    )


def _step(element, many):
    return SimpleNamespace(
        element=element.id,
        name=plain(element, g.language),
        role=role_drawn(element),
        many=many,
    )


def _missed(version, times):
    """The names of what no scenario walked; a flow is called by its two ends."""
    if not times:
        return []
    elements = _drawn(version).elements
    specs = processes.release(version.release_hash).specs[version.process_id].drawn
    flows = {flow.id: flow for scope in specs.every_scope() for flow in scope.flows}
    left = [_called(elements.get(id), id) for id, many in times["elements"].items() if not many]
    for id in (id for id, many in times["flows"].items() if not many):
        ends = [_called(elements.get(end), end) for end in (flows[id].source, flows[id].target)]
        left.append(" → ".join(ends))
    return left


def _called(element, id):
    return (plain(element, g.language) if element is not None else "") or id


def _drawn(version):
    return processes.release(version.release_hash).processes[version.process_id]
