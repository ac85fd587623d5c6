"""The readiness light: a full, a half or an empty circle with a sign in it, so that colour is never alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from sync.desk.operations.show_readiness import Light

_TONES = {Light.READY: "accepted", Light.GAP: "to_confirm", Light.NOT: "refused"}


class LightMark(QWidget):
    """A circle of `side` pixels. Nothing is drawn before `show_light`."""

    def __init__(self, side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._light: Light | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_light(self, light: Light | None, words: str) -> None:
        """`words` are read out."""
        self._light = light
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._light is None:
            return
        palette = theme.current()
        tone = _TONES[self._light]
        ground, sign = QColor(getattr(palette, tone)), QColor(getattr(palette, f"on_{tone}"))
        edge = QColor(getattr(palette, f"on_{tone}_soft"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, self._side / 12)
        inside = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(edge, width))
        if self._light is Light.READY:
            painter.setBrush(ground)
            painter.drawEllipse(inside)
            painter.setPen(QPen(sign, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline([self._at(x, y) for x, y in ((0.27, 0.52), (0.44, 0.68), (0.73, 0.34))])
        else:
            painter.drawEllipse(inside)
            if self._light is Light.GAP:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(edge)
                painter.drawChord(inside, 90 * 16, 180 * 16)
            else:
                painter.drawLine(self._at(0.34, 0.34), self._at(0.66, 0.66))
                painter.drawLine(self._at(0.66, 0.34), self._at(0.34, 0.66))

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(x * self._side, y * self._side)
