"""A button of the rail: picture over word, and a number where somebody must act."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop import theme

_SIDE = 20
_HEIGHT = 58  # nine of them at the window's least height
_MOST = 99


class RailButton(QToolButton):
    """One screen's button; `show_number` puts a badge on it."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = 0
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(24, 24))
        self.setFixedSize(width, _HEIGHT)

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name for it
        """The window says which screen is shown. An exclusive group would leave Tab one button alone."""

    def show_number(self, number: int) -> None:
        """How many things somebody must act on; none shows no badge."""
        self.number = number
        self.setAccessibleName(f"{self.text()} {number}" if number else self.text())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.number:
            return
        text = str(self.number) if self.number <= _MOST else f"{_MOST}+"
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(theme.SMALL)
        font.setBold(True)
        painter.setFont(font)
        width = max(_SIDE, painter.fontMetrics().horizontalAdvance(text) + 2 * theme.GAP)
        place = QRectF(self.width() / 2 + theme.GAP, theme.GAP, width, _SIDE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.refused))
        painter.drawRoundedRect(place, _SIDE / 2, _SIDE / 2)
        painter.setPen(QColor(palette.on_refused))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
