"""Sync by USB stick between a real desk and a real centre: whole, for one reader, idempotent beside the network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.__main__ import main as desk_command
from sync.central.__main__ import main as centre_command
from sync.central.centre import Centre
from sync.central.intake.take_queue import Taken, take_queue
from sync.central.news import feed
from sync.central.news.tombstones import prune
from sync.central.problems import Problem, ProblemKind
from sync.central.store import tables as central_tables
from sync.central.store.engine import reading, writing
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.export_queue import export_queue
from sync.desk.operations.import_receipts import import_receipts
from sync.desk.operations.verify_record import verify_record
from sync.desk.store import facts, kept, tables
from sync.errors import FileUnusable, InvalidInput
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.queue_file import Fate
from tests.integration.conftest import RunningCentre
from tests.integration.desk.conftest import JoinedDesk

QUEUE, REPLY = "queue.vdq", "receipts.vdr"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Carried from one to the other."""
    folder = tmp_path / "stick 优盘"
    folder.mkdir()
    return folder


def scan(desk: JoinedDesk, note: str = "enrolled") -> None:
    for text in desk.codes(note):
        check_in(desk.desk, text, session_id=desk.session, operator=desk.operator)


def pending(desk: JoinedDesk) -> int:
    with desk.desk.store.read() as tx:
        return facts.count_unsettled(tx)


def facts_at(centre: RunningCentre) -> list[str]:
    with reading(centre.behind.store) as connection:
        return sorted(connection.scalars(select(central_tables.facts.c.id)))


def facts_of(desk: JoinedDesk) -> list[str]:
    with desk.desk.store.read() as tx:
        return sorted(tx.scalars(select(tables.facts.c.id)))


def receipts_of(desk: JoinedDesk) -> dict[str, str]:
    """Each fact's receipt; a second one would not fit into the dictionary unseen."""
    with desk.desk.store.read() as tx:
        rows = tx.execute(select(tables.receipts.c.fact_id, tables.receipts.c.document)).all()
    assert len({row.fact_id for row in rows}) == len(rows)
    return {row.fact_id: row.document for row in rows}


def kept_of(desk: JoinedDesk) -> dict[str, str]:
    with desk.desk.store.read() as tx:
        return {row.name: row.value for row in tx.execute(select(tables.kept))}


def carry(desk: JoinedDesk, stick: Path) -> Taken:
    """There and back."""
    export_queue(desk.desk, stick / QUEUE)
    taken = take_queue(desk.centre.behind, stick / QUEUE, stick / REPLY)
    import_receipts(desk.desk, stick / REPLY)
    return taken


