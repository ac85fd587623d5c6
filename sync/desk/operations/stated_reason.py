"""Why something was done, in the clerk's words."""

from __future__ import annotations

from sync.errors import InvalidInput

MAX_REASON = 200


def stated(reason: str) -> str:
    """The words without blanks around them. Raises InvalidInput when there are none, too many, or none that can be
    written down."""
    words = reason.strip()
    if not words:
        raise InvalidInput("a reason is needed")
    if len(words) > MAX_REASON or not words.isprintable():
        raise InvalidInput(f"a reason is one line of at most {MAX_REASON} characters")
    return words
