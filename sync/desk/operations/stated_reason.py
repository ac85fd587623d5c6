"""Why something was done, in the clerk's words."""

from __future__ import annotations

from sync.domain.names import LONGEST_LINE, is_line
from sync.errors import InvalidInput


def stated(reason: str) -> str:
    """The words without blanks around them. Raises InvalidInput when there are none, too many, or none that can be
    written down."""
    words = reason.strip()
    if not words:
        raise InvalidInput("a reason is needed")
    if not is_line(words):
        raise InvalidInput(f"a reason is one line of at most {LONGEST_LINE} characters")
    return words
