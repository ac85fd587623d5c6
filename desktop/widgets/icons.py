"""Icons of the set in `resources/icons`, drawn in a colour of the theme and sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import locate


def icon(name: str, colour: str) -> QIcon:
    """The icon of that name; `colour` as #rrggbb."""
    return QIcon(pixmap(name, 48, colour))


def pixmap(name: str, side: int, colour: str, cutout: str = "#ffffff") -> QPixmap:
    """The icon as a square picture of `side` device-independent pixels; `cutout` is the glyph inside a filled shape."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_drawing(name, colour, cutout))).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=128)
def _drawing(name: str, colour: str, cutout: str) -> bytes:
    text = locate.icon(name).read_text("utf-8")
    return text.replace("currentColor", colour).replace('"cutout"', f'"{cutout}"').encode()
