"""What no request may hold, whatever it is for: a NUL, half a surrogate pair, JSON too deep, with no-numbers, or with
a name twice.

PostgreSQL keeps no NUL in a text, nothing can write half a surrogate pair as UTF-8, and JSON knows no Infinity: each
would fail somewhere inside, so it is refused at the door.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.types import Scope

from sync.central.problems import Problem, ProblemKind

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.DOTALL)
"""A text, closed or not (so that no text is read twice), or a bracket."""
_SURROGATE_OR_NUL = re.compile("[\x00\ud800-\udfff]")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"})


def method_of(scope: Scope) -> str:
    """The request's method, or `OTHER`: what is made up must not become a name in logs and counts."""
    method = str(scope["method"]).upper()
    return method if method in _METHODS else "OTHER"


def check_head(scope: Scope, most: int) -> None:
    """Raises Problem when address and headers are longer than `most` bytes, or the address holds a NUL."""
    target = (scope.get("raw_path") or str(scope["path"]).encode()) + b"?" + scope["query_string"]
    if len(target) + sum(len(name) + len(value) for name, value in scope["headers"]) > most:
        raise Problem(ProblemKind.HEAD_TOO_LARGE)
    if b"%00" in target or b"\0" in target:
        raise Problem(ProblemKind.MALFORMED, "the address holds a NUL")


def check_json(headers: Headers, body: bytes, deepest: int) -> None:
    """Raises Problem for a JSON body of the wrong form; another kind of body is its operation's concern."""
    kind = headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if not body or not (kind.endswith(("/json", "+json"))):
        return
    try:
        text = body.decode("utf-8")
        _check_depth(text, deepest)
        value = json.loads(text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_each_once)
    except ValueError as error:  # among them: not UTF-8, and a number of more digits than Python reads
        raise Problem(ProblemKind.MALFORMED, "the body is no JSON") from error
    if "\\u" in text:
        _check_texts(value)


def _check_depth(text: str, deepest: int) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > deepest:
            raise Problem(ProblemKind.MALFORMED, f"the body nests deeper than {deepest}")


def _check_texts(value: Any) -> None:
    match value:
        case str():
            if _SURROGATE_OR_NUL.search(value):
                raise Problem(ProblemKind.MALFORMED, "a text holds a NUL or half a surrogate pair")
        case list():
            for part in value:
                _check_texts(part)
        case dict():
            for name, part in value.items():
                _check_texts(name)
                _check_texts(part)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """What a name that stands there twice would mean is nobody's to guess."""
    known = dict(pairs)
    if len(known) < len(pairs):
        raise ValueError("a name stands there twice")
    return known


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("out of range")
    return number
