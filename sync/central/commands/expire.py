"""`expire`: void what was never used and whose dates are over."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.settlement.expire_vouchers import expire_vouchers


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("expire", parents=[shared], help="void unused vouchers whose dates are over")
    command.set_defaults(run=_run, batch=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    expired = expire_vouchers(centre, "run:expire")
    tell(options, {"expired": expired}, f"{expired} vouchers expired")
