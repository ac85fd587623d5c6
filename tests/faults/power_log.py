"""What a real program did to the files of one folder, in order: written down by power_recorder.c, read here."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

_SOURCE = Path(__file__).with_name("power_recorder.c")
_ENTRY = struct.Struct("<QQQHHc")
_ROOT, _LOG = "POWER_ROOT", "POWER_LOG"


class What(Enum):
    """Kinds of entries, as in the recorder."""

    WRITE = b"W"
    RESIZE = b"T"
    FLUSH = b"S"
    FLUSH_FOLDER = b"D"
    CREATE = b"C"
    RENAME = b"R"
    UNLINK = b"U"
    LINK = b"L"
    MAKE_FOLDER = b"M"
    ACKNOWLEDGE = b"A"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. Paths are relative to the folder; `offset` of a resize is the new size; `data` of a write its bytes."""

    what: What
    inode: int
    offset: int
    path: str
    other: str
    data: bytes

    @property
    def words(self) -> dict[str, Any]:
        """What was acknowledged."""
        said: dict[str, Any] = json.loads(self.data)
        return said


def compiler() -> str | None:
    """The C compiler of this machine; None where nothing can be recorded."""
    return (shutil.which("cc") or shutil.which("gcc")) if sys.platform == "linux" else None


def record(root: Path, workplace: Path, module: str, *arguments: str) -> list[Entry]:
    """Run `python -m module root *arguments`; what it did under `root`. The log stays in `workplace`."""
    cc = compiler()
    assert cc is not None, "nothing can be recorded without a C compiler on Linux"
    library, log = workplace / "power_recorder.so", workplace / f"{root.name}.log"
    subprocess.run([cc, "-O2", "-shared", "-fPIC", "-o", library, _SOURCE, "-ldl"], check=True)
    environment = {**os.environ, "LD_PRELOAD": str(library), _ROOT: str(root.resolve()), _LOG: str(log)}
    subprocess.run([sys.executable, "-m", module, str(root), *arguments], env=environment, check=True)
    return list(_entries(log.read_bytes()))


def acknowledge(**words: object) -> None:
    """In the recorded program: say that something was promised. Outside of a recording it does nothing."""
    if _LOG in os.environ:
        said = json.dumps(words).encode()
        ctypes.CDLL(None).power_acknowledge(said, ctypes.c_size_t(len(said)))


def acknowledged(entries: Sequence[Entry]) -> int:
    """How many promises there are."""
    return sum(entry.what is What.ACKNOWLEDGE for entry in entries)


def _entries(log: bytes) -> Iterator[Entry]:
    at = 0
    while at < len(log):
        inode, offset, size, path, other, what = _ENTRY.unpack_from(log, at)
        at += _ENTRY.size
        kind = What(what)
        parts = []
        for length in (path, other, size if kind in (What.WRITE, What.ACKNOWLEDGE) else 0):
            parts.append(log[at : at + length])
            at += length
        yield Entry(kind, inode, offset, parts[0].decode(), parts[1].decode(), parts[2])
