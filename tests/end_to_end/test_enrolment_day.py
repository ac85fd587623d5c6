"""An enrolment day before a real centre: a list of twelve, a class that fills up, a refusal, a program that ends half
way, a code that only the centre can read while the line is down. By keyboard; at the end both desks say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select, update

from desktop.app import App
from desktop.screens.enrolment.form import Form
from desktop.screens.enrolment.presenter import EnrolmentPresenter
from desktop.screens.enrolment.view import EnrolmentView
from sync.central.codes.resolver import register_test_codes
from sync.central.holders import claims_of, find_voucher
from sync.central.news import feed, published
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, roster_entries, trainees, vouchers
from sync.desk.device.settings import Settings
from sync.desk.operations.announce_trainees import announce_trainees
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_enrolment import ClassOffer, show_enrolment
from sync.desk.operations.show_roster import show_roster
from sync.desk.operations.withdraw_enrolment import withdraw_enrolment
from sync.domain.expected_people import Person
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.voucher_code import sign_code
from tests.fakes.cut_line import CutLine
from tests.fakes.held_up import HeldUp
from tests.integration.desk.conftest import JoinedDesk
from tests.screenshots.stage import empty_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
WELDERS = ClassId("K-0001")
WELDING = 1
LISTED, PLACES, LEAVERS, OPAQUE = 12, 10, 7, "310000202611230000099999"


class Office:
    """The window on a joined desk; `people` have sound vouchers for welding and are in no class yet."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, joined: JoinedDesk, url: str) -> None:
        self._qtbot, self._qapp, self.joined = qtbot, qapp, joined
        self.desk, self.url = joined.desk, url
        self.numbers = self._newcomers()
        self.app = self._start()

    def _newcomers(self) -> list[int]:
        claimed = (vouchers.c.kind == VoucherKind.SUBSIDY) & (vouchers.c.state == VoucherState.CLAIMED)
        with reading(self.joined.centre.behind.store) as connection:
            wanted = select(vouchers.c.no).where(claimed, vouchers.c.project == WELDING).order_by(vouchers.c.no)
            return list(connection.scalars(wanted))[: LISTED + 1]

    def _start(self) -> App:
        app = App(
            self._qapp,
            Settings.load({"home": self.joined.settings.home, "key_storage": "file", "central_url": self.url}),
            open_desk=lambda: self.desk,
            open_source=lambda: HeldUp(empty_room()),
        )
        app.start()
        self._qtbot.waitUntil(lambda: "enrolment" in app.screens, timeout=10_000)
        with self._qtbot.waitActive(app.window):
            app.window.activateWindow()
        QTest.keyClick(app.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.waitUntil(lambda: app.window.shown == "enrolment")
        return app

    @property
    def presenter(self) -> EnrolmentPresenter:
        found = self.app.screens["enrolment"].presenter
        assert isinstance(found, EnrolmentPresenter)
        return found

    @property
    def view(self) -> EnrolmentView:
        found = self.app.screens["enrolment"].view
        assert isinstance(found, EnrolmentView)
        return found

    @property
    def form(self) -> Form:
        return self.presenter.form

    def people(self) -> list[Person]:
        with reading(self.joined.centre.behind.store) as connection:
            of = vouchers.join(trainees, trainees.c.id == vouchers.c.trainee)
            rows = connection.execute(
                select(trainees).select_from(of).where(vouchers.c.no.in_(self.numbers[:LISTED])).order_by(vouchers.c.no)
            ).all()
        return [Person(row.name, DocumentKind(row.document_kind), row.id_number, row.phone, "某厂") for row in rows]

    def code(self, place: int) -> str:
        behind = self.joined.centre.behind
        with reading(behind.store) as connection:
            row = find_voucher(connection, VoucherNo(self.numbers[place]))
        return sign_code(claims_of(row, behind.now()), behind.keys.issuing.key, behind.keys.issuing.kid)

    def read(self, text: str) -> Reason | None:
        """A reader reads; the reason that stands on the card then."""
        with self._qtbot.waitSignal(self.presenter.answered, timeout=10_000):
            self.app.readers.presented.emit(text)
        return self.form.answer

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._qapp.focusWidget() or self.app.window, key)

    def confirm(self) -> Reason | None:
        with self._qtbot.waitSignal(self.presenter.answered, timeout=10_000):
            self.press(Qt.Key.Key_Return)
        return self.form.answer

    def offer(self, desk: Desk | None = None) -> ClassOffer:
        return next(one for one in show_enrolment(desk or self.desk).classes if one.class_id == WELDERS)

    def sent(self) -> None:
        """Nothing waits for the centre any more: all is sent, and its answers are here."""
        assert self.app.sync is not None
        self.app.sync.try_now()
        self._qtbot.waitUntil(lambda: show_desk_state(self.desk).pending == 0, timeout=15_000)
        self._qtbot.waitUntil(lambda: show_enrolment(self.desk).waiting == (), timeout=15_000)

    def notice_the_cut(self) -> None:
        sync = self.app.sync
        assert sync is not None
        sync.try_now()
        self._qtbot.waitUntil(lambda: not sync.online, timeout=10_000)

    def dies(self) -> None:
        """The program ends without a word; the next one opens the same record."""
        self.end()
        self.desk = self.joined.desk = Desk.open(self.joined.settings)
        self.app = self._start()

    def end(self) -> None:
        self.app.window.close()
        for left in (self.app.window, self.app):
            left.deleteLater()
        self._qapp.processEvents()


