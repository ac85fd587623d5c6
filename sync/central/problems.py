"""How the centre says no: problem details (RFC 9457), one closed list of them.

    Problem (an exception that becomes the answer)
        .kind      ProblemKind: status, title; its value is the last part of the `type` URN
        .detail    one more sentence for IT; never a name, a number or a code
        .unmet     which conditions failed, one object each (an extension member); never the person's own data
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
    DEVICE_IN_USE = "device-in-use"
    DEVICE_FORKED = "device-forked"
    ASSERTION_INVALID = "assertion-invalid"
    ASSERTION_STALE = "assertion-stale"
    ASSERTION_REPLAYED = "assertion-replayed"
    SCOPE_FORBIDDEN = "scope-forbidden"
    CURSOR_GONE = "cursor-gone"
    SNAPSHOT_UNKNOWN = "snapshot-unknown"
    CONTRACT_TOO_OLD = "contract-too-old"
    PERSON_UNKNOWN = "person-unknown"
    ROLE_FORBIDDEN = "role-forbidden"
    VOUCHER_UNKNOWN = "voucher-unknown"
    VOUCHER_NOT_USABLE = "voucher-not-usable"
    POLICY_UNKNOWN = "policy-unknown"
    POLICY_FORGED = "policy-forged"
    POLICY_UNREADABLE = "policy-unreadable"
    POLICY_NOT_NEXT = "policy-not-next"
    PERSON_REFUSED = "person-refused"
    CAMPAIGN_UNKNOWN = "campaign-unknown"
    CAMPAIGN_NOT_OPEN = "campaign-not-open"
    CAMPAIGN_EXHAUSTED = "campaign-exhausted"
    NOT_ELIGIBLE = "not-eligible"
    SUBSIDISED_BEFORE = "subsidised-before"
    REFERENCE_UNKNOWN = "reference-unknown"
    ID_TAKEN = "id-taken"
    INSTITUTION_SUSPENDED = "institution-suspended"
    FUNCTION_CLOSED = "function-closed"
    CLASS_NOT_OPEN = "class-not-open"
    CLASS_TOO_LARGE = "class-too-large"
    CLASS_IN_USE = "class-in-use"
    CLASS_NOT_OVER = "class-not-over"
    SESSION_IN_THE_PAST = "session-in-the-past"
    SESSION_BEGUN = "session-begun"
    SESSION_UNFIT = "session-unfit"
    CHANGE_TOO_LATE = "change-too-late"
    OPENING_INCOMPLETE = "opening-incomplete"
    NOT_ENROLLED = "not-enrolled"
    SESSION_CLOSED = "session-closed"
    SESSION_TO_COME = "session-to-come"
    FIX_IMPOSSIBLE = "fix-impossible"
    OPERATOR_NOT_ALLOWED = "operator-not-allowed"
    OWN_CORRECTION = "own-correction"
    DECIDED_BEFORE = "decided-before"
    RESOLVER_UNAVAILABLE = "resolver-unavailable"
    COURSE_CLOSED = "course-closed"
    NOT_ATTENDED = "not-attended"
    RESULTS_REFUSED = "results-refused"
    CERTIFICATE_REFUSED = "certificate-refused"
    NOTHING_TO_PAY = "nothing-to-pay"
    PAYMENT_UNDER_WAY = "payment-under-way"
    BANK_RESULT_REFUSED = "bank-result-refused"
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    HEAD_TOO_LARGE = "head-too-large"
    TIMED_OUT = "timed-out"
    TOO_MANY_REQUESTS = "too-many-requests"
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
    ProblemKind.DEVICE_IN_USE: (409, "The PC is not withdrawn"),
    ProblemKind.DEVICE_FORKED: (409, "Another record stands at this place of the device's chain"),
    ProblemKind.ASSERTION_INVALID: (401, "The request is not signed by the device"),
    ProblemKind.ASSERTION_STALE: (401, "The request's time is too far from the centre's"),
    ProblemKind.ASSERTION_REPLAYED: (401, "This request has been made before"),
    ProblemKind.SCOPE_FORBIDDEN: (403, "A device reads the changes of its own site only"),
    ProblemKind.CURSOR_GONE: (410, "What was deleted since that cursor is no longer told; take a snapshot"),
    ProblemKind.SNAPSHOT_UNKNOWN: (404, "There is no such snapshot any more; ask for one anew"),
    ProblemKind.CONTRACT_TOO_OLD: (426, "News are given to newer programs only; facts are taken from any"),
    ProblemKind.PERSON_UNKNOWN: (401, "Sign in: the centre does not know who asks"),
    ProblemKind.ROLE_FORBIDDEN: (403, "This is not open to you"),
    ProblemKind.VOUCHER_UNKNOWN: (404, "There is no such voucher"),
    ProblemKind.VOUCHER_NOT_USABLE: (409, "The voucher's state does not allow this"),
    ProblemKind.POLICY_UNKNOWN: (404, "There is no policy pack of this version"),
    ProblemKind.POLICY_FORGED: (409, "The policy pack is not signed by this centre's root"),
    ProblemKind.POLICY_UNREADABLE: (409, "The policy pack holds something this centre cannot keep"),
    ProblemKind.POLICY_NOT_NEXT: (409, "The policy pack's version is not the next one"),
    ProblemKind.PERSON_REFUSED: (409, "A person's data cannot be taken"),
    ProblemKind.CAMPAIGN_UNKNOWN: (404, "There is no such campaign"),
    ProblemKind.CAMPAIGN_NOT_OPEN: (409, "The campaign does not allow this"),
    ProblemKind.CAMPAIGN_EXHAUSTED: (409, "The campaign's quantity is used up"),
    ProblemKind.NOT_ELIGIBLE: (409, "The person does not fit the campaign's conditions"),
    ProblemKind.SUBSIDISED_BEFORE: (409, "This occupation and level is subsidised once for a person"),
    ProblemKind.REFERENCE_UNKNOWN: (409, "The request names something that the centre does not know"),
    ProblemKind.ID_TAKEN: (409, "This id stands for something else already"),
    ProblemKind.INSTITUTION_SUSPENDED: (409, "The institution is suspended: nobody new for now"),
    ProblemKind.FUNCTION_CLOSED: (409, "The scheme does not open this to institutions of this kind"),
    ProblemKind.CLASS_NOT_OPEN: (409, "The class is cancelled or closed"),
    ProblemKind.CLASS_TOO_LARGE: (409, "The policy allows fewer people in a class"),
    ProblemKind.CLASS_IN_USE: (409, "People are in the class: this can no longer be changed so"),
    ProblemKind.CLASS_NOT_OVER: (409, "The class has sessions that are not over"),
    ProblemKind.SESSION_IN_THE_PAST: (409, "A session cannot be set into the past"),
    ProblemKind.SESSION_BEGUN: (409, "The session has begun"),
    ProblemKind.SESSION_UNFIT: (409, "The sessions cannot be held as planned"),
    ProblemKind.CHANGE_TOO_LATE: (409, "The class is reported, and for this change it is too late"),
    ProblemKind.OPENING_INCOMPLETE: (409, "The class cannot be reported yet"),
    ProblemKind.NOT_ENROLLED: (409, "The voucher does not belong to this session"),
    ProblemKind.SESSION_CLOSED: (409, "The session does not take this now"),
    ProblemKind.SESSION_TO_COME: (409, "The session has not begun: there is nothing to correct yet"),
    ProblemKind.FIX_IMPOSSIBLE: (409, "No phone can have been where this says"),
    ProblemKind.OPERATOR_NOT_ALLOWED: (409, "This takes the person who began it, or a class manager"),
    ProblemKind.OWN_CORRECTION: (409, "Nobody decides about a correction of their own"),
    ProblemKind.DECIDED_BEFORE: (409, "Somebody has decided about this already"),
    ProblemKind.RESOLVER_UNAVAILABLE: (503, "Whoever can read this code does not answer"),
    ProblemKind.COURSE_CLOSED: (409, "The course takes no sign-ups"),
    ProblemKind.NOT_ATTENDED: (409, "Only who has attended a class can say how it was"),
    ProblemKind.RESULTS_REFUSED: (409, "The list of results cannot be taken, and nothing of it was"),
    ProblemKind.CERTIFICATE_REFUSED: (409, "The certificate's number cannot be noted"),
    ProblemKind.NOTHING_TO_PAY: (409, "No payment is due"),
    ProblemKind.PAYMENT_UNDER_WAY: (409, "The money is on its way to the bank: the voucher cannot be revoked now"),
    ProblemKind.BANK_RESULT_REFUSED: (409, "The bank's result does not answer this batch; nothing of it was taken"),
    ProblemKind.MALFORMED: (400, "The request has the wrong form"),
    ProblemKind.TOO_LARGE: (413, "The request is too large"),
    ProblemKind.HEAD_TOO_LARGE: (431, "The request's address or headers are too large"),
    ProblemKind.TIMED_OUT: (408, "The request did not come whole in time"),
    ProblemKind.TOO_MANY_REQUESTS: (429, "Too many requests; wait and go on"),
    ProblemKind.NOT_FOUND: (404, "There is nothing at this address"),
    ProblemKind.METHOD_NOT_ALLOWED: (405, "This address does not take that method"),
    ProblemKind.BUSY: (503, "The centre is busy"),
    ProblemKind.INTERNAL: (500, "The centre failed to answer"),
}


class Problem(Exception):
    """Raised anywhere while a request is served; becomes the answer."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str = "",
        *,
        retry_after: timedelta | None = None,
        unmet: Sequence[Mapping[str, object]] = (),
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after
        self.unmet = unmet

    def __str__(self) -> str:
        """One line, for the command line."""
        return ": ".join(filter(None, (self.kind.summary, self.detail)))

    @property
    def headers(self) -> dict[str, str]:
        """Beside the content type."""
        extra = {}
        if self.kind.status == 401:  # noqa: PLR2004  a 401 must name its scheme (RFC 9110)
            extra["WWW-Authenticate"] = "Bearer" if self.kind is ProblemKind.PERSON_UNKNOWN else "VoucherDesk"
        if self.kind is ProblemKind.CONTRACT_TOO_OLD:
            extra |= {"Upgrade": "VoucherDesk", "Connection": "Upgrade"}  # a 426 must name what to change to (RFC 9110)
        if self.retry_after is not None:
            extra["Retry-After"] = str(max(1, ceil(self.retry_after.total_seconds())))
        return extra

    @property
    def type(self) -> str:
        """The problem's URN."""
        return PROBLEM + self.kind

    def to_map(self) -> dict[str, object]:
        """Problem details."""
        body: dict[str, object] = {"type": self.type, "title": self.kind.summary, "status": self.kind.status}
        more = {"detail": self.detail, "unmet": list(self.unmet)}
        return body | {name: value for name, value in more.items() if value}

    def to_json(self) -> bytes:
        """The answer's body."""
        return json.dumps(self.to_map()).encode()
