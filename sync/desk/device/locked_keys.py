"""A key file under a passphrase: scrypt makes a key of it, AES-256-GCM encrypts the names and secrets."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sync.errors import KeysLocked

_CONTEXT = b"voucherdesk-keys-1"
_COST, _BLOCK, _PARALLEL = 1 << 15, 8, 1
"""32 MiB and about a tenth of a second, once for each opening."""
_MOST_COST = 1 << 20
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_LONGEST = 4096


def read_passphrase(path: Path) -> bytes:
    """The file's first line. Raises KeysLocked when it cannot be read or says nothing."""
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST).rstrip(b"\r\n")
    except (OSError, ValueError) as error:
        raise KeysLocked(f"passphrase_file cannot be read: {type(error).__name__}") from error
    if not line:
        raise KeysLocked("passphrase_file is empty")
    return line


class Lock:
    """Locks and unlocks with one passphrase; a derived key is used again for the same salt."""

    def __init__(self, passphrase: bytes) -> None:
        self._passphrase = passphrase
        self._derived: dict[tuple[bytes, int], bytes] = {}

    def lock(self, kept: Mapping[str, str]) -> dict[str, Any]:
        """What the file says instead of `kept`."""
        salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
        cipher = AESGCM(self._key(salt, _COST))
        locked = cipher.encrypt(nonce, json.dumps(dict(kept)).encode(), _CONTEXT)
        return {"scrypt": _COST, "salt": _text(salt), "nonce": _text(nonce), "locked": _text(locked)}

    def unlock(self, said: Mapping[str, Any]) -> dict[str, str]:
        """What was locked. Raises KeysLocked for another passphrase or a changed file, ValueError for none of ours."""
        cost = said["scrypt"]
        salt, nonce, locked = (b64decode(said[name], validate=True) for name in ("salt", "nonce", "locked"))
        if type(cost) is not int or not 1 < cost <= _MOST_COST:
            raise ValueError("not a key file")
        try:
            plain = AESGCM(self._key(salt, cost)).decrypt(nonce, locked, _CONTEXT)
        except InvalidTag as error:
            raise KeysLocked("another passphrase, or the file was changed") from error
        kept: dict[str, str] = json.loads(plain)
        return kept

    def _key(self, salt: bytes, cost: int) -> bytes:
        if (salt, cost) not in self._derived:
            kdf = Scrypt(salt, _KEY_BYTES, cost, _BLOCK, _PARALLEL)
            self._derived[salt, cost] = kdf.derive(self._passphrase)
        return self._derived[salt, cost]


def is_locked(said: Mapping[str, Any]) -> bool:
    """Whether a key file's content is locked."""
    return "locked" in said


def _text(data: bytes) -> str:
    return b64encode(data).decode()
