"""What the readiness screen says: each finding in a sentence, who can mend it, and every state of a record."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from desktop.widgets import site_time
from desktop.widgets.receipt_words import words_of_code
from sync.desk.operations.show_readiness import Check, Concern, Finding, Light, Mending, Readiness
from sync.desk.operations.show_receipts import ReceiptLine, Shelf
from sync.protocol.receipts import Outcome

translate = QCoreApplication.translate
_MB_A_GB = 1024


def light_words(light: Light) -> str:
    """Whether a class can be held."""
    return {
        Light.READY: translate("Readiness", "Can be held"),
        Light.GAP: translate("Readiness", "Can be held, with gaps"),
        Light.NOT: translate("Readiness", "Cannot be held"),
    }[light]


def question(readiness: Readiness) -> str:
    """What the screen is about, by the day it is about."""
    if readiness.day is None:
        return translate("Readiness", "No class is planned")
    if readiness.is_tomorrow:
        return translate("Readiness", "Can tomorrow's classes be held without the network?")
    said = translate("Readiness", "Can the classes of {day} be held without the network?")
    return said.format(day=f"{readiness.day:%m-%d}")


def answer(readiness: Readiness) -> str:
    """In a word or two."""
    if readiness.day is None:
        return translate("Readiness", "Nothing to get ready for; this PC is shown as it stands now.")
    return {
        Light.READY: translate("Readiness", "Yes. Everything is on this PC."),
        Light.GAP: translate("Readiness", "Yes, but not everything is there: what is missing is marked below."),
        Light.NOT: translate("Readiness", "No, not as it stands."),
    }[readiness.light]


def concern_words(concern: Concern) -> str:
    """What is looked at."""
    return {
        Concern.KEYS: translate("Readiness", "Keys"),
        Concern.RULES: translate("Readiness", "Rules"),
        Concern.STATUS_LIST: translate("Readiness", "List of void vouchers"),
        Concern.ROSTER: translate("Readiness", "Roster"),
        Concern.CONTACT: translate("Readiness", "Days without the centre"),
        Concern.CAMERA: translate("Readiness", "Camera"),
        Concern.READER: translate("Readiness", "Handheld reader"),
        Concern.CLOCK: translate("Readiness", "Clock"),
        Concern.DISK: translate("Readiness", "Disk"),
        Concern.BACKUP: translate("Readiness", "Backup"),
    }[concern]


def finding_words(check: Check, zone: ZoneInfo, now: datetime) -> str:
    """What was found."""
    time = "" if check.at is None else site_time.day_and_clock(check.at, zone, now)
    room = check.number or 0
    free = f"{room / _MB_A_GB:.0f} GB" if room >= _MB_A_GB else f"{room} MB"
    return _sentence(check.finding).format(time=time, n=abs(check.number or 0), free=free)


def mender(check: Check) -> str:
    """Who can mend what is not well, and how; empty where nothing is to be done."""
    if check.light is Light.READY:
        return ""
    if check.mending is Mending.ASK_CENTRE:
        if check.finding is Finding.ROSTER_EMPTY:
            return translate("Readiness", "“Get ready now” asks the centre; else the class manager enrols people.")
        return translate("Readiness", "“Get ready now” fetches it. Without network: by stick.")
    if check.mending is Mending.BACK_UP:
        return translate("Readiness", "“Get ready now” makes one.")
    return {
        Concern.ROSTER: translate("Readiness", "Too early yet: “Get ready now” once more, the evening before."),
        Concern.CAMERA: translate("Readiness", "Plug it in; if it stays so, IT looks at it."),
        Concern.READER: translate("Readiness", "Plug it in; if it stays so, IT looks at it."),
        Concern.CLOCK: translate("Readiness", "IT sets this PC's clock; recording goes on."),
        Concern.DISK: translate("Readiness", "IT makes room on this PC."),
    }.get(check.about, "")


def step_words(mending: Mending) -> str:
    """What is being done."""
    return {
        Mending.ASK_CENTRE: translate("Readiness", "Send what waits, fetch lists and rosters"),
        Mending.BACK_UP: translate("Readiness", "Make a verified backup"),
    }[mending]


def shelf_words(shelf: Shelf) -> str:
    """Which records."""
    return {
        Shelf.ALL: translate("Readiness", "All"),
        Shelf.WAITING: translate("Readiness", "Waiting"),
        Shelf.RECORDED: translate("Readiness", "Recorded"),
        Shelf.TO_CONFIRM: translate("Readiness", "To be confirmed"),
        Shelf.CONFLICT: translate("Readiness", "Conflict"),
        Shelf.REFUSED: translate("Readiness", "Not taken"),
    }[shelf]


def outcome_words(line: ReceiptLine) -> tuple[str, str]:
    """The state with its sign, and its tone: colour is never alone."""
    sign, tone, words = {
        None: ("…", "quiet", translate("Readiness", "Waiting to be sent")),
        Outcome.RECORDED: ("✓", "on_accepted_soft", translate("Readiness", "Recorded")),
        Outcome.MERGED: ("✓", "on_accepted_soft", translate("Readiness", "Recorded with another")),
        Outcome.PROVISIONAL: ("?", "on_to_confirm_soft", translate("Readiness", "To be confirmed")),
        Outcome.CONFLICT: ("⚑", "on_refused_soft", translate("Readiness", "Conflict")),
        Outcome.REJECTED: ("✕", "on_refused_soft", translate("Readiness", "Not taken")),
        Outcome.HELD: ("…", "quiet", translate("Readiness", "Held by the centre")),
    }[line.outcome]
    why = words_of_code(line.code).sentence if line.code is not None else ""
    return f"{sign} {words}" + (f" · {why}" if why else ""), tone


def _sentence(finding: Finding) -> str:
    return {
        Finding.KEYS_HOLD: translate("Readiness", "Good for {n} more days"),
        Finding.NO_KEY: translate("Readiness", "No key checks codes on that day"),
        Finding.RULES_HELD: translate("Readiness", "The centre's, version {n}"),
        Finding.NO_RULES: translate("Readiness", "Not here yet, usual figures hold"),
        Finding.LIST_FRESH: translate("Readiness", "As of {time}"),
        Finding.LIST_TOO_OLD: translate("Readiness", "As of {time}, too old by then"),
        Finding.NO_LIST: translate("Readiness", "Not here yet"),
        Finding.ROSTER_FRESH: translate("Readiness", "People: {n}, as of {time}"),
        Finding.ROSTER_OLD: translate("Readiness", "People: {n}, as of {time}; newer ones are missing"),
        Finding.ROSTER_EMPTY: translate("Readiness", "Nobody is on it"),
        Finding.NO_ROSTER: translate("Readiness", "Not here yet"),
        Finding.CONTACT_LASTS: translate("Readiness", "{n} left when the class begins"),
        Finding.CONTACT_ENDS_SOON: translate("Readiness", "Only {n} left, then this PC locks itself"),
        Finding.CONTACT_ENDED: translate("Readiness", "Used up by then: this PC locks itself"),
        Finding.CAMERA_WORKS: translate("Readiness", "Works"),
        Finding.CAMERA_UNKNOWN: translate("Readiness", "Is being looked for"),
        Finding.NO_CAMERA: translate("Readiness", "Gives no picture; reader and search go on"),
        Finding.READER_WORKS: translate("Readiness", "Plugged in"),
        Finding.READER_AS_KEYBOARD: translate("Readiness", "As a keyboard: scan once to try it"),
        Finding.NO_READER: translate("Readiness", "Not plugged in"),
        Finding.CLOCK_RIGHT: translate("Readiness", "Agrees with the centre"),
        Finding.CLOCK_OFF: translate("Readiness", "Minutes off: {n}"),
        Finding.CLOCK_UNKNOWN: translate("Readiness", "Not compared with the centre yet"),
        Finding.DISK_ROOMY: translate("Readiness", "{free} free"),
        Finding.DISK_LOW: translate("Readiness", "Only {free} free"),
        Finding.DISK_FULL: translate("Readiness", "Only {free} free: a day may not fit"),
        Finding.BACKUP_FRESH: translate("Readiness", "Made {time}"),
        Finding.BACKUP_OLD: translate("Readiness", "Last made {time}"),
        Finding.NO_BACKUP: translate("Readiness", "None yet"),
        Finding.NOTHING_TO_BACK_UP: translate("Readiness", "Nothing recorded yet"),
    }[finding]
