"""A desk that has joined a site and read a feed, without a centre: real store, real keys, real signed lists.

    Monday 2026-11-23, 08:20 in Shanghai
    class-a   project 11, session today 08:30-11:30 (sign-in is open); vouchers 1001 to 1005
    class-b   project 12, session tomorrow 08:30-11:30; voucher 2001
    staff     s1 (clerk), s2 (class manager)
    vouchers  1099 is void

Everyone is invented; their ID numbers have an area code that was never assigned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sync.desk.operations.desk import Desk
from sync.desk.store import feed, kept
from sync.desk.store.store import Store
from sync.domain.identifiers import citizen_check_character
from sync.domain.ids import (
    ClassId,
    DeviceId,
    InstitutionId,
    ProjectNo,
    SessionId,
    SiteId,
    StaffId,
    TraineeId,
    VoucherNo,
)
from sync.domain.policy import Policy
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.protocol import policy_pack, status_list, trust_list
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.joining import Welcome
from sync.protocol.policy_pack import PolicyPack, sign_pack
from sync.protocol.requests import to_base64
from sync.protocol.signing import Algorithm, SigningKey
from sync.protocol.status_list import StatusList
from sync.protocol.trust_list import IssuingKey, TrustList
from sync.protocol.voucher_code import sign_code
from tests.fakes.clock import SetClock

NOW = datetime(2026, 11, 23, 0, 20, tzinfo=UTC)
FRONT_DESK, MANAGER = StaffId("s1"), StaffId("s2")
CLASS_A, CLASS_B = ClassId("class-a"), ClassId("class-b")
SESSION_A, SESSION_B = SessionId("session-a"), SessionId("session-b")
PROJECT_A, PROJECT_B = ProjectNo(11), ProjectNo(12)
SITE, DEVICE = SiteId("site-1"), DeviceId("device-1")
VOID_VOUCHER = VoucherNo(1099)
ROOT_KID, ES256_KID, EDDSA_KID, REVOKED_KID = b"R1", b"K1", b"K2", b"K9"
STORE_KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on a roster."""

    trainee_id: TraineeId
    voucher_no: VoucherNo
    class_id: ClassId
    name: str
    birth: str
    phone: str

    @property
    def id_number(self) -> str:
        """A well-formed number of nobody."""
        first17 = "990000" + self.birth + f"{self.voucher_no % 1000:03d}"
        return first17 + citizen_check_character(first17)


PEOPLE = (
    Person(TraineeId("t1"), VoucherNo(1001), CLASS_A, "王试明", "19900101", "19900001001"),
    Person(TraineeId("t2"), VoucherNo(1002), CLASS_A, "李试", "19910202", "19900001002"),
    Person(TraineeId("t3"), VoucherNo(1003), CLASS_A, "欧阳试娜", "19920303", "19900001003"),
    Person(TraineeId("t4"), VoucherNo(1004), CLASS_A, "赵试芳", "19930404", "19900001004"),
    Person(TraineeId("t5"), VoucherNo(1005), CLASS_A, "单试", "19940505", "19900001005"),
    Person(TraineeId("t6"), VoucherNo(2001), CLASS_B, "钱试安", "19950606", "19900002001"),
)


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """Every private key of the site's world, fresh for each."""

    root: SigningKey = field(default_factory=SigningKey.generate)
    centre: SigningKey = field(default_factory=SigningKey.generate)
    device: SigningKey = field(default_factory=SigningKey.generate)
    issuing: dict[bytes, SigningKey] = field(
        default_factory=lambda: {
            ES256_KID: SigningKey.generate(),
            EDDSA_KID: SigningKey.generate(Algorithm.EDDSA),
            REVOKED_KID: SigningKey.generate(),
        }
    )

    def code_for(  # noqa: PLR0913  one argument for each thing a test may want otherwise
        self,
        voucher_no: int,
        *,
        name: str | None = None,
        kind: VoucherKind = VoucherKind.SUBSIDY,
        project: int | None = None,
        valid_from: date = date(2026, 1, 1),
        valid_until: date = date(2026, 12, 31),
        signed_at: datetime = NOW,
        key: bytes = ES256_KID,
        id_tail: str | None = None,
    ) -> str:
        """What the phone of the voucher's holder shows; name and project by the roster where not given."""
        holder = next((person for person in PEOPLE if person.voucher_no == voucher_no), None)
        own_project = PROJECT_B if holder and holder.class_id == CLASS_B else PROJECT_A
        if kind is VoucherKind.SIGN_IN_ONLY:
            own_project = ProjectNo(0)
        claims = VoucherClaims(
            VoucherNo(voucher_no),
            kind,
            name if name is not None else holder.name if holder else "孙试",
            id_tail or (holder.id_number[-4:] if holder else "001X"),
            own_project if project is None else ProjectNo(project),
            valid_from,
            valid_until,
            80,
            signed_at,
        )
        return sign_code(claims, self.issuing[key], key)


