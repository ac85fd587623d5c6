"""A chart painted by ourselves: axis, values, legend; arrows walk over the values and each is read out.

Colour is never alone: rows of values differ by pattern or mark as well, so that a print in grey can be read.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.widgets.chart_data import ChartData, ChartKind, Series, ticks

_ROOM = 5 * theme.GAP
_THICKEST, _THINNEST = 36, 8
_MARK = 5.0
_LONGEST_NAME = 0.34
_BACK, _ON = (Qt.Key.Key_Left, Qt.Key.Key_Up), (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Chart(QWidget):
    """Empty until `show_data`; `at` is the place that the keyboard stands on, -1: none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self._palette = theme.current()
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(200)

    def show_data(self, data: ChartData) -> None:
        """Draw this from now on."""
        self._data, self.at = data, -1
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 280)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._data.names) if self._data else 0
        if event.key() in (*_BACK, *_ON) and count:
            step = 1 if event.key() in _ON else -1
            self._go_to(min(max(self.at + step, 0), count - 1))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self._go_to(0 if event.key() == Qt.Key.Key_Home else count - 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_to(self._place_of(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go_to(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._palette = theme.current()
        self.paint(painter, QRectF(self.rect()))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def picture(self) -> QImage:
        """As it goes on paper or into a letter: on white, twice as fine as the screen, without the keyboard's place."""
        at, self.at, self._palette = self.at, -1, theme.LIGHT
        image = QImage(self.size() * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        image.fill(QColor(theme.LIGHT.surface))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRectF(self.rect()))
        painter.end()
        self.at, self._palette = at, theme.current()
        return image

    def paint(self, painter: QPainter, whole: QRectF) -> None:
        """Draw into `whole`, of whatever painter."""
        data = self._data
        if data is None or not data.names:
            return
        painter.setFont(self._small())
        plot = self._plot(data, whole)
        self._draw_legend(painter, data, whole)
        self._draw_axis(painter, data, plot)
        if data.kind is ChartKind.LINES:
            for number, series in enumerate(data.series):
                self._draw_line(painter, data, series, plot, number)
        else:
            self._draw_bars(painter, data, plot)
        self._draw_chosen(painter, data, plot)

    def _go_to(self, place: int) -> None:
        if place != self.at:
            self.at = place
            self._tell()
            self.update()

    def _tell(self) -> None:
        data = self._data
        if data is None:
            return
        here = data.words(self.at) if 0 <= self.at < len(data.names) else ""
        self.setAccessibleName(data.title)
        self.setAccessibleDescription(here or "; ".join(data.words(place) for place in range(len(data.names))))
        self.setToolTip(here)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _small(self) -> QFont:
        font = self.font()
        font.setPixelSize(theme.SMALL)
        return font

    def _plot(self, data: ChartData, whole: QRectF) -> QRectF:
        """Where values are drawn: what axis, names, words and legend leave."""
        metrics = QFontMetrics(self._small())
        line = metrics.height()
        top = (line + 3 * theme.GAP if len(data.series) > 1 else 0) + 3 * theme.GAP
        if data.kind is ChartKind.BARS:
            names = max(metrics.horizontalAdvance(name) for name in data.names)
            left = min(names, whole.width() * _LONGEST_NAME) + _ROOM
            right = metrics.horizontalAdvance(data.say(data.top)) + _ROOM
        else:
            left = max(metrics.horizontalAdvance(data.say(tick)) for tick in self._ticks(data)) + _ROOM
            right = _ROOM
            top += line
        return whole.adjusted(left, top, -right, -(line + _ROOM))

    def _ticks(self, data: ChartData) -> list[float]:
        return ticks(data.top)

    def _slot(self, data: ChartData, plot: QRectF) -> float:
        return (plot.height() if data.kind is ChartKind.BARS else plot.width()) / len(data.names)

    def _place_of(self, point: QPointF) -> int:
        data = self._data
        if data is None or not data.names:
            return -1
        plot = self._plot(data, QRectF(self.rect()))
        along = point.y() - plot.top() if data.kind is ChartKind.BARS else point.x() - plot.left()
        place = int(along // self._slot(data, plot)) if along >= 0 else -1
        return place if place < len(data.names) else -1

    def _draw_axis(self, painter: QPainter, data: ChartData, plot: QRectF) -> None:
        palette, metrics = self._palette, painter.fontMetrics()
        for tick in self._ticks(data):
            painter.setPen(QPen(QColor(palette.line), 1))
            share = tick / data.top
            if data.kind is ChartKind.BARS:
                x = plot.left() + share * plot.width()
                painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
                place = QRectF(x - 60, plot.bottom() + theme.GAP, 120, metrics.height())
                align = Qt.AlignmentFlag.AlignHCenter
            else:
                y = plot.bottom() - share * plot.height()
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
                place = QRectF(0, y - metrics.height() / 2, plot.left() - 2 * theme.GAP, metrics.height())
                align = Qt.AlignmentFlag.AlignRight
            painter.setPen(QColor(palette.quiet))
            painter.drawText(place, align, data.say(tick))
        self._draw_names(painter, data, plot)

    def _draw_names(self, painter: QPainter, data: ChartData, plot: QRectF) -> None:
        metrics, slot = painter.fontMetrics(), self._slot(data, plot)
        painter.setPen(QColor(self._palette.text))
        widest = max(metrics.horizontalAdvance(name) for name in data.names) + 2 * theme.GAP
        every = max(1, -int(-widest // slot)) if data.kind is not ChartKind.BARS else 1
        for number, name in enumerate(data.names):
            if data.kind is ChartKind.BARS:
                place = QRectF(0, plot.top() + number * slot, plot.left() - 3 * theme.GAP, slot)
                said = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(place.width()))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            elif number % every == 0:
                middle = plot.left() + (number + 0.5) * slot
                place = QRectF(middle - widest / 2, plot.bottom() + 2 * theme.GAP, widest, metrics.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, name)

    def _draw_bars(self, painter: QPainter, data: ChartData, plot: QRectF) -> None:
        slot = self._slot(data, plot)
        thick = min(max(slot * 0.56, _THINNEST), _THICKEST)
        for number in range(len(data.names)):
            reached = 0.0
            for series in data.series:
                value = series.values[number]
                if value:
                    bar = self._bar(data, plot, (number + 0.5) * slot - thick / 2, thick, (reached, reached + value))
                    self._fill(painter, bar, series)
                    reached += value
            self._draw_value(painter, data, plot, number, reached)

    def _bar(
        self, data: ChartData, plot: QRectF, along: float, thick: float, span: tuple[float, float]
    ) -> QRectF:
        start, end = (value / data.top for value in span)
        if data.kind is ChartKind.BARS:
            return QRectF(
                plot.left() + start * plot.width(), plot.top() + along, (end - start) * plot.width(), thick
            )
        height = (end - start) * plot.height()
        return QRectF(plot.left() + along, plot.bottom() - end * plot.height(), thick, height)

    def _fill(self, painter: QPainter, bar: QRectF, series: Series) -> None:
        colour = QColor(getattr(self._palette, series.tone))
        painter.setPen(QPen(colour, 1))
        if series.pattern is not Qt.BrushStyle.SolidPattern:
            painter.fillRect(bar, QColor(self._palette.surface))
        painter.setBrush(QBrush(colour, series.pattern))
        painter.drawRect(bar)

    def _draw_value(self, painter: QPainter, data: ChartData, plot: QRectF, number: int, value: float) -> None:
        """Beside the bar; where nothing is known a dash."""
        metrics, slot = painter.fontMetrics(), self._slot(data, plot)
        known = any(series.values[number] is not None for series in data.series)
        words = data.say(value) if known else "–"
        painter.setPen(QColor(self._palette.text))
        if data.kind is ChartKind.BARS:
            x = plot.left() + value / data.top * plot.width() + 2 * theme.GAP
            place = QRectF(x, plot.top() + number * slot, plot.width(), slot)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        elif metrics.horizontalAdvance(words) <= slot:
            y = plot.bottom() - value / data.top * plot.height() - metrics.height()
            place = QRectF(plot.left() + number * slot, y, slot, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, words)

    def _draw_line(self, painter: QPainter, data: ChartData, series: Series, plot: QRectF, number: int) -> None:
        colour, slot = QColor(getattr(self._palette, series.tone)), self._slot(data, plot)
        before: QPointF | None = None
        style = _DASHES[number % len(_DASHES)]
        for place, value in enumerate(series.values):
            if value is None:
                before = None
                continue
            here = QPointF(plot.left() + (place + 0.5) * slot, plot.bottom() - value / data.top * plot.height())
            painter.setPen(QPen(colour, 2, style))
            if before is not None:
                painter.drawLine(before, here)
            painter.setPen(QPen(colour, 2))
            painter.setBrush(colour)
            painter.drawPolygon(_mark(number, here))
            before = here

    def _draw_legend(self, painter: QPainter, data: ChartData, whole: QRectF) -> None:
        if len(data.series) < 2:  # noqa: PLR2004  one row of values needs no telling apart
            return
        metrics, x, line = painter.fontMetrics(), whole.left() + _ROOM, painter.fontMetrics().height()
        for number, series in enumerate(data.series):
            sign = QRectF(x, whole.top() + 2 * theme.GAP, line, line - theme.GAP)
            colour = QColor(getattr(self._palette, series.tone))
            if data.kind is ChartKind.LINES:
                painter.setPen(QPen(colour, 2))
                painter.setBrush(colour)
                painter.drawPolygon(_mark(number, sign.center()))
            else:
                self._fill(painter, sign, series)
            painter.setPen(QColor(self._palette.text))
            x = sign.right() + 2 * theme.GAP
            painter.drawText(QPointF(x, sign.bottom()), series.name)
            x += metrics.horizontalAdvance(series.name) + _ROOM

    def _draw_chosen(self, painter: QPainter, data: ChartData, plot: QRectF) -> None:
        if not 0 <= self.at < len(data.names):
            return
        slot = self._slot(data, plot)
        if data.kind is ChartKind.BARS:
            place = QRectF(theme.GAP, plot.top() + self.at * slot, self.width() - 2 * theme.GAP, slot)
        else:
            place = QRectF(plot.left() + self.at * slot, plot.top(), slot, plot.height())
        painter.setPen(QPen(QColor(self._palette.accent), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 4, 4)


_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


def _mark(number: int, at: QPointF) -> QPolygonF:
    """A square, a diamond, a triangle, an hourglass: what tells lines apart without colour."""
    corners = (
        ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        ((0, -1.2), (1.2, 1), (-1.2, 1)),
        ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    )[number % 4]
    return QPolygonF([QPointF(at.x() + x * _MARK, at.y() + y * _MARK) for x, y in corners])
