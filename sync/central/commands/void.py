"""`void`: take vouchers out of circulation."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line, voucher_no
from sync.central.commands.printing import tell
from sync.central.move_voucher import Occasion
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import writing
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoidReason

_REASONS = [reason.value for reason in VoidReason if reason is not VoidReason.EXPIRED]
"""That its dates are over only `expire` says."""


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("void", parents=[shared], help="take vouchers out of circulation")
    command.add_argument("voucher", type=voucher_no, nargs="+", metavar="NO")
    command.add_argument("--reason", choices=_REASONS, default=VoidReason.REVOKED.value)
    command.add_argument("--note", type=line, default="", metavar="WORDS", help="why, for the vouchers' history")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    numbers = [VoucherNo(number) for number in options.voucher]
    with writing(centre.store) as connection:
        policy = centre.lists(connection).policy
        occasion = Occasion("run:void", centre.now(), policy.version, options.note)
        version = void_vouchers(connection, centre.keys, numbers, VoidReason(options.reason), occasion)
    tell(options, {"void": numbers, "status_list": version}, f"{len(numbers)} vouchers void; status list {version}")
