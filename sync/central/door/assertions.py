"""A device's assertion as it comes with a request: read it, and judge whether the device made this very request."""

from __future__ import annotations

from fastapi import Request

from sync.central.askers.devices import Device, find_device, note_contact
from sync.central.askers.nonces import MAX_SKEW
from sync.central.centre import Centre
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading
from sync.errors import MalformedMessage
from sync.protocol.requests import Assertion
from sync.protocol.signing import VerifyKey


def signing_device(request: Request, centre: Centre, body: bytes) -> Device:
    """The device that signed this very request, just now and for the first time. Raises Problem."""
    assertion = read_assertion(request)
    with reading(centre.store) as connection:
        device = find_device(connection, assertion.device)
    check_assertion(centre, assertion, request, body, device.key)
    note_contact(centre.store, device, centre.now())
    return device


def read_assertion(request: Request) -> Assertion:
    """The assertion in the Authorization header. Raises Problem."""
    try:
        return Assertion.from_header(request.headers.get("authorization", ""))
    except MalformedMessage as error:
        raise Problem(ProblemKind.ASSERTION_INVALID) from error


def check_assertion(centre: Centre, assertion: Assertion, request: Request, body: bytes, key: VerifyKey) -> None:
    """Raises Problem. The time is judged after the signature: only a real device learns that its clock is off."""
    check_signature(assertion, request, body, key)
    if abs(centre.now() - assertion.time) > MAX_SKEW:
        raise Problem(ProblemKind.ASSERTION_STALE)
    if not centre.nonces.is_fresh(assertion.device, assertion.nonce):
        raise Problem(ProblemKind.ASSERTION_REPLAYED)


def check_signature(assertion: Assertion, request: Request, body: bytes, key: VerifyKey) -> None:
    """Raises Problem when `key` did not sign this very request; whether just now is not asked."""
    if not assertion.holds(request.method, _target(request), body, key):
        raise Problem(ProblemKind.ASSERTION_INVALID)


def _target(request: Request) -> str:
    """Path and query as they stood in the request line."""
    path: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope["query_string"]
    return (path + b"?" + query if query else path).decode("latin-1")
