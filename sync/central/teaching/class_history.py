"""What was done to a class, step by step, with who did it and under which policy."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sync.central.move_voucher import Occasion
from sync.central.store.json_text import to_json
from sync.central.store.tables import class_history
from sync.domain.ids import ClassId


class ClassStep(StrEnum):
    """What can be done to a class."""

    CREATED = "created"
    CHANGED = "changed"
    SESSIONS_SET = "sessions_set"
    SESSION_CANCELLED = "session_cancelled"
    REPORTED = "reported"
    CANCELLED = "cancelled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PastStep:
    """One step; `body` says what it changed."""

    kind: ClassStep
    body: dict[str, Any]
    actor: str
    at: datetime
    policy_version: int


def note_step(
    connection: Connection, class_id: str, kind: ClassStep, body: Mapping[str, object], occasion: Occasion
) -> None:
    """Keep a step; the caller holds the lock of the class's site."""
    steps = class_history.c
    last = connection.scalar(select(func.max(steps.step)).where(steps.class_id == class_id)) or 0
    row = {
        "class_id": class_id,
        "step": last + 1,
        "kind": kind,
        "body": to_json(dict(body)),
        "actor": occasion.actor,
        "at": occasion.at,
        "policy_version": occasion.policy_version,
    }
    connection.execute(insert(class_history).values(row))


def former_members(connection: Connection, class_ids: Collection[ClassId]) -> dict[ClassId, frozenset[int]]:
    """Who was on the rosters of cancelled classes when they were cancelled."""
    steps = class_history.c
    wanted = select(steps.class_id, steps.body).where(steps.class_id.in_(class_ids), steps.kind == ClassStep.CANCELLED)
    return {row.class_id: frozenset(json.loads(row.body)["vouchers"]) for row in connection.execute(wanted)}


def steps_of(connection: Connection, class_id: str) -> list[PastStep]:
    """Everything that was done to a class, in order."""
    wanted = select(class_history).where(class_history.c.class_id == class_id).order_by(class_history.c.step)
    return [
        PastStep(ClassStep(row.kind), json.loads(row.body), row.actor, row.at, row.policy_version)
        for row in connection.execute(wanted)
    ]
