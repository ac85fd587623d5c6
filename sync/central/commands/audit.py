"""`audit`: whether every voucher's history is whole and every payment fits its voucher."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import NOT_IN_ORDER, Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.settlement.audit import audit
from sync.central.store.engine import reading
from sync.domain.money import in_yuan


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    said = "verify all histories and payments, status 1 when they are not in order; changes nothing"
    command = commands.add_parser("audit", parents=[shared], help=said)
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> int:
    with reading(centre.store) as connection:
        books = audit(connection)
    document = {
        "balanced": books.balanced,
        "vouchers": books.vouchers,
        "paid_fen": books.paid_fen,
        "owed_fen": books.owed_fen,
        "offenders": [{"voucher_no": one.voucher_no, "flaw": one.flaw.value} for one in books.offenders],
        "unbalanced": books.unbalanced,
    }
    lines = [f"{in_yuan(books.paid_fen)} yuan paid, {in_yuan(books.owed_fen)} yuan owed"]
    lines += [f"voucher {one.voucher_no}: {one.flaw.value}" for one in books.offenders]
    lines += [f"voucher {number}: its payment does not fit its state" for number in books.unbalanced]
    tell(options, document, *lines)
    return 0 if books.balanced else NOT_IN_ORDER
