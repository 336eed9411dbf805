"""Asking a virus scanner, when the office has one: a clamd socket or a command. Without one files say so."""

import contextlib
import shlex
import socket
import struct
import subprocess

from flask import current_app

NOT_SCANNED, CLEAN, INFECTED, FAILED, OWN = "not_scanned", "clean", "infected", "failed", "own"
SECONDS = 30
CHUNK = 1024 * 1024
# What a command says by its exit code, as clamscan and clamdscan do.
FOUND = 1


def scan(data: bytes) -> str:
    """clean, infected, failed (the scanner did not answer), or not_scanned (none is set in FILE_SCANNER)."""
    scanner = current_app.config["FILE_SCANNER"].strip()
    if not scanner:
        return NOT_SCANNED
    try:
        if scanner.startswith("clamd:"):
            return _ask_clamd(scanner.removeprefix("clamd:"), data)
        return _run(scanner, data)
    except (OSError, subprocess.SubprocessError, ValueError):
        return FAILED


def _run(command: str, data: bytes) -> str:
    """A command reads the file from its input: 0 clean, 1 found something, anything else failed."""
    done = subprocess.run(shlex.split(command), input=data, capture_output=True, timeout=SECONDS, check=False)
    return {0: CLEAN, FOUND: INFECTED}.get(done.returncode, FAILED)


def _ask_clamd(address: str, data: bytes) -> str:
    """clamd's INSTREAM: chunks with their lengths, an empty one at the end, one line of answer."""
    with contextlib.closing(_connect(address)) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            line.sendall(struct.pack(">I", len(part)) + part)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while part := line.recv(4096):
            answer += part
    if answer.rstrip(b"\0\n").endswith(b" FOUND"):
        return INFECTED
    return CLEAN if answer.rstrip(b"\0\n").endswith(b"OK") else FAILED


def _connect(address: str) -> socket.socket:
    """A path is a UNIX socket, host:port a TCP one."""
    host, _, port = address.rpartition(":")
    if host and port.isdigit():
        return socket.create_connection((host, int(port)), SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    line.connect(address)
    return line
