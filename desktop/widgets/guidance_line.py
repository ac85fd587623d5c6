"""One line over the camera's picture, for whoever holds the phone: what would help, or that two are in view at once."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop import theme


class GuidanceLine(QLabel):
    """Lies over the lower edge of `over`, as wide as its words; hidden while there is nothing to say."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("guidance")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.installEventFilter(self)
        self.say("")

    def say(self, words: str, tone: str = "calm") -> None:
        """Show `words`; `tone` is `calm`, or `warn` where somebody must change something first. "" hides the line."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(words))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        over, edge = self._over.size(), 3 * theme.GAP
        widest = over.width() - 2 * edge
        width = min(widest, self.fontMetrics().horizontalAdvance(self.text()) + 12 * theme.GAP)
        height = self.heightForWidth(width)
        self.setGeometry((over.width() - width) // 2, over.height() - height - edge, width, height)
        self.raise_()
