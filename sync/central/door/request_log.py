"""The centre's log: a line for each request and for each failure, as JSON or as text, on standard error.

A line names the operation by its template, never by its address; no body, no query, no token, no name. A failure is
told by the error's class and the places it passed, without its message, which may hold what somebody sent.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from enum import StrEnum

REQUESTS = logging.getLogger("sync.central.requests")
FAILURES = logging.getLogger("sync.central.failures")


class LogFormat(StrEnum):
    """How lines are written."""

    JSON = "json"
    TEXT = "text"


def log_to_stderr(form: LogFormat | None) -> None:
    """Write the log in `form`. None: failures only, as text."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines(form or LogFormat.TEXT))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    REQUESTS.setLevel(logging.INFO if form else logging.WARNING)


def note_request(**fields: object) -> None:
    """One request was answered."""
    REQUESTS.info("request", extra={"fields": fields})


def note_failure(error: BaseException, request: str) -> None:
    """`error` ended the request with that id."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    FAILURES.error("failure", extra={"fields": {"id": request, "error": type(error).__name__, "places": places}})


class Lines(logging.Formatter):
    """One record, one line."""

    def __init__(self, form: LogFormat) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        """As logging calls it; a traceback that a library logs is reduced to its error's class."""
        fields: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            "worker": os.getpid(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            fields["error"] = record.exc_info[0].__name__
        if self._form is LogFormat.JSON:
            return json.dumps(fields, ensure_ascii=False)
        return " ".join(f"{name}={value}" for name, value in fields.items()).replace("\n", " ")
