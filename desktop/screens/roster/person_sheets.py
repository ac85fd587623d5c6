"""Leaving a class and changing it: why, and where to. What happened before stays in the record."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from desktop import theme
from desktop.notices import words_of
from desktop.screens.roster.presenter import Done, Failed, RosterPresenter
from desktop.widgets.field import Field
from desktop.widgets.sheet import Sheet
from sync.desk.operations.list_classes import ClassCard
from sync.desk.operations.show_roster import RosterLine
from sync.errors import InvalidInput


class _PersonSheet(Sheet):
    """About one person; a reason is asked for."""

    def __init__(self, parent: QWidget, presenter: RosterPresenter) -> None:
        self.reason = QLineEdit()
        super().__init__(parent)
        self._presenter = presenter
        self._number = 0
        self._line: RosterLine | None = None
        self._from: ClassCard | None = None
        self._who = theme.styled(QLabel(), "strong")
        self._reason_field = Field(self.reason)
        self.content.addWidget(self._who)
        self.accepted.connect(self._accept)

    def _open_for(self, line: RosterLine, chosen: ClassCard) -> None:
        self._line, self._from = line, chosen
        self._number += 1
        self.main.setEnabled(True)
        self.reason.clear()
        self._reason_field.show_trouble("")
        self._who.setText(f"{line.name}  {line.id_number}\n{chosen.name}")
        self.open()
        self._word()

    def _say(self) -> None:
        super()._say()
        if getattr(self, "_line", None) is not None:
            self._word()

    def _word(self) -> None:
        self._reason_field.say(self.tr("Why"))

    def _accept(self) -> None:
        """The reason is looked at first: everything else is judged where it is written."""
        if not self.reason.text().strip():
            self._reason_field.show_trouble(self.tr("Say why in a few words."))
            self.reason.setFocus()
            return
        self._reason_field.show_trouble("")
        if self._presenter.operator is None:
            self.show_trouble(self.tr("Choose at the top right who you are, then try again."))
            return
        self.show_trouble("")
        self.main.setEnabled(False)
        number = self._number
        self._do(lambda: self._done(number), lambda error: self._failed(number, error))

    def _do(self, done: Done, failed: Failed) -> None:
        raise NotImplementedError

    def _done(self, number: int) -> None:
        """The answer about somebody for whom it was opened earlier does not close it for the one it is open for now."""
        if number == self._number:
            self.main.setEnabled(True)
            self.close_sheet()

    def _failed(self, number: int, error: Exception) -> None:
        if number != self._number:
            return
        self.main.setEnabled(True)
        words = words_of(error)
        if isinstance(error, InvalidInput):
            self.show_trouble(self._why_not(words.code))
        else:
            self.show_trouble(f"{words.code} {words.title}. {words.remedy}")

    def _why_not(self, code: str) -> str:
        """What stands against it, as far as this PC can know."""
        return self.tr("{code} This cannot be done now. Refresh the roster and look again.").format(code=code)


class LeaveSheet(_PersonSheet):
    """退班, or calling off somebody who was only announced."""

    def __init__(self, parent: QWidget, presenter: RosterPresenter) -> None:
        super().__init__(parent, presenter)
        self.content.addWidget(self._reason_field)

    def open_for(self, line: RosterLine, chosen: ClassCard) -> None:
        """Ask why `line` leaves the class."""
        self._open_for(line, chosen)

    def _word(self) -> None:
        super()._word()
        announced = self._line is not None and self._line.announcement is not None
        self.title.setText(self.tr("Call off") if announced else self.tr("Leave the class"))
        self.main.setText(self.tr("Call off") if announced else self.tr("Leave the class"))
        self.hint.setText(
            self.tr("The person is taken off the list of who will come.")
            if announced
            else self.tr("The place becomes free and the voucher can be used again. What was attended stays on record.")
        )

    def _do(self, done: Done, failed: Failed) -> None:
        assert self._line is not None  # noqa: S101  open
        assert self._from is not None  # noqa: S101  open
        self._presenter.leave(self._line, self._from.class_id, self.reason.text(), done, failed)


class TransferSheet(_PersonSheet):
    """转班 into another class of the same project."""

    def __init__(self, parent: QWidget, presenter: RosterPresenter) -> None:
        self.target = QComboBox()
        super().__init__(parent, presenter)
        self._target_field = Field(self.target)
        self.content.addWidget(self._target_field)
        self.content.addWidget(self._reason_field)
        self._offered: tuple[ClassCard, ...] = ()

    def open_for(self, line: RosterLine, chosen: ClassCard, classes: tuple[ClassCard, ...]) -> None:
        """Ask where `line` goes and why: first of all classes with room of the same project."""
        others = [card for card in classes if card.class_id != chosen.class_id]
        same = [card for card in others if card.project_name == chosen.project_name]
        self._offered = tuple(same or others)
        self.target.clear()
        for card in self._offered:
            free = max(0, card.capacity - card.enrolled)
            self.target.addItem(self.tr("{name} ({n} places free)").format(name=card.name, n=free))
        self._open_for(line, chosen)

    def _word(self) -> None:
        super()._word()
        self.title.setText(self.tr("Change class"))
        self.main.setText(self.tr("Change class"))
        self.hint.setText(self.tr("The voucher goes along. What was attended stays on record."))
        self._target_field.say(self.tr("New class"))

    def _why_not(self, code: str) -> str:
        return self.tr(
            "{code} The other class is full, closed, or of another project. Choose another class."
        ).format(code=code)

    def _do(self, done: Done, failed: Failed) -> None:
        assert self._line is not None  # noqa: S101  open
        assert self._from is not None  # noqa: S101  open
        classes = (self._from.class_id, self._offered[self.target.currentIndex()].class_id)
        self._presenter.transfer(self._line, classes, self.reason.text(), done, failed)
