"""What no request may hold, whatever it is for."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from sync.central.door.request_form import check_head, check_json, method_of
from sync.central.problems import Problem, ProblemKind

DEEPEST = 32
JSON = Headers({"content-type": "application/json; charset=utf-8"})


def check(body: bytes, headers: Headers = JSON) -> None:
    check_json(headers, body, DEEPEST)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 60_000,
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":1,"a":1}',
        b'[{"a":{"b":1,"\\u0062":2}}]',
        b'"\\ud800"',
        b'{"\\udfff":1}',
        b'[["\\u0000"]]',
        b'"\x00"',
        b'"\xed\xa0\x80"',
        b"\xff",
        '{"a":1}'.encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b"9" * 5_000,
        b'"' + b"\\" * 60_000,
        b'"' + b'\\"' * 30_000,
        b"{",
    ],
)
def test_the_wrong_form_is_refused(body: bytes) -> None:
    with pytest.raises(Problem) as refused:
        check(body)
    assert refused.value.kind is ProblemKind.MALFORMED


def test_what_only_looks_alike_is_taken() -> None:
    check(json.dumps({"name": "𠮷田·阿卜杜", "text": "\\u0000", "pair": "😀"}).encode())
    check(json.dumps("[" * 60).encode())
    check(b"")
    check(b"\x00\xff", Headers({"content-type": "application/cbor"}))


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab\\\"'[{"), inner, max_size=4),
    max_leaves=20,
)


@given(values, st.booleans())
def test_every_good_document_is_taken(value: Any, ascii_only: bool) -> None:
    check(json.dumps(value, ensure_ascii=ascii_only).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused_as_a_problem(body: bytes) -> None:
    with suppress(Problem):
        check(body)


def scope(path: bytes = b"/v1/health", query: bytes = b"", header: bytes = b"") -> dict[str, Any]:
    return {"path": path.decode(), "raw_path": path, "query_string": query, "headers": [(b"x", header)]}


def test_a_head_has_an_end_and_no_nul() -> None:
    check_head(scope(query=b"a=%2500"), 100)
    with pytest.raises(Problem) as refused:
        check_head(scope(header=b"y" * 100), 100)
    assert refused.value.kind is ProblemKind.HEAD_TOO_LARGE
    for bad in (scope(path=b"/v1/%00"), scope(query=b"cursor=%00"), scope(query=b"\0")):
        with pytest.raises(Problem) as refused:
            check_head(bad, 100)
        assert refused.value.kind is ProblemKind.MALFORMED


def test_a_made_up_method_gets_no_name() -> None:
    assert method_of({"method": "get"}) == "GET"
    assert method_of({"method": "PERSON-NAME"}) == "OTHER"
