"""Over the whole window while somebody practises: an amber frame and the word, again and again, across everything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop import theme

_FRAME, _ACROSS, _DOWN, _ANGLE, _FAINT = 8, 320, 180, -24, 26


class PracticeVeil(QWidget):
    """Seen, and neither clicked nor tabbed to; as large as `over`."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self.raise_()
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.current().to_confirm), 2 * _FRAME)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(self.rect())
        ink = QColor(theme.current().text)
        ink.setAlpha(_FAINT)
        painter.setPen(ink)
        font = painter.font()
        font.setPixelSize(theme.DISPLAY)
        painter.setFont(font)
        for x in range(0, self.width() + _ACROSS, _ACROSS):
            for y in range(0, self.height() + _DOWN, _DOWN):
                painter.save()
                painter.translate(x + (y // _DOWN % 2) * _ACROSS / 2, y)
                painter.rotate(_ANGLE)
                painter.drawText(0, 0, self.tr("Practice"))
                painter.restore()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Practice: nothing is recorded"))
