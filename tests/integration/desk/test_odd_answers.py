"""What the real centre might say one day, or say wrongly: the desk takes what is good and goes on."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from sync.central.news import feed
from sync.central.store.engine import writing
from sync.desk.operations.check_in import check_in
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.store import documents
from sync.domain.ids import VoucherNo
from sync.protocol import status_list
from sync.protocol.changes import Change
from sync.protocol.status_list import StatusList
from tests.fakes.cut_line import CutLine
from tests.fakes.site import document
from tests.integration.desk.conftest import JoinedDesk

LATER_WORD = """
    UPDATE receipts SET body = replace(body, '"recorded"', '"postponed"')
    WHERE rowid = (SELECT min(rowid) FROM receipts)
"""


def test_a_receipt_of_a_later_program_stops_no_other(
    joined: JoinedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    for code in joined.codes("enrolled")[:3]:
        check_in(joined.desk, code, session_id=joined.session, operator=joined.operator)
    with closing(CutLine(joined.centre.url)) as line:
        line.swallow_answers.set()
        joined.call_at(line.url)
        assert not joined.exchange.run_cycle().online
    with writing(joined.centre.behind.store) as connection:
        assert connection.execute(text(LATER_WORD)).rowcount == 1
    joined.call_at(joined.centre.url)
    for pushed, settled in ((3, 2), (0, 0)):  # the one that cannot be read is not asked for each round
        result = joined.run_cycle()
        assert (result.pushed, result.settled) == (pushed, settled)
        assert show_desk_state(joined.desk).pending == 1
    assert [record.message for record in caplog.records].count("P01: a receipt was passed over: not a receipt") == 1
    joined.call_at(joined.centre.url)  # as after a restart, perhaps of a later program
    assert joined.run_cycle().pushed == 1


def test_lists_in_one_page_follow_one_another(joined: JoinedDesk) -> None:
    """A newer list, then the older one that lacks the void voucher, then another of the newer version."""
    with joined.desk.store.read() as tx:
        held = documents.versions(tx)[status_list.KIND]
    root = joined.centre.behind.keys.root

    def listed(version: int, *void: int) -> dict[str, object] | None:
        signed = StatusList.of(version, datetime.now(UTC), [VoucherNo(number) for number in void])
        return document(status_list.KIND, version, signed.sign(root.key, root.kid)).body

    lists = (listed(held + 2, 1001), listed(held + 1), listed(held + 2))
    changes = [Change("document", f"list-{place}", body) for place, body in enumerate(lists)]
    with writing(joined.centre.behind.store) as connection:
        feed.publish(connection, feed.site_scope(joined.desk.welcome.site), changes)
    assert joined.run_cycle().pulled == 3
    with joined.desk.store.read() as tx:
        status = joined.desk.lists.read(tx).status
    assert status is not None
    assert (status.version, 1001 in status) == (held + 2, True)


def test_a_record_that_does_not_hold_is_not_sent_and_stops_no_other(joined: JoinedDesk) -> None:
    """The centre would settle it as unreadable for ever; a repair may yet bring the right bytes."""
    for code in joined.codes("enrolled")[:3]:
        check_in(joined.desk, code, session_id=joined.session, operator=joined.operator)
    with joined.desk.store.write() as tx:
        whole = tx.execute(text("SELECT payload FROM facts WHERE seq = 2")).scalar_one()
        tx.execute(text("UPDATE facts SET payload = :damaged WHERE seq = 2"), {"damaged": whole[:-1] + b"?"})
    result = joined.run_cycle()
    assert (result.pushed, result.settled, result.error) == (2, 2, None)
    with joined.desk.store.write() as tx:
        tx.execute(text("UPDATE facts SET payload = :whole WHERE seq = 2"), {"whole": whole})
    assert joined.run_cycle().settled == 1
