"""Two PCs of one site: what one scans is known to the other as soon as it has asked the centre, which is soon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
from sqlalchemy import update

from sync.central.news import feed as news
from sync.central.news.terms import Terms
from sync.central.store.engine import writing
from sync.central.store.tables import devices
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.check_in import check_in
from sync.desk.operations.count_session import count_session
from sync.desk.operations.list_staff import list_staff
from sync.desk.store import feed, roster
from sync.domain.ids import ClassId
from sync.domain.verdicts import Reason
from sync.protocol.changes import Change, ChangeKind
from tests.integration.desk.conftest import JoinedDesk


def sign_in(joined: JoinedDesk, place: int) -> Reason:
    code = joined.codes("enrolled")[place]
    return check_in(joined.desk, code, session_id=joined.session, operator=joined.operator).reason


def test_a_scan_of_one_is_signed_in_at_the_other_as_soon_as_it_pulls(
    joined: JoinedDesk, join_desk: Callable[..., JoinedDesk]
) -> None:
    other = join_desk()
    for first, second, place in ((joined, other, 0), (other, joined, 1)):
        assert sign_in(first, place) in (Reason.SIGNED_IN, Reason.SIGNED_IN_LATE)
        first.run_cycle()
        second.run_cycle()
        assert sign_in(second, place) is Reason.ALREADY_SIGNED_IN
    joined.run_cycle()
    assert count_session(joined.desk, joined.session).present == count_session(other.desk, joined.session).present == 2


def test_the_centre_wants_to_be_asked_more_often_where_there_are_several(
    joined: JoinedDesk, join_desk: Callable[..., JoinedDesk]
) -> None:
    behind = joined.centre.behind
    assert joined.run_cycle().again_in == 15.0
    other = join_desk()
    assert joined.run_cycle().again_in == other.run_cycle().again_in == 3.0
    behind.terms = Terms(again_in_among_several=timedelta(seconds=1.5))
    assert joined.run_cycle().again_in == 1.5
    with writing(behind.store) as connection:
        this = devices.c.id == other.desk.welcome.device
        connection.execute(update(devices).where(this).values(last_contact=behind.now() - timedelta(days=2)))
    assert joined.run_cycle().again_in == 15.0


def test_a_sign_in_learned_from_elsewhere_than_the_centre_counts(joined: JoinedDesk) -> None:
    """As another desk in the room might tell it: the row is what counts, not who brought it."""
    with joined.desk.store.read() as tx:
        number = next(entry for entry in roster.entries_of_class(tx, _class(joined)) if entry.voucher_no).voucher_no
    at = joined.desk.clock.read().best.isoformat()
    body = {"session_id": joined.session, "class_id": _class(joined), "voucher_no": number, "at": at, "source": "room"}
    before = count_session(joined.desk, joined.session).present
    told = Change(ChangeKind.ATTENDANCE, f"{joined.session}/{number}", body)
    with joined.desk.store.write() as tx:
        feed.write(tx, [(told, bytes(32))])
    assert count_session(joined.desk, joined.session).present == before + 1


def _class(joined: JoinedDesk) -> ClassId:
    return ClassId(joined.centre.example["classes"][0]["id"])


class _Slow(httpx.BaseTransport):
    """A line on which a page of the feed takes so long that `meanwhile` happens first, once."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._line = httpx.HTTPTransport()
        self._meanwhile = [meanwhile]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._line.handle_request(request)
        if request.url.path == "/v1/changes" and self._meanwhile:
            answer.read()
            self._meanwhile.pop()()
        return answer

    def close(self) -> None:
        self._line.close()


def test_a_slow_program_writes_no_old_page_over_what_a_faster_one_read(joined: JoinedDesk) -> None:
    """The window and the command line may read the feed of one record at once."""

    def move_on(name: str) -> None:
        with writing(joined.centre.behind.store) as connection:
            scope = news.site_scope(joined.centre.example["site"]["id"])
            news.publish(connection, scope, [Change(ChangeKind.STAFF, "P-new", {"name": name, "role": "clerk"})])

    def meanwhile() -> None:
        move_on("改试")
        joined.run_cycle()

    move_on("原试")
    settings = replace(joined.settings, central_url=joined.centre.url)
    slow = open_exchange(settings, joined.desk, _Slow(meanwhile))
    assert slow.run_cycle().error is None
    slow.connection.close()
    assert "改试" in [card.name for card in list_staff(joined.desk)]
