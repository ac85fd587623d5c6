"""Everything, for a program that has nothing open."""

from __future__ import annotations

from desktop.health.check import Check, of_error
from desktop.health.of_desk import look_at_desk
from desktop.health.of_pc import look_at_pc
from sync.desk.device.settings import Settings
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.errors import SyncError


def examine(settings: Settings) -> list[Check]:
    """Look at everything; nothing that is wrong keeps the rest from being looked at."""
    checks = look_at_pc(settings)
    try:
        desk = Desk.open(settings)
    except SyncError as error:
        return [*checks, of_error("store", error)]
    try:
        connection = open_exchange(settings, desk).connection
    except SyncError as error:
        desk.close()
        return [*checks, of_error("last contact", error)]
    try:
        return [*checks, *look_at_desk(desk, connection)]
    finally:
        connection.close()
        desk.close()
