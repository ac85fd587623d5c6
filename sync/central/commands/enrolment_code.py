"""`enrolment-code`: a one-time code that lets a PC join a site."""

from __future__ import annotations

import argparse

from sync.central.askers.enrolment_codes import LIFE, make_enrolment_code
from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.store.engine import writing
from sync.domain.ids import SiteId


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("enrolment-code", parents=[shared], help="a one-time code that lets a PC join a site")
    command.add_argument("--site", type=line, required=True, metavar="ID")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    now = centre.now()
    with writing(centre.store) as connection:
        code = make_enrolment_code(connection, SiteId(options.site), now)
    document = {"enrolment_code": code, "site": options.site, "expires": (now + LIFE).isoformat()}
    tell(options, document, "-".join((code[:4], code[4:8], code[8:])))
