"""Text that a command is given: a file's, or standard input's for `-`."""

from __future__ import annotations

import sys
from pathlib import Path

from sync.errors import InvalidInput


def read_text(name: str, what: str) -> str:
    """The text of the file `name`; `what` is how an error calls it. Raises InvalidInput when it is no UTF-8 text."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or a name that no file can have
        raise InvalidInput(f"{what} cannot be read as UTF-8") from error
