"""`enrolment-code`: a code that lets a PC join a site, or as many PCs as are told within as many days."""

from __future__ import annotations

import argparse
from datetime import timedelta

from sync.central.askers.enrolment_codes import MOST_DAYS, MOST_USES, make_enrolment_code
from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line, whole
from sync.central.commands.printing import tell
from sync.central.store.engine import writing
from sync.domain.ids import SiteId
from sync.protocol.joining import code_digest, code_name


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("enrolment-code", parents=[shared], help="a code that lets PCs join a site")
    command.add_argument("--site", type=line, required=True, metavar="ID")
    command.add_argument("--uses", type=whole(1, MOST_USES), default=1, metavar="N", help="how many PCs (default: 1)")
    command.add_argument("--days", type=whole(1, MOST_DAYS), default=1, metavar="D", help="for how long (default: 1)")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    now, life = centre.now(), timedelta(days=options.days)
    with writing(centre.store) as connection:
        code = make_enrolment_code(connection, SiteId(options.site), now, uses=options.uses, life=life)
    document = {
        "enrolment_code": code,
        "name": code_name(code_digest(code)),
        "site": options.site,
        "uses": options.uses,
        "expires": (now + life).isoformat(),
    }
    tell(options, document, "-".join((code[:4], code[4:8], code[8:])))
