"""`revoke-device`: withdraw a PC from its site, for instance a stolen one."""

from __future__ import annotations

import argparse

from sync.central.askers.devices import revoke_device
from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.store.engine import writing
from sync.domain.ids import DeviceId


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("revoke-device", parents=[shared], help="withdraw a PC from its site")
    command.add_argument("device", type=line, metavar="ID")
    command.add_argument("--reason", type=line, required=True, metavar="WORDS", help="why, for the register")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    device = DeviceId(options.device)
    with writing(centre.store) as connection:
        since = revoke_device(connection, device, options.reason, centre.now())
    document = {"device": device, "revoked_at": since.isoformat()}
    when = since.isoformat(timespec="minutes")
    tell(options, document, f"{device} is withdrawn since {when}; it may still hand in its records, then it is wiped")
