"""What the record can tell: whether it is whole, copied, in use, in touch with the centre, and at the right time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.health.check import Check, Grade, of_error, or_error, well
from sync.desk.exchange.ask_health import ask_health
from sync.desk.exchange.compare_digest import holds_the_same
from sync.desk.exchange.connection import Connection
from sync.desk.operations.care_for_record import CareState, show_care
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.verify_record import verify_record
from sync.domain.trusted_time import Grade as TimeGrade
from sync.errors import SyncError

_UTC = ZoneInfo("UTC")
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_COPIED = {
    None: "{at} {zone}",
    True: "{at} {zone}, looked at {looked} {zone}: whole",
    False: "{at} {zone}, looked at {looked} {zone}: damaged",
}
"""With a copy; by how the last look at the whole record ended, None before the first."""
_NOT_COPIED = {
    None: "none yet",
    True: "none yet, looked at {looked} {zone}: whole",
    False: "none yet, looked at {looked} {zone}: damaged",
}


def look_at_desk(desk: Desk, connection: Connection, zone: ZoneInfo = _UTC) -> list[Check]:
    """All of it, reading the whole record; asks the centre, sends nothing. Moments are told as in `zone`."""
    return [or_error("store", lambda: store(desk)), *look_quickly(desk, connection, zone)]


def look_quickly(desk: Desk, connection: Connection, zone: ZoneInfo = _UTC) -> list[Check]:
    """As `look_at_desk` without reading the whole record: how the last look ended stands with the backup."""
    reached = or_error("last contact", lambda: contact(desk, connection, zone))
    return [
        or_error("in use", lambda: in_use(desk)),
        or_error("backup", lambda: backup(desk, zone)),
        reached,
        or_error("clock", lambda: clock(desk)),
        or_error("void list", lambda: void_list(desk, zone)),
        or_error("pending", lambda: pending(desk)),
    ]


def store(desk: Desk, going_on: Callable[[], object] = lambda: None) -> Check:
    """Every page and every fact; `going_on` is called on the way and may raise."""
    health = verify_record(desk, going_on)
    if health.ok:
        return well("store", "{n} facts, chain whole", n=health.facts)
    return Check(
        "store",
        Grade.BAD,
        "{n} facts at risk, {pages} pages damaged",
        "Delete nothing; close the window and run: voucherdesk repair",
        values={"n": len(health.at_risk), "pages": health.damaged_pages},
    )


def in_use(desk: Desk) -> Check:
    """Withdrawn (D09) or locked without contact (D08), a PC shows and records nobody, however well its record is."""
    with desk.reading():
        return well("in use", "site {site}", site=desk.welcome.site)


def backup(desk: Desk, zone: ZoneInfo) -> Check:
    """When the last copy was made, and how the last daily look ended; the program does both while it runs."""
    care = show_care(desk)
    values, looked = _moments(care, zone), None if care.checked is None else care.checked.ok
    if care.backup_at is not None:
        grade = Grade.BAD if looked is False else Grade.WELL
        fix = "Delete nothing; close the window and run: voucherdesk repair" if looked is False else ""
        return Check("backup", grade, _COPIED[looked], fix, values=values)
    if not care.facts:
        return Check("backup", Grade.WELL, _NOT_COPIED[looked], values=values)
    fix = "Leave the program running, or run: voucherdesk sync --once"
    return Check("backup", Grade.ATTENTION, _NOT_COPIED[looked], fix, values=values)


def _moments(care: CareState, zone: ZoneInfo) -> dict[str, str | int]:
    at = "" if care.backup_at is None else _minute(care.backup_at, zone)
    looked = "" if care.checked is None else _minute(care.checked.at, zone)
    return {"at": at, "looked": looked, "zone": zone.key}


def contact(desk: Desk, connection: Connection, zone: ZoneInfo) -> Check:
    """Ask the centre now, without sending anything."""
    try:
        ask_health(connection)
        return well("last contact", _as_the_centre_tells(desk, connection))
    except SyncError as error:
        missed = of_error("last contact", error, Grade.ATTENTION)
        last = show_desk_state(desk).last_contact
        says = "{title}; last: {at} {zone}" if last else "{title}; last: never"
        values = {"title": error.title, "at": _minute(last, zone) if last else "", "zone": zone.key}
        return Check(missed.name, missed.grade, says, missed.fix, missed.code, values)


def _as_the_centre_tells(desk: Desk, connection: Connection) -> str:
    """Whether its data here is what it would tell; a difference is mended by itself within a day."""
    same = holds_the_same(desk.store, connection, f"site:{desk.welcome.site}")
    if same is None:
        return "the centre answers"
    if same:
        return "the centre answers, its data here is complete"
    return "the centre answers, its data here differs and will be fetched anew within a day"


def clock(desk: Desk) -> Check:
    """This PC's against trusted time."""
    moment = desk.clock.read()
    if moment.clock_error is not None:
        days, minutes = round(moment.clock_error / _DAY), round(moment.clock_error / _MINUTE)
        says = "{days} days off" if abs(days) > 1 else "{minutes} minutes off"
        values: dict[str, str | int] = {"days": f"{days:+d}", "minutes": f"{minutes:+d}"}
        return Check("clock", Grade.ATTENTION, says, "Set the PC's clock; work goes on.", values=values)
    if moment.grade is TimeGrade.TRUSTED:
        return well("clock", "trusted")
    return Check("clock", Grade.ATTENTION, moment.grade.value, "Connect to the centre once.")


def void_list(desk: Desk, zone: ZoneInfo) -> Check:
    """Of when the list of void vouchers is; without one no code can be verified without a line."""
    as_of = show_desk_state(desk).status_list_as_of
    if as_of is None:
        return Check("void list", Grade.ATTENTION, "none yet", "Connect to the centre once.")
    return well("void list", "{at} {zone}", at=_minute(as_of, zone), zone=zone.key)


def pending(desk: Desk) -> Check:
    """What waits for the centre, and what it did not simply take."""
    state = show_desk_state(desk)
    if state.needs_attention:
        return well("pending", "{n} waiting, {m} need attention", n=state.pending, m=state.needs_attention)
    return well("pending", "{n} waiting", n=state.pending)


def _minute(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
