"""The seal of a ballot box: AES-GCM over a block of one size, its key derived from the server's secret."""

import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from app.ballots.models import BallotBox
from app.refusals import Invalid, Refusal

SIZE = 8192
NONCE, SALT, KEY = 12, 16, 32
PURPOSE = b"dgti ballot box v1"


class BoxIsFull(Invalid):
    code = "ballot_box_full"
    th = "หีบบัตรนี้รับคะแนนเพิ่มไม่ได้แล้ว"
    en = "This ballot box can take no more votes."


class CannotOpen(Refusal):
    code = "ballot_box_sealed"
    th = "เปิดหีบบัตรไม่ได้ เพราะปิดผนึกด้วยกุญแจอื่นหรือเนื้อหาถูกแก้ไข"
    en = "The ballot box cannot be opened: it was sealed with another key, or changed."


def new_salt() -> bytes:
    """Each box has a key of its own."""
    return os.urandom(SALT)


def unseal(row: BallotBox) -> list[str]:
    """The choices in a box; CannotOpen when the key is another, or the block was changed."""
    if not row.sealed:
        return []
    nonce, block = row.sealed[:NONCE], row.sealed[NONCE:]
    try:
        return json.loads(_cipher(row).decrypt(nonce, block, _place(row)))
    except InvalidTag as error:
        raise CannotOpen() from error


def seal(row: BallotBox, choices: list[str]) -> bytes:
    """All choices in sorted order as a block of always the same size, with a fresh nonce."""
    block = json.dumps(sorted(choices)).encode().ljust(SIZE)
    if len(block) > SIZE:
        raise BoxIsFull()
    nonce = os.urandom(NONCE)
    return nonce + _cipher(row).encrypt(nonce, block, _place(row))


def _cipher(row) -> AESGCM:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return AESGCM(HKDF(SHA256(), KEY, row.salt, PURPOSE).derive(secret))


def _place(row) -> bytes:
    """A sealed block opens in its own box only."""
    return f"{row.case_id}/{row.name}".encode()
