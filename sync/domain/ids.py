"""Typed identifiers. Numbers where the voucher code must stay short, text elsewhere."""

from __future__ import annotations

import os
import time
from typing import NewType
from uuid import UUID

VoucherNo = NewType("VoucherNo", int)
"""券编号: the dense serial of a voucher in the scheme, 1 … 2**32 - 1; also its index in the status list."""
ProjectNo = NewType("ProjectNo", int)
"""培训项目: 1 … 65535; 0 stands for none (sign-in-only vouchers)."""
ClassId = NewType("ClassId", str)
SessionId = NewType("SessionId", str)
TraineeId = NewType("TraineeId", str)
StaffId = NewType("StaffId", str)
SiteId = NewType("SiteId", str)
InstitutionId = NewType("InstitutionId", str)
DeviceId = NewType("DeviceId", str)
FactId = NewType("FactId", str)

_RANDOM_BITS = 74


def uuid7(at_ms: int | None = None) -> UUID:
    """A time-ordered UUID (RFC 9562, version 7). `at_ms`: milliseconds since 1970, the wall clock's by default.

    It only names a thing; nothing is ever ordered or judged by the time inside it.
    """
    ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    random = int.from_bytes(os.urandom(10), "big") >> (80 - _RANDOM_BITS)
    value = (ms & (1 << 48) - 1) << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


def new_fact_id() -> FactId:
    """A fresh fact id, 32 hexadecimal digits."""
    return FactId(uuid7().hex)
