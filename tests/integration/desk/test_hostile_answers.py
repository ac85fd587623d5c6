"""Answers that are cut, doubled, old, forged, endless, odd: each is one clear error, and the record is as before."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from sync.desk.device.clock import Clock
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import CycleResult
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.list_staff import list_staff
from sync.desk.store import kept, snapshot
from sync.errors import CentreRefused, ForgedMessage, MalformedMessage, NotTheCentre, Offline, SyncError
from sync.protocol.requests import PROBLEM, to_base64
from sync.protocol.signing import SigningKey
from sync.protocol.snapshots import MAX_PART_BYTES, Manifest, Part
from tests.fakes.answering_centre import Answer, Script, answering
from tests.fakes.site import SITE, SiteKeys, make_desk

SCOPE = f"site:{SITE}"
NEW = {"kind": "staff", "key": "s9", "body": {"name": "吴试", "role": "it"}}
KNOWN = {"s1", "s2"}


def page(*rows: object, cursor: str = "2", more: bool = False) -> bytes:
    return json.dumps({"changes": rows, "cursor": cursor, "more": more}).encode()


def lines(*rows: object, cursor: str = "2", more: bool = False) -> bytes:
    head = {"cursor": cursor, "more": more, "again_in": 3}
    return b"\n".join(json.dumps(row).encode() for row in (head, *rows))


def packed(*rows: object) -> bytes:
    stream = zlib.compressobj(wbits=31)
    return stream.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows)) + stream.flush()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Desk, SiteKeys, Path]]:
    desk, keys = make_desk(tmp_path)
    yield desk, keys, tmp_path
    desk.close()


Site = tuple[Desk, SiteKeys, Path]


def ask(site: Site, script: Script) -> CycleResult:
    """One round with a centre that answers so; it has no digests, as one of the past, unless the script says."""
    desk, keys, home = site
    with answering(keys.centre, script) as url:
        exchange = open_exchange(Settings(home, central_url=url, key_storage="file"), desk)
        try:
            return exchange.run_cycle()
        finally:
            exchange.connection.close()


def staff_of(site: Site) -> set[str]:
    return {member.id for member in list_staff(site[0])}


def always(answer: Answer) -> Script:
    unknown = Answer(json.dumps({"type": PROBLEM + "not-found", "title": "x"}).encode(), 404)
    return lambda path: answer if path.startswith("/v1/changes") else unknown


GOOD = page(NEW)
PACKED = zlib.compress(GOOD, wbits=31)
ANSWERS = {
    "cut short": (Answer(GOOD, sent=GOOD[:-9], says=len(GOOD)), Offline),
    "cut and its length mended": (Answer(GOOD, sent=GOOD[:-9]), NotTheCentre),
    "doubled": (Answer(GOOD, sent=GOOD + GOOD), NotTheCentre),
    "an old one again": (Answer(GOOD, nonce="of-yesterday"), NotTheCentre),
    "not signed": (Answer(GOOD, signed=False), NotTheCentre),
    "a body where there is none": (Answer(GOOD, status=204), NotTheCentre),
    "gzip cut short": (
        Answer(GOOD, sent=PACKED[:-12], headers={"Content-Encoding": "gzip"}), NotTheCentre
    ),
    "no gzip": (Answer(GOOD, headers={"Content-Encoding": "gzip"}), Offline),
    "too large": (
        Answer(b"", sent=zlib.compress(bytes(64 << 20), 9, 31), headers={"Content-Encoding": "gzip"}), NotTheCentre
    ),
    "packed twice": (
        Answer(GOOD, sent=zlib.compress(PACKED, wbits=31), headers={"Content-Encoding": "gzip, gzip"}),
        NotTheCentre,
    ),
    "no page": (Answer(b'{"changes": 7}'), MalformedMessage),
    "no JSON": (Answer(b"\xff\xfe"), MalformedMessage),
    "nested": (Answer(b"[" * 200_000), MalformedMessage),
    "a cursor without end": (Answer(page(NEW, cursor="x" * 5000)), MalformedMessage),
    "a feed that stands still": (Answer(page(NEW, cursor="1", more=True)), MalformedMessage),
    "a feed of nothing without end": (Answer(page(cursor="x", more=True)), MalformedMessage),
}  # fmt: skip


@pytest.mark.parametrize("which", ANSWERS)
def test_an_answer_that_cannot_be_believed_changes_nothing(site: Site, which: str) -> None:
    answer, expected = ANSWERS[which]
    result = ask(site, always(answer))
    assert isinstance(result.error, expected)
    assert "\n" not in str(result.error)
    assert (staff_of(site), result.cursor) == (KNOWN, "1")
    assert ask(site, always(Answer(GOOD))).error is None
    assert staff_of(site) == KNOWN | {"s9"}


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "0001-01-01T00+23:59", "9999-12-31T23-23:59", "1970-01-01T00Z"])
def test_a_time_that_no_calendar_holds_stops_nothing_and_is_not_gone_by(tmp_path: Path, at: str) -> None:
    made, keys = make_desk(tmp_path)
    desk = Desk(made.store, Clock(), made.welcome, made.key)
    site = desk, keys, tmp_path
    answers = {"digest": Answer(b'{"digest": null}', at=at), "cursor=1&": Answer(GOOD, at=at)}
    last = Answer(page(cursor="3"), at=at)
    for _ in range(2):
        result = ask(site, lambda path: next((told for what, told in answers.items() if what in path), last))
        assert (result.error, desk.clock.anchor) == (None, None)
    assert staff_of(site) == KNOWN | {"s9"}
    desk.close()


@pytest.mark.parametrize("form", [page, lines])
def test_odd_rows_stop_no_good_one(site: Site, form: Callable[..., bytes]) -> None:
    as_line = form is lines
    good = ["staff", "s9", NEW["body"]] if as_line else NEW
    rows = [7, None, [], {}, "x", [["a"]], {"kind": 1}, good, good, ["staff", "\ud800", {}], {"kind": "staff"}]
    result = ask(site, always(Answer(form(*rows))))
    assert (result.error, result.cursor, result.pulled) == (None, "2", 2)
    assert staff_of(site) == KNOWN | {"s9"}


def test_changes_out_of_order_end_as_the_last_word(site: Site) -> None:
    gone, back = NEW | {"body": None}, NEW | {"body": {"name": "郑试", "role": "it"}}
    assert ask(site, always(Answer(page(gone, NEW, back)))).error is None
    assert {member.name for member in list_staff(site[0])} >= {"郑试"}
    assert ask(site, always(Answer(page(NEW, gone, cursor="3")))).error is None
    assert staff_of(site) == KNOWN


class Snapshots:
    """A centre whose feed is gone and which gives this manifest and these parts."""

    def __init__(self, manifest: bytes, *parts: bytes) -> None:
        self.manifest = json.dumps({"manifest": to_base64(manifest)}).encode()
        self.parts = parts

    def __call__(self, path: str) -> Answer:
        if path.startswith("/v1/snapshots/"):
            return Answer(self.parts[int(path.rpartition("/")[2])])
        if path.startswith("/v1/snapshots"):
            return Answer(self.manifest)
        if "cursor=1&" in path:
            return Answer(json.dumps({"type": PROBLEM + "cursor-gone", "title": "x"}).encode(), 410)
        return Answer(json.dumps({"digest": None}).encode() if "digest" in path else page())


def manifest_of(*parts: bytes, scope: str = SCOPE) -> Manifest:
    named = tuple(Part(max(1, len(part)), sha256(part).digest()) for part in parts)
    return Manifest("N-1", scope, datetime.now(UTC), "2", 1, bytes(32), named)


PART = packed(["staff", "s9", NEW["body"]])
WRONG_KEY = SigningKey.generate()
SNAPSHOTS: dict[str, tuple[Callable[[SigningKey], Snapshots], type[SyncError]]] = {
    "signed by another": (lambda _: Snapshots(manifest_of(PART).sign(WRONG_KEY), PART), ForgedMessage),
    "no manifest": (lambda _: Snapshots(b"x", PART), MalformedMessage),
    "of another site": (lambda key: Snapshots(manifest_of(PART, scope="site:x").sign(key), PART), MalformedMessage),
    "another part": (lambda key: Snapshots(manifest_of(PART).sign(key), packed(["staff", "x", {}])), MalformedMessage),
    "other things": (lambda key: Snapshots(manifest_of(PART).sign(key), PART), MalformedMessage),
    "no gzip": (lambda key: Snapshots(manifest_of(b"xyz").sign(key), b"xyz"), MalformedMessage),
    "lines that are none": (
        lambda key: Snapshots(manifest_of(packed([], 7)).sign(key), packed([], 7)), MalformedMessage
    ),
    "parts too large": (
        lambda key: Snapshots(
            replace(manifest_of(PART), parts=(Part(MAX_PART_BYTES + 1, bytes(32)),)).sign(key), PART
        ), MalformedMessage
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", SNAPSHOTS)
def test_a_snapshot_that_cannot_be_believed_changes_nothing(site: Site, which: str) -> None:
    make, expected = SNAPSHOTS[which]
    result = ask(site, make(site[1].centre))
    assert isinstance(result.error, expected)
    assert (staff_of(site), result.cursor) == (KNOWN, "1")
    with site[0].store.read() as tx:
        assert kept.get_cursor(tx) == "1"
        assert snapshot.manifest_kept(tx) is None  # or no news would come as long as the centre has it


def test_a_snapshot_that_is_refused_is_not_hammered(site: Site) -> None:
    def script(path: str) -> Answer:
        kind, status = ("cursor-gone", 410) if "changes" in path else ("not-found", 404)
        return Answer(json.dumps({"type": PROBLEM + kind, "title": "x"}).encode(), status)

    result = ask(site, script)
    assert isinstance(result.error, CentreRefused)
    with site[0].store.read() as tx:
        assert snapshot.manifest_kept(tx) is None
