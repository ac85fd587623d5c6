"""停课 and 停班: what follows is told, a reason is asked, and for a whole class a second, deliberate yes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.screens.classes import wording
from desktop.screens.classes.reason_field import ReasonField
from desktop.widgets import site_time
from desktop.widgets.sheet import Sheet
from sync.desk.operations.show_class import ClassDetail, SessionLine
from sync.protocol.receipts import ReceiptCode


class CancelSheet(Sheet):
    """`confirmed` carries the SessionLine (None: the class) and the reason."""

    confirmed = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._session: SessionLine | None = None
        self._detail: ClassDetail | None = None
        self.reason, self.sure = ReasonField(), QCheckBox()
        self.content.addWidget(self.reason)
        self.content.addWidget(self.sure)
        self.sure.toggled.connect(lambda _: self._allow())
        self.accepted.connect(self._accept)

    def open_for(self, detail: ClassDetail, line: SessionLine | None = None) -> None:
        """A class that is given up, or one session of it that will not be held."""
        self._session, self._detail = line, detail
        self.reason.clear()
        self.sure.setChecked(False)
        self._word()
        self._allow()
        self.open()

    def decline(self, code: ReceiptCode) -> None:
        """It cannot be given up."""
        self.show_trouble(wording.refusal(code))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        if self._detail is None:
            return
        if self._session is None:
            self._word_class(self._detail)
        else:
            self._word_session(self._session, self._detail)
        self.sure.setAccessibleName(self.sure.text())
        self.sure.setVisible(self._session is None)

    def _word_session(self, line: SessionLine, detail: ClassDetail) -> None:
        at = site_time.whole(line.starts, detail.zone)
        self.title.setText(self.tr("Cancel the session of {at}").format(at=at))
        told = self.tr("Class hours that fall away: {n}; nobody counts as absent. This cannot be taken back here.")
        self.hint.setText(told.format(n=line.hours))
        self.main.setText(self.tr("Cancel the session"))
        ready = (self.tr("The teacher is ill"), self.tr("Bad weather"), self.tr("The room cannot be used"))
        self.reason.offer(self.tr("Reason"), ready)

    def _word_class(self, detail: ClassDetail) -> None:
        self.title.setText(self.tr("Cancel the class"))
        told = self.tr(
            "Trainees who lose their place: {n}. Their vouchers can be used elsewhere, and all sessions fall away. What"
            " was attended stays on record. This cannot be taken back here."
        )
        self.hint.setText(told.format(n=detail.row.enrolled))
        self.main.setText(self.tr("Cancel the class"))
        ready = (self.tr("Too few trainees"), self.tr("No teacher can be found"), self.tr("The project was given up"))
        self.reason.offer(self.tr("Reason"), ready)
        self.sure.setText(self.tr("Yes, cancel “{name}”").format(name=detail.row.name))

    def _allow(self) -> None:
        self.main.setEnabled(self._session is not None or self.sure.isChecked())

    def _accept(self) -> None:
        if not self.reason.words:
            self.reason.show_trouble(self.tr("Say why, in a few words."))
            self.reason.box.setFocus()
            return
        self.reason.show_trouble("")
        self.confirmed.emit(self._session, self.reason.words)
