"""The log of this PC: a few files in `home/logs`, a line each, and nothing in them that belongs to a person.

    2026-11-23T00:21:03.512Z WARNING desktop.notices N01

What a line tells is when (UTC), how grave, which room of the program, and what. Whoever writes one leaves names,
numbers and codes out; `mask` takes by their shape what was let through all the same.
"""

from __future__ import annotations

import logging
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from sync.protocol.file_rights import folder_mode

_FILE, _SUFFIXES = "voucherdesk.log", ("", ".1", ".2", ".3", ".4")
_BYTES = 1_000_000
_LONGEST = 2_000
_PARTS = 4
_ROOMS = ("desktop", "sync", "scanner")

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SHAPES = (
    re.compile(f"[{_HAN}](?:[·•・{_HAN}])*"),  # names, and a folder named after its user
    re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])"),  # identity documents (GB 11643)
    re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9A-Za-z])"),  # mobile phones
    re.compile(r"(?<![0-9A-Za-z])[0-9][0-9 -]{6,}[0-9](?![0-9A-Za-z:T])"),  # accounts, voucher numbers, other phones
    re.compile(  # codes and one-time codes; no moment in time, no address
        r"(?<![0-9A-Za-z])(?<![0-9][:-])(?![0-9]{4}-[0-9]{2}-[0-9]{2}T)"
        r"(?=[^ ]*[0-9])(?=[^ ]*[A-Z])[0-9A-Z$%*+./:-]{12,}(?![0-9a-z])"
    ),
    re.compile(r"[A-Za-z0-9_-]{40,}={0,2}"),  # keys and signatures
)


class _Line(logging.Formatter):
    """One line, whatever the message holds. A traceback is told by where it was raised, never by its words."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        words = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            words = f"{words} {where_raised(record.exc_info[0], record.exc_info[2])}"
        room = ".".join(record.name.split(".")[:3])
        return f"{at} {record.levelname} {room} {mask(' '.join(words.split()))[:_LONGEST]}"


class _Files(RotatingFileHandler):
    """A disk that is full, or a folder that may not be written, ends no work: the line is lost."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the library's name for it
        """Say nothing: whoever recorded a scan must not stumble over its log."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """As it was written; `at` as in the file, ISO 8601 in UTC. `level`: DEBUG, INFO, WARNING, ERROR or CRITICAL."""

    at: str
    level: str
    room: str
    message: str


def start_log(home: Path) -> logging.Handler | None:
    """Write what the program's rooms tell into files of 1 MB, five at most. None where the folder cannot be had.

    `stop_log` ends it.
    """
    folder = log_folder(home)
    try:
        folder.mkdir(mode=folder_mode(home), parents=True, exist_ok=True)
        handler = _Files(folder / _FILE, maxBytes=_BYTES, backupCount=len(_SUFFIXES) - 1, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(_Line())
    for room in _ROOMS:
        logger = logging.getLogger(room)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler | None) -> None:
    """Close the files."""
    if handler is None:
        return
    for room in _ROOMS:
        logging.getLogger(room).removeHandler(handler)
    with suppress(OSError):  # what a full disk had no room for
        handler.close()


def log_folder(home: Path) -> Path:
    """Where the files lie."""
    return home / "logs"


def read_log(home: Path, most: int = 5_000) -> tuple[LogLine, ...]:
    """The newest `most` lines, newest first; what is no line of ours is left out. Nothing where nothing was written."""
    lines: list[LogLine] = []
    for suffix in _SUFFIXES:
        text = ""
        with suppress(OSError):
            text = (log_folder(home) / f"{_FILE}{suffix}").read_text("utf-8", errors="replace")
        lines += filter(None, map(_line, reversed(text.splitlines())))
        if len(lines) >= most:
            break
    return tuple(lines[:most])


def mask(text: str) -> str:
    """`text` with a star for whatever has the shape of a name, a number of a person, or a code."""
    for shape in _SHAPES:
        text = shape.sub("*", text)
    return text


def where_raised(kind: type[BaseException], trace: TracebackType | None) -> str:
    """An exception's kind, and file, line and function of where it was raised: its own words may hold anything."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return kind.__name__
    code = trace.tb_frame.f_code
    return f"{kind.__name__} at {Path(code.co_filename).name} line {trace.tb_lineno} in {code.co_name}"


def note_uncaught() -> None:
    """From now on what nobody caught stands in the log as well."""
    before = sys.excepthook

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
        if issubclass(kind, Exception):
            logging.getLogger("desktop").error("nobody caught this", exc_info=(kind, error, trace))
        return before(kind, error, trace)

    sys.excepthook = note


def _line(text: str) -> LogLine | None:
    parts = text.split(" ", _PARTS - 1)
    if len(parts) != _PARTS or not parts[0].endswith("Z"):
        return None
    return LogLine(*parts)
