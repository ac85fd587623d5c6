"""Personal data as it may be shown: masked by default (Personal Information Protection Law, articles 28 and 51)."""

from __future__ import annotations

_ID_HEAD, _TAIL, _PHONE_HEAD = 3, 4, 3
_LEAST_HIDDEN = 4
"""Fewer can be guessed: a short foreign number is hidden whole."""


def mask_name(name: str) -> str:
    """张三 → 张*, 王小明 → 王*明, 欧阳娜娜 → 欧**娜. Empty stays empty."""
    if len(name) <= 1:
        return name
    if len(name) == 2:  # noqa: PLR2004  two characters: only the family name stays
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_id_number(number: str) -> str:
    """310101199001011234 → 310***********1234; anything too short to mask is hidden whole."""
    return _keep_ends(number, _ID_HEAD, _TAIL)


def mask_phone(phone: str) -> str:
    """13812348888 → 138****8888."""
    return _keep_ends(phone, _PHONE_HEAD, _TAIL)


def _keep_ends(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < _LEAST_HIDDEN:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[-tail:]
