"""`switch-resolver`: let the TEST resolver of national codes answer, or not."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.codes.resolver import set_test_resolver
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.store.engine import writing


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser(
        "switch-resolver", parents=[shared], help="FOR TESTS: whether national codes can be read at present"
    )
    command.add_argument("state", choices=["answers", "silent"])
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    with writing(centre.store) as connection:
        set_test_resolver(connection, centre.now(), answers=options.state == "answers")
    tell(options, {"test_resolver": options.state}, f"the test resolver {options.state}")
