"""Everything that goes wrong becomes problem details; what was sent is never repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from sync.central.problems import MEDIA_TYPE, Problem, ProblemKind
from sync.errors import DiskFull, ProtocolError, StoreLocked, StoreUnreachable

PROBLEMS = "x-problems"
"""Under this name a response holds its kinds, until the description is completed."""
_BUSY_FOR = timedelta(seconds=5)
_NAME = re.compile(r"[a-z_-]{1,40}")
_UNKNOWN = "(unknown)"
_BY_STATUS = {404: ProblemKind.NOT_FOUND, 405: ProblemKind.METHOD_NOT_ALLOWED}


def answer_problems(app: FastAPI) -> None:
    """Let `app` answer errors this way."""
    app.add_exception_handler(Problem, _answer)
    app.add_exception_handler(ProtocolError, _protocol_error)
    app.add_exception_handler(RequestValidationError, _wrong_form)
    for later in (StoreLocked, DiskFull, StoreUnreachable):
        app.add_exception_handler(later, _busy)
    app.add_exception_handler(HTTPException, _http_error)


def problems(*kinds: ProblemKind) -> dict[int | str, dict[str, Any]]:
    """For the interface's description: with which problems of its own a handler answers.

    Those that any request may meet, and those of who may ask, are added where the description is completed.
    """
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = by_status.setdefault(kind.status, {"description": "", PROBLEMS: []})
        entry[PROBLEMS].append(kind.value)
    return by_status


def _respond(problem: Problem, extra: Mapping[str, str] | None = None) -> Response:
    headers = {**problem.headers, **(extra or {})}
    return Response(problem.to_json(), problem.kind.status, headers=headers, media_type=MEDIA_TYPE)


async def _answer(_request: Request, error: Exception) -> Response:
    return _respond(error if isinstance(error, Problem) else Problem(ProblemKind.INTERNAL))


async def _protocol_error(_request: Request, error: Exception) -> Response:
    return _respond(Problem(ProblemKind.MALFORMED, str(getattr(error, "detail", ""))))


async def _wrong_form(_request: Request, error: Exception) -> Response:
    """Names the field, never its value, nor a name that the interface does not have."""
    fields = [".".join(_known_parts(found)) for found in getattr(error, "errors", list)()]
    return _respond(Problem(ProblemKind.MALFORMED, ", ".join(fields)[:200]))


def _known_parts(found: Mapping[str, Any]) -> list[str]:
    """Where it is wrong; what stands there as a name may be anything, a person's too."""
    parts = [str(part) if isinstance(part, int) or _NAME.fullmatch(part) else _UNKNOWN for part in found["loc"]]
    return [*parts[:-1], _UNKNOWN] if found["type"] == "extra_forbidden" else parts


async def _busy(_request: Request, _error: Exception) -> Response:
    return _respond(Problem(ProblemKind.BUSY, retry_after=_BUSY_FOR))


async def _http_error(_request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    return _respond(Problem(_BY_STATUS.get(status, ProblemKind.MALFORMED)), getattr(error, "headers", None))
