"""Passwords of staff: what is kept of one, and whether something typed is it.

A verifier is Argon2id in its own written form (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`, RFC 9106). It is made where the
password is set and checked wherever somebody signs in, without asking anybody. The usual cost is three times what
OWASP's Password Storage Cheat Sheet asks at the least (m=19 MiB, t=2): about a tenth of a second on a small PC.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sync.errors import InvalidInput

SHORTEST, LONGEST = 8, 128
SHORTEST_PIN, LONGEST_PIN = 4, 6
_SALT_BYTES = _HASH_BYTES = 32
_KIB_AT_MOST, _ROUNDS_AT_MOST, _LANES_AT_MOST = 256 * 1024, 16, 8
"""What a PC at a site is asked to spend on one try, whoever wrote the verifier."""
_KIB_A_LANE = 8
_FORM = re.compile(r"\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$[A-Za-z0-9+/]{8,}\$[A-Za-z0-9+/]{16,}")


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear a try is: memory in KiB, and how often it is gone through."""

    kib: int = 64 * 1024
    rounds: int = 2


USUAL = Cost()


def make_verifier(secret: str, cost: Cost = USUAL) -> str:
    """What is kept of a password or PIN. How it must look is `checked_password`'s and `checked_pin`'s."""
    kdf = Argon2id(
        salt=os.urandom(_SALT_BYTES), length=_HASH_BYTES, iterations=cost.rounds, lanes=1, memory_cost=cost.kib
    )
    return kdf.derive_phc_encoded(_bytes(secret))


def is_verifier(text: str | None) -> bool:
    """Whether somebody can sign in by it: of the form above, at a cost that a PC can bear."""
    found = _FORM.fullmatch(text or "")
    if found is None:
        return False
    kib, rounds, lanes = map(int, found.groups())
    return (
        1 <= lanes <= _LANES_AT_MOST and _KIB_A_LANE * lanes <= kib <= _KIB_AT_MOST and 1 <= rounds <= _ROUNDS_AT_MOST
    )


def fits(secret: str, verifier: str | None) -> bool:
    """Whether `secret` is what the verifier was made from; nothing fits one that is none."""
    if verifier is None or not is_verifier(verifier):
        return False
    try:
        Argon2id.verify_phc_encoded(_bytes(secret), verifier)
    except InvalidKey:
        return False
    return True


def checked_password(password: str) -> str:
    """The password as given. Raises InvalidInput when it is too short or long, or holds what cannot be typed again."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidInput(f"a password has {SHORTEST} to {LONGEST} characters")
    if not password.isprintable() or password != password.strip():
        raise InvalidInput("a password is one line without a blank at its ends")
    return password


def checked_pin(pin: str) -> str:
    """The PIN in plain digits. Raises InvalidInput unless it is 4 to 6 digits that are not all the same."""
    digits = unicodedata.normalize("NFKC", pin)
    if not (digits.isascii() and digits.isdigit() and SHORTEST_PIN <= len(digits) <= LONGEST_PIN):
        raise InvalidInput(f"a PIN has {SHORTEST_PIN} to {LONGEST_PIN} digits")
    if len(set(digits)) == 1 or digits in "0123456789" or digits in "9876543210":
        raise InvalidInput("a PIN is neither one digit repeated nor a row of digits")
    return digits


def _bytes(secret: str) -> bytes:
    """Full-width characters of a Chinese input method count as what they stand for (NFKC)."""
    return unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