def reopen(desk: JoinedDesk, *, with_record: Path | None = None) -> None:
    """The desk again, perhaps with the record of an image taken before."""
    desk.exchange.connection.close()
    desk.desk.close()
    if with_record is not None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{desk.settings.store_file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(with_record, desk.settings.store_file)
    desk.desk = Desk.open(desk.settings)
    desk.exchange = open_exchange(desk.settings, desk.desk)


def test_facts_go_and_receipts_and_news_come_back(joined: JoinedDesk, stick: Path) -> None:
    scan(joined)
    waiting = pending(joined)
    assert waiting
    taken = carry(joined, stick)
    assert (taken.facts, taken.fate) == (waiting, Fate.TAKEN)
    assert pending(joined) == 0
    assert facts_at(joined.centre) == facts_of(joined)
    by_stick = kept_of(joined)["cursor"]
    joined.run_cycle()
    assert kept_of(joined)["cursor"] == by_stick  # the stick had brought all the news there was


def test_a_queue_of_nothing_is_a_file_whose_reply_brings_news(joined: JoinedDesk, stick: Path) -> None:
    with writing(joined.centre.behind.store) as connection:
        news = [Change(ChangeKind.STAFF, "P-9", {"name": "孙试", "role": "clerk"})]
        feed.publish(connection, feed.site_scope(joined.desk.welcome.site), news)
    assert carry(joined, stick).facts == 0
    with joined.desk.store.read() as tx:
        assert tx.scalar(select(tables.staff.c.name).where(tables.staff.c.id == "P-9")) == "孙试"


def test_network_and_stick_in_any_order_any_number_of_times(joined: JoinedDesk, stick: Path) -> None:
    scan(joined)
    export_queue(joined.desk, stick / "one")
    joined.run_cycle()
    first = receipts_of(joined)
    scan(joined, "not in a class yet")
    export_queue(joined.desk, stick / "two")
    for name in ("two", "one", "two", "one"):
        take_queue(joined.centre.behind, stick / name, stick / f"{name}.reply")
    joined.run_cycle()
    for name in ("one", "two", "one", "two"):
        import_receipts(joined.desk, stick / f"{name}.reply")
    joined.run_cycle()
    assert facts_at(joined.centre) == facts_of(joined)
    assert pending(joined) == 0
    assert first.items() <= receipts_of(joined).items()


def test_an_older_reply_never_takes_the_feed_back(joined: JoinedDesk, stick: Path) -> None:
    export_queue(joined.desk, stick / QUEUE)
    take_queue(joined.centre.behind, stick / QUEUE, stick / REPLY)
    scan(joined)
    joined.run_cycle()
    before = kept_of(joined)
    import_receipts(joined.desk, stick / REPLY)
    after = kept_of(joined)
    assert [after[name] for name in ("cursor", "feed_mark")] == [before[name] for name in ("cursor", "feed_mark")]


def test_the_feed_on_the_stick_speaks_for_the_receipts_that_came_before_it_only(
    joined: JoinedDesk, stick: Path
) -> None:
    """A receipt that came over the network after the reply was made is not part of what its news tell."""
    scan(joined)
    export_queue(joined.desk, stick / QUEUE)
    take_queue(joined.centre.behind, stick / QUEUE, stick / REPLY)
    scan(joined, "not in a class yet")
    before = kept_of(joined)
    joined.run_cycle()
    with joined.desk.store.write() as tx:  # pushed, and not yet pulled
        for name in ("cursor", "feed_mark", "feed_as_of"):
            kept.put(tx, name, before[name])
    import_receipts(joined.desk, stick / REPLY)
    with joined.desk.store.read() as tx:
        later = tx.scalars(select(tables.receipts.c.number).where(tables.receipts.c.at > kept_of(joined)["feed_as_of"]))
        assert kept.get_feed_mark(tx) < min(later)


def test_taken_in_twice_it_says_so_and_changes_nothing(joined: JoinedDesk, stick: Path) -> None:
    scan(joined)
    carry(joined, stick)
    before = kept_of(joined)
    again = import_receipts(joined.desk, stick / REPLY)
    assert (again.before, again.settled, again.news) == (True, 0, 0)
    assert kept_of(joined) == before
    assert take_queue(joined.centre.behind, stick / QUEUE, stick / "again").facts


@pytest.mark.parametrize("file", [QUEUE, REPLY])
def test_cut_short_anywhere_or_changed_nothing_is_taken(joined: JoinedDesk, stick: Path, file: str) -> None:
    scan(joined)
    export_queue(joined.desk, stick / QUEUE)
    if file == REPLY:
        take_queue(joined.centre.behind, stick / QUEUE, stick / REPLY)
    whole = (stick / file).read_bytes()
    before = kept_of(joined), receipts_of(joined), facts_at(joined.centre)

    def take_in(path: Path) -> object:
        if file == QUEUE:
            return take_queue(joined.centre.behind, path, stick / "nothing")
        return import_receipts(joined.desk, path)

    def take(data: bytes) -> None:
        (stick / "damaged").write_bytes(data)
        with pytest.raises(FileUnusable):
            take_in(stick / "damaged")

    step = max(1, len(whole) // 40)
    for length in (*range(10), *range(10, len(whole), step), len(whole) - 1):
        take(whole[:length])
    for place in range(0, len(whole), step):
        take(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    take(whole + b"\0")
    take(whole + whole)
    assert not (stick / "nothing").exists()
    assert (kept_of(joined), receipts_of(joined), facts_at(joined.centre)) == before


def test_files_for_others_are_told_from_ones_own(join_desk: Callable[..., JoinedDesk], stick: Path) -> None:
    one, other = join_desk(), join_desk()
    export_queue(one.desk, stick / QUEUE)
    take_queue(one.centre.behind, stick / QUEUE, stick / REPLY)
    with pytest.raises(FileUnusable, match="another PC"):
        import_receipts(other.desk, stick / REPLY)
    with pytest.raises(FileUnusable, match="on its way to the centre"):
        import_receipts(one.desk, stick / QUEUE)
    with pytest.raises(FileUnusable, match="for the desk"):
        take_queue(one.centre.behind, stick / REPLY, stick / "nothing")
    with pytest.raises(InvalidInput):
        take_queue(one.centre.behind, stick / QUEUE, stick / QUEUE)
    with pytest.raises(FileUnusable, match="cannot be read"):
        take_queue(one.centre.behind, stick, stick / "nothing")
    (stick / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    with pytest.raises(FileUnusable, match="not a file of Voucher Desk"):
        import_receipts(one.desk, stick / "photo.jpg")


def test_a_file_of_another_centre_or_of_an_unknown_pc_says_so(joined: JoinedDesk, stick: Path, tmp_path: Path) -> None:
    export_queue(joined.desk, stick / QUEUE)
    other = Centre.open(f"sqlite:///{tmp_path / 'other.db'}")
    try:
        with pytest.raises(FileUnusable, match="another centre"):
            take_queue(other, stick / QUEUE, stick / REPLY)
        other.keys = joined.centre.behind.keys
        with pytest.raises(Problem) as refused:
            take_queue(other, stick / QUEUE, stick / REPLY)
        assert refused.value.kind is ProblemKind.DEVICE_UNKNOWN
    finally:
        other.close()


def test_a_pc_whose_record_is_a_copy_begins_a_new_chain(joined: JoinedDesk, stick: Path, tmp_path: Path) -> None:
    """Its home comes back from an image: other facts stand at these places at the centre."""
    reopen(joined)
    image = tmp_path / "image.db"
    shutil.copyfile(joined.settings.store_file, image)
    scan(joined)
    joined.run_cycle()
    reopen(joined, with_record=image)
    scan(joined, "not in a class yet")
    assert carry(joined, stick).fate is Fate.FORKED
    assert pending(joined)
    assert import_receipts(joined.desk, stick / REPLY).before  # another time it begins no further chain
    assert carry(joined, stick).fate is Fate.TAKEN
    assert pending(joined) == 0
    assert kept_of(joined)["epoch"] == "2"
    assert verify_record(joined.desk).chain_ok


def test_where_the_desk_can_not_read_on_the_stick_brings_a_snapshot(joined: JoinedDesk, stick: Path) -> None:
    centre, scope = joined.centre.behind, feed.site_scope(joined.desk.welcome.site)
    here = {"name": "孙试", "role": "clerk"}
    with writing(centre.store) as connection:
        feed.publish(connection, scope, [Change(ChangeKind.STAFF, "P-9", here), Change(ChangeKind.STAFF, "P-8", here)])
    joined.run_cycle()
    with writing(centre.store) as connection:
        feed.publish(connection, scope, [Change(ChangeKind.STAFF, "P-9", None)])
    with writing(centre.store) as connection:
        prune(connection, centre.now(), centre.now())
    scan(joined)
    carry(joined, stick)
    with joined.desk.store.read() as tx:
        staff = set(tx.scalars(select(tables.staff.c.id)))
    assert "P-8" in staff
    assert "P-9" not in staff
    assert pending(joined) == 0
    joined.run_cycle()


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """The one JSON document on standard output."""
    return json.loads(capsys.readouterr().out)


def test_the_commands(
    joined: JoinedDesk, stick: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOUCHERDESK_HOME", str(joined.settings.home))
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "file")
    scan(joined)
    waiting = pending(joined)
    queue, reply, db = str(stick / QUEUE), str(stick / REPLY), f"sqlite:///{joined.centre.db}"
    assert desk_command(["export-queue", queue, "--json"]) == 0
    assert told(capsys)["facts"] == waiting
    assert centre_command(["take-queue", queue, "--receipts", reply, "--db", db, "--json"]) == 0
    assert told(capsys)["facts"] == waiting
    assert desk_command(["import-receipts", reply, "--json"]) == 0
    assert told(capsys)["settled"] == waiting
    assert desk_command(["import-receipts", reply]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    for command in (["export-queue", str(stick / "no" / "such")], ["import-receipts", queue]):
        assert desk_command(command) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert centre_command(["take-queue", reply, "--receipts", reply + "2", "--db", db]) == 2
    line = capsys.readouterr().err
    assert "R03" in line
    assert line.count("\n") == 1
