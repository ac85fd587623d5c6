"""How the grid's cells and its heads of days are drawn: only what is seen, each kind of cell drawn once and kept."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import theme
from desktop.widgets import icons
from desktop.widgets.attendance_grid_model import FIRST_SESSION, METER, NAME, AttendanceGridModel, name_of
from desktop.widgets.attendance_words import half_day, weekday
from desktop.widgets.hours_meter import draw_meter
from sync.desk.operations.show_attendance import Cell
from sync.domain.attendance import Mark

CELL, ROW, HEAD = 48, 44, 64
_TONES = {Mark.ABSENT: "refused", Mark.LEAVE: "accent", Mark.LATE: "to_confirm", Mark.EARLY: "to_confirm"}
_Index = QModelIndex | QPersistentModelIndex
_DOT, _PEN = 7, 12


class MarkDelegate(QStyledItemDelegate):
    """Cells of sessions. Pictures are kept by what they show, for the palette and scale of the moment."""

    def __init__(self, model: AttendanceGridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._kept: dict[tuple[object, ...], QPixmap] = {}
        self._today: set[int] = set()
        self._line, self._now, self._ring = QColor(), QColor(), QPen()
        self.dress()

    def dress(self) -> None:
        """Colours or days have changed."""
        palette = theme.current()
        self._kept.clear()
        self._line, self._now = QColor(palette.line), QColor(palette.accent_soft)
        self._ring = QPen(QColor(palette.accent), 2)
        book = self._model.book
        today = book.now.astimezone(book.zone).date() if book else None
        columns = enumerate(book.sessions, FIRST_SESSION) if book else ()
        self._today = {column for column, session in columns if session.day == today}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        cell = self._model.cell(index.row(), index.column())
        if cell is None:
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or index.column() in self._today:
            painter.fillRect(area, self._now)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, self._line)
        if cell.mark is not None or cell.wanted is not None:
            painter.drawPixmap(area.topLeft(), self._picture(cell))
        if state & QStyle.StateFlag.State_HasFocus or chosen:
            painter.setPen(self._ring)
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def sizeHint(self, _: QStyleOptionViewItem, __: _Index) -> QSize:
        return QSize(CELL, ROW)

    def _picture(self, cell: Cell) -> QPixmap:
        key = cell.mark, cell.source, cell.corrected, cell.wanted, cell.sent
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = _draw(cell)
        return found


class PersonDelegate(QStyledItemDelegate):
    """The frozen columns: number, name, meter."""

    def __init__(self, model: AttendanceGridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area: QRect = option.rect
        palette, person, column = theme.current(), self._model.people[index.row()], index.column()
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(palette.line))
        inside = area.adjusted(3 * theme.GAP, 0, -2 * theme.GAP, 0)
        painter.setFont(option.font)
        if column == METER:
            draw_meter(painter, inside, person.forecast)
            return
        painter.setPen(QColor(palette.text if column == NAME and not person.guest else palette.quiet))
        side = Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignRight
        words = name_of(person) if column == NAME else str(index.row() + 1)
        fits = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, fits)


class DayHeader(QHeaderView):
    """Two lines above each session: the day with its weekday once, and the half day."""

    def __init__(self, model: AttendanceGridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setFixedHeight(HEAD)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803  Qt's names
        book = self._model.book
        if book is None or logicalIndex < FIRST_SESSION:
            return
        palette, session = theme.current(), self._model.session(logicalIndex)
        today = session.day == book.now.astimezone(book.zone).date()
        first = logicalIndex == FIRST_SESSION or self._model.session(logicalIndex - 1).day != session.day
        painter.save()
        painter.fillRect(rect, QColor(palette.accent_soft if today else palette.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(palette.line))
        if first:
            painter.fillRect(rect.left(), rect.top() + 2 * theme.GAP, 1, rect.height(), QColor(palette.line))
        painter.setFont(_font(theme.SMALL, bold=today))
        painter.setPen(QColor(palette.on_accent_soft if today else palette.quiet))
        centre, third = Qt.AlignmentFlag.AlignCenter, rect.height() // 3
        if first:
            date = f"{session.day.month}-{session.day.day}"
            painter.drawText(rect.adjusted(0, theme.GAP, 0, -2 * third), centre, date)
            painter.drawText(rect.adjusted(0, third, 0, -third), centre, weekday(session.day))
        half = half_day(session.starts.astimezone(book.zone).hour)
        painter.drawText(rect.adjusted(0, 2 * third, 0, -theme.GAP), centre, half)
        painter.restore()


def _draw(cell: Cell) -> QPixmap:
    """A cell's picture without its ground: the mark, and in its corners where it comes from."""
    palette = theme.current()
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(QSize(round(CELL * ratio), round(ROW * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(9, 7, CELL - 18, ROW - 14)
    tone = _TONES.get(cell.mark) if cell.mark else None
    painter.setPen(Qt.PenStyle.NoPen)
    if tone:
        painter.setBrush(QColor(getattr(palette, f"{tone}_soft")))
        painter.drawRoundedRect(box, 8, 8)
    if cell.wanted is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(palette.on_to_confirm_soft), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 8, 8)
    if cell.mark:
        painter.setFont(_font(theme.BODY, bold=tone is not None))
        painter.setPen(QColor(getattr(palette, f"on_{tone}_soft") if tone else palette.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.mark.sign)
    _draw_source(painter, cell, QColor(palette.quiet))
    painter.end()
    return picture


def _draw_source(painter: QPainter, cell: Cell, colour: QColor) -> None:
    """● desk, ◐ phone, ✎ corrected; hollow while only this desk says so."""
    if cell.corrected:
        painter.drawPixmap(QPointF(CELL - _PEN - 2, 3), icons.pixmap("pencil", _PEN, colour.name()))
    if cell.source not in ("desk", "phone"):
        return
    dot = QRectF(CELL - _DOT - 4, ROW - _DOT - 5, _DOT, _DOT)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if cell.source == "desk" and cell.sent else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(dot)
    if cell.source == "phone":
        painter.setBrush(colour)
        painter.drawPie(dot, 90 * 16, 180 * 16)


def _font(size: int, *, bold: bool) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(size)
    font.setBold(bold)
    return font
