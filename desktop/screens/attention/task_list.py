"""The left side: what is to be decided first, then what only waits, then what was decided."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.attention import wording
from desktop.widgets import site_time
from desktop.widgets.elided_label import ElidedLabel
from sync.desk.operations.show_attention import Attention, AttentionTask
from sync.domain.ids import FactId

_ROW, _HEAD = 64, 40
_SIGN = 36


class TaskList(QListWidget):
    """`chosen` carries the AttentionTask that was gone to."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Attention | None = None
        self._filling = False
        self.setObjectName("tasks")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(lambda *_: self._tell())
        self._say()

    @property
    def current(self) -> AttentionTask | None:
        """The task that stands in the card."""
        if self.currentRow() < 0:
            return None
        task: AttentionTask | None = self.currentItem().data(Qt.ItemDataRole.UserRole)
        return task

    def show_tasks(self, attention: Attention) -> None:
        """Fill anew; whoever was looked at stays so, wherever it stands now."""
        looked_at = self.current
        self._shown, self._filling = attention, True
        self.clear()
        group = None
        for task in attention.tasks:
            if task.urgency is not group:
                group = task.urgency
                alike = sum(other.urgency is group for other in attention.tasks)
                self._add_head(wording.head_words(group, alike, cut=group in attention.cut))
            self._add(task, attention.zone)
        self._filling = False
        self.go_to(looked_at.fact_id if looked_at else None)

    def go_to(self, fact_id: FactId | None) -> None:
        """To that task, else to the first."""
        items = [item for item in map(self.item, range(self.count())) if item.data(Qt.ItemDataRole.UserRole)]
        same = (item for item in items if item.data(Qt.ItemDataRole.UserRole).fact_id == fact_id)
        found = next(same, items[0] if items else None)
        if found is not None and found is not self.currentItem():
            self.setCurrentItem(found)
        else:
            self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            if self._shown is not None:
                self.show_tasks(self._shown)

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Needs attention"))

    def _tell(self) -> None:
        if not self._filling:
            self.chosen.emit(self.current)

    def _add_head(self, text: str) -> None:
        item = QListWidgetItem(self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, _HEAD))
        label = theme.styled(QLabel(text), "groupHead")
        label.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 0, 0)
        self.setItemWidget(item, label)

    def _add(self, task: AttentionTask, zone: ZoneInfo) -> None:
        assert self._shown is not None  # noqa: S101  set before
        at = site_time.day_and_clock(task.at, zone, self._shown.now)
        row = _row(task, at)
        item = QListWidgetItem(self)
        item.setSizeHint(QSize(0, _ROW))
        item.setData(Qt.ItemDataRole.UserRole, task)
        said = f"{wording.trouble_words(task)} {wording.who(task)} {wording.reason(task)} {at}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(wording.reason(task))
        self.setItemWidget(item, row)


def _row(task: AttentionTask, at: str) -> QWidget:
    sign, tone = wording.sign(task)
    mark = theme.styled(QLabel(sign), "mark")
    mark.setProperty("verdict", tone)
    mark.setFixedWidth(_SIGN)
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    name = theme.styled(ElidedLabel(wording.who(task)), "strong")
    why = theme.styled(ElidedLabel(wording.reason(task)), "quiet")
    words = QVBoxLayout()
    words.setSpacing(0)
    top = QHBoxLayout()
    top.addWidget(name, 1)
    top.addWidget(theme.styled(QLabel(at), "quiet"))
    words.addLayout(top)
    words.addWidget(why)
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(3 * theme.GAP, theme.GAP, 4 * theme.GAP, theme.GAP)
    row.setSpacing(3 * theme.GAP)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addLayout(words, 1)
    return widget
