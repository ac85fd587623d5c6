"""The other doors for bytes and JSON: whatever comes in, a value or an error of the package's own tree comes out."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from sync.desk.operations.recognise import Recognised, recognise
from sync.desk.store.lists import Lists
from sync.domain.classes import Session
from sync.domain.ids import ClassId, DeviceId, FactId, InstitutionId, ProjectNo, SessionId, SiteId, StaffId, VoucherNo
from sync.domain.judgement import judge_sign_in
from sync.domain.policy import Policy
from sync.domain.trusted_time import Anchor, Moment
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState
from sync.errors import SyncError
from sync.protocol import cbor, policy_pack, status_list, trust_list
from sync.protocol.batches import ChainHead, pack, unpack
from sync.protocol.changes import Change, Page
from sync.protocol.facts import GENESIS, Fact, Header, digest, open_payload, read_fact, seal_payload, write_fact
from sync.protocol.joining import Resolution, Welcome
from sync.protocol.payloads import PAYLOADS, AttendancePunched
from sync.protocol.policy_pack import PolicyPack, open_policy
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode, Winner
from sync.protocol.requests import Assertion, assert_request
from sync.protocol.signed_list import SignedList
from sync.protocol.signing import Algorithm, SigningKey, VerifyKey, sign1
from sync.protocol.status_list import StatusList
from sync.protocol.trust_list import IssuingKey, TrustList
from tests.fuzz import odd
from tests.fuzz.codes import Codes

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MOMENT = Moment(NOW, 10.0, "boot", Anchor(NOW, 5.0, "boot", 0.0))
CLAIMS = VoucherClaims(
    VoucherNo(7), VoucherKind.SUBSIDY, "试", "001X", ProjectNo(1), date(2026, 1, 1), date(2026, 12, 31), 80, NOW
)
SESSION = Session(SessionId("s"), ClassId("c"), NOW, NOW + timedelta(hours=3), 4)


class Doors:
    """One method a door: it makes something odd and hands it in."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._key, self._root = SigningKey.generate(), SigningKey.generate(Algorithm.EDDSA)
        self._roots = {b"R1": self._root.public()}
        self._codes = Codes(seed)
        self._facts = [self._fact(seq) for seq in (1, 2, 3)]
        entry = IssuingKey(b"K1", self._key.public(), frozenset({ProjectNo(1)}), date(2026, 1, 1), date(2027, 1, 1))
        self._documents = {
            trust_list.KIND: TrustList(1, NOW, {b"K1": entry}).sign(self._root, b"R1"),
            status_list.KIND: StatusList.of(1, NOW, [VoucherNo(3), VoucherNo(900)]).sign(self._root, b"R1"),
            policy_pack.KIND: policy_pack.sign_pack(PolicyPack(Policy(version=1)), NOW, self._root, b"R1"),
        }
        self._openers: dict[str, Callable[[bytes], object]] = {
            trust_list.KIND: lambda data: TrustList.open(data, self._roots),
            status_list.KIND: lambda data: StatusList.open(data, self._roots),
            policy_pack.KIND: self._use_policy,
        }

    def signed_list(self) -> object:
        """A list bent after it was signed, or before."""
        kind = self._chance.choice(tuple(self._documents))
        data = self._documents[kind]
        if self._chance.random() < 0.3:
            return self._openers[kind](odd.bent(self._chance, data))
        envelope = SignedList.open(data, kind, self._roots)
        whole = [kind, envelope.version, int(NOW.timestamp()), envelope.body]
        return self._openers[kind](sign1(self._root, b"R1", odd.encoded(odd.with_odd_value(self._chance, whole))))

    def batch(self) -> object:
        """A batch bent as it travels, or inside its wrapping."""
        head = ChainHead(DeviceId("d"), 1, 3, self._facts[-1].hash)
        data = pack(self._facts, head, self._key)
        if self._chance.random() < 0.3:
            data = odd.bent(self._chance, data)
        else:
            tree = cbor.decode(gzip.decompress(data))
            data = gzip.compress(odd.encoded(odd.with_odd_value(self._chance, tree)), 1)
        return [_use(read_fact(*row)) for row in unpack(data, self._key.public())[1]]

    def fact(self) -> object:
        """A header or a payload of anything."""
        fact = self._chance.choice(self._facts)
        if self._chance.random() < 0.3:
            return _use(read_fact(odd.bent(self._chance, fact.header_bytes), fact.payload_bytes))
        header = odd.encoded(odd.with_odd_value(self._chance, cbor.decode(fact.header_bytes)))
        return _use(read_fact(header, None))

    def payload(self) -> object:
        """The values of a fact."""
        payload = self._chance.choice(tuple(PAYLOADS.values()))
        values = AttendancePunched("s", "c", 7, "VD1", "code", "accepted", "signed_in").to_map()
        sealed = [b"salt", odd.with_odd_value(self._chance, values | {"undone_fact": "0" * 32})]
        return payload.from_map(open_payload(odd.encoded(sealed)))

    def key(self) -> object:
        """A public or a private key."""
        if self._chance.random() < 0.5:
            return VerifyKey.from_bytes(odd.bent(self._chance, self._key.public().to_bytes()))
        return SigningKey.from_bytes(odd.bent(self._chance, self._key.to_bytes()))

    def answer(self) -> object:
        """JSON of the centre, and what is done with it."""
        receipt = Receipt(FactId("ab"), Outcome.CONFLICT, ReceiptCode.CLASS_FULL, NOW, Winner("s", "c", NOW), 7)
        welcome = Welcome(DeviceId("d"), SiteId("s"), "", InstitutionId("i"), "", self._key.public(), self._roots)
        resolution = Resolution(CLAIMS, VoucherState.CLAIMED, NOW)
        page = Page((Change("class", "c", {"name": "x"}),), "1", more=False)
        answer = self._chance.choice((receipt, welcome, resolution, page))
        return type(answer).from_map(odd.odd_json(self._chance, answer.to_map()))

    def assertion(self) -> object:
        """An Authorization header; headers are Latin-1."""
        made = assert_request(DeviceId("d"), self._key, "GET", "/", body=b"", time=NOW, nonce="n").to_header()
        header = odd.bent(self._chance, made.encode("latin-1")).decode("latin-1")
        return Assertion.from_header(header).holds("GET", "/", b"", self._key.public())

    def recognised(self) -> object:
        """A text, with or without the centre's word on it, up to the reason that is shown."""
        text = next(self._codes.texts(1)) if self._chance.random() < 0.7 else "1" * self._chance.randrange(40)
        resolution = None
        if self._chance.random() < 0.5:
            document = Resolution(CLAIMS, VoucherState.CLAIMED, NOW).to_map()
            resolution = Resolution.from_map(odd.odd_json(self._chance, document))
        status = StatusList.open(self._documents[status_list.KIND], self._roots)
        seen = recognise(text, Lists(self._codes.trust, status), MOMENT, resolution)
        assert isinstance(seen, Recognised)  # it answers, whatever the text
        if seen.claims:
            judge_sign_in(seen.claims, SESSION, frozenset(), NOW, Policy())
        return seen

    def _use_policy(self, data: bytes) -> object:
        """A pack that was taken must do at the next scan."""
        policy = open_policy(data, self._roots)
        judge_sign_in(CLAIMS, SESSION, frozenset({SESSION.class_id}), NOW, policy)
        return recognise(self._codes.real[0], Lists(self._codes.trust, None, policy), MOMENT, None)

    def _fact(self, seq: int) -> Fact:
        sealed = seal_payload({"session_id": "s", "voucher_no": 7, "code": None})
        moment = Moment(NOW, 10.0, "boot", Anchor(NOW, 5.0, self._chance.choice(("boot", "other")), -1.5))
        operator, device = StaffId("s1"), DeviceId("d")
        header = Header(
            FactId(f"{seq:032x}"), device, 1, seq, "voucher_seen", 1, moment, operator, 1, GENESIS, digest(sealed)
        )
        return write_fact(header, sealed)


def _use(fact: Fact) -> object:
    """What the centre does with a fact it could read."""
    moment = fact.header.moment
    return fact.payload, moment.best, moment.grade, moment.clock_error, fact.hash


DOORS: tuple[Callable[[Doors], object], ...] = (
    Doors.signed_list,
    Doors.batch,
    Doors.fact,
    Doors.payload,
    Doors.key,
    Doors.answer,
    Doors.assertion,
    Doors.recognised,
)


def run(count: int, seed: int) -> Counter[str]:
    """Knock `count` times at each door; how often it was opened or refused. Raises AssertionError otherwise."""
    doors = Doors(seed)
    found: Counter[str] = Counter()
    for door in DOORS:
        for number in range(count):
            try:
                door(doors)
            except SyncError as error:
                found[f"{door.__name__} {error.code}"] += 1
            except Exception as error:
                raise AssertionError(f"seed {seed}: {door.__name__}, time {number}") from error
            else:
                found[f"{door.__name__} read"] += 1
    return found


