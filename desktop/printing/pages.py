"""A form broken into pages: what stands where, measured once, drawn on whatever is there to draw on.

The head of a table is repeated where it goes on; a row is never torn; signatures stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from desktop.printing import paper
from desktop.printing.code_picture import draw_code
from desktop.printing.paper import MM, Paper
from sync.domain.forms import Align, Column, Form, FormTable

_PAD, _LINE = 1.2 * MM, 1.0
_ROW, _SIGNATURE, _CODE = 7.2 * MM, 14 * MM, 26 * MM
_TO_SIGN = "_" * 18
_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
Draw = Callable[[QPainter], None]


@dataclass(slots=True)
class Pages:
    """The pages of one form. `paint` draws one, scaled so that a tenth of a millimetre is a unit of the painter."""

    form: Form
    paper: Paper
    _drawn: list[list[Draw]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._drawn)

    def paint(self, painter: QPainter, number: int) -> None:
        """Page `number` from 0; the painter's origin is the paper's corner."""
        painter.setPen(paper.INK)
        for draw in self._drawn[number]:
            draw(painter)
        body = self.paper.body
        foot = QRectF(body.left(), body.bottom(), body.width(), paper.FOOT)
        painter.setFont(paper.font(paper.SMALL))
        painter.setPen(paper.FAINT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self.form.title)
        told = f"第 {number + 1} 页 共 {len(self)} 页"
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, told)


def lay_out(form: Form, going_on: Callable[[int, int], object] = lambda _done, _whole: None) -> Pages:
    """Measure the form and break it. `going_on(rows done, rows in all)` is called on the way and may raise."""
    pages = Pages(form, Paper(form.landscape))
    _Writer(pages, going_on).write()
    return pages


class _Writer:
    """Goes down the page, and over to the next."""

    def __init__(self, pages: Pages, going_on: Callable[[int, int], object]) -> None:
        self._pages, self._going_on = pages, going_on
        self._form, self._body = pages.form, pages.paper.body
        self._text, self._bold = paper.font(paper.TEXT), paper.font(paper.TEXT, bold=True)
        self._small, self._title = paper.font(paper.SMALL), paper.font(paper.TITLE, bold=True)
        self._metrics = paper.metrics(self._text)
        self._y = 0.0
        self._done, self._whole = 0, sum(len(table.rows) for table in self._form.tables)
        self._turn_page()

    def write(self) -> None:
        """Everything, from the title down to the signatures."""
        self._line(self._form.title, self._title, 13 * MM, Align.CENTRE)
        self._facts()
        for table in self._form.tables:
            self._table(table)
        for note in self._form.notes:
            self._note(note)
        self._end()

    def _turn_page(self) -> None:
        self._pages._drawn.append([])
        self._y = self._body.top()

    def _room(self, height: float) -> bool:
        """Whether so much still fits on this page."""
        return self._y + height <= self._body.bottom()

    def _add(self, draw: Draw) -> None:
        self._pages._drawn[-1].append(draw)

    def _line(self, text: str, font: QFont, height: float, align: Align = Align.LEFT) -> None:
        self._add(_words(QRectF(self._body.left(), self._y, self._body.width(), height), text, font, align))
        self._y += height

    def _facts(self) -> None:
        """Two or three beside one another, as many as the paper is wide for."""
        across = 3 if self._form.landscape else 2
        width = self._body.width() / across
        for place, (name, value) in enumerate(self._form.facts):
            column = place % across
            if place and column == 0:
                self._y += 6 * MM
            rect = QRectF(self._body.left() + column * width, self._y, width - _PAD, 6 * MM)
            self._add(_words(rect, f"{name}：{value}", self._text, Align.LEFT, elide=True))
        self._y += 9 * MM

    def _table(self, table: FormTable) -> None:
        widths = _scaled(table.columns, self._body.width())
        head = tuple(column.title for column in table.columns)
        lines = max(title.count("\n") for title in head) + 1
        head_height = max(_ROW, lines * self._metrics.height() + _PAD)
        if not self._room(head_height + 3 * _ROW):
            self._turn_page()
        if table.heading:
            self._line(table.heading, self._bold, 8 * MM)
        self._row(table, widths, head, head_height, head=True)
        for row, totals in _with_totals(table):
            height = self._height(row, widths)
            if not self._room(height):
                self._turn_page()
                self._row(table, widths, head, head_height, head=True)
            self._row(table, widths, row, height, bold=totals)
            self._done += not totals
            self._going_on(self._done, self._whole)
        self._y += 4 * MM

    def _height(self, row: Sequence[str], widths: Sequence[float]) -> float:
        lines = 1
        for text, width in zip(row, widths, strict=True):
            if len(text) > 1 and self._metrics.horizontalAdvance(text) > width - 2 * _PAD:
                box = self._metrics.boundingRect(QRectF(0, 0, width - 2 * _PAD, 1000 * MM), _WRAP, text)
                lines = max(lines, round(box.height() / self._metrics.height()))
        return max(_ROW, lines * self._metrics.height() + 2 * _PAD)

    def _row(
        self,
        table: FormTable,
        widths: Sequence[float],
        row: Sequence[str],
        height: float,
        *,
        head: bool = False,
        bold: bool = False,
    ) -> None:
        rect = QRectF(self._body.left(), self._y, sum(widths), height)
        self._add(_grid(rect, widths, filled=head))
        left = rect.left()
        font = self._bold if head or bold else self._text
        for column, text, width in zip(table.columns, row, widths, strict=True):
            if text:
                cell = QRectF(left + _PAD, self._y, width - 2 * _PAD, height)
                narrow = head or column.align is Align.CENTRE
                cell = cell.adjusted(-_PAD + 1, 0, _PAD - 1, 0) if narrow else cell
                self._add(_words(cell, text, font, Align.CENTRE if head else column.align, wrap=True))
            left += width
        self._y += height

    def _note(self, note: str) -> None:
        metrics = paper.metrics(self._small)
        box = metrics.boundingRect(QRectF(0, 0, self._body.width(), 1000 * MM), _WRAP, note)
        if not self._room(box.height()):
            self._turn_page()
        rect = QRectF(self._body.left(), self._y, self._body.width(), box.height() + 1)
        self._add(_words(rect, note, self._small, Align.LEFT, wrap=True))
        self._y += box.height() + 1.2 * MM

    def _end(self) -> None:
        """Signatures, and the code beside nothing else."""
        form = self._form
        height = (_SIGNATURE if form.signatures else 0) + (_CODE if form.code else 0)
        if not self._room(height):
            self._turn_page()
        if form.code:
            self._add(draw_code(QRectF(self._body.left(), self._y + MM, _CODE, _CODE), form.code))
            self._y += _CODE
        width = self._body.width() / max(1, len(form.signatures))
        for place, who in enumerate(form.signatures):
            rect = QRectF(self._body.left() + place * width, self._y + 3 * MM, width, 8 * MM)
            self._add(_words(rect, f"{who}（签名）：{_TO_SIGN}", self._text, Align.LEFT))


def _scaled(columns: Sequence[Column], whole: float) -> list[float]:
    """Together as wide as the page."""
    factor = whole / sum(column.width for column in columns)
    return [column.width * factor for column in columns]


def _with_totals(table: FormTable) -> Iterator[tuple[tuple[str, ...], bool]]:
    yield from ((row, False) for row in table.rows)
    if table.totals:
        yield table.totals, True


def _words(
    rect: QRectF, text: str, font: QFont, align: Align, *, wrap: bool = False, elide: bool = False
) -> Draw:
    flags = int(_ALIGN[align] | _MIDDLE) | (int(_WRAP) if wrap else 0)

    def draw(painter: QPainter) -> None:
        painter.setFont(font if painter.transform().m11() >= 1 else _plain(font))
        painter.setPen(paper.INK)
        shown = text
        if elide:
            shown = paper.metrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, shown)

    return draw


def _plain(font: QFont) -> QFont:
    """On a screen a unit is less than a dot, and a made-up bold, as thick as for the full size, would be a blot."""
    plain = QFont(font)
    plain.setBold(False)
    return plain


def _grid(rect: QRectF, widths: Sequence[float], *, filled: bool) -> Draw:
    def draw(painter: QPainter) -> None:
        if filled:
            painter.fillRect(rect, paper.GROUND)
        painter.setPen(QPen(paper.RULE, _LINE))
        painter.drawRect(rect)
        left = rect.left()
        for width in widths[:-1]:
            left += width
            painter.drawLine(QLineF(left, rect.top(), left, rect.bottom()))

    return draw
