"""Names of people as they are, and lines of words: rare characters, any script; nothing that only a program sees."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 100
LONGEST_LINE = 200
_NOT_TEXT = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, invisible formatting (which turns the reading direction, say), halves of characters, line ends.

Unassigned characters are let in: ideographs that a later Unicode added look unassigned to an older program; and private
ones, because older systems wrote rare characters so.
"""
_NONCHARACTER = 0xFFFE
_JOINERS = {"\u200c", "\u200d"}
"""Emojis and some scripts are written with them; they turn and hide nothing."""


def is_person_name(text: str) -> bool:
    """Whether `text` can be somebody's name: 1 to LONGEST_NAME characters, none of them a control or a noncharacter."""
    return 0 < len(text.strip()) == len(text) <= LONGEST_NAME and all(map(_is_written, text))


def is_line(text: str, longest: int = LONGEST_LINE) -> bool:
    """Whether `text` is one line of at most `longest` characters, none a control or one that turns the direction."""
    if len(text) > longest:
        return False
    return text.isprintable() or all(map(_is_written, set(text) - _JOINERS))  # nearly every one is printable


def _is_written(character: str) -> bool:
    code = ord(character)
    noncharacter = code & _NONCHARACTER == _NONCHARACTER or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004  Unicode's own
    return unicodedata.category(character) not in _NOT_TEXT and not noncharacter
