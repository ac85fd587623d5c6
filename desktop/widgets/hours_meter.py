"""课时: how many class hours are done of those required, as figures, a bar with the needed share marked, and words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop import theme
from desktop.widgets.attendance_words import outlook_sign, outlook_tone, outlook_words
from sync.domain.forecast import Forecast

_FIGURES, _BAR, _THICK = 60, 56, 8


def draw_meter(painter: QPainter, area: QRect, forecast: Forecast) -> None:
    """Into `area`: figures on the left, the bar, the words behind it. The painter's font is the table's."""
    palette = theme.current()
    tone = outlook_tone(forecast.outlook)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(palette.text))
    figures = QRect(area.left(), area.top(), _FIGURES, area.height())
    painter.drawText(figures, middle | Qt.AlignmentFlag.AlignRight, f"{forecast.done}/{forecast.required}")
    bar = QRectF(figures.right() + 3 * theme.GAP, area.center().y() - _THICK / 2 + 1, _BAR, _THICK)
    _draw_bar(painter, bar, forecast, QColor(getattr(palette, tone)))
    painter.setPen(QColor(getattr(palette, f"on_{tone}_soft")))
    words = area.adjusted(round(bar.right()) - area.left() + 3 * theme.GAP, 0, 0, 0)
    said = f"{outlook_sign(forecast.outlook)} {outlook_words(forecast)}"
    fits = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, fits)


def meter_words(forecast: Forecast) -> str:
    """The same, to be read out."""
    return f"{forecast.done}/{forecast.required} {outlook_words(forecast)}"


def _draw_bar(painter: QPainter, bar: QRectF, forecast: Forecast, colour: QColor) -> None:
    palette = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.line))
    painter.drawRoundedRect(bar, _THICK / 2, _THICK / 2)
    if forecast.done and forecast.required:
        width = max(_THICK, bar.width() * min(1.0, forecast.done / forecast.required))
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), width, bar.height()), _THICK / 2, _THICK / 2)
    if forecast.required:
        at = bar.left() + bar.width() * min(1.0, forecast.needed / forecast.required)
        painter.fillRect(QRectF(at - 1, bar.top() - 3, 2, bar.height() + 6), QColor(palette.edge))
    painter.restore()
