"""The pages of a form to look at: one below the other, as sharp as the screen, drawn only where they are seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop import theme
from desktop.printing import paper
from desktop.printing.pages import Pages

_GAP = 4 * theme.GAP
_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
_FITS = 1.0


class PageView(QScrollArea):
    """Zoom 1 fits the width. Plus and minus zoom, the arrow and page keys scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._zoom = _FITS
        self._sheets = _Sheets(self)
        self.setWidget(self._sheets)

    def show_pages(self, pages: Pages | None) -> None:
        """From the first page on; None: nothing."""
        self._sheets.pages = pages
        self._fit()
        self.verticalScrollBar().setValue(0)

    def zoom(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        at = _ZOOMS.index(self._zoom) + steps
        self._zoom = _ZOOMS[max(0, min(at, len(_ZOOMS) - 1))]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(-1)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self._sheets.set_width((self.viewport().width() - 2 * _GAP) * self._zoom)


class _Sheets(QWidget):
    """All pages; `paintEvent` draws those that are in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self._width = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_width(self, width: float) -> None:
        """Of one page, in device-independent pixels."""
        self._width = max(1.0, width)
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if self.pages is None:
            return QSize(1, 1)
        height = (self._height() + _GAP) * len(self.pages) + _GAP
        return QSize(round(self._width) + 2 * _GAP, round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.pages is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._height() + _GAP
        first, last = int((event.rect().top() - _GAP) // step), int(event.rect().bottom() // step)
        for number in range(max(0, first), min(last + 1, len(self.pages))):
            self._paint_page(painter, self.pages, number, _GAP + number * step)

    def _paint_page(self, painter: QPainter, pages: Pages, number: int, top: float) -> None:
        size = pages.paper.size
        scale = self._width / size.width()
        rect = QRectF(_GAP, top, self._width, self._height())
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1))
        painter.setBrush(paper.WHITE)
        painter.drawRect(rect)
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.translate(rect.topLeft())
        painter.scale(scale, scale)
        pages.paint(painter, number)
        painter.restore()

    def _height(self) -> float:
        assert self.pages is not None  # noqa: S101  asked only where there are pages
        size = self.pages.paper.size
        return self._width * size.height() / size.width()
