"""How the centre says no: problem details (RFC 9457), one closed list of them.

    Problem (an exception that becomes the answer)
        .kind      ProblemKind: status, title; its value is the last part of the `type` URN
        .detail    one more sentence for IT; never a name, a number or a code
"""

from __future__ import annotations

import json
from datetime import timedelta
from enum import StrEnum
from math import ceil

from sync.protocol.requests import PROBLEM

MEDIA_TYPE = "application/problem+json"


class ProblemKind(StrEnum):
    """Why a request is refused."""

    CODE_UNKNOWN = "code-unknown"
    CODE_USED = "code-used"
    TOO_MANY_TRIES = "too-many-tries"
    DEVICE_UNKNOWN = "device-unknown"
    DEVICE_REVOKED = "device-revoked"
    DEVICE_FORKED = "device-forked"
    ASSERTION_INVALID = "assertion-invalid"
    ASSERTION_STALE = "assertion-stale"
    ASSERTION_REPLAYED = "assertion-replayed"
    SCOPE_FORBIDDEN = "scope-forbidden"
    PERSON_UNKNOWN = "person-unknown"
    ROLE_FORBIDDEN = "role-forbidden"
    VOUCHER_UNKNOWN = "voucher-unknown"
    VOUCHER_NOT_USABLE = "voucher-not-usable"
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    BUSY = "busy"
    INTERNAL = "internal"

    @property
    def status(self) -> int:
        """The HTTP status it is answered with."""
        return _KNOWN[self][0]

    @property
    def summary(self) -> str:
        """What happened, in one line."""
        return _KNOWN[self][1]


_KNOWN = {
    ProblemKind.CODE_UNKNOWN: (404, "This enrolment code is not known or has expired"),
    ProblemKind.CODE_USED: (409, "This enrolment code has been used"),
    ProblemKind.TOO_MANY_TRIES: (429, "Too many wrong codes; wait and try again"),
    ProblemKind.DEVICE_UNKNOWN: (401, "The centre does not know this device"),
    ProblemKind.DEVICE_REVOKED: (403, "This device may no longer connect"),
    ProblemKind.DEVICE_FORKED: (409, "Another record stands at this place of the device's chain"),
    ProblemKind.ASSERTION_INVALID: (401, "The request is not signed by the device"),
    ProblemKind.ASSERTION_STALE: (401, "The request's time is too far from the centre's"),
    ProblemKind.ASSERTION_REPLAYED: (401, "This request has been made before"),
    ProblemKind.SCOPE_FORBIDDEN: (403, "A device reads the changes of its own site only"),
    ProblemKind.PERSON_UNKNOWN: (401, "Sign in: the centre does not know who asks"),
    ProblemKind.ROLE_FORBIDDEN: (403, "This is not open to you"),
    ProblemKind.VOUCHER_UNKNOWN: (404, "The holder has no such voucher"),
    ProblemKind.VOUCHER_NOT_USABLE: (409, "The voucher's state does not allow this"),
    ProblemKind.MALFORMED: (400, "The request has the wrong form"),
    ProblemKind.TOO_LARGE: (413, "The request is too large"),
    ProblemKind.NOT_FOUND: (404, "There is nothing at this address"),
    ProblemKind.METHOD_NOT_ALLOWED: (405, "This address does not take that method"),
    ProblemKind.BUSY: (503, "The centre is busy"),
    ProblemKind.INTERNAL: (500, "The centre failed to answer"),
}


class Problem(Exception):
    """Raised anywhere while a request is served; becomes the answer."""

    def __init__(self, kind: ProblemKind, detail: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after

    def __str__(self) -> str:
        """One line, for the command line."""
        return ": ".join(filter(None, (self.kind.summary, self.detail)))

    @property
    def headers(self) -> dict[str, str]:
        """Beside the content type."""
        extra = {}
        if self.kind.status == 401:  # noqa: PLR2004  a 401 must name its scheme (RFC 9110)
            extra["WWW-Authenticate"] = "Bearer" if self.kind is ProblemKind.PERSON_UNKNOWN else "VoucherDesk"
        if self.retry_after is not None:
            extra["Retry-After"] = str(max(1, ceil(self.retry_after.total_seconds())))
        return extra

    def to_json(self) -> bytes:
        """The answer's body."""
        body: dict[str, str | int] = {
            "type": PROBLEM + self.kind,
            "title": self.kind.summary,
            "status": self.kind.status,
        }
        if self.detail:
            body["detail"] = self.detail
        return json.dumps(body).encode()
