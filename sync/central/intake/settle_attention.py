"""What a person decided about a record that was not simply taken. The rule keeps it; people alone settle it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from sync.central.conflicts.conflict import Conflict, Decided
from sync.central.intake.judge_moment import believed
from sync.central.intake.ledger import AnsweredRecord, Ledger
from sync.central.intake.ruling import Ruling, rejected
from sync.central.store import tables
from sync.central.store.among import among
from sync.domain.attention import AttentionDecision, ConflictState, may_settle
from sync.domain.ids import FactId, SiteId
from sync.errors import MalformedMessage
from sync.protocol.facts import Fact, open_payload, read_fact
from sync.protocol.payloads import AttentionSettled
from sync.protocol.receipts import Outcome, ReceiptCode


def settle_attention(ledger: Ledger, fact: Fact, settled: AttentionSettled) -> Ruling:
    """Keep it with the conflict and tell both sites, or say why not. Of two people of one site the first decides.

    A record that nobody else's stands against has no conflict: only a review opens one, for the officers.
    """
    about = FactId(settled.about)
    conflict, record = ledger.conflicts.known.get(about), ledger.answered.get(about)
    if record is None or (record.site != ledger.site and (conflict is None or not conflict.sides_of(ledger.site))):
        return rejected(ReceiptCode.FACT_UNKNOWN)
    decision, operator = AttentionDecision(settled.decision), fact.header.operator
    role = ledger.staff.get(operator)
    if role is None or not may_settle(decision, role, own_act=record.operator == operator):
        return rejected(ReceiptCode.OPERATOR_NOT_ALLOWED)
    at = believed(fact.header, ledger).moment.best
    said = Decided(ledger.site, decision, settled.note, operator, at, fact.header.id)
    if conflict is not None:
        kept = ledger.conflicts.decide(about, said)
        return Ruling(Outcome.RECORDED) if kept else Ruling(Outcome.MERGED, ReceiptCode.DECIDED_BEFORE)
    if decision is AttentionDecision.REVIEW:
        ledger.conflicts.open(_asked_to_look(ledger, about, record, said))
    return Ruling(Outcome.RECORDED)


def load_answered(connection: Connection, fact_ids: Collection[str]) -> dict[FactId, AnsweredRecord]:
    """The records that the batch decides about, with the last receipt of each."""
    facts, receipts, devices = tables.facts.c, tables.receipts.c, tables.devices.c
    wanted = (
        select(facts.id, facts.header, facts.payload, devices.site, receipts.body)
        .join(tables.receipts, receipts.fact_id == facts.id)
        .join(tables.devices, devices.id == facts.device)
        .where(among(facts.id, fact_ids))
        .order_by(receipts.position)
    )
    return {row.id: _answered(row) for row in connection.execute(wanted)}


def _answered(row: Any) -> AnsweredRecord:
    said = json.loads(row.body)
    code = said.get("code")
    return AnsweredRecord(
        SiteId(row.site),
        read_fact(row.header, None).header.operator,
        None if code is None else ReceiptCode(code),
        said.get("voucher_no"),
        _class_of(row.payload),
    )


def _class_of(payload: bytes | None) -> str | None:
    try:
        named = open_payload(payload).get("class_id") if payload is not None else None
    except MalformedMessage:
        return None
    return named if isinstance(named, str) else None


def _asked_to_look(ledger: Ledger, about: FactId, record: AnsweredRecord, said: Decided) -> Conflict:
    here = ledger.class_here(record.class_id or "")
    return Conflict(
        about,
        record.voucher_no,
        record.site,
        None,
        ledger.now,
        record.code,
        here.id if here else None,
        None,
        ConflictState.REVIEW,
        decisions=[said],
    )