def make_desk(
    folder: Path,
    *,
    clock: SetClock | None = None,
    status_as_of: datetime | None = NOW - timedelta(hours=1),
    policy: Policy | None = None,
) -> tuple[Desk, SiteKeys]:
    """The desk, its record in `folder`, and the keys. `status_as_of` None: no status list has come yet."""
    keys = SiteKeys()
    welcome = Welcome(
        DEVICE,
        SITE,
        "测试一号教学点",
        InstitutionId("institution-1"),
        "测试培训学校",
        keys.centre.public(),
        {ROOT_KID: keys.root.public()},
    )
    store = Store.open(folder / "record.db", STORE_KEY)
    with store.write() as tx:
        kept.put_welcome(tx, welcome, "http://127.0.0.1:9")
        feed.apply(tx, [*site_changes(), *signed_lists(keys, status_as_of, policy or Policy(version=1))], "1")
        kept.put_feed_end(tx, NOW - timedelta(minutes=5), 0)
    return Desk(store, clock or SetClock(NOW), welcome, keys.device), keys


def site_changes() -> list[Change]:
    """Site, staff, classes, sessions and roster, as the feed tells them."""
    return [
        Change(ChangeKind.SITE, SITE, {"name": "测试一号教学点", "institution": "测试培训学校", "suspended": False}),
        Change(ChangeKind.STAFF, FRONT_DESK, {"name": "张试", "role": "clerk"}),
        Change(ChangeKind.STAFF, MANAGER, {"name": "陈试", "role": "class_manager"}),
        _class(CLASS_A, "初级焊工 2026-11 班", PROJECT_A, "初级焊工"),
        _class(CLASS_B, "养老护理 2026-11 班", PROJECT_B, "养老护理"),
        _session(SESSION_A, CLASS_A, NOW + timedelta(minutes=10)),
        _session(SESSION_B, CLASS_B, NOW + timedelta(days=1, minutes=10)),
        *(_roster_entry(person) for person in PEOPLE),
    ]


def signed_lists(keys: SiteKeys, status_as_of: datetime | None, policy: Policy) -> list[Change]:
    """The signed documents, as the feed brings them."""
    issuers = {
        kid: IssuingKey(
            kid, key.public(), frozenset(), date(2026, 1, 1), date(2027, 12, 31), revoked=kid == REVOKED_KID
        )
        for kid, key in keys.issuing.items()
    }
    lists = {
        trust_list.KIND: TrustList(1, NOW, issuers).sign(keys.root, ROOT_KID),
        policy_pack.KIND: sign_pack(PolicyPack(policy), NOW, keys.root, ROOT_KID),
    }
    if status_as_of is not None:
        lists[status_list.KIND] = StatusList.of(1, status_as_of, [VOID_VOUCHER]).sign(keys.root, ROOT_KID)
    return [document(name, 1, data) for name, data in lists.items()]


def document(name: str, version: int, data: bytes) -> Change:
    """A signed list as a change of the feed."""
    return Change(ChangeKind.DOCUMENT, name, {"name": name, "version": version, "data": to_base64(data)})


def _class(class_id: ClassId, name: str, project: ProjectNo, project_name: str) -> Change:
    body = {
        "name": name,
        "project": project,
        "project_name": project_name,
        "capacity": 8,
        "required_hours": 80,
        "state": "open",
    }
    return Change(ChangeKind.CLASS, class_id, body)


def _session(session_id: SessionId, class_id: ClassId, starts: datetime) -> Change:
    ends = starts + timedelta(hours=3)
    body = {"class_id": class_id, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": 4}
    return Change(ChangeKind.SESSION, session_id, body)


def _roster_entry(person: Person) -> Change:
    body = {
        "class_id": person.class_id,
        "trainee_id": person.trainee_id,
        "voucher_no": person.voucher_no,
        "state": "enrolled",
        "name": person.name,
        "id_number": person.id_number,
        "phone": person.phone,
        "hours_done": 36,
    }
    return Change(ChangeKind.ROSTER_ENTRY, f"{person.class_id}:{person.trainee_id}", body)
