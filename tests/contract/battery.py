"""Schemathesis, all phases (examples, coverage, fuzzing, stateful), against a centre as one role meets it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis import BaseSchema, SerializationContext
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from sync.protocol.batches import CONTENT_TYPE
from tests.contract.playing import AskingAs

_SEED = 7
_AT = "/openapi.json"
NOT_OURS = {
    # Every request is given its role's authorization on the way (`playing.py`); test_roles.py judges who may ask.
    "ignored_auth": {"enabled": False},
    "object_level_authorization": {"enabled": False},
    # A well-formed request may well be refused: for what exists, for its state, for who asks.
    "positive_data_acceptance": {"enabled": False},
    "missing_required_header": {"enabled": False},
    "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 405, 409, 413, 431]},
}
"""Checks that another test makes, or that do not hold of any service that keeps a record."""


@dataclass
class Outcome:
    """How a run went: cases by phase, answers by status, and one line for each distinct failure."""

    cases: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


@schemathesis.serializer(CONTENT_TYPE)
def batch_as_it_is(_ctx: SerializationContext, value: Any) -> bytes:
    """What the generator makes up in place of a batch."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def run_battery(door: AskingAs, *, examples: int, own_only: bool, url: str = "") -> Outcome:
    """All phases with `examples` fuzzed cases an operation; `own_only`: those only that are open to the role.

    In this process, or over HTTP where `door` is served at `url`.
    """
    config = SchemathesisConfig.from_dict(
        {
            "seed": _SEED,
            "checks": NOT_OURS,
            "generation": {
                "max-examples": examples,
                "deterministic": True,
                "no-shrink": True,
                "database": "none",
                "with-security-parameters": False,
            },
        }
    )
    load = schemathesis.openapi
    whole = load.from_url(url + _AT, config=config) if url else load.from_asgi(_AT, door, config=config)
    chosen: BaseSchema = whole
    if own_only:
        chosen = whole.include(lambda context: door.may_ask(context.operation.definition.raw["x-roles"]))
    outcome = Outcome()
    for event in from_schema(chosen).execute():
        note(outcome, event)
    return outcome


def note(outcome: Outcome, event: Any) -> None:
    """What one event of the engine tells."""
    match event:
        case events.ScenarioFinished():
            recorder = event.recorder
            outcome.cases[event.phase.value] += len(recorder.cases)
            for interaction in recorder.interactions.values():
                if interaction.response is not None:
                    outcome.statuses[interaction.response.status_code] += 1
            for checks in recorder.checks.values():
                for check in checks:
                    if check.failure_info is not None:
                        failure = check.failure_info.failure
                        outcome.failures.setdefault(
                            f"{recorder.label}: {check.name}: {failure.title}",
                            f"{failure.message}\n{check.failure_info.code_sample}",
                        )
        case events.NonFatalError():
            outcome.errors.append(f"{event.label}: {type(event.value).__name__} {event.value}"[:300])
        case events.FatalError():
            raise event.exception
