"""`generate`: vouchers for the people on a directed campaign's list."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.issuing.generate_vouchers import generate_vouchers
from sync.central.move_voucher import Occasion
from sync.central.store.engine import reading


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("generate", parents=[shared], help="generate a directed campaign's vouchers")
    command.add_argument("campaign", type=line, metavar="CAMPAIGN")
    command.set_defaults(run=_run, batch=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    with reading(centre.store) as connection:
        lists = centre.lists(connection)
    occasion = Occasion("run:generate", centre.now(), lists.policy.version)
    done = generate_vouchers(centre.store, options.campaign, lists, occasion)
    left_out = [{"trainee": one.trainee, "refusal": one.refusal, "unmet": [*one.unmet]} for one in done.left_out]
    told = f"{done.vouchers} vouchers generated, {len(left_out)} people left out"
    tell(options, {"generated": done.vouchers, "left_out": left_out}, told)
