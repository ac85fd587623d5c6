"""`settle-waiting`: judge again what was held, and erase what has outlived its retention."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.forget import forget
from sync.central.intake.settle_waiting import settle_waiting
from sync.central.store.engine import writing


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser(
        "settle-waiting", parents=[shared], help="judge records that waited, as for whoever reads national codes"
    )
    command.set_defaults(run=_run, batch=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    done = settle_waiting(centre)
    with writing(centre.store) as connection:
        gone = forget(connection, centre.lists(connection).policy, centre.now())
    document = {
        "settled": done.settled,
        "waiting": done.waiting,
        "erased": {"resolutions": gone.resolutions, "fixes": gone.fixes, "payloads": gone.payloads},
    }
    tell(options, document, f"{done.settled} records settled, {done.waiting} still wait")
