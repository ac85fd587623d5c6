"""The program's icon as a picture. Qt draws it, in a process of its own: no room but the desk's knows Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from resources.installer.tools import run

_DRAW = """
import sys
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
app = QGuiApplication([])
drawing, size, target = sys.argv[1], int(sys.argv[2]), sys.argv[3]
picture = QImage(size, size, QImage.Format.Format_ARGB32)
picture.fill(0)
painter = QPainter(picture)
QSvgRenderer(drawing).render(painter)
painter.end()
sys.exit(not picture.save(target))
"""


def draw_icon(drawing: Path, size: int, target: Path) -> None:
    """The SVG as a square PNG (or what the name's ending says) of `size` pixels."""
    target.parent.mkdir(parents=True, exist_ok=True)
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run([sys.executable, "-c", _DRAW, drawing, str(size), target], env=offscreen)
