"""`voucherdesk doctor [--json]`: whether this PC is well, and what to do where it is not."""

from __future__ import annotations

import json
import os
import platform
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from scanner.camera import list_cameras
from scanner.decoders import available_decoders
from scanner.serial_reader import is_plugged_in, list_ports
from sync.desk.device.key_vault import open_vault, openness
from sync.desk.device.settings import Settings
from sync.desk.exchange.ask_health import ask_health
from sync.desk.exchange.compare_digest import holds_the_same
from sync.desk.exchange.cycle import Exchange
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.care_for_record import show_care
from sync.desk.operations.desk import DEVICE_KEY, Desk
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.verify_record import verify_record
from sync.domain.trusted_time import Grade
from sync.errors import SyncError

_ROOM_MB = 500
_MINUTE = "%Y-%m-%d %H:%M"
_LOCK_KEYS = "Use a keyring, or name a passphrase_file outside the home that only this user may read."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `fix` says what to do, empty when `ok`."""

    name: str
    ok: bool
    detail: str
    fix: str = ""

    def line(self) -> str:
        """As it is read."""
        return f"{'ok  ' if self.ok else 'LOOK'} {self.name}: {self.detail}" + (f" → {self.fix}" if self.fix else "")


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: all well; 1: something is not, and is named."""
    checks = examine(Settings.load())
    ok = all(check.ok for check in checks)
    if args.json:
        print(json.dumps({"ok": ok, "checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            print(check.line())
    return 0 if ok else 1


def examine(settings: Settings) -> list[Check]:
    """Look at everything; nothing that is wrong keeps the rest from being looked at."""
    checks = [_versions(), *_decoders(), _camera(), _reader(settings), _keys(settings), _disk(settings)]
    try:
        desk = Desk.open(settings)
    except SyncError as error:
        return [*checks, Check("store", ok=False, detail=f"{error.code} {error.title}", fix=error.remedy)]
    try:
        return [*checks, *_of_desk(settings, desk)]
    finally:
        desk.close()


def _versions() -> Check:
    try:
        program = version("voucher-desk")
    except ModuleNotFoundError:
        program = "unpacked"
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return Check("versions", ok=True, detail=f"voucher-desk {program}, {system}")


def _decoders() -> list[Check]:
    fix = "Install the program again; on Linux zbar needs the package libzbar0."
    return [
        Check(f"decoder {found.name}", found.ok, f"{found.detail} {found.version}".strip(), "" if found.ok else fix)
        for found in available_decoders()
    ]


def _camera() -> Check:
    cameras = list_cameras()
    if not cameras:
        return Check("camera", ok=False, detail="none", fix="Plug one in; search works without.")
    return Check("camera", ok=True, detail=", ".join(camera.name for camera in cameras))


def _reader(settings: Settings) -> Check:
    """A keyboard reader cannot be told from a keyboard until it types; what it needs is said instead."""
    ports = ", ".join(f"{port.device} {port.name}" for port in list_ports()) or "none"
    detail = f"as a keyboard: set to a US keyboard, Enter after each code; on a serial port: {ports}"
    if settings.reader and not is_plugged_in(settings.reader):
        fix = f"Plug in {settings.reader}, or set reader to another port."
        return Check("reader", ok=False, detail=detail, fix=fix)
    return Check("reader", ok=True, detail=detail)


def _keys(settings: Settings) -> Check:
    def look() -> Check:
        joined = open_vault(settings).get(DEVICE_KEY) is not None
        detail = f"{settings.key_storage}, {'holds' if joined else 'no'} device key"
        open_to = openness(settings)
        if open_to:
            return Check("keyring", ok=False, detail=f"{detail}; it lies open: {open_to}", fix=_LOCK_KEYS)
        return Check("keyring", ok=True, detail=detail)

    return _or_error("keyring", look)


def _disk(settings: Settings) -> Check:
    place = next(folder for folder in (settings.home, *settings.home.parents, Path("/")) if os.path.exists(folder))
    free = shutil.disk_usage(place).free // 2**20
    fix = "" if free >= _ROOM_MB else f"Free at least {_ROOM_MB} MB."
    return Check("disk", free >= _ROOM_MB, f"{free} MB free", fix)


def _of_desk(settings: Settings, desk: Desk) -> list[Check]:
    contact = _or_error("last contact", lambda: _contact(settings, desk))
    return [
        _or_error("store", lambda: _store(desk)),
        _or_error("in use", lambda: _in_use(desk)),
        _or_error("backup", lambda: _backup(desk)),
        contact,
        _or_error("clock", lambda: _clock(desk)),
        _or_error("pending", lambda: _pending(desk)),
    ]


def _store(desk: Desk) -> Check:
    health = verify_record(desk)
    if health.ok:
        return Check("store", ok=True, detail=f"{health.facts} facts, chain whole")
    wrong = f"{len(health.at_risk)} facts at risk, {health.damaged_pages} pages damaged"
    return Check("store", ok=False, detail=wrong, fix="Delete nothing; close the window and run: voucherdesk repair")


def _in_use(desk: Desk) -> Check:
    """Withdrawn (D09) or locked without contact (D08), a PC shows and records nobody, however well its record is."""
    with desk.reading():
        return Check("in use", ok=True, detail=f"site {desk.welcome.site}")


def _backup(desk: Desk) -> Check:
    """When the last copy was made, and how the last daily look ended; the program does both while it runs."""
    care = show_care(desk)
    looked = ""
    if care.checked is not None:
        looked = f", looked at {care.checked.at:{_MINUTE}} UTC: {'whole' if care.checked.ok else 'damaged'}"
    if care.backup_at is not None:
        return Check("backup", ok=True, detail=f"{care.backup_at:{_MINUTE}} UTC{looked}")
    fix = "Leave the program running, or run: voucherdesk sync --once" if care.facts else ""
    return Check("backup", not care.facts, f"none yet{looked}", fix)


def _contact(settings: Settings, desk: Desk) -> Check:
    """Ask the centre now, without sending anything."""
    exchange = open_exchange(settings, desk)
    try:
        ask_health(exchange.connection)
        return Check("last contact", ok=True, detail="the centre answers" + _as_the_centre_tells(desk, exchange))
    except SyncError as error:
        last = desk.clock.anchor
        when = last.server_time.isoformat(timespec="minutes") if last else "never"
        return Check("last contact", ok=False, detail=f"{error.code} {error.title}; last: {when}", fix=error.remedy)
    finally:
        exchange.connection.close()


def _as_the_centre_tells(desk: Desk, exchange: Exchange) -> str:
    """Whether its data here is what it would tell; a difference is mended by itself within a day."""
    same = holds_the_same(desk.store, exchange.connection, f"site:{desk.welcome.site}")
    if same is None:
        return ""
    return ", its data here is complete" if same else ", its data here differs and will be fetched anew within a day"


def _clock(desk: Desk) -> Check:
    moment = desk.clock.read()
    if moment.clock_error is not None:
        minutes = round(moment.clock_error.total_seconds() / 60)
        return Check("clock", ok=False, detail=f"{minutes:+d} minutes off", fix="Set the PC's clock; work goes on.")
    trusted = moment.grade is Grade.TRUSTED
    return Check("clock", trusted, moment.grade.value, "" if trusted else "Connect to the centre once.")


def _pending(desk: Desk) -> Check:
    state = show_desk_state(desk)
    attention = f", {state.needs_attention} need attention" if state.needs_attention else ""
    return Check("pending", ok=True, detail=f"{state.pending} waiting{attention}")


def _or_error(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except SyncError as error:
        return Check(name, ok=False, detail=f"{error.code} {error.title}", fix=error.remedy)
