"""Who asks and who answers: each request is signed by the device, each answer by the centre.

A request carries  Authorization: VoucherDesk device="…", time="…", nonce="…", signature="…"
over method, target (path and query), time, nonce and the body's SHA-256. An answer carries
VoucherDesk-Signature: …  and  VoucherDesk-Time: …  over the request's nonce, status, time and the body's SHA-256, so
that a captive portal's 200 is told from the centre's, and yesterday's answer from today's.

A request also says which contract its program speaks (VoucherDesk-Contract; absent: 1). A centre that no longer gives
its news by that contract refuses them with 426 `contract-too-old`; facts it takes from any.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sync.domain.ids import DeviceId
from sync.errors import MalformedMessage
from sync.protocol import cbor
from sync.protocol.signing import SigningKey, VerifyKey

SCHEME = "VoucherDesk"
TIME_HEADER = "VoucherDesk-Time"
SIGNATURE_HEADER = "VoucherDesk-Signature"
NONCE_HEADER = "VoucherDesk-Nonce"
CONTRACT_HEADER = "VoucherDesk-Contract"
CONTRACT = 1
"""What this program speaks."""
NEW_DEVICE = DeviceId("new")
"""Who signs the request by which a PC joins its site."""
PROBLEM = "urn:voucherdesk:problem:"
"""How the types of the centre's refusals begin (RFC 9457)."""
STALE = PROBLEM + "assertion-stale"
"""The request's time is too far off; the answer tells the right one."""
WITHDRAWN = PROBLEM + "device-revoked"
"""The PC may hand in what it has recorded, and learns nothing any more."""
FORKED = PROBLEM + "device-forked"
"""The centre holds other facts at the places of these: the device's record is a copy."""
CURSOR_GONE = PROBLEM + "cursor-gone"
"""What was deleted since that cursor is no longer told: take a snapshot."""
TOO_OLD = PROBLEM + "contract-too-old"
"""The centre gives its news only to newer programs."""
CODE_UNKNOWN = PROBLEM + "code-unknown"
"""No such enrolment code, or it has expired or been revoked."""
CODE_USED = PROBLEM + "code-used"
"""As many PCs as the enrolment code was made for have joined by it."""
MALFORMED = PROBLEM + "malformed"
"""The centre cannot read the request, as one of the past cannot read what came later."""
_FIELD = re.compile(r'(device|time|nonce|signature)="([^"]{1,200})"')
_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Assertion:
    """A device's word that it makes this very request now."""

    device: DeviceId
    time: datetime
    nonce: str
    signature: bytes

    def to_header(self) -> str:
        """The Authorization header's value."""
        return (
            f'{SCHEME} device="{self.device}", time="{self.time.isoformat()}", '
            f'nonce="{self.nonce}", signature="{to_base64(self.signature)}"'
        )

    @classmethod
    def from_header(cls, value: str) -> Assertion:
        """Raises MalformedMessage."""
        found = dict(_FIELD.findall(value))
        if not value.startswith(SCHEME + " ") or len(found) != _FIELDS:
            raise MalformedMessage("not a device's assertion")
        try:
            time = datetime.fromisoformat(found["time"])
        except ValueError as error:
            raise MalformedMessage("not a device's assertion") from error
        if time.tzinfo is None:
            raise MalformedMessage("not a device's assertion")
        return cls(DeviceId(found["device"]), time, found["nonce"], from_base64(found["signature"]))

    def holds(self, method: str, target: str, body: bytes, key: VerifyKey) -> bool:
        """Whether the device with the public `key` signed this request."""
        return key.verify(self.signature, _request_bytes(method, target, self.time, self.nonce, body))


def assert_request(
    device: DeviceId, key: SigningKey, method: str, target: str, *, body: bytes, time: datetime, nonce: str
) -> Assertion:
    """The device's assertion for one request; `time` from trusted time, `nonce` never used before."""
    return Assertion(device, time, nonce, key.sign(_request_bytes(method, target, time, nonce, body)))


def sign_answer(key: SigningKey, *, nonce: str, status: int, time: str, body: bytes) -> str:
    """The value of the answer's signature header."""
    return to_base64(key.sign(_answer_bytes(nonce, status, time, body)))


def answer_holds(signature: str, key: VerifyKey, *, nonce: str, status: int, time: str, body: bytes) -> bool:
    """Whether the centre with the public `key` gave this answer to the request with `nonce`."""
    try:
        return key.verify(from_base64(signature), _answer_bytes(nonce, status, time, body))
    except MalformedMessage:
        return False


def to_base64(data: bytes) -> str:
    """URL-safe, without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    """Raises MalformedMessage."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (Base64Error, UnicodeEncodeError, ValueError) as error:
        raise MalformedMessage("not base64") from error


def _request_bytes(method: str, target: str, time: datetime, nonce: str, body: bytes) -> bytes:
    return cbor.encode(["voucherdesk-request", method, target, time.isoformat(), nonce, sha256(body).digest()])


def _answer_bytes(nonce: str, status: int, time: str, body: bytes) -> bytes:
    return cbor.encode(["voucherdesk-answer", nonce, status, time, sha256(body).digest()])
