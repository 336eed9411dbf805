"""Handing a file out so that no browser does anything with it but save it."""

import base64
import io

from flask import send_file

from app.files.models import File
from app.files.service import data_of

SANDBOX = "default-src 'none'; sandbox"


def send(file: File, name: str | None = None):
    """The bytes as an attachment under its own name, or one that tells less; never shown in a page of ours,
    never guessed at."""
    response = send_file(
        io.BytesIO(data_of(file)),
        mimetype=file.type,
        as_attachment=True,
        download_name=name or file.name,
        etag=file.sha256,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response
