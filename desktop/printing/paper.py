"""The measures of the page, and what a form is written with. Lengths are tenths of a millimetre.

Paper is white and ink black whatever the window wears; the five sizes of the window are for a screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage

from desktop import theme

MM = 10.0
MARGIN, FOOT = 12 * MM, 6 * MM
_LONG, _SHORT = 297 * MM, 210 * MM
_DOTS_PER_METRE = 10_000
INK, FAINT, RULE, GROUND = QColor("#000000"), QColor("#4a5767"), QColor("#8593a5"), QColor("#eef1f5")
WHITE = QColor("#ffffff")
TITLE, TEXT, SMALL = 60, 34, 29
"""Heights of type: about 17, 9.6 and 8.2 points."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A4, one way or the other."""

    landscape: bool

    @property
    def size(self) -> QSizeF:
        """The whole sheet."""
        return QSizeF(_LONG, _SHORT) if self.landscape else QSizeF(_SHORT, _LONG)

    @property
    def body(self) -> QRectF:
        """Where anything may stand, above the line with the page's number."""
        whole = self.size
        return QRectF(MARGIN, MARGIN, whole.width() - 2 * MARGIN, whole.height() - 2 * MARGIN - FOOT)


def font(size: int, *, bold: bool = False) -> QFont:
    """The window's families; measured alike for a printer, a file and the screen."""
    made = QFont(list(theme.FONTS))
    made.setPixelSize(size)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def metrics(of: QFont) -> QFontMetricsF:
    """On a device with a dot for each tenth of a millimetre, whatever screen there is."""
    device = QImage(1, 1, QImage.Format.Format_Grayscale8)
    device.setDotsPerMeterX(_DOTS_PER_METRE)
    device.setDotsPerMeterY(_DOTS_PER_METRE)
    return QFontMetricsF(of, device)