@pytest.fixture
def line(joined: JoinedDesk) -> Iterator[CutLine]:
    with closing(CutLine(joined.centre.url)) as relay:
        yield relay


@pytest.fixture
def office(qtbot: QtBot, qapp: QApplication, joined: JoinedDesk, line: CutLine) -> Iterator[Office]:
    for line_of_roster in show_roster(joined.desk, WELDERS)[:LEAVERS]:
        assert line_of_roster.voucher_no is not None
        withdraw_enrolment(
            joined.desk, line_of_roster.voucher_no, class_id=WELDERS, reason="moved away", operator=joined.operator
        )
    joined.run_cycle()
    with writing(joined.centre.behind.store) as connection:  # all but two of the listed fit in
        taken = select(func.count()).where(roster_entries.c.class_id == WELDERS).scalar_subquery()
        connection.execute(update(classes).where(classes.c.id == WELDERS).values(capacity=taken + PLACES))
        row = connection.execute(select(classes).where(classes.c.id == WELDERS)).one()
        feed.publish(connection, feed.site_scope(row.site), [published.class_change(row, "焊工")])
    office = Office(qtbot, qapp, joined, line.url)
    yield office
    office.end()


def test_a_day(office: Office, line: CutLine, join_desk: Callable[..., JoinedDesk], qtbot: QtBot) -> None:
    colleague = join_desk()
    office.sent()
    assert announce_trainees(office.desk, WELDERS, office.people(), operator=office.joined.operator).known == ()
    office.presenter.refresh()
    office.presenter.choose_class(WELDERS)
    qtbot.waitUntil(lambda: office.view.people.count() == LISTED)

    assert office.read(office.code(0)) is Reason.ENROLLED  # told before it is recorded
    assert show_enrolment(office.desk).waiting == ()
    assert office.confirm() is Reason.ENROLLED
    assert office.read(office.code(0)) is Reason.ALREADY_ENROLLED
    assert office.read(office.joined.codes("revoked")[0]) is Reason.VOID
    office.press(Qt.Key.Key_Return)  # a refusal is nothing to confirm
    assert office.form.result is None

    assert office.read(office.code(1)) is Reason.ENROLLED
    qtbot.wait(200)
    office.dies()
    qtbot.waitUntil(lambda: office.form.answer is Reason.ENROLLED, timeout=10_000)
    assert office.form.class_id == WELDERS
    assert office.confirm() is Reason.ENROLLED

    office.press(Qt.Key.Key_F6)
    for place in range(2, 8):
        assert office.read(office.code(place)) is Reason.ENROLLED
        assert office.form.result is not None
    assert (office.offer().came, office.offer().announced) == (8, LISTED)
    office.press(Qt.Key.Key_F6)
    office.sent()

    line.cut()
    office.notice_the_cut()
    with writing(office.joined.centre.behind.store) as connection:
        register_test_codes(connection, {OPAQUE: VoucherNo(office.numbers[8])})
    assert office.read(OPAQUE) is Reason.ONLY_CENTRE_CAN_READ
    assert office.confirm() is Reason.ONLY_CENTRE_CAN_READ
    assert office.read(office.code(9)) is Reason.ENROLLED
    assert office.confirm() is Reason.ENROLLED
    assert office.read(office.code(10)) is Reason.CLASS_FULL
    qtbot.waitUntil(lambda: "2" in office.view.queue.text(), timeout=10_000)

    line.mend()
    office.sent()
    colleague.run_cycle()
    assert office.offer() == office.offer(colleague.desk)
    assert (office.offer().came, office.offer().places_left) == (10, 0)
    assert show_roster(office.desk, WELDERS) == show_roster(colleague.desk, WELDERS)
    office.presenter.refresh()
    qtbot.waitUntil(lambda: office.view.people.count() == LISTED - PLACES)
    assert any(label.text() == "10 / 12" for label in office.view.findChildren(QLabel))
