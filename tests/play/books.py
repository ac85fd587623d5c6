"""What the driver notes while it plays: findings by the rule they speak of, refusals by their reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be; `rule` names what is broken. No names, no numbers of people."""

    rule: str
    what: str


@dataclass
class Books:
    """Grows through the whole term."""

    findings: list[Finding] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def found(self, rule: str, what: str) -> None:
        """Something is not as it must be."""
        self.findings.append(Finding(rule, what))

    def same(self, rule: str, what: str, expected: object, found: object) -> bool:
        """Whether it is as it must be; else that is noted."""
        if expected == found:
            return True
        self.found(rule, f"{what}: {_short(found)} instead of {_short(expected)}")
        return False

    def refused(self, kind: str, reason: str | None) -> None:
        """The program said no. A no without its reason is a finding of its own."""
        if reason:
            self.refusals[f"{kind}:{reason}"] += 1
        else:
            self.found("reasons", f"a {kind} without a reason")


def _short(value: object) -> str:
    text = ", ".join(map(str, sorted(value, key=str))) if isinstance(value, set | frozenset) else str(value)
    return (text or "nothing")[:200]
