"""What can be looked at without the record: the program, decoders, cameras, readers, printers, keys, the disk."""

from __future__ import annotations

import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from desktop.health.check import Check, Grade, or_error, well
from desktop.health.of_enrolment import enrolment_code
from scanner.camera import list_cameras
from scanner.decoders import available_decoders
from scanner.serial_reader import is_plugged_in, list_ports
from sync.desk.device.key_vault import open_vault, openness
from sync.desk.device.settings import Origin, Settings, site_file, where_from
from sync.desk.operations.desk import DEVICE_KEY

_ROOM_MB = 500


def look_at_pc(settings: Settings) -> list[Check]:
    """All of them; nothing that is wrong keeps the rest from being looked at."""
    devices = (camera(), reader(settings), printer())
    return [versions(), set_by(), *decoders(), *devices, keys(settings), disk(settings), *enrolment_code(settings)]


def set_by() -> Check:
    """Where the settings come from; one that cannot be read stops the program before it gets here."""
    file, origins = site_file(), where_from()
    named = ", ".join(sorted(name for name, origin in origins.items() if origin is Origin.ENVIRONMENT))
    if named:
        return well("settings", "{file}, and variables for: {names}", file=str(file), names=named)
    if file.is_file():
        return well("settings", "{file}", file=str(file))
    return well("settings", "as the program comes; there is no {file}", file=str(file))


def versions() -> Check:
    """Of the program and what it runs on."""
    try:
        program = version("voucher-desk")
    except ModuleNotFoundError:
        program = "unpacked"
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return well("versions", "voucher-desk {program}, {system}", program=program, system=system)


def decoders() -> list[Check]:
    """Each of those that read codes."""
    return [
        well(f"decoder {found.name}", "reads, version {version}", version=found.version)
        if found.ok
        else Check(
            f"decoder {found.name}",
            Grade.ATTENTION,
            "missing: {detail}",
            "Install the program again; on Linux zbar needs the package libzbar0.",
            values={"detail": found.detail},
        )
        for found in available_decoders()
    ]


def camera() -> Check:
    """Those that are plugged in."""
    cameras = list_cameras()
    if not cameras:
        return Check("camera", Grade.ATTENTION, "none", "Plug one in; search works without.")
    return well("camera", "{names}", names=", ".join(camera.name for camera in cameras))


def reader(settings: Settings) -> Check:
    """A keyboard reader cannot be told from a keyboard until it types; what it needs is said instead."""
    ports = ", ".join(f"{port.device} {port.name}" for port in list_ports())
    says = "as a keyboard: set to a US keyboard, Enter after each code; on a serial port: {ports}"
    if not ports:
        says = "as a keyboard: set to a US keyboard, Enter after each code; on a serial port: none"
    values = {"ports": ports, "port": settings.reader}
    if settings.reader and not is_plugged_in(settings.reader):
        return Check("reader", Grade.ATTENTION, says, "Plug in {port}, or set reader to another port.", values=values)
    return Check("reader", Grade.WELL, says, values=values)


def printer() -> Check:
    """Those the system knows; whether one of them has paper shows only on paper."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415  a command line answers without loading Qt

    names = QPrinterInfo.availablePrinterNames()
    if not names:
        fix = "Save as PDF still works; add one in the system's settings to print."
        return Check("printer", Grade.ATTENTION, "none", fix)
    return well("printer", "{names}", names=", ".join(names))


def keys(settings: Settings) -> Check:
    """Where they lie, and whether to others as well."""

    def look() -> Check:
        joined = open_vault(settings).get(DEVICE_KEY) is not None
        open_to = openness(settings)
        values = {"storage": settings.key_storage, "open": open_to}
        if not open_to:
            says = "{storage}, holds device key" if joined else "{storage}, no device key"
            return Check("keyring", Grade.WELL, says, values=values)
        says = "{storage}, no device key; it lies open: {open}"
        if joined:
            says = "{storage}, holds device key; it lies open: {open}"
        fix = "Use a keyring, or name a passphrase_file outside the home that only this user may read."
        return Check("keyring", Grade.ATTENTION, says, fix, values=values)

    return or_error("keyring", look)


def disk(settings: Settings) -> Check:
    """Room where the record lies."""
    place = next(folder for folder in (settings.home, *settings.home.parents, Path("/")) if os.path.exists(folder))
    values = {"mb": shutil.disk_usage(place).free // 2**20, "least": _ROOM_MB}
    if values["mb"] < _ROOM_MB:
        return Check("disk", Grade.BAD, "{mb} MB free", "Free at least {least} MB.", values=values)
    return Check("disk", Grade.WELL, "{mb} MB free", values=values)
