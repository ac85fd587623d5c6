"""`openapi`: print the description of the interface."""

from __future__ import annotations

import argparse
import json

from sync.central.app import describe
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import say


def add_to(commands: Commands, _shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("openapi", help="print the description of the interface (OpenAPI, JSON)")
    command.set_defaults(run_alone=_run)


def _run(_options: argparse.Namespace) -> None:
    say(json.dumps(describe().openapi(), ensure_ascii=False, indent=2))
