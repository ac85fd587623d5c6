"""`devices`: the PCs at the sites and how they are; exit status 1 when somebody should look after one."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from sync.central.askers.device_health import DeviceState, list_devices
from sync.central.centre import Centre
from sync.central.commands.arguments import NOT_IN_ORDER, Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.store.engine import reading
from sync.domain.ids import SiteId


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("devices", parents=[shared], help="the PCs at the sites and how they are")
    command.add_argument("--site", type=line, metavar="ID", help="of one site only")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> int:
    with reading(centre.store) as connection:
        found = list_devices(connection, centre.now(), SiteId(options.site) if options.site else None)
    tell(options, {"devices": [_document(one) for one in found]}, *(_line(one) for one in found))
    return NOT_IN_ORDER if any(one.troubles for one in found) else 0


def _document(one: DeviceState) -> dict[str, Any]:
    return {
        "device": one.id,
        "name": one.name,
        "site": one.site,
        "site_name": one.site_name,
        "enrolled_at": one.enrolled_at.isoformat(),
        "came_by": one.came_by,
        "last_contact": _when(one.last_contact),
        "withdrawn_at": _when(one.withdrawn_at),
        "wiped_at": _when(one.wiped_at),
        "health_at": _when(one.health_at),
        "health": one.health,
        "troubles": list(one.troubles),
    }


def _line(one: DeviceState) -> str:
    said = one.health or {}
    state = "withdrawn" if one.withdrawn_at else f"LOOK {', '.join(one.troubles)}" if one.troubles else "ok"
    program = said.get("program") or "?"
    waits = f"{said['pending']} waiting" if said else "?"
    return "  ".join((one.site, one.id, one.name, program, _when(one.last_contact) or "never", waits, state))


def _when(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None
