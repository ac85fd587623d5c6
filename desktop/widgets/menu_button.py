"""A button that opens a menu, with an arrow large enough to be seen and clicked."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop import theme
from desktop.widgets import icons

_ARROW = 20


class MenuButton(QPushButton):
    """Its text on the left, an arrow on the right; `menu` opens below it, by a click, Space or Down.

    A menu that QPushButton itself holds comes with an arrow of a few pixels; a style sheet that takes the arrow away
    takes the text's margin with it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._menu = QMenu(self)
        self.clicked.connect(self.showMenu)

    def menu(self) -> QMenu:
        return self._menu

    def showMenu(self) -> None:  # noqa: N802  Qt's name for it
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + theme.GAP)))

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(_ARROW + 2 * theme.GAP, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = icons.pixmap("chevron-down", _ARROW, self.palette().buttonText().color().name())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - _ARROW - 3 * theme.GAP, (self.height() - _ARROW) // 2, arrow)
