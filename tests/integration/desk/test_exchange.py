"""The desk and the real centre over real HTTP, on good lines and bad ones."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sync.central.store import tables as central_tables
from sync.central.store.engine import reading
from sync.desk.device.settings import Settings
from sync.desk.exchange.join import join
from sync.desk.exchange.line import LineStatus
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.exchange.resolve import resolve
from sync.desk.operations.check_in import check_in
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.join_site import device_key
from sync.desk.operations.list_classes import list_classes
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_roster import RosterState, show_roster
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.operations.verify_record import verify_record
from sync.desk.store import receipts
from sync.domain.ids import ClassId, FactId
from sync.domain.trusted_time import Grade
from sync.domain.verdicts import Reason, Verdict
from sync.errors import CentreRefused, InvalidInput, NotTheCentre, Offline
from sync.protocol.receipts import Outcome, ReceiptCode
from sync.protocol.signing import SigningKey
from tests.fakes.clock import SetClock
from tests.fakes.cut_line import CutLine
from tests.integration.conftest import RunningCentre
from tests.integration.desk.conftest import JoinedDesk


def sign_in(joined: JoinedDesk, code: str) -> Reason:
    """One presentation for the session in progress."""
    return check_in(joined.desk, code, session_id=joined.session, operator=joined.operator).reason


def facts_at(centre: RunningCentre) -> int:
    """How many facts the centre holds."""
    with reading(centre.behind.store) as connection:
        return int(connection.execute(select(func.count()).select_from(central_tables.facts)).scalar_one())


def receipts_at(centre: RunningCentre) -> dict[str, Any]:
    """The receipts the centre gave, by fact."""
    with reading(centre.behind.store) as connection:
        rows = connection.execute(select(central_tables.receipts.c.fact_id, central_tables.receipts.c.body))
        return {row.fact_id: json.loads(row.body) for row in rows}


def test_a_fresh_desk_knows_its_site(joined: JoinedDesk) -> None:
    state = show_desk_state(joined.desk)
    assert state.site_name == joined.centre.example["site"]["name"]
    assert state.clock_grade is Grade.TRUSTED
    assert state.status_list_as_of is not None
    assert len(list_classes(joined.desk)) == 3
    assert joined.run_cycle().pulled == 0


def test_a_scan_is_recorded_with_a_receipt_and_seen_by_the_other_desk(
    joined: JoinedDesk, join_desk: Callable[..., JoinedDesk]
) -> None:
    code = joined.codes("enrolled")[0]
    other = join_desk()
    other.run_cycle()
    assert sign_in(joined, code).verdict is Verdict.ACCEPTED
    result = joined.run_cycle()
    assert (result.pushed, result.settled, result.rejected, result.conflicts) == (1, 1, 0, 0)
    assert count_session(joined.desk, joined.session).present == 1
    other.run_cycle()
    assert count_session(other.desk, other.session).present == 1
    assert sign_in(other, code) is Reason.ALREADY_SIGNED_IN
    assert other.run_cycle().settled == 1
    assert show_desk_state(joined.desk).pending == 0


def test_the_same_person_at_two_desks_that_cannot_see_each_other_counts_once(
    joined: JoinedDesk, join_desk: Callable[..., JoinedDesk]
) -> None:
    other = join_desk()
    other.run_cycle()
    code = joined.codes("enrolled")[0]
    for each in (joined, other):
        assert sign_in(each, code).verdict is Verdict.ACCEPTED
    for each in (joined, other, joined):
        each.run_cycle()
    for each in (joined, other):
        assert count_session(each.desk, each.session).present == 1
        assert show_desk_state(each.desk).needs_attention == 0


def test_enrolment_undo_and_the_second_enrolment_elsewhere(
    joined: JoinedDesk, join_desk: Callable[..., JoinedDesk]
) -> None:
    code = joined.codes("not in a class yet")[0]
    here = ClassId(joined.centre.example["classes"][0]["id"])
    elsewhere = join_desk(joined.centre.example["elsewhere"]["site"]["id"])
    elsewhere.run_cycle()
    there = ClassId(joined.centre.example["elsewhere"]["classes"][0]["id"])
    mine = enrol_trainee(joined.desk, code, class_id=here, operator=joined.operator)
    clerk = joined.centre.example["elsewhere"]["staff"][0]["id"]
    theirs = enrol_trainee(elsewhere.desk, code, class_id=there, operator=clerk)
    assert mine.reason is theirs.reason is Reason.ENROLLED
    before = len(show_roster(joined.desk, here))
    assert joined.run_cycle().settled == 1
    assert elsewhere.run_cycle().conflicts == 1
    assert [line.state for line in show_roster(joined.desk, here)] == [RosterState.ENROLLED] * before
    lost = show_roster(elsewhere.desk, there)[0]
    assert (lost.state, lost.code) == (RosterState.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE)
    with elsewhere.desk.store.read() as tx:
        assert theirs.fact_id is not None
        receipt = receipts.latest(tx, theirs.fact_id)
    assert receipt is not None
    assert receipt.winner is not None
    assert receipt.winner.site == joined.centre.example["site"]["name"]
    assert mine.fact_id is not None
    undo_scan(joined.desk, mine.fact_id, operator=joined.operator)
    joined.run_cycle()
    assert len(show_roster(joined.desk, here)) == before - 1


def test_undone_and_shown_again_before_the_next_round_the_person_is_there(joined: JoinedDesk) -> None:
    """The feed still tells of the first sign-in while it has been taken back here."""
    code = joined.codes("enrolled")[0]
    first = check_in(joined.desk, code, session_id=joined.session, operator=joined.operator)
    joined.run_cycle()
    assert first.fact_id is not None
    undo_scan(joined.desk, first.fact_id, operator=joined.operator)
    assert count_session(joined.desk, joined.session).present == 0
    assert sign_in(joined, code) is Reason.SIGNED_IN
    assert count_session(joined.desk, joined.session).present == 1
    for _ in range(2):
        joined.run_cycle()
        assert count_session(joined.desk, joined.session).present == 1
    assert sign_in(joined, code) is Reason.ALREADY_SIGNED_IN


def test_an_enrolment_undone_and_made_again_before_the_next_round_stands(joined: JoinedDesk) -> None:
    code = joined.codes("not in a class yet")[0]
    class_id = ClassId(joined.centre.example["classes"][0]["id"])
    before = len(show_roster(joined.desk, class_id))
    first = enrol_trainee(joined.desk, code, class_id=class_id, operator=joined.operator)
    joined.run_cycle()
    assert first.fact_id is not None
    undo_scan(joined.desk, first.fact_id, operator=joined.operator)
    assert len(show_roster(joined.desk, class_id)) == before
    assert sign_in(joined, code) is Reason.NOT_ENROLLED
    again = enrol_trainee(joined.desk, code, class_id=class_id, operator=joined.operator)
    assert again.reason is Reason.ENROLLED
    assert again.places_left == first.places_left
    assert sign_in(joined, code) is Reason.SIGNED_IN
    for _ in range(2):
        joined.run_cycle()
        assert len(show_roster(joined.desk, class_id)) == before + 1
        assert count_session(joined.desk, joined.session).present == 1
    assert show_desk_state(joined.desk).needs_attention == 0


def test_a_copied_pc_goes_on_by_a_new_chain_and_loses_nothing(joined: JoinedDesk, tmp_path: Path) -> None:
    codes = joined.codes("enrolled")
    sign_in(joined, codes[0])
    joined.run_cycle()
    sign_in(joined, codes[1])
    copy_folder = tmp_path / "copy"
    with joined.desk.store.write():  # nobody writes while the folder is copied
        shutil.copytree(joined.settings.home, copy_folder)
    for code in codes[2:5]:
        sign_in(joined, code)
    joined.run_cycle()

    settings = Settings.load({"home": copy_folder, "key_storage": "file"})
    desk = Desk.open(settings)
    copied = JoinedDesk(desk, open_exchange(settings, desk), settings, joined.centre)
    for code in codes[5:8]:
        sign_in(copied, code)
    assert copied.run_cycle().settled == 4
    assert verify_record(desk).chain_ok
    sign_in(copied, codes[8])
    assert copied.run_cycle().settled == 1
    sign_in(joined, codes[9])
    assert joined.run_cycle().settled == 1
    copied.run_cycle()
    for each in (joined, copied):
        health = verify_record(each.desk)
        assert (health.chain_ok, health.pending) == (True, 0)
        assert count_session(each.desk, each.session).present == 10
    copied.exchange.connection.close()
    desk.close()


def test_the_line_is_cut_between_push_and_answer(joined: JoinedDesk) -> None:
    line = CutLine(joined.centre.url)
    try:
        joined.call_at(line.url)
        for code in joined.codes("enrolled")[:5]:
            sign_in(joined, code)
        line.swallow_answers.set()
        cut = joined.exchange.run_cycle()
        assert not cut.online
        assert line.swallowed.is_set()
        assert facts_at(joined.centre) == 5
        assert show_desk_state(joined.desk).pending == 5
        first = receipts_at(joined.centre)
        line.swallow_answers.clear()
        again = joined.run_cycle()
        assert (again.pushed, again.settled) == (5, 5)
        assert facts_at(joined.centre) == 5
        assert receipts_at(joined.centre) == first
        with joined.desk.store.read() as tx:
            kept = {fact_id: receipts.latest(tx, FactId(fact_id)) for fact_id in first}
        assert {fact_id: receipt and receipt.to_map() for fact_id, receipt in kept.items()} == first
        assert count_session(joined.desk, joined.session).present == 5
    finally:
        line.close()


def test_a_national_code_is_resolved_in_time_or_settled_later(joined: JoinedDesk) -> None:
    known, unknown = joined.codes("national code")[0], joined.codes("national code of nobody")[0]
    answer = resolve(joined.exchange.connection, known, 5)
    assert answer is not None
    assert answer.claims is not None
    online = check_in(
        joined.desk, known, session_id=joined.session, operator=joined.operator, resolution=answer
    )
    assert online.reason.verdict is Verdict.ACCEPTED
    nobody = resolve(joined.exchange.connection, unknown, 5)
    assert nobody is not None
    assert nobody.claims is None
    later, never = joined.codes("national code")[1], unknown
    assert sign_in(joined, known) is Reason.ONLY_CENTRE_CAN_READ  # the same person; the line is down
    assert count_session(joined.desk, joined.session).present == 1
    assert sign_in(joined, later) is Reason.ONLY_CENTRE_CAN_READ
    assert sign_in(joined, never) is Reason.ONLY_CENTRE_CAN_READ
    result = joined.run_cycle()
    assert (result.settled, result.rejected) == (4, 1)
    assert sign_in(joined, later) is Reason.ONLY_CENTRE_CAN_READ
    assert count_session(joined.desk, joined.session).present == 2
    assert show_desk_state(joined.desk).needs_attention == 1


def test_without_an_answer_in_time_there_is_none(joined: JoinedDesk) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        joined.call_at(f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        assert resolve(joined.exchange.connection, joined.codes("national code")[0], 0.3) is None
        assert time.monotonic() - started < 3


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Something that gives every request the same answer, as a hotel's network does."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    client.recv(65536)
                    client.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


HTML = b"<html>Please sign in</html>"
JSON = b'{"changes": [], "cursor": "9", "more": false, "receipts": []}'


@pytest.mark.parametrize("body", [HTML, JSON])
@pytest.mark.parametrize("status", [b"200 OK", b"302 Found", b"502 Bad Gateway"])
def test_a_captive_portal_is_not_the_centre(joined: JoinedDesk, body: bytes, status: bytes) -> None:
    sign_in(joined, joined.codes("enrolled")[0])
    head = b"HTTP/1.1 " + status + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\nConnection: close\r\n\r\n"
    with answering(head + body) as url:
        joined.call_at(url)
        result = joined.exchange.run_cycle()
    assert not result.online
    assert isinstance(result.error, NotTheCentre)
    assert show_desk_state(joined.desk).pending == 1


def test_nothing_there_is_offline_and_the_line_says_since_when(joined: JoinedDesk) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    joined.call_at(f"http://127.0.0.1:{port}")
    at = joined.desk.clock.read().best
    first = joined.exchange.run_cycle()
    assert isinstance(first.error, Offline)
    line = LineStatus().after(first, at).after(joined.exchange.run_cycle(), at + timedelta(minutes=3))
    assert (line.online, line.since, line.error_code) == (False, at, "N01")
    joined.call_at(joined.centre.url)
    assert LineStatus(online=False, since=at).after(joined.run_cycle(), at + timedelta(hours=1)).online


@pytest.mark.parametrize("years", [-1, 10])
def test_a_wrong_clock_stops_neither_work_nor_sync(joined: JoinedDesk, years: int) -> None:
    """The anchor is lost and the wall clock is years off: the first answer, a refusal, tells the time."""
    clock = SetClock(datetime.now(UTC) + timedelta(days=365 * years), anchored=False)
    desk = joined.desk
    desk.clock = clock
    joined.exchange.connection.close()
    joined.exchange = open_exchange(joined.settings, desk)
    assert sign_in(joined, joined.codes("enrolled")[0]) is Reason.CLOCK_DOUBTFUL
    joined.run_cycle()
    moment = clock.read()
    assert moment.grade is Grade.TRUSTED
    assert moment.clock_error is not None
    assert abs(moment.clock_error - timedelta(days=365 * years)) < timedelta(minutes=1)
    assert sign_in(joined, joined.codes("enrolled")[1]) in (Reason.SIGNED_IN, Reason.SIGNED_IN_LATE)
    joined.run_cycle()
    assert show_desk_state(desk).pending == 0


def test_a_used_code_does_not_join(centre: RunningCentre, joined: JoinedDesk, tmp_path: Path) -> None:
    settings = Settings.load({"home": tmp_path / "late", "key_storage": "file"})
    code = centre.example["enrolment_code"]
    join(settings, centre.url, code, device_key(settings), "first")
    with pytest.raises(CentreRefused) as refused:
        join(settings, centre.url, code, SigningKey.generate(), "second")
    assert refused.value.problem == "urn:voucherdesk:problem:code-used"
    with pytest.raises(InvalidInput):
        device_key(joined.settings)


@pytest.mark.parametrize("url", ["ftp://centre.example", "centre.example", "", "http://centre.example"])
def test_addresses_that_may_not_be_used(url: str, tmp_path: Path) -> None:
    settings = Settings.load({"home": tmp_path, "key_storage": "file"})
    with pytest.raises(InvalidInput):
        join(settings, url, "CODE", SigningKey.generate(), "PC")


def test_the_receipts_the_desk_keeps_are_the_centres(joined: JoinedDesk) -> None:
    answer = check_in(
        joined.desk, joined.codes("enrolled")[0], session_id=joined.session, operator=joined.operator
    )
    joined.run_cycle()
    assert answer.fact_id is not None
    with joined.desk.store.read() as tx:
        kept = receipts.latest(tx, answer.fact_id)
    with reading(joined.centre.behind.store) as connection:
        given = connection.execute(select(central_tables.receipts.c.body)).scalars().all()
    assert kept is not None
    assert kept.outcome is Outcome.RECORDED
    assert [json.loads(document) for document in given] == [kept.to_map()]
