"""练习: a desk to try things on. Its own record in a folder that is wiped, its own keys, people who do not exist.

No centre and no joining are needed: the lists are signed here by keys made for this one practice, which nothing else
trusts, and the record never sees a line. The sample people's ID numbers have an area code that was never assigned.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sync.desk.device.clock import Clock
from sync.desk.operations.desk import Desk
from sync.desk.store import feed, kept
from sync.desk.store.store import Store
from sync.domain.identifiers import citizen_check_character
from sync.domain.ids import DeviceId, InstitutionId, ProjectNo, SiteId, StaffId, VoucherNo
from sync.domain.policy import Policy
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.protocol import policy_pack, status_list, trust_list
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.joining import Welcome
from sync.protocol.policy_pack import PolicyPack, sign_pack
from sync.protocol.requests import to_base64
from sync.protocol.signing import SigningKey
from sync.protocol.status_list import StatusList
from sync.protocol.trust_list import IssuingKey, TrustList
from sync.protocol.voucher_code import sign_code

OPERATOR = StaffId("practice")
_PREFIX, _LEFT_BEHIND_S = "voucherdesk-practice-", 86_400.0
_ROOT, _ISSUER, _STRANGER = b"P0", b"P1", b"P2"
_SITE = SiteId("practice")
_HERE, _OTHER, _LATER = ProjectNo(11), ProjectNo(12), ProjectNo(13)
_NATIONAL_CODE = "990012345678901234567890"
_NOT_A_VOUCHER = "HTTPS://PAY.EXAMPLE/PRACTICE"
_PEOPLE = (
    (1001, "王练明", _HERE, 32),
    (1002, "李练", _HERE, 28),
    (1003, "阿卜杜·练", _HERE, 24),
    (1004, "赵练芳", _HERE, 32),
    (1005, "陈练云", _HERE, 32),
    (2001, "钱练安", _OTHER, 24),
    (3001, "孙练梅", _LATER, 0),
)
_VOID = VoucherNo(1099)
_WEEKS = range(-8, 3)
"""The term as seen from this one; a class meets once in each."""


class Sample(StrEnum):
    """What a sample voucher shows; one for each kind of answer, and for the ways there."""

    SIGN_IN = "sign_in"
    EDGE = "edge"
    SCREENSHOT = "screenshot"
    OTHER_CLASS = "other_class"
    LATER_CLASS = "later_class"
    NOT_ENROLLED = "not_enrolled"
    GUEST = "guest"
    NATIONAL_CODE = "national_code"
    UNKNOWN_KEY = "unknown_key"
    VOID = "void"
    EXPIRED = "expired"
    DAMAGED = "damaged"
    NOT_A_VOUCHER = "not_a_voucher"


@dataclass(frozen=True, slots=True)
class Practice:
    """The desk to practise on. `close` gives it up and wipes its folder."""

    desk: Desk
    _folder: tempfile.TemporaryDirectory[str]
    _keys: dict[bytes, SigningKey]

    def code(self, sample: Sample) -> str:
        """What the phone of the sample shows, signed this moment."""
        now = self.desk.clock.read().best
        match sample:
            case Sample.NATIONAL_CODE:
                return _NATIONAL_CODE
            case Sample.NOT_A_VOUCHER:
                return _NOT_A_VOUCHER
            case Sample.DAMAGED:
                return self._signed(1002, now)[:-40]
            case Sample.SCREENSHOT:
                return self._signed(1004, now - timedelta(hours=3))
            case Sample.EXPIRED:
                return self._signed(1098, now, ends=now.date() - timedelta(days=30))
            case Sample.UNKNOWN_KEY:
                return self._signed(1005, now, kid=_STRANGER)
            case Sample.GUEST:
                return self._signed(4001, now, kind=VoucherKind.SIGN_IN_ONLY, ends=now.date() + timedelta(days=5))
        numbers = {
            Sample.SIGN_IN: 1001,
            Sample.EDGE: 1003,
            Sample.OTHER_CLASS: 2001,
            Sample.LATER_CLASS: 3001,
            Sample.NOT_ENROLLED: 4002,
            Sample.VOID: _VOID,
        }
        return self._signed(numbers[sample], now)

    def close(self) -> None:
        """Nothing of it stays."""
        self.desk.close()
        self._folder.cleanup()

    def _signed(
        self,
        number: int,
        at: datetime,
        *,
        kid: bytes = _ISSUER,
        kind: VoucherKind = VoucherKind.SUBSIDY,
        ends: date | None = None,
    ) -> str:
        known = {who: (name, project) for who, name, project, _ in _PEOPLE}
        name, project = known.get(number, ("周练新", _HERE))
        guest = kind is VoucherKind.SIGN_IN_ONLY
        claims = VoucherClaims(
            VoucherNo(number),
            kind,
            name,
            _id_number(number)[-4:],
            ProjectNo(0) if guest else project,
            at.date() - timedelta(days=90),
            ends or at.date() + timedelta(days=180),
            0 if guest else 80,
            at,
        )
        return sign_code(claims, self._keys[kid], kid)


def start_practice() -> Practice:
    """A fresh one, in a folder of its own. Raises the StoreError tree."""
    _clear_left_behind()
    folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    keys = {kid: SigningKey.generate() for kid in (_ROOT, _ISSUER, _STRANGER)}
    try:
        return Practice(_make_desk(Store.open(_path(folder), os.urandom(32)), keys), folder, keys)
    except BaseException:
        folder.cleanup()
        raise


def _clear_left_behind() -> None:
    """Folders of practices that were on when the program was killed, on a day before."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND_S:
                shutil.rmtree(left, ignore_errors=True)


