"""`revoke-enrolment-code`: nobody joins by it any more, for instance because a site.toml got about."""

from __future__ import annotations

import argparse

from sync.central.askers.enrolment_codes import revoke_enrolment_code
from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.enrolment_codes import describe
from sync.central.commands.printing import tell
from sync.central.store.engine import writing


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("revoke-enrolment-code", parents=[shared], help="nobody joins by a code any more")
    command.add_argument("name", type=line, metavar="NAME", help="as enrolment-codes tells it, E-…")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    with writing(centre.store) as connection:
        code = revoke_enrolment_code(connection, options.name, centre.now())
    joined = f"{code.used} PCs have joined by it and stay; revoke-device withdraws one"
    tell(options, describe(code, open_now=False), f"{code.name} is revoked; {joined}")
