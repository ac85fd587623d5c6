"""The policy as a signed, versioned document."""

from __future__ import annotations

from datetime import datetime

from sync.domain.policy import Policy
from sync.errors import MalformedMessage
from sync.protocol.signed_list import SignedList
from sync.protocol.signing import SigningKey, VerifyKey

KIND = "policy-pack"


def sign_policy(policy: Policy, as_of: datetime, key: SigningKey, kid: bytes) -> bytes:
    """As it travels; the envelope's version is the policy's."""
    return SignedList(KIND, policy.version, as_of, policy.to_map()).sign(key, kid)


def open_policy(data: bytes, roots: dict[bytes, VerifyKey]) -> Policy:
    """Verify against the pinned roots and read. Raises MalformedMessage or ForgedMessage."""
    envelope = SignedList.open(data, KIND, roots)
    if not isinstance(envelope.body, dict) or not all(isinstance(name, str) for name in envelope.body):
        raise MalformedMessage("not a policy pack")
    return Policy.from_map({**envelope.body, "version": envelope.version})
