"""`issue`: issue a voucher to everybody in a CSV table."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.commands.reading import read_text
from sync.central.issuing.issue_table import COLUMNS, DOCUMENT_KIND, issue_vouchers, read_applications
from sync.central.move_voucher import Occasion
from sync.central.store.engine import writing


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("issue", parents=[shared], help="issue a voucher to everybody in a CSV table")
    columns = f"{', '.join(COLUMNS)}, and {DOCUMENT_KIND} unless all show citizen ids"
    command.add_argument("file", metavar="FILE", help=f"columns {columns}; - for standard input")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    lines = read_text(options.file, "the table").splitlines()
    applications = read_applications(lines)
    with writing(centre.store) as connection:
        occasion = Occasion("run:issue", centre.now(), centre.lists(connection).policy.version)
        numbers = issue_vouchers(connection, applications, occasion)
    tell(options, {"issued": numbers}, f"{len(numbers)} vouchers issued")
