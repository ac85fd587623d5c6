"""Which texts are worth taking before any other code in view; says nothing about their truth."""

from __future__ import annotations

from collections.abc import Callable

from sync.desk.operations.desk import Desk
from sync.protocol.voucher_code import is_voucher_code


def may_be_voucher(desk: Desk) -> Callable[[str], bool]:
    """A test by the policy now in force: our signed codes, and what may be the national one. It reads no record."""
    with desk.store.read() as tx:
        policy = desk.lists.read(tx).policy
    return lambda text: is_voucher_code(text) or policy.may_be_national_code(text)
