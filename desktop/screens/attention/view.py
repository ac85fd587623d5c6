"""待处理: a list of what needs somebody, and a card that settles one of them. The keyboard alone is enough."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.attention.card import TaskCard
from desktop.screens.attention.presenter import AttentionPresenter
from desktop.screens.attention.task_list import TaskList
from desktop.widgets.blank_page import BlankPage
from sync.desk.operations.show_attention import Attention, AttentionTask
from sync.domain.attention import AttentionDecision

_LIST = 420


def _shown(attention: Attention) -> tuple[object, ...]:
    return attention.tasks, attention.zone, attention.cut


class AttentionView(QWidget):
    """Enter in the list goes to the card's first button, F2 back to the list, F3 to the note."""

    def __init__(self, presenter: AttentionPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._presenter = presenter
        self._attention: Attention | None = None
        self.tasks, self.card = TaskList(), TaskCard()
        self._empty, self._full = BlankPage(), QWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.tasks.chosen.connect(self._show_task)
        self.tasks.itemActivated.connect(lambda _: self._go_to_card())
        self.card.decided.connect(self._decide)
        presenter.attention.connect(self.show_attention)
        for key, act in ((Qt.Key.Key_F2, self.tasks.setFocus), (Qt.Key.Key_F3, self.card.note.setFocus)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._say()

    def show_attention(self, attention: Attention) -> None:
        """What was read; the same as before changes nothing on the screen."""
        before, self._attention = self._attention, attention
        if before is None or _shown(before) != _shown(attention):
            self.tasks.show_tasks(attention)
        self._stack.setCurrentWidget(self._full if attention.tasks else self._empty)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The screen was gone to: the list takes the keys."""
        super().focusInEvent(event)
        self.tasks.setFocus()

    def _say(self) -> None:
        self._empty.say(
            "check",
            self.tr("Nothing needs attention"),
            self.tr("What the centre does not simply take appears here, with what to do."),
        )

    def _show_task(self, task: AttentionTask | None) -> None:
        if self._attention is not None:
            self.card.show_task(task, self._attention)

    def _go_to_card(self) -> None:
        task = self.card.task
        if task is not None and task.choices:
            self.card.buttons[task.choices[0]].setFocus()

    def _decide(self, decision: AttentionDecision) -> None:
        task = self.card.task
        if task is not None:
            self.tasks.setFocus()
            self._presenter.decide(task.fact_id, decision, self.card.note.text())

    def _lay_out(self) -> None:
        self.tasks.setFixedWidth(_LIST)
        row = QHBoxLayout(self._full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * theme.GAP)
        row.addWidget(self.tasks)
        row.addWidget(self.card, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[4 * theme.GAP] * 4)
        column.addWidget(self._stack)
