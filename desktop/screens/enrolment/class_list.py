"""The classes as cards: name, start, places as a bar, whether the voucher fits. One is chosen, by arrows or mouse."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.enrolment import wording
from desktop.screens.enrolment.form import Form
from desktop.widgets.elided_label import ElidedLabel
from sync.desk.operations.show_enrolment import ClassOffer, EnrolmentDesk
from sync.domain.classes import ClassState
from sync.domain.verdicts import Reason

_ROW = 104
_TONES = {Reason.ENROLLED: "accepted", Reason.ALREADY_ENROLLED: "undone"}


class ClassList(QListWidget):
    """`chosen` carries a ClassId."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tasks")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._shown: tuple[EnrolmentDesk, Form] | None = None
        self._filling = False
        self.currentItemChanged.connect(lambda *_: self._tell())
        self._say()

    def show_classes(self, shown: EnrolmentDesk, form: Form) -> None:
        """All classes; the form's is the current one."""
        self._shown, self._filling = (shown, form), True
        place = self.verticalScrollBar().value()
        self.clear()
        for offer in shown.classes:
            self._add(offer, form, shown.zone)
        self.verticalScrollBar().setValue(place)
        self._filling = False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            if self._shown is not None:
                self.show_classes(*self._shown)

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Classes"))

    def _tell(self) -> None:
        item = self.currentItem()
        if not self._filling and item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _add(self, offer: ClassOffer, form: Form, zone: ZoneInfo) -> None:
        reason = form.prospect.fits.get(offer.class_id) if form.prospect and not form.result else None
        item = QListWidgetItem(self)
        item.setSizeHint(QSize(0, _ROW))
        item.setData(Qt.ItemDataRole.UserRole, offer.class_id)
        said = [offer.name, offer.project_name, wording.begins(offer, zone), wording.places(offer), wording.fit(reason)]
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, said)))
        item.setToolTip(offer.project_name)
        self.setItemWidget(item, _card(offer, reason, zone))
        if offer.class_id == form.class_id:
            self.setCurrentItem(item)


def _card(offer: ClassOffer, reason: Reason | None, zone: ZoneInfo) -> QWidget:
    widget = QWidget()
    name = theme.styled(ElidedLabel(offer.name), "strong")
    top = QHBoxLayout()
    top.setSpacing(2 * theme.GAP)
    top.addWidget(name, 1)
    if wording.fit(reason) and reason is not None:
        mark = theme.styled(QLabel(wording.fit(reason)), "mark")
        mark.setProperty("verdict", _TONES.get(reason, "refused"))
        top.addWidget(mark)
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, max(1, offer.capacity))
    bar.setValue(min(offer.enrolled, offer.capacity))
    bar.setEnabled(offer.state is ClassState.OPEN)
    bar.setAccessibleName(wording.places(offer))
    foot = QHBoxLayout()
    foot.addWidget(theme.styled(QLabel(wording.places(offer)), "quiet"))
    foot.addStretch(1)
    foot.addWidget(theme.styled(QLabel(wording.begins(offer, zone)), "quiet"))
    column = QVBoxLayout(widget)
    column.setContentsMargins(3 * theme.GAP, 2 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
    column.setSpacing(theme.GAP)
    column.addLayout(top)
    column.addWidget(theme.styled(ElidedLabel(offer.project_name), "quiet"))
    column.addWidget(bar)
    column.addLayout(foot)
    return widget
