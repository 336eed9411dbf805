"""Third-party browser files: fetch them as published (`refresh`), prove that nobody changed them (`check`).

`refresh` needs npm and the network and is for maintainers. `check` needs neither: it compares the SHA-256
of every committed file with `vendor.lock.json`, which also holds npm's own sha512 of each package.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "app" / "web" / "static"
OURS = {"vendor.toml", "vendor.lock.json"}


class PackageAltered(Exception):
    """The downloaded package is not the one that the registry vouches for."""


def refresh(static: Path = STATIC) -> None:
    """Fetch every package of vendor.toml again and rewrite the folder and its lock.

    Raises PackageAltered if a package does not have the sha512 that the registry names.
    """
    vendor = static / "vendor"
    packages = tomllib.loads((vendor / "vendor.toml").read_text())["packages"]
    lock = {}
    for name, wanted in packages.items():
        lock[name] = fetch(name, wanted, vendor / name)
    text = json.dumps({"packages": lock, "fonts": hashes(static / "fonts")}, indent=2, sort_keys=True)
    (vendor / "vendor.lock.json").write_text(text + "\n")


def fetch(name: str, wanted: dict, folder: Path) -> dict:
    """Put the wanted files of one npm package into `folder`; returns its entry of the lock."""
    with tempfile.TemporaryDirectory() as temporary:
        archive, integrity = pack(f"{name}@{wanted['version']}", temporary)
        shutil.rmtree(folder, ignore_errors=True)
        for file in wanted["files"]:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read_member(archive, f"package/{file}"))
    return {"version": wanted["version"], "integrity": integrity, "files": hashes(folder)}


def pack(package: str, folder: str) -> tuple[Path, str]:
    """Download one npm package; returns its archive and its checked sha512 in npm's spelling."""
    command = ["npm", "pack", package, "--json", "--silent", "--pack-destination", folder]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    listing = json.loads(answer.stdout)
    entry = listing[0] if isinstance(listing, list) else next(iter(listing.values()))
    archive = Path(folder) / entry["filename"]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if entry["integrity"] != f"sha512-{digest}":
        raise PackageAltered(f"{package}: sha512 {digest} is not {entry['integrity']}")
    return archive, entry["integrity"]


def read_member(archive: Path, member: str) -> bytes:
    """The bytes of one file of a package archive."""
    with tarfile.open(archive) as tar:
        return tar.extractfile(member).read()


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file under a folder, by its path in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def check(static: Path = STATIC) -> list[str]:
    """Compare the committed files with the lock; returns one sentence for each difference."""
    vendor = static / "vendor"
    lock = json.loads((vendor / "vendor.lock.json").read_text())
    wanted = tomllib.loads((vendor / "vendor.toml").read_text())["packages"]
    expected = {f"fonts/{file}": digest for file, digest in lock["fonts"].items()}
    for name, entry in lock["packages"].items():
        expected |= {f"vendor/{name}/{file}": digest for file, digest in entry["files"].items()}
    found = {f"fonts/{file}": digest for file, digest in hashes(static / "fonts").items()}
    found |= {f"vendor/{file}": digest for file, digest in hashes(vendor).items() if file not in OURS}

    problems = [f"{file}: missing" for file in sorted(expected.keys() - found.keys())]
    problems += [f"{file}: not in vendor.lock.json" for file in sorted(found.keys() - expected.keys())]
    problems += [f"{f}: changed" for f in sorted(expected.keys() & found.keys()) if expected[f] != found[f]]
    return problems + version_problems(wanted, lock["packages"])


def version_problems(wanted: dict, locked: dict) -> list[str]:
    """What vendor.toml asks for and the lock does not hold, or the other way round."""
    problems = []
    for name in sorted(wanted.keys() | locked.keys()):
        asked = wanted.get(name, {}).get("version")
        held = locked.get(name, {}).get("version")
        if asked != held:
            problems.append(f"{name}: vendor.toml says {asked}, vendor.lock.json says {held}")
    return problems


def main(arguments: list[str]) -> int:
    """Command line: `refresh` or `check`; returns the exit code."""
    if arguments == ["refresh"]:
        refresh()
        return 0
    if arguments != ["check"]:
        print("usage: python -m tools.vendor refresh | check", file=sys.stderr)
        return 2
    problems = check()
    print("\n".join(problems) or "vendored files are as published")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
