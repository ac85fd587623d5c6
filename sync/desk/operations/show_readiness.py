"""明天能断网上课吗: for each class of the next teaching day, whether its sessions can be held without the network.

Everything is judged as of the moment a class begins, not as of now: a list that is fresh this evening may be too old
tomorrow. What is missing is one of three: nothing (the light is full), a gap (people are recorded, some only to be
confirmed), or the class cannot be held on this PC.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sync.desk.operations.back_up import last_backup_at
from sync.desk.operations.desk import Desk
from sync.desk.store import classes, contact, facts, kept, roster, scans
from sync.desk.store.durable import file_errors
from sync.desk.store.lists import Lists
from sync.desk.store.store import Transaction
from sync.domain.classes import Session, TrainingClass
from sync.domain.ids import ClassId, DeviceId
from sync.domain.trusted_time import Grade, Moment

_DAY = timedelta(days=1)
_MB = 2**20
_ROOM_MB, _LEAST_MB = 500, 50
"""Below the first people are told; below the second a busy day may not fit."""
_SILENT_DAYS = 3
"""So many days before the PC would lock itself, it is said."""


class Light(StrEnum):
    """● ready, ◐ with a gap, ○ not. In the order of urgency, the last the worst."""

    READY = "ready"
    GAP = "gap"
    NOT = "not"

    @property
    def weight(self) -> int:
        """The larger the worse."""
        return list(Light).index(self)


class Concern(StrEnum):
    """What a class without the network depends on."""

    KEYS = "keys"
    RULES = "rules"
    STATUS_LIST = "status_list"
    ROSTER = "roster"
    CONTACT = "contact"
    CAMERA = "camera"
    READER = "reader"
    CLOCK = "clock"
    DISK = "disk"
    BACKUP = "backup"


class Finding(StrEnum):
    """What was found; each belongs to one concern and one light."""

    KEYS_HOLD = "keys_hold"
    NO_KEY = "no_key"
    RULES_HELD = "rules_held"
    NO_RULES = "no_rules"
    LIST_FRESH = "list_fresh"
    LIST_TOO_OLD = "list_too_old"
    NO_LIST = "no_list"
    ROSTER_FRESH = "roster_fresh"
    ROSTER_OLD = "roster_old"
    ROSTER_EMPTY = "roster_empty"
    NO_ROSTER = "no_roster"
    CONTACT_LASTS = "contact_lasts"
    CONTACT_ENDS_SOON = "contact_ends_soon"
    CONTACT_ENDED = "contact_ended"
    CAMERA_WORKS = "camera_works"
    CAMERA_UNKNOWN = "camera_unknown"
    NO_CAMERA = "no_camera"
    READER_WORKS = "reader_works"
    READER_AS_KEYBOARD = "reader_as_keyboard"
    NO_READER = "no_reader"
    CLOCK_RIGHT = "clock_right"
    CLOCK_OFF = "clock_off"
    CLOCK_UNKNOWN = "clock_unknown"
    DISK_ROOMY = "disk_roomy"
    DISK_LOW = "disk_low"
    DISK_FULL = "disk_full"
    BACKUP_FRESH = "backup_fresh"
    BACKUP_OLD = "backup_old"
    NO_BACKUP = "no_backup"
    NOTHING_TO_BACK_UP = "nothing_to_back_up"


class Mending(StrEnum):
    """What the program itself can do about a finding; else a person has to."""

    ASK_CENTRE = "ask_centre"
    BACK_UP = "back_up"


class DeviceState(StrEnum):
    """How a camera or a reader stands, as whoever looks at them tells."""

    WORKING = "working"
    MISSING = "missing"
    UNKNOWN = "unknown"
    """Still being looked for; or a reader that is a keyboard, and cannot be told from one until it types."""


@dataclass(frozen=True, slots=True)
class Devices:
    """What is plugged in."""

    camera: DeviceState = DeviceState.UNKNOWN
    reader: DeviceState = DeviceState.UNKNOWN


@dataclass(frozen=True, slots=True)
class Check:
    """One concern. `at`: the time it speaks of (UTC), `number`: days, people, minutes or MB, as the finding says."""

    about: Concern
    finding: Finding
    light: Light
    at: datetime | None = None
    number: int | None = None
    mending: Mending | None = None


@dataclass(frozen=True, slots=True)
class ClassReadiness:
    """One class on the day: from when to when, how many people, and every check as of its beginning."""

    class_id: ClassId
    name: str
    starts: datetime
    ends: datetime
    people: int
    checks: tuple[Check, ...]

    @property
    def light(self) -> Light:
        """The worst of them."""
        return worst(self.checks)


@dataclass(frozen=True, slots=True)
class Readiness:
    """`day`: the next teaching day, None when no session is to come. `checks`: of this PC, as of the day's first class;
    where nobody teaches, as of now.
    """

    day: date | None
    is_tomorrow: bool
    classes: tuple[ClassReadiness, ...]
    checks: tuple[Check, ...]
    now: datetime
    zone: ZoneInfo = field(compare=False)

    @property
    def light(self) -> Light:
        """The worst of all classes."""
        return max((one.light for one in self.classes), key=lambda light: light.weight, default=worst(self.checks))

    @property
    def mendings(self) -> frozenset[Mending]:
        """What the program itself can do about what is not well."""
        every = [*self.checks, *(check for one in self.classes for check in one.checks)]
        return frozenset(check.mending for check in every if check.mending and check.light is not Light.READY)


def worst(checks: Iterable[Check]) -> Light:
    """READY when there are none."""
    return max((check.light for check in checks), key=lambda light: light.weight, default=Light.READY)


def show_readiness(desk: Desk, devices: Devices) -> Readiness:
    """As of now. Raises Withdrawn, ContactLapsed or the rest of the StoreError tree."""
    moment = desk.clock.read()
    now = moment.best
    with file_errors():
        free_mb = shutil.disk_usage(desk.store.path.parent).free // _MB
    with desk.reading() as tx:
        lists = desk.lists.read(tx)
        today, zone = lists.policy.day_of(now), ZoneInfo(lists.policy.site_zone)
        held = _Held(tx, moment, lists, devices, free_mb, desk.welcome.device)
        ready = tuple(held.of_class(*planned) for planned in _next_day(tx, now, today, zone))
        first = min((one.starts for one in ready), default=now)
        of_this_pc = held.of_this_pc(first)
    day = lists.policy.day_of(first) if ready else None
    return Readiness(day, day == today + _DAY, ready, of_this_pc, now, zone)


@dataclass(frozen=True)
class _Held:
    """What this PC holds, to be judged as of the moment of a class."""

    tx: Transaction
    moment: Moment
    lists: Lists
    devices: Devices
    free_mb: int
    device: DeviceId

    def of_class(self, known: TrainingClass, sessions: list[Session]) -> ClassReadiness:
        starts, ends = sessions[0].starts, max(session.ends for session in sessions)
        people = roster.count_of_class(self.tx, known.id) + scans.count_enrolments(self.tx, known.id)
        checks = [_keys(self.lists, known, self.lists.policy.day_of(starts)), *self._at(starts)]
        checks.insert(_PLACE_OF_ROSTER, self._roster(starts, people))
        return ClassReadiness(known.id, known.name, starts, ends, people, tuple(checks))

    def of_this_pc(self, at: datetime) -> tuple[Check, ...]:
        return tuple(self._at(at))

    def _at(self, at: datetime) -> list[Check]:
        return [
            self._rules(),
            self._status_list(at),
            self._contact(at),
            _camera(self.devices),
            _reader(self.devices),
            _clock(self.moment),
            _disk(self.free_mb),
            self._backup(),
        ]

    def _rules(self) -> Check:
        if self.lists.policy.version:
            return Check(Concern.RULES, Finding.RULES_HELD, Light.READY, number=self.lists.policy.version)
        return Check(Concern.RULES, Finding.NO_RULES, Light.GAP, mending=Mending.ASK_CENTRE)

    def _status_list(self, at: datetime) -> Check:
        status = self.lists.status
        if status is None:
            return Check(Concern.STATUS_LIST, Finding.NO_LIST, Light.GAP, mending=Mending.ASK_CENTRE)
        old = at - status.as_of > timedelta(days=self.lists.policy.status_list_days)
        found = (Finding.LIST_TOO_OLD, Light.GAP) if old else (Finding.LIST_FRESH, Light.READY)
        return Check(Concern.STATUS_LIST, *found, status.as_of, mending=Mending.ASK_CENTRE if old else None)

    def _roster(self, at: datetime, people: int) -> Check:
        as_of = kept.get_feed_as_of(self.tx)
        if as_of is None:
            return Check(Concern.ROSTER, Finding.NO_ROSTER, Light.NOT, mending=Mending.ASK_CENTRE)
        if not people:
            return Check(Concern.ROSTER, Finding.ROSTER_EMPTY, Light.GAP, as_of, mending=Mending.ASK_CENTRE)
        lasts = timedelta(hours=self.lists.policy.roster_hours)
        if at - as_of > lasts:
            helps = at - self.moment.best <= lasts  # else one fetched now would be as old by then
            return Check(
                Concern.ROSTER, Finding.ROSTER_OLD, Light.GAP, as_of, people, Mending.ASK_CENTRE if helps else None
            )
        return Check(Concern.ROSTER, Finding.ROSTER_FRESH, Light.READY, as_of, people)

    def _contact(self, at: datetime) -> Check:
        """How many days of silence are left when the class begins, before this PC shows and records nobody."""
        heard = contact.last(self.tx, self.moment) or self.moment.best
        left = (heard + timedelta(days=self.lists.policy.contact_days) - at) // _DAY
        if left < 0:
            return Check(Concern.CONTACT, Finding.CONTACT_ENDED, Light.NOT, heard, left, Mending.ASK_CENTRE)
        if left < _SILENT_DAYS:
            return Check(Concern.CONTACT, Finding.CONTACT_ENDS_SOON, Light.GAP, heard, left, Mending.ASK_CENTRE)
        return Check(Concern.CONTACT, Finding.CONTACT_LASTS, Light.READY, heard, left)

    def _backup(self) -> Check:
        made = last_backup_at(self.tx)
        if made is None and not facts.chain_head(self.tx, self.device).seq:
            return Check(Concern.BACKUP, Finding.NOTHING_TO_BACK_UP, Light.READY)
        if made is None:
            return Check(Concern.BACKUP, Finding.NO_BACKUP, Light.GAP, mending=Mending.BACK_UP)
        if self.moment.best - made > _DAY:
            return Check(Concern.BACKUP, Finding.BACKUP_OLD, Light.GAP, made, mending=Mending.BACK_UP)
        return Check(Concern.BACKUP, Finding.BACKUP_FRESH, Light.READY, made)


_PLACE_OF_ROSTER = 3
"""Behind keys, rules and status list: what the centre tells stands together."""


def _next_day(tx: Transaction, now: datetime, today: date, zone: ZoneInfo) -> list[tuple[TrainingClass, list[Session]]]:
    """The classes of the first day after today on which anybody teaches, each with its sessions, by their start."""
    tonight = datetime.combine(today + _DAY, datetime.min.time(), zone)
    first = classes.first_session_after(tx, max(now, tonight - timedelta(microseconds=1)))
    if first is None:
        return []
    midnight = first.starts.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    of_class: dict[ClassId, list[Session]] = {}
    for session in classes.sessions_between(tx, midnight, midnight + _DAY - timedelta(microseconds=1)):
        if session.starts >= midnight:
            of_class.setdefault(session.class_id, []).append(session)
    known = {one.id: one for one, _ in classes.all_classes(tx)}
    return [(known[class_id], sessions) for class_id, sessions in of_class.items()]


def _keys(lists: Lists, known: TrainingClass, on: date) -> Check:
    good = [key for key in lists.trust.keys.values() if not key.revoked and key.allows(known.project, on)]
    if good:
        last = max(key.valid_until for key in good)
        return Check(Concern.KEYS, Finding.KEYS_HOLD, Light.READY, number=(last - on).days)
    return Check(Concern.KEYS, Finding.NO_KEY, Light.NOT, mending=Mending.ASK_CENTRE)


def _camera(devices: Devices) -> Check:
    """Without one a handheld reader and the search go on: nobody is turned away."""
    match devices.camera:
        case DeviceState.WORKING:
            return Check(Concern.CAMERA, Finding.CAMERA_WORKS, Light.READY)
        case DeviceState.UNKNOWN:
            return Check(Concern.CAMERA, Finding.CAMERA_UNKNOWN, Light.GAP)
    return Check(Concern.CAMERA, Finding.NO_CAMERA, Light.GAP)


def _reader(devices: Devices) -> Check:
    match devices.reader:
        case DeviceState.WORKING:
            return Check(Concern.READER, Finding.READER_WORKS, Light.READY)
        case DeviceState.UNKNOWN:
            return Check(Concern.READER, Finding.READER_AS_KEYBOARD, Light.READY)
    return Check(Concern.READER, Finding.NO_READER, Light.GAP)


def _clock(moment: Moment) -> Check:
    error = moment.clock_error
    if error is not None:
        return Check(Concern.CLOCK, Finding.CLOCK_OFF, Light.GAP, number=round(error.total_seconds() / 60))
    if moment.grade is Grade.DOUBTFUL:
        return Check(Concern.CLOCK, Finding.CLOCK_UNKNOWN, Light.GAP, mending=Mending.ASK_CENTRE)
    return Check(Concern.CLOCK, Finding.CLOCK_RIGHT, Light.READY)


def _disk(free_mb: int) -> Check:
    if free_mb < _LEAST_MB:
        return Check(Concern.DISK, Finding.DISK_FULL, Light.NOT, number=free_mb)
    if free_mb < _ROOM_MB:
        return Check(Concern.DISK, Finding.DISK_LOW, Light.GAP, number=free_mb)
    return Check(Concern.DISK, Finding.DISK_ROOMY, Light.READY, number=free_mb)
