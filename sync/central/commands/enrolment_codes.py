"""`enrolment-codes`: the codes that were made, by their names; the codes themselves are not kept."""

from __future__ import annotations

import argparse

from sync.central.askers.enrolment_codes import EnrolmentCode, list_enrolment_codes
from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.store.engine import reading
from sync.domain.ids import SiteId


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("enrolment-codes", parents=[shared], help="the codes that were made, and their use")
    command.add_argument("--site", type=line, metavar="ID", help="of one site only")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    with reading(centre.store) as connection:
        codes = list_enrolment_codes(connection, SiteId(options.site) if options.site else None)
    now = centre.now()
    rows = [describe(code, open_now=code.is_open(now)) for code in codes]
    tell(options, {"enrolment_codes": rows}, *(_line(row) for row in rows))


def describe(code: EnrolmentCode, *, open_now: bool) -> dict[str, str | int | bool | None]:
    """A code as it is told."""
    return {
        "name": code.name,
        "site": code.site,
        "uses": code.uses,
        "used": code.used,
        "expires": code.expires.isoformat(),
        "revoked_at": code.revoked_at.isoformat() if code.revoked_at else None,
        "open": open_now,
    }


def _line(row: dict[str, str | int | bool | None]) -> str:
    state = "open" if row["open"] else "revoked" if row["revoked_at"] else "closed"
    return f"{row['name']}  {row['site']}  {row['used']} of {row['uses']} PCs  until {row['expires']}  {state}"
