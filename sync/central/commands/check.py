"""`check`: the check before payment, of every class that is due."""

from __future__ import annotations

import argparse
from collections import Counter

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.settlement.check_class import check_due


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("check", parents=[shared], help="check the vouchers of classes that are over")
    command.set_defaults(run=_run, batch=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    by_class = check_due(centre, "run:check")
    found = [one.check for of_class in by_class.values() for one in of_class]
    eligible = [one for one in found if one.eligible]
    document = {
        "classes": list(by_class),
        "checked": len(found),
        "eligible": len(eligible),
        "amount_fen": sum(one.amount_fen for one in eligible),
        "unmet": dict(Counter(condition.value for one in found for condition in one.unmet)),
    }
    tell(options, document, f"{len(found)} vouchers of {len(by_class)} classes checked, {len(eligible)} eligible")
