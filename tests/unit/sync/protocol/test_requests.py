"""Who asks and who answers: signatures bind the request, its time and its nonce, and the answer to the question."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.ids import DeviceId
from sync.errors import MalformedMessage
from sync.protocol.requests import (
    Assertion,
    answer_holds,
    assert_request,
    from_base64,
    sign_answer,
    to_base64,
)
from sync.protocol.signing import Algorithm, SigningKey

NOW = datetime(2026, 11, 23, 0, 20, 0, 5, tzinfo=UTC)
KEY, OTHER = SigningKey.generate(), SigningKey.generate(Algorithm.EDDSA)
TARGET = "/v1/changes?scope=site%3As1&cursor=&limit=500"


def assertion(body: bytes = b"body") -> Assertion:
    return assert_request(DeviceId("device-1"), KEY, "POST", TARGET, body=body, time=NOW, nonce="n1")


def test_an_assertion_comes_back_from_its_header_and_holds() -> None:
    again = Assertion.from_header(assertion().to_header())
    assert again == assertion() or again.signature != assertion().signature  # signatures by ES256 differ each time
    assert again.holds("POST", TARGET, b"body", KEY.public())
    assert (again.device, again.time, again.nonce) == ("device-1", NOW, "n1")


def test_an_assertion_is_for_one_request_by_one_device_at_one_time() -> None:
    made = assertion()
    public = KEY.public()
    assert not made.holds("POST", TARGET, b"body", OTHER.public())
    assert not made.holds("GET", TARGET, b"body", public)
    assert not made.holds("POST", TARGET + "&more=1", b"body", public)
    assert not made.holds("POST", TARGET, b"another body", public)
    assert not replace(made, nonce="n2").holds("POST", TARGET, b"body", public)
    assert not replace(made, time=NOW + timedelta(microseconds=1)).holds("POST", TARGET, b"body", public)
    assert not replace(made, signature=made.signature[:-1]).holds("POST", TARGET, b"body", public)


GOOD = assertion().to_header()


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer token",
        GOOD.removeprefix("VoucherDesk "),
        GOOD.replace("VoucherDesk", "voucherdesk", 1),
        GOOD.replace("nonce=", "once=n"),
        GOOD.replace('device="device-1"', 'device=""'),
        GOOD.replace("2026-11-23", "2026-13-23"),
        GOOD.replace("+00:00", ""),
        GOOD.split(", signature")[0],
        GOOD.split(", signature")[0] + ', signature="é"',
        GOOD.split(", signature")[0] + ', signature="A"',
    ],
    ids=range(11),
)
def test_what_is_no_assertion(header: str) -> None:
    with pytest.raises(MalformedMessage):
        Assertion.from_header(header)


@given(st.text(max_size=100) | st.text(max_size=60).map(lambda text: GOOD[: len(text) * 5] + text))
def test_any_header_is_an_assertion_or_malformed(header: str) -> None:
    try:
        read = Assertion.from_header(header)
    except MalformedMessage:
        return
    assert not read.holds("GET", TARGET, b"", KEY.public())


def test_an_answer_holds_for_its_own_question_only() -> None:
    time = NOW.isoformat()
    signature = sign_answer(KEY, nonce="n1", status=200, time=time, body=b"{}")
    public = KEY.public()
    assert answer_holds(signature, public, nonce="n1", status=200, time=time, body=b"{}")
    assert not answer_holds(signature, OTHER.public(), nonce="n1", status=200, time=time, body=b"{}")
    assert not answer_holds(signature, public, nonce="n2", status=200, time=time, body=b"{}")
    assert not answer_holds(signature, public, nonce="n1", status=201, time=time, body=b"{}")
    assert not answer_holds(signature, public, nonce="n1", status=200, time="", body=b"{}")
    assert not answer_holds(signature, public, nonce="n1", status=200, time=time, body=b"{ }")
    for wrong in ("", "é", "A", "AAAA", signature + "AAAA"):
        assert not answer_holds(wrong, public, nonce="n1", status=200, time=time, body=b"{}")


def test_an_answer_is_never_taken_for_a_request() -> None:
    made = assertion()
    signature = to_base64(made.signature)
    assert not answer_holds(signature, KEY.public(), nonce="n1", status=200, time=NOW.isoformat(), body=b"body")


@given(st.binary(max_size=100))
def test_base64_comes_back_without_padding(data: bytes) -> None:
    assert from_base64(to_base64(data)) == data
    assert "=" not in to_base64(data)


@pytest.mark.parametrize("text", ["A", "AAAAA", "é", "\ud800"])
def test_what_is_no_base64(text: str) -> None:
    with pytest.raises(MalformedMessage):
        from_base64(text)
