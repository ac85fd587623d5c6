"""Take in the centre's reply that a stick has brought: receipts, then news, each part in a transaction of its own.

The file is read twice, first to its end, so that nothing of one that is cut short or changed is taken. Taken twice, or
after the network has brought the same or more, it changes nothing: a settled fact keeps its first receipt, and a page
of news is taken only where this PC stands right before it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sync.desk.operations.desk import Desk
from sync.desk.store import contact, exports, facts, feed, kept, receipts, snapshot, withdrawal
from sync.desk.store.lists import Judge
from sync.desk.store.store import Transaction
from sync.errors import FileUnusable, ForgedMessage, MalformedMessage
from sync.protocol.queue_file import Fate, News, Receipts, ReplyHead, ReplyPart, Snapshot, SnapshotPart, open_reply
from sync.protocol.receipts import Receipt
from sync.protocol.snapshots import Manifest

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Imported:
    """What a reply has brought. `before`: it had been taken in already, and nothing was changed."""

    settled: int = 0
    news: int = 0
    fate: Fate = Fate.TAKEN
    before: bool = False


def import_receipts(desk: Desk, path: Path) -> Imported:
    """The reply at `path` into the record; it counts as contact with the centre.

    Raises FileUnusable when it is not whole, not the centre's, or answers no export of this PC, or the StoreError tree.
    """
    with _opened(desk, path) as (head, parts):
        for _part in parts:
            pass
    with desk.store.read() as tx:
        export = exports.find(tx, head.export)
    if export is not None and export.answered_at is not None:
        return Imported(before=True)
    imported = Imported()
    with _opened(desk, path) as (head, parts):
        for part in parts:
            with desk.store.write() as tx:
                _take(tx, desk, head, part, imported)
    if imported.fate is Fate.REVOKED:
        withdrawal.wipe_if_drained(desk.store)
    return imported


def _take(tx: Transaction, desk: Desk, head: ReplyHead, part: ReplyPart, imported: Imported) -> None:
    match part:
        case Receipts(rows):
            new = receipts.append(tx, _readable(rows))
            imported.settled += sum(receipt.outcome.settles for receipt in new)
        case Snapshot(after, manifest):
            if kept.get_cursor(tx) == after:
                _begin_snapshot(tx, desk, manifest)
        case SnapshotPart():
            imported.news += _take_part(tx, desk, part)
        case News():
            imported.news += _take_news(tx, desk, part)
        case Fate():
            imported.fate = part
            _end(tx, head, part)


def _take_news(tx: Transaction, desk: Desk, news: News) -> int:
    """How many changes it brought: none where this PC has read on meanwhile."""
    if kept.get_cursor(tx) != news.after:
        return 0
    page = news.page
    feed.apply(tx, page.changes, page.cursor, Judge(desk.welcome.roots))
    if not page.more:
        kept.put_feed_end(tx, news.as_of, receipts.newest_number_by(tx, news.as_of, kept.get_feed_mark(tx)))
    return len(page.changes)


def _begin_snapshot(tx: Transaction, desk: Desk, manifest: bytes) -> None:
    """Unless it is this very one that was begun before: its parts that are here stay."""
    if _manifest(desk, manifest).scope != f"site:{desk.welcome.site}":
        raise FileUnusable("news of another site")
    if snapshot.manifest_kept(tx) != manifest:
        snapshot.begin(tx, manifest)


def _take_part(tx: Transaction, desk: Desk, part: SnapshotPart) -> int:
    """Nothing where another snapshot, or none, is under way. With the last part it is put to use."""
    data = snapshot.manifest_kept(tx)
    manifest = None if data is None else _manifest(desk, data)
    if manifest is None or part.number >= len(manifest.parts):
        return 0
    if sha256(part.data).digest() != manifest.parts[part.number].digest:
        return 0
    held = snapshot.parts_held(tx, manifest.id)
    if part.number not in held:
        snapshot.keep_part(tx, manifest.id, part.number, part.data)
    if len(held | {part.number}) < len(manifest.parts):
        return 0
    snapshot.put_to_use(tx, manifest, Judge(desk.welcome.roots))
    return manifest.things


def _manifest(desk: Desk, data: bytes) -> Manifest:
    try:
        return Manifest.open(data, desk.welcome.centre_key)
    except (MalformedMessage, ForgedMessage) as error:
        raise FileUnusable("damaged") from error


def _end(tx: Transaction, head: ReplyHead, fate: Fate) -> None:
    """The whole file is taken in: that is contact, and the export is answered."""
    contact.note(tx, head.taken_at)
    contact.note_proof(tx, head.taken_at)
    exports.note_answer(tx, head.export, head.taken_at)
    if fate is Fate.FORKED and kept.get_epoch(tx) == head.epoch:
        facts.begin_new_epoch(tx)
    if fate is Fate.REVOKED:
        withdrawal.begin(tx, head.taken_at)


def _readable(rows: list[Any]) -> Iterator[Receipt]:
    """The receipts this program can read; the facts of the others stay pending."""
    for row in rows:
        try:
            yield Receipt.from_map(row)
        except MalformedMessage as error:
            _log.warning("%s: a receipt was passed over: %s", error.code, error.detail)


@contextmanager
def _opened(desk: Desk, path: Path) -> Iterator[tuple[ReplyHead, Iterator[ReplyPart]]]:
    def reply_key_of(export: str) -> bytes:
        with desk.store.read() as tx:
            found = exports.find(tx, export)
        if found is None:
            raise FileUnusable("made for another PC, or answers a file that this record does not know")
        return found.reply_key

    try:
        if path.exists() and not path.is_file():  # to open a pipe would wait for ever
            raise FileUnusable("not a file")
        with path.open("rb") as source:
            yield open_reply(source, reply_key_of, desk.welcome.centre_key)
    except OSError as error:
        raise FileUnusable("cannot be read") from error
