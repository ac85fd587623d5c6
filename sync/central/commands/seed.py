"""`seed`: put sample data into an empty centre."""

from __future__ import annotations

import argparse
from typing import Any

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, whole
from sync.central.commands.printing import tell
from sync.central.example.seed import CODE_FRESH_MINUTES, seed_example

_MAX_MINUTES = 366 * 24 * 60


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("seed", parents=[shared], help="put sample data into an empty centre")
    command.add_argument("--seed", type=int, default=7, help="which sample data (default: %(default)s)")
    minutes = whole(1, _MAX_MINUTES)
    command.add_argument("--code-fresh-minutes", type=minutes, default=CODE_FRESH_MINUTES, metavar="N")
    command.add_argument("--sign-in", action="store_true", help="all sample staff get one password, which is told")
    command.set_defaults(run=_run, may_found=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    minutes = options.code_fresh_minutes
    planted = seed_example(centre, seed=options.seed, code_fresh_minutes=minutes, sign_in=options.sign_in)
    password = [f"password of all staff: {planted['staff_password']}"] if options.sign_in else []
    tell(options, planted, *(_line(place) for place in (planted, planted["elsewhere"])), *password)


def _line(place: dict[str, Any]) -> str:
    return f"{place['site']['id']} {place['site']['name']}: enrolment code {place['enrolment_code']}"
