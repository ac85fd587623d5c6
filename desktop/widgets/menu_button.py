"""A button that opens a menu, with an arrow large enough to be seen and clicked."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop import theme
from desktop.widgets import icons

_ARROW = 20


class MenuButton(QPushButton):
    """Its text on the left, an arrow on the right; the style sheet hides the style's own, which is a few pixels."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMenu(QMenu(self))

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(_ARROW + theme.GAP, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(_ARROW + theme.GAP, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = icons.pixmap("chevron-down", _ARROW, self.palette().buttonText().color().name())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - _ARROW - 3 * theme.GAP, (self.height() - _ARROW) // 2, arrow)
