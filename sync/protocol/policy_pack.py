"""The policy pack as a signed, versioned document: the figures of `Policy`, and under `rules` a region's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.rules_form import RULES, rules_from_map, rules_to_map
from sync.errors import MalformedMessage
from sync.protocol.signed_list import SignedList
from sync.protocol.signing import SigningKey, VerifyKey

KIND = "policy-pack"
_RULES = "rules"
_FIGURES = {figure.name for figure in fields(Policy)}


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """Everything that differs by region or year. `policy.version` is the pack's."""

    policy: Policy
    rules: RegionRules = field(default_factory=RegionRules)

    def with_version(self, version: int) -> PolicyPack:
        """The same rules under another number."""
        return replace(self, policy=replace(self.policy, version=version))

    def to_map(self) -> dict[str, object]:
        """As it is signed and sent."""
        return {**self.policy.to_map(), _RULES: rules_to_map(self.rules)}

    @classmethod
    def from_map(cls, written: Mapping[str, object]) -> PolicyPack:
        """Read every figure and every rule. Raises MalformedMessage that names what nobody knows or is out of range."""
        for name in written:
            if name not in _FIGURES and name != _RULES:
                raise MalformedMessage(f"policy figure {name[:40] if name.isprintable() else ''}, which nobody knows")
        pack = cls(Policy.from_map(written), rules_from_map(written.get(_RULES, {})))
        for rule in pack.rules.sources:
            if rule.partition(".")[0] not in _FIGURES | RULES:
                raise MalformedMessage("policy sources name something that is neither a figure nor a rule")
        return pack


def sign_pack(pack: PolicyPack, as_of: datetime, key: SigningKey, kid: bytes) -> bytes:
    """As it travels; the envelope's version is the policy's."""
    return SignedList(KIND, pack.policy.version, as_of, pack.to_map()).sign(key, kid)


def open_pack(data: bytes, roots: dict[bytes, VerifyKey]) -> PolicyPack:
    """Verify against the pinned roots and read all of it. Raises MalformedMessage or ForgedMessage."""
    version, body = _open(data, roots)
    return PolicyPack.from_map({**body, "version": version})


def open_policy(data: bytes, roots: dict[bytes, VerifyKey]) -> Policy:
    """Verify and read the figures: a desk passes over the rules. Raises MalformedMessage or ForgedMessage."""
    version, body = _open(data, roots)
    return Policy.from_map({**body, "version": version})


def _open(data: bytes, roots: dict[bytes, VerifyKey]) -> tuple[int, dict[str, object]]:
    envelope = SignedList.open(data, KIND, roots)
    if not isinstance(envelope.body, dict) or not all(isinstance(name, str) for name in envelope.body):
        raise MalformedMessage("not a policy pack")
    return envelope.version, envelope.body
