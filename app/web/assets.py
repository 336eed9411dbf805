"""Addresses of our static files: named by their content, so that a browser may keep them for good."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import request, url_for

STATIC = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_A_DAY = "public, max-age=86400"


def asset(name, plain=False):
    """The address of a static file with its content hash; `plain` for what other files name without it."""
    if plain:
        return url_for("static", filename=name)
    path = STATIC / name
    return url_for("static", filename=name, v=_hash(path, path.stat().st_mtime_ns))


def keep_static(response):
    """How long a browser may keep a static file: for good when its address names its content, else a day."""
    if request.endpoint == "static" and response.status_code == 200:
        response.headers["Cache-Control"] = FOR_GOOD if request.args.get("v") else FOR_A_DAY
    return response


@lru_cache(maxsize=256)
def _hash(path, _changed):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
