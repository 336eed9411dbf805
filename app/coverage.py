"""`dgti check --coverage`: how much of each process the scenarios walked: words, JSON, a picture."""

from pathlib import Path

import click

from workflows.diagram import read_diagram
from workflows.picture import Caption, Tint, draw
from workflows.release import Release
from workflows.scenarios import Coverage, Report

KINDS = ("elements", "flows")
FONT = Path(__file__).parent / "web" / "static" / "fonts" / "sarabun-400.woff2"


def too_little(report: Report, least: int) -> list[Coverage]:
    """The processes of which less than `least` per cent of elements or of flows was walked."""
    return [line for line in report.coverage if min(shares(line).values()) * 100 < least]


def shares(line: Coverage) -> dict[str, float]:
    """The part of its elements and the part of its flows that was walked, 0 to 1."""
    return {
        kind: 1 - len(missed) / len(every) if every else 1.0
        for kind, (every, missed) in zip(KINDS, _counts(line), strict=True)
    }


def walked(report: Report | None) -> dict | None:
    """What is kept with a release: by how many scenarios each element and flow of each process was walked."""
    if report is None:
        return None
    times = {line.process: {"elements": line.elements, "flows": line.flows} for line in report.coverage}
    return {"scenarios": len(report.results), "processes": times}


def print_coverage(release: Release, report: Report, english: bool) -> None:
    """A line a process, and the name of everything in it that no scenario walked."""
    for line in report.coverage:
        walked = [f"{len(every) - len(missed)} / {len(every)}" for every, missed in _counts(line)]
        words = "elements {}, flows {}" if english else "องค์ประกอบ {} เส้น {} · elements, flows"
        click.echo(f"{line.process}: {line.share:.1%} · {words.format(*walked)}")
        for missed in missed_of(release, line):
            word = "not walked" if english else "ไม่มีสถานการณ์ใดเดินผ่าน · not walked"
            click.echo(f"    {missed['id']}: {word}: {missed['name_en'] if english else missed['name']}")


def missed_of(release: Release, line: Coverage) -> list[dict]:
    """What nobody walked: id, kind and names; a flow without a name is called by its ends."""
    process = release.processes[line.process]
    drawn = release.specs[line.process].drawn
    flows = {flow.id: flow for scope in drawn.every_scope() for flow in scope.flows}
    elements = [process.elements[id] for id in line.missed_elements]
    found = [{"id": one.id, "kind": one.kind, "name": one.name, "name_en": one.name_en} for one in elements]
    for id in line.missed_flows:
        ends = [process.elements.get(end) for end in (flows[id].source, flows[id].target)]
        th, en = (
            " → ".join(filter(None, (getattr(end, side, "") for end in ends))) for side in ("name", "name_en")
        )
        found.append({"id": id, "kind": "sequence_flow", "name": th or id, "name_en": en or id})
    return found


def as_json(release: Release, line: Coverage) -> dict:
    """The same for other programs: counts, shares, what was missed, how many scenarios walked each."""
    told = {"process": line.process, "share": line.share}
    for kind, (every, missed) in zip(KINDS, _counts(line), strict=True):
        told[kind] = {"all": len(every), "walked": len(every) - len(missed), "share": shares(line)[kind]}
    return told | {"missed": missed_of(release, line), "times": {**line.elements, **line.flows}}


def draw_coverage(release: Release, report: Report, folder: str) -> list[Path]:
    """One SVG a process in a folder: what was walked is tinted and says by how many scenarios."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    return [_picture(release, line, len(report.results), target) for line in report.coverage]


def _picture(release: Release, line: Coverage, scenarios: int, target: Path) -> Path:
    process = release.processes[line.process]
    (elements, missed), (flows, untaken) = _counts(line)
    walked = f"{len(elements) - len(missed)}/{len(elements)}", f"{len(flows) - len(untaken)}/{len(flows)}"
    title = (
        f"{process.name} – สถานการณ์ทดสอบเดินแล้ว {line.share:.1%} (องค์ประกอบ {walked[0]} เส้น {walked[1]})",
        f"{process.name_en}: {line.share:.1%} walked (elements {walked[0]}, flows {walked[1]};"
        f" {scenarios} scenarios)",
    )
    legend = (
        ("walked", "เดินแล้ว เลขคือจำนวนสถานการณ์ · walked; by how many scenarios"),
        ("missed", "ยังไม่มีสถานการณ์ใดเดินผ่าน · not walked by any"),
    )
    times = {**line.elements, **line.flows}
    tints = {id: Tint("walked" if many else "missed", str(many)) for id, many in times.items()}
    diagram = read_diagram(process.file, release.files[process.file])
    path = target / f"{line.process}.svg"
    path.write_text(draw(diagram, tints, Caption(title, legend), FONT.read_bytes()), encoding="utf-8")
    return path


def _counts(line: Coverage) -> tuple:
    return (line.elements, line.missed_elements), (line.flows, line.missed_flows)
