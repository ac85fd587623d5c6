"""How the handheld reader stands, as far as can be told."""

from __future__ import annotations

from scanner.serial_reader import is_plugged_in
from sync.desk.operations.show_readiness import DeviceState


def reader_state(port: str) -> DeviceState:
    """Of the reader that the settings name; one without a setting is a keyboard to this PC, which nobody can see."""
    if not port:
        return DeviceState.UNKNOWN
    return DeviceState.WORKING if is_plugged_in(port) else DeviceState.MISSING
