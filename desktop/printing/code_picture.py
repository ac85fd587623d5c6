"""A QR code drawn as small squares, sharp at every size."""

from __future__ import annotations

from collections.abc import Callable

import segno
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.printing import paper

_QUIET_ZONE = 2


def draw_code(rect: QRectF, text: str) -> Callable[[QPainter], None]:
    """Draws `text` into the square `rect`."""
    rows = [list(row) for row in segno.make(text, micro=False, error="m").matrix_iter(border=_QUIET_ZONE)]
    side = rect.width() / len(rows)

    def draw(painter: QPainter) -> None:
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(rect.left() + x * side, rect.top() + y * side, side, side), paper.INK)

    return draw
