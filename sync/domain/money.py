"""Money: whole fen inside, yuan with two decimals where people and banks read it."""

from __future__ import annotations

import re

from sync.errors import InvalidInput

_YUAN = re.compile(r"([0-9]{1,14})\.([0-9]{2})")
_FEN_A_YUAN = 100


def in_yuan(fen: int) -> str:
    """120000 fen as "1200.00"; never in exponents or with separators. Not below 0."""
    if fen < 0:
        raise InvalidInput("an amount below nothing")
    whole, rest = divmod(fen, _FEN_A_YUAN)
    return f"{whole}.{rest:02d}"


def in_fen(yuan: str) -> int:
    """The amount that `in_yuan` wrote. Raises InvalidInput for any other text."""
    match = _YUAN.fullmatch(yuan)
    if match is None:
        raise InvalidInput("an amount is not written as 1200.00")
    return int(match[1]) * _FEN_A_YUAN + int(match[2])
