"""`dgti publish`: a folder of processes becomes the current release, after all that `dgti check` does."""

from pathlib import Path

import click

from app.checking import Wanted, judge, tell
from app.coverage import walked
from app.people.service import person_named
from app.processes.service import get_release, publish, version_label
from workflows.errors import Refused
from workflows.release import Release as Bundle
from workflows.release import read_folder
from workflows.scenarios import run_folder


def publish_folder(folder: str, username: str) -> int:
    """Check and publish in somebody's name, and print it; the exit code. The caller commits, or does not."""
    by = person_named(username)
    judged = judge(folder, Wanted())
    if code := tell(judged, Wanted()):
        return code
    try:
        release = publish(read_folder(folder), by=by)
        release.coverage = walked(judged.report)
    except Refused as refusal:
        raise click.ClickException(f"{refusal.th} · {refusal.en}") from refusal
    for found in release.findings:
        if found["rule"] == "start-time-over":
            place = f"{folder}/{found['file']}: {found['element']} [{found['rule']}]"
            click.echo(f"{place} {found['th']} · {found['en']}")
    for version in release.versions:
        label = version_label(release.hash, version.process_id)
        click.echo(f"{version.process_id}: {version.name} · {version.name_en}  {label}")
    click.echo(f"release {release.hash}")
    return 0


def keep_coverage(folder: str | Path) -> None:
    """Walk the scenarios of a folder that is published already, and keep how much they walked of it."""
    bundle = Bundle.open(folder)
    get_release(bundle.hash).coverage = walked(run_folder(folder, bundle))