def _path(folder: tempfile.TemporaryDirectory[str]) -> Path:
    return Path(folder.name) / "practice.db"


def _make_desk(store: Store, keys: dict[bytes, SigningKey]) -> Desk:
    """The clock counts as confirmed now: practice is about people, not about the clock."""
    clock = Clock()
    now = clock.read().wall
    anchor = clock.anchor_at(now, clock.steady())
    root = keys[_ROOT].public()
    institution = InstitutionId("practice")
    welcome = Welcome(DeviceId("practice"), _SITE, "练习教学点", institution, "练习", root, {_ROOT: root})
    try:
        with store.write() as tx:
            kept.put_welcome(tx, welcome, "")
            kept.put_anchor(tx, anchor)
            feed.apply(tx, [*_site(now), *_lists(keys, now)], "practice")
            kept.put_feed_end(tx, now, 0)
    except BaseException:
        store.close()
        raise
    return Desk(store, clock, welcome, SigningKey.generate())


def _lists(keys: dict[bytes, SigningKey], now: datetime) -> list[Change]:
    """Signed by the practice's own root; the stranger's key is in none of them."""
    ago, ahead = now.date() - timedelta(days=365), now.date() + timedelta(days=365)
    issuer = IssuingKey(_ISSUER, keys[_ISSUER].public(), frozenset(), ago, ahead)
    root = keys[_ROOT]
    signed = {
        trust_list.KIND: TrustList(1, now, {_ISSUER: issuer}).sign(root, _ROOT),
        status_list.KIND: StatusList.of(1, now, [_VOID]).sign(root, _ROOT),
        policy_pack.KIND: sign_pack(PolicyPack(Policy(version=1)), now, root, _ROOT),
    }
    return [
        Change(ChangeKind.DOCUMENT, name, {"name": name, "version": 1, "data": to_base64(data)})
        for name, data in signed.items()
    ]


def _site(now: datetime) -> list[Change]:
    """One class whose session begins in ten minutes, one whose began half an hour ago, one that meets tomorrow."""
    start = now.replace(second=0, microsecond=0)
    classes = (
        (_HERE, "初级焊工 练习班", start + timedelta(minutes=10), 44),
        (_OTHER, "养老护理 练习班", start - timedelta(minutes=30), 40),
        (_LATER, "电工 练习班", start + timedelta(days=1), 80),
    )
    told = [Change(ChangeKind.STAFF, OPERATOR, {"name": "练习", "role": "clerk"})]
    for project, name, starts, required in classes:
        named = {"name": name, "project": project, "project_name": name}
        body = {**named, "capacity": 30, "required_hours": required, "state": "open"}
        told.append(Change(ChangeKind.CLASS, f"practice-{project}", body))
        told += [_session(project, starts + timedelta(days=7 * week), week) for week in _WEEKS]
    return [*told, *(_entry(*person) for person in _PEOPLE)]


def _session(project: int, starts: datetime, week: int) -> Change:
    ends = starts + timedelta(hours=3)
    times = {"starts": starts.isoformat(), "ends": ends.isoformat(), "hours": 4}
    return Change(ChangeKind.SESSION, f"practice-{project}-{week}", {"class_id": f"practice-{project}", **times})


def _entry(number: int, name: str, project: int, hours_done: int) -> Change:
    body = {
        "class_id": f"practice-{project}",
        "trainee_id": f"practice-{number}",
        "voucher_no": number,
        "state": "enrolled",
        "name": name,
        "id_number": _id_number(number),
        "phone": f"1990000{number}",
        "hours_done": hours_done,
    }
    return Change(ChangeKind.ROSTER_ENTRY, f"practice:{number}", body)


def _id_number(number: int) -> str:
    """Of nobody."""
    first17 = f"99000019900101{number % 1000:03d}"
    return first17 + citizen_check_character(first17)
