"""Facts that no desk of ours would write: every type, each of its values replaced by something forged.

`truths` says the truth of each type about the example's class, so that the forged value alone is what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sync.protocol.facts import FactType

NEWER = (
    FactType.IDENTITY_REVEALED,
    FactType.DAY_CLOSED,
    FactType.CLASS_CANCELLED,
    FactType.SESSION_CHANGED,
    FactType.SESSION_CANCELLED,
    FactType.TRAINEE_EXPECTED,
    FactType.EXPECTATION_WITHDRAWN,
    FactType.ATTENDANCE_CORRECTED,
    FactType.CORRECTION_DECIDED,
    FactType.LEAVE_TAKEN,
    FactType.LEAVE_WITHDRAWN,
    FactType.ASSESSMENT_RECORDED,
    FactType.ATTENTION_SETTLED,
)
WELDERS, COOKS, ELSEWHERE = "K-0001", "K-0003", "K-0004"
ODD: tuple[Any, ...] = (
    None, True, -1, 0, 101, 2**31, 2**53, 2**63, 2**64, 10**40, 0.5, float("nan"), float("inf"),
    "", " ", "K-0004", "K-0004-01", "K-9999", "'; DROP TABLE facts; --", "%", "../../etc", "0" * 32, "f" * 64,
    "9999-12-31", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "2026-02-30", "2026-11-23T08:00:00",
    "2200-12-31T23:59:59-14:00", "2026-11-23T08:00:00+23:59:59", "汉" * 199, "x" * 201, "字" * 30_000,
    "a\nb", "a\0b", "\u202eabc", "\ufeff", b"bytes", [], [[[[]]]], {}, {"a": {"b": [None]}}, ["K-0001"],
)  # fmt: skip
"""What stands where something else belongs."""
OPERATORS = ("P-0001", "P-0003", "P-0005", "P-0004", "P-9999", "O-0001", "", "P-0003'--", "字" * 5_000)
"""Front desk, class manager and IT of this site; somebody of another site, nobody, an officer; what is no id."""


@dataclass(frozen=True)
class Forged:
    """One fact to be sent: its type, what it says, and whose name stands on it."""

    kind: str
    values: dict[str, Any]
    operator: str = "P-0003"


def truths(voucher_no: int, correction: str) -> dict[str, dict[str, Any]]:
    """One payload of each newer type; `correction` is the id of a correction that waits."""
    session = {"session_id": "K-0003-02", "class_id": COOKS}
    held = {"session_id": "K-0001-02", "class_id": WELDERS, "voucher_no": voucher_no}
    counts = {"sessions": 1, "expected": 24, "present": 20, "late": 1, "absent": 2, "leave": 1, "waiting": 0}
    return {
        FactType.IDENTITY_REVEALED: {
            "voucher_no": voucher_no, "class_id": WELDERS, "what": "phone", "reason": "家人来电"},
        FactType.DAY_CLOSED: {"day": "2026-11-23", **counts, "note": None},
        FactType.CLASS_CANCELLED: {"class_id": "K-0002", "reason": "人数不足"},
        FactType.SESSION_CHANGED: {
            **session, "starts": "2027-03-01T01:00:00+00:00", "ends": "2027-03-01T05:00:00+00:00",
            "room": None, "teacher": None, "reason": "老师有事"},
        FactType.SESSION_CANCELLED: {**session, "session_id": "K-0003-01", "reason": "停电"},
        FactType.TRAINEE_EXPECTED: {
            "class_id": COOKS, "name": "赵试", "document_kind": "citizen_id", "id_number": "11010519491231002X",
            "phone": "13900000000", "employer": None, "remark": None},
        FactType.EXPECTATION_WITHDRAWN: {"expected": correction, "reason": "不来了"},
        FactType.ATTENDANCE_CORRECTED: {**held, "mark": "present", "reason": "忘了打卡"},
        FactType.CORRECTION_DECIDED: {"correction": correction, "decision": "approve"},
        FactType.LEAVE_TAKEN: {**held, "kind": "sick", "reason": "发烧"},
        FactType.LEAVE_WITHDRAWN: {"leave": correction},
        FactType.ASSESSMENT_RECORDED: {
            "class_id": WELDERS, "voucher_no": voucher_no, "attempt": 1, "theory": 80, "practical": 75,
            "certificate_no": None},
        FactType.ATTENTION_SETTLED: {"about": correction, "decision": "seen", "note": "已电话联系"},
    }  # fmt: skip


def forgeries(voucher_no: int, correction: str) -> Iterator[Forged]:
    """Each value of each type replaced by each odd one, left out, nested; each type under every name."""
    for kind, truth in truths(voucher_no, correction).items():
        for name in truth:
            yield from (Forged(kind, {**truth, name: odd}) for odd in ODD)
            yield Forged(kind, {other: value for other, value in truth.items() if other != name})
        yield Forged(kind, {"payload": truth})
        yield Forged(kind, {})
        yield Forged(kind, {**truth, "x" * 10_000: truth})
        yield from (Forged(kind, truth, operator) for operator in OPERATORS)
