"""Who works at this PC: signed in, locked, changing over, signed out. Every screen writes under the name told here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from desktop.app.roles import may_set_up, screens_of
from desktop.main_window import MainWindow
from desktop.screens.sign_in.pin_sheet import PinSheet
from desktop.screens.sign_in.presenter import SignInPresenter
from desktop.screens.sign_in.view import Occasion, SignInView
from sync.desk.operations.list_staff import StaffCard, first_operator
from sync.desk.operations.sign_in import People
from sync.domain.ids import StaffId

_MINUTE_MS = 60_000
_HANDS = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}


class Staffing(QObject):
    """`working` carries a StaffId or None: under whose name is written from now on. `chose` carries who was chosen
    where nobody has a password yet: then anybody may be, as the header's menu says. `sets_up`: whether whoever works
    now may change how the PC is set.
    """

    working = Signal(object)
    chose = Signal(str)
    sets_up = Signal(bool)

    def __init__(self, window: MainWindow, presenter: SignInPresenter, remembered: str, lock_minutes: int) -> None:
        super().__init__(window)
        self.presenter, self.view = presenter, SignInView(presenter)
        self.pin = PinSheet(window)
        self.operator: StaffId | None = None
        self._window, self._remembered = window, remembered
        self._people: People | None = None
        self._closed = False
        self._signed = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(lock_minutes * _MINUTE_MS)
        self._idle.timeout.connect(self.lock)
        presenter.people.connect(self.show_people)
        presenter.signed_in.connect(lambda staff: self._signed_in(StaffId(staff)))
        presenter.pin_set.connect(self.pin.close_sheet)
        self.pin.chosen.connect(self._set_pin)
        self.view.left.connect(self._stay)
        window.operator_chosen.connect(lambda staff: self._change_over(StaffId(staff)))
        window.lock_asked.connect(self.lock)
        window.sign_out_asked.connect(self.sign_out)
        window.pin_asked.connect(self._ask_for_pin)
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    @property
    def asks(self) -> bool:
        """Whether somebody has to prove who they are."""
        return self._people is not None and self._people.ask

    @property
    def open(self) -> bool:
        """Whether scans are taken: somebody works here, or nobody has to prove it."""
        return self.operator is not None or not self.asks

    def show_people(self, people: People) -> None:
        """Who works at the site, read anew: somebody may have left, or has another role."""
        self._people = people
        here = {card.id for card in people.cards if card.has_password or not people.ask}
        self.view.show_people(people)
        if not people.ask:
            remembered = self.operator if self.operator in here else self._first(here)
            self._work_as(remembered)
            self._closed = False
            self._stay()
        elif self.operator in here:
            self._work_as(self.operator)
            if self._signed and not self._is_proved(people):
                self.lock()
            elif not self._idle.isActive():  # the first passwords came while somebody worked
                self._watch_hands()
        else:
            self._close(Occasion.BEGIN)

    def noticed(self) -> None:
        """Somebody is there: a hand on the PC, or a voucher before the camera."""
        if self._idle.isActive():
            self._idle.start()

    def lock(self) -> None:
        """Nothing personal on the screen until somebody signs in; nothing is lost."""
        if self.asks and self.operator is not None:
            self._close(Occasion.LOCKED)

    def sign_out(self) -> None:
        """The day is done."""
        if self.asks:
            self._close(Occasion.BEGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self.noticed()
        return super().eventFilter(watched, event)

    def _close(self, occasion: Occasion) -> None:
        """Who was here last is the first to be asked for; already closed stays as it is."""
        last = self.operator
        if self._closed and last is None:
            return
        self._closed, self._signed = True, False
        self._idle.stop()
        self.pin.close_sheet()
        self._work_as(None)
        self._cover(occasion, last if occasion is Occasion.LOCKED else None)

    def _change_over(self, staff: StaffId) -> None:
        if not self.asks:
            self._work_as(staff)
            self.chose.emit(staff)
        elif staff != self.operator:
            self._cover(Occasion.CHANGE_OVER, staff)

    def _cover(self, occasion: Occasion, staff: StaffId | None) -> None:
        self.view.begin(occasion, staff)
        self._window.cover(self.view)
        self.view.take_keys()
        self.presenter.refresh()

    def _stay(self) -> None:
        """Only from under this page: whoever practises goes on."""
        self._window.uncover(self.view)

    def _signed_in(self, staff: StaffId) -> None:
        self._closed, self._signed = False, True
        self._work_as(staff)
        self._stay()
        self._watch_hands()
        self.presenter.refresh()

    def _watch_hands(self) -> None:
        self._idle.start() if self._idle.interval() else self._idle.stop()

    def _is_proved(self, people: People) -> bool:
        """Whether what was typed still holds: a new password, set elsewhere, is asked for at once."""
        return any(card.id == self.operator and card.proved for card in people.cards)

    def _work_as(self, operator: StaffId | None) -> None:
        self.operator = operator
        people = self._people
        if people is None:
            return
        cards = tuple(StaffCard(card.id, card.name, card.role) for card in people.cards)
        roles = {card.id: card.role for card in cards}
        if people.ask and operator in roles:
            self._window.allow(screens_of(roles[operator]))
            self.sets_up.emit(may_set_up(roles[operator], roles.values()))
        elif not people.ask:
            self._window.allow(None)
            self.sets_up.emit(True)
        able = tuple(card for card, known in zip(cards, people.cards, strict=True) if known.has_password)
        self._window.show_staff(able if people.ask else cards, operator, signs_in=people.ask)
        self.working.emit(operator)

    def _first(self, here: set[StaffId]) -> StaffId | None:
        """Over a restart whoever it was the last time; on a fresh desk the first at the front desk."""
        if self._remembered in here:
            return StaffId(self._remembered)
        cards = [StaffCard(card.id, card.name, card.role) for card in self._people.cards] if self._people else []
        return first_operator(cards) if cards else None

    def _ask_for_pin(self) -> None:
        if self.operator is not None:
            self.pin.ask()

    def _set_pin(self, pin: str) -> None:
        if self.operator is not None:
            self.presenter.set_pin(self.operator, pin)
