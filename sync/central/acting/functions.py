"""What the scheme opens to which kind of institution (FAQ item 4)."""

from __future__ import annotations

from sync.domain.region_rules import Function, InstitutionKind, RegionRules


def is_open_to(kind: str, function: Function, rules: RegionRules) -> bool:
    """Whether institutions of `kind` have `function`; a pack that is silent about functions closes none."""
    return not rules.functions or rules.allows(InstitutionKind(kind), function)
