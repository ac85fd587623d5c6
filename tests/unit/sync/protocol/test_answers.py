"""The centre's JSON: receipts, pages of changes, welcomes and resolutions come back, and broken ones are malformed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest

from sync.domain.ids import DeviceId, FactId, InstitutionId, ProjectNo, SiteId, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState
from sync.errors import MalformedMessage
from sync.protocol.changes import Change, ChangeKind, Page, canonical, digest_of, line_of, sum_of
from sync.protocol.joining import Resolution, Welcome
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode, Winner
from sync.protocol.requests import to_base64
from sync.protocol.signing import Algorithm, SigningKey

NOW = datetime(2026, 11, 23, 0, 20, 0, 7, tzinfo=UTC)
CLAIMS = VoucherClaims(
    VoucherNo(1001),
    VoucherKind.SUBSIDY,
    "张试",
    "123X",
    ProjectNo(11),
    date(2026, 1, 1),
    date(2026, 12, 31),
    80,
    NOW,
)
CENTRE, ROOT = SigningKey.generate().public(), SigningKey.generate(Algorithm.EDDSA).public()
WELCOME = Welcome(
    DeviceId("d"), SiteId("s"), "一号教学点", InstitutionId("i"), "学校", CENTRE, {b"R1": ROOT, b"R2": CENTRE}
)
FULL_RECEIPT = Receipt(
    FactId("ab" * 16),
    Outcome.CONFLICT,
    ReceiptCode.VOUCHER_IN_USE_ELSEWHERE,
    NOW,
    Winner("二号教学点", "班", NOW),
    1001,
)
ANSWERS = [
    Receipt(FactId("ab" * 16), Outcome.RECORDED, None, NOW),
    FULL_RECEIPT,
    Page((Change("class", "c1", {"name": "班"}), Change("of_a_later_version", "x", None)), "cursor-2", more=True),
    Page((), "", more=False),
    WELCOME,
    Resolution(CLAIMS, VoucherState.CLAIMED, NOW),
    Resolution(CLAIMS, None, NOW),
    Resolution(None, None, NOW),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: type(answer).__name__)
def test_an_answer_comes_back_through_json(answer: Receipt | Page | Welcome | Resolution) -> None:
    assert type(answer).from_map(json.loads(json.dumps(answer.to_map()))) == answer


Path = tuple[Any, ...]


def places(value: Any, at: Path = ()) -> Iterator[Path]:
    """The path of every value inside `value`, itself included."""
    yield at
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*at, name))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*at, number))


def with_value(document: Any, path: Path, value: object) -> Any:
    """A copy of `document` with `value` at `path`."""
    if not path:
        return value
    changed = json.loads(json.dumps(document))
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


WRONG: list[object] = [True, -1, 1.5, float("inf"), float("nan"), 10**40, [], {}, [[]], {"x": 1}, "", "x", "2026-01-01"]
FREE_TEXT = {"name", "site_name", "institution_name", "site", "institution", "device", "class_name", "fact_id", "key"}
FREE_TEXT |= {"kind", "cursor", "id_tail"}
READERS: list[tuple[Callable[[Any], object], Any]] = [
    (Receipt.from_map, FULL_RECEIPT.to_map()),
    (Page.from_map, Page((Change(ChangeKind.CLASS, "c", {}),), "cursor", more=True).to_map()),
    (Welcome.from_map, WELCOME.to_map()),
    (Resolution.from_map, Resolution(CLAIMS, VoucherState.CLAIMED, NOW).to_map()),
]
ALLOWED: dict[Path, list[object]] = {
    ("claims", "valid_from"): ["2026-01-01"],
    ("claims", "valid_until"): ["2026-01-01"],
    ("more",): [True],
    ("changes",): [[], [[]]],
    ("roots",): [{}],
    ("changes", 0, "body"): [{}, {"x": 1}],
}
CASES = [
    pytest.param(read, with_value(document, path, wrong), id=f"{'.'.join(map(str, path)) or 'all'}={wrong!r:.12}")
    for read, document in READERS
    for path in places(document)
    for wrong in WRONG
    if wrong not in ALLOWED.get(path, [])
    and not (isinstance(wrong, str) and path and path[-1] in FREE_TEXT and path != ("claims", "kind"))
    and path[:2] != ("changes", 0)
]


@pytest.mark.parametrize(("read", "values"), CASES)
def test_a_wrong_value_anywhere_is_malformed(read: Callable[[Any], object], values: object) -> None:
    with pytest.raises(MalformedMessage):
        read(values)


@pytest.mark.parametrize(
    ("read", "document", "name"),
    [
        (read, document, name)
        for read, document in READERS
        for name in document
        if (read, name) not in {(Receipt.from_map, name) for name in ("code", "winner", "voucher_no")}
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_missing_value_is_malformed(read: Callable[[Any], object], document: dict[str, Any], name: str) -> None:
    with pytest.raises(MalformedMessage):
        read({key: value for key, value in document.items() if key != name})


_CHANGE = Change(ChangeKind.CLASS, "c", {"name": "班"})
_GOOD = {"kind": "class", "key": "c", "body": {"name": "班"}}
ODD_ROWS: list[object] = [
    *(_GOOD | {name: wrong} for name in ("kind", "key") for wrong in WRONG if not isinstance(wrong, str)),
    *(_GOOD | {"body": wrong} for wrong in WRONG if not isinstance(wrong, dict)),
    *({name: value for name, value in _GOOD.items() if name != missing} for missing in _GOOD),
    *WRONG,
]


@pytest.mark.parametrize("odd", ODD_ROWS, ids=lambda row: f"{row!r:.40}")
def test_a_row_that_is_no_change_stops_no_other(odd: object) -> None:
    page = Page.from_map({"changes": [odd, _GOOD, odd], "cursor": "1", "more": False})
    assert (page.changes, page.unreadable) == ((_CHANGE,), 2)


ODD_LINES = [
    b"{", b"[", b"]", b"null", b"{}", b"[]", b'["class","c"]', b'["class","c",7]', b'["class","c",{},1]', b"\xff",
    b'["class",1,{}]', b'["class","\\ud800",{}]', b'["class","c",{"name":"\\uDBFF"}]', b"[" * 100_000,
    b'["class","c",{}],["class","c",{}]', b"NaN", b'["class"', b'"c",{}]', b'["class","c",{"x":' + b"9" * 5000 + b"}]",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_LINES, ids=lambda line: f"{line!r:.40}")
def test_a_line_that_is_no_change_stops_no_other(odd: bytes) -> None:
    good = line_of("class", "c", canonical({"name": "班"}))
    page = Page.from_bytes(b"\n".join([b'{"cursor":"1","more":false,"again_in":3}', odd, good, odd]))
    assert (page.changes, page.digests, page.unreadable) == ((_CHANGE,), (sha256(good).digest(),), 2)
    assert (page.cursor, page.more, page.again_in) == ("1", False, 3.0)


@pytest.mark.parametrize("head", [b"", b"[]", b"{}", b"7", b'{"cursor":"1"}', b'{"cursor":1,"more":false}', b"\xff"])
def test_a_page_without_its_head_is_malformed(head: bytes) -> None:
    with pytest.raises(MalformedMessage):
        Page.from_bytes(head + b'\n["class","c",{}]')


def test_a_page_is_the_same_in_both_forms() -> None:
    page = Page((_CHANGE, Change("class", "d", None)), "1", more=True, again_in=15.0)
    lines = [line_of(change.kind, change.key, canonical(change.body)) for change in page.changes]
    as_lines = Page.from_bytes(b"\n".join([b'{"again_in":15.0,"cursor":"1","more":true}', *lines]))
    assert replace(as_lines, digests=None) == Page.from_bytes(json.dumps(page.to_map()).encode()) == page
    assert as_lines.digests == tuple(map(digest_of, page.changes))


@pytest.mark.parametrize("odd", [None, True, "3", -1, float("nan"), float("inf"), 10**400, []])
def test_a_pause_that_is_none_is_left_out(odd: object) -> None:
    assert Page.from_map({"changes": [], "cursor": "", "more": False, "again_in": odd}).again_in is None


def test_the_sum_of_digests_knows_no_order() -> None:
    some = [sha256(bytes([number])).digest() for number in range(9)]
    assert sum_of(some) == sum_of(reversed(some)) != sum_of(some[1:])
    assert sum_of([]) == bytes(32)
    assert sum_of([b"\xff" * 32, bytes(31) + b"\x02"]) == bytes(31) + b"\x01"


def test_a_time_without_its_zone_is_malformed() -> None:
    """It would break the first comparison with a real one."""
    naive = "2026-11-23T00:20:00"
    claims = Resolution(CLAIMS, None, NOW).to_map()["claims"]
    with pytest.raises(MalformedMessage):
        Resolution.from_map({"at": NOW.isoformat(), "state": None, "claims": {**claims, "signed_at": naive}})
    with pytest.raises(MalformedMessage):
        Receipt.from_map({**FULL_RECEIPT.to_map(), "at": naive})


def test_a_root_must_be_a_key() -> None:
    for key in (to_base64(b"no key"), "?", 1, None):
        with pytest.raises(MalformedMessage):
            Welcome.from_map({**WELCOME.to_map(), "roots": {"5231": key}})
    with pytest.raises(MalformedMessage):
        Welcome.from_map({**WELCOME.to_map(), "roots": {"no hexadecimal": to_base64(ROOT.to_bytes())}})


def test_only_held_does_not_settle_and_two_outcomes_need_a_person() -> None:
    assert [outcome for outcome in Outcome if not outcome.settles] == [Outcome.HELD]
    assert {outcome for outcome in Outcome if outcome.needs_attention} == {Outcome.CONFLICT, Outcome.REJECTED}
