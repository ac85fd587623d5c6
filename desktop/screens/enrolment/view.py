"""录取: who is expected on the left, the voucher's verdict in the middle, the classes on the right. By keyboard alone.

F2 finds, F3 goes to the classes, Enter confirms, Esc makes room for the next, Ctrl+Z undoes, F6 turns the group mode.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.enrolment.class_list import ClassList
from desktop.screens.enrolment.form import Form, chosen_class
from desktop.screens.enrolment.people_list import PeopleList
from desktop.screens.enrolment.presenter import EnrolmentPresenter
from desktop.screens.enrolment.prospect_card import ProspectCard
from desktop.screens.enrolment.waiting_page import WaitingPage
from desktop.widgets.page import Page
from desktop.widgets.search_box import SearchBox
from sync.desk.operations.look_for_enrolment import FoundPerson
from sync.desk.operations.show_enrolment import EnrolmentDesk

_PEOPLE, _CLASSES = 272, 336


class EnrolmentView(Page):
    """Two pages below one bar: the desk, and the queue of what waits. `asked_for`: a screen, and a class or nothing."""

    asked_for = Signal(str, str)

    def __init__(self, presenter: EnrolmentPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: EnrolmentDesk | None = None
        self._form = presenter.form
        self.search, self.people = SearchBox(), PeopleList()
        self.card, self.classes = ProspectCard(), ClassList()
        self.waiting = WaitingPage()
        self.group, self.queue = QPushButton(), QPushButton()
        self._title, self._missing = theme.styled(QLabel(), "title"), theme.styled(QLabel(), "groupHead")
        self._count = theme.styled(QLabel(), "title")
        self._stack, self._desk = QStackedWidget(), QWidget()
        self._lay_out()
        self._connect()
        self.say()

    def say(self) -> None:
        """Word everything anew."""
        self._title.setText(self.tr("Enrolment"))
        self.group.setText(self.tr("Group") + "   F6")
        self.group.setToolTip(self.tr("Whoever is announced for the class is enrolled by the scan alone"))
        self._say_counts()

    def show_desk(self, shown: EnrolmentDesk) -> None:
        """What was read."""
        self._shown = shown
        self.waiting.show_waiting(shown)
        self._show()

    def show_form(self, form: Form) -> None:
        """What stands on the desk."""
        self._form = form
        self._show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The screen was gone to: what was typed is searched for, what is read goes to the card."""
        super().focusInEvent(event)
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._presenter.confirm()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        offer = chosen_class(self._shown, self._form)
        self.card.show_form(self._form, offer, self._begun_by())
        self.group.setChecked(self._form.group)
        if self._shown is not None:
            self.classes.show_classes(self._shown, self._form)
            if not self.search.text().strip():
                self._show_missing()
        self._say_counts()

    def _begun_by(self) -> str:
        """Whose the half-done form is, if not of whoever works now."""
        by, shown = self._form.by, self._shown
        return shown.staff.get(by, by) if shown and by is not None and by != self._presenter.operator else ""

    def _show_missing(self) -> None:
        offer = chosen_class(self._shown, self._form)
        if self._shown is None or offer is None:
            self.people.show_missing((), "")
            return
        lines = [line for line in self._shown.expected if line.class_id == offer.class_id and not line.came]
        self.people.show_missing(lines, offer.name)

    def _say_counts(self) -> None:
        offer = chosen_class(self._shown, self._form)
        waiting = len(self._shown.waiting) if self._shown else 0
        self.queue.setText(self.tr("Waiting for the centre: {n}").format(n=waiting))
        announced = offer is not None and offer.announced > 0
        self._count.setText(f"{offer.came} / {offer.announced}" if offer is not None and announced else "")
        self._count.setAccessibleName(self.tr("Enrolled of those announced"))
        if self.search.text().strip():
            self._missing.setText(self.tr("Found"))
        else:
            self._missing.setText(self.tr("Announced, still missing") if announced else self.tr("Announced: nobody"))

    def _choose(self, person: object) -> None:
        if isinstance(person, FoundPerson):
            self.search.clear()
            self._presenter.choose_person(person)
            self.setFocus()

    def _next(self) -> None:
        self.search.clear()
        self._presenter.clear()
        self.search.setFocus()

    def _to_people(self) -> None:
        """Enter or the arrow down in the field: with nothing typed, Enter confirms what is on the card."""
        if self.search.text().strip() and self.people.count():
            self.people.setFocus()
        else:
            self._presenter.confirm()

    def _turn_to_queue(self, on: bool) -> None:
        self._stack.setCurrentWidget(self.waiting if on else self._desk)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self.show_desk)
        presenter.form_changed.connect(self.show_form)
        presenter.found.connect(self._show_found)
        self.search.asked.connect(presenter.search)
        self.search.came.connect(presenter.take_text)
        self.search.left.connect(self._show)
        self.search.down.connect(self._to_people)
        self.people.chosen.connect(self._choose)
        self.classes.chosen.connect(presenter.choose_class)
        self.classes.itemActivated.connect(lambda _: presenter.confirm())
        self.card.confirmed.connect(presenter.confirm)
        self.card.undone.connect(presenter.undo)
        self.card.cleared.connect(self._next)
        self.group.clicked.connect(presenter.set_group)
        self.queue.toggled.connect(self._turn_to_queue)
        self.waiting.sync_wanted.connect(presenter.sync_now)
        self.waiting.attention_wanted.connect(lambda: self.asked_for.emit("attention", ""))
        self.on_key(Qt.Key.Key_F2, self.search.setFocus)
        self.on_key(Qt.Key.Key_F3, self.classes.setFocus)
        self.on_key(Qt.Key.Key_Escape, self._next)
        self.on_key(Qt.Key.Key_F6, self.group.click)
        self.on_key("Ctrl+Z", presenter.undo)

    def _show_found(self, found: tuple[FoundPerson, ...]) -> None:
        if self.search.text().strip():
            self.people.show_found(found)
            self._say_counts()

    def _lay_out(self) -> None:
        for button in (self.group, self.queue):
            button.setCheckable(True)
            button.setMinimumHeight(10 * theme.GAP)
        self.bar.addWidget(self._title)
        self.bar.addStretch(1)
        self.bar.addWidget(self.group)
        self.bar.addWidget(self.queue)
        head = QHBoxLayout()
        head.addWidget(self._missing, 1)
        head.addWidget(self._count)
        left = QVBoxLayout()
        left.setSpacing(2 * theme.GAP)
        left.addWidget(self.search)
        left.addLayout(head)
        left.addWidget(self.people, 1)
        self.search.setFixedWidth(_PEOPLE)
        self.people.setFixedWidth(_PEOPLE)
        self.classes.setFixedWidth(_CLASSES)
        row = QHBoxLayout(self._desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * theme.GAP)
        row.addLayout(left)
        row.addWidget(self.card, 1)
        row.addWidget(self.classes)
        self._stack.addWidget(self._desk)
        self._stack.addWidget(self.waiting)
        self.body.addWidget(self._stack, 1)
