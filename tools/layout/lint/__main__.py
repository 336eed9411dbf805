"""Command line of the findings; exit code 1 if there are any."""

import sys
from pathlib import Path

from ..hints import load
from . import lint

total = 0
for name in sys.argv[1:]:
    found = lint(Path(name).read_bytes(), load(Path(name).stem).crossings)
    total += len(found)
    for finding in found:
        print(f"{name}: {finding.element}: {finding.rule}: {finding.sentence}")
print(f"{total} findings in {len(sys.argv) - 1} files")
sys.exit(1 if total else 0)
