"""Who may read what the program writes: its owner alone, or, in a folder shared by a group, that group as well.

A folder counts as shared with exactly the rights 2770 (set-group-ID, nothing for others), which no usual umask makes by
itself. Windows guards folders by their access lists, which what is made in them inherits.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

SHARED_FOLDER = 0o2770
_OWNER_FOLDER, _INHERITED = 0o700, 0o777
_SHARED_FILE, _OWNER_FILE = 0o660, 0o600


def is_shared(folder: Path) -> bool:
    """Whether a group works in `folder`; False where there is none."""
    try:
        return os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) == SHARED_FOLDER
    except OSError:
        return False


def folder_mode(folder: Path) -> int:
    """The rights of a folder of ours in `folder`, or of it itself; on Windows 0700 would shut the other users out."""
    if os.name != "posix":
        return _INHERITED
    return SHARED_FOLDER if is_shared(folder) else _OWNER_FOLDER


def file_mode(folder: Path) -> int:
    """The rights of a file of ours in `folder`."""
    return _SHARED_FILE if is_shared(folder) else _OWNER_FILE
