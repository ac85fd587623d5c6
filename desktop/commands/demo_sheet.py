"""A sheet of sample vouchers as PDF, to print or to show on a phone before one's own webcam."""

from __future__ import annotations

from pathlib import Path

import segno
from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop import theme
from desktop.commands.demo_centre import SampleData, SampleVoucher
from sync.protocol.voucher_code import QR_LEVEL, QR_VERSION, is_voucher_code

_DPI = 300
_COLUMNS, _ROWS = 2, 4
_QUIET_MODULES = 4


def print_sheet(path: Path, sample: SampleData) -> Path:
    """Write the sheet (A4, two by four). Needs a running Qt application. Returns `path`."""
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(12, 12, 12, 12))
    )
    writer.setTitle(QCoreApplication.translate("DemoSheet", "Sample vouchers"))
    painter = QPainter(writer)
    area = QRectF(0, 0, writer.width(), writer.height())
    head = _head(painter, area)
    cell = QRectF(0, 0, area.width() / _COLUMNS, (area.height() - head) / _ROWS)
    for place, voucher in enumerate(sample.sheet[: _COLUMNS * _ROWS]):
        row, column = divmod(place, _COLUMNS)
        _draw(painter, cell.translated(column * cell.width(), head + row * cell.height()), voucher)
    painter.end()
    return path


def _head(painter: QPainter, area: QRectF) -> float:
    painter.setFont(_font(16, bold=True))
    title = QCoreApplication.translate("DemoSheet", "Voucher Desk: sample vouchers")
    painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, title)
    painter.setFont(_font(9))
    note = QCoreApplication.translate("DemoSheet", "Made-up people, for the demo only. Hold up one code at a time.")
    below = area.adjusted(0, 110, 0, 0)
    painter.drawText(below, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, note)
    return 200


def _draw(painter: QPainter, cell: QRectF, voucher: SampleVoucher) -> None:
    matrix = qr_matrix(voucher.text)
    caption_height = 130.0
    side = min(cell.width() * 0.86, cell.height() - caption_height)
    module = side / (len(matrix) + 2 * _QUIET_MODULES)
    left = cell.center().x() - side / 2 + module * _QUIET_MODULES
    top = cell.top() + module * _QUIET_MODULES
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                # A hair wider than a module, so that no light seam shows between neighbours.
                spot = QRectF(left + x * module, top + y * module, module * 1.02, module * 1.02)
                painter.fillRect(spot, QColor(Qt.GlobalColor.black))
    painter.setFont(_font(10))
    below = QRectF(cell.left(), cell.top() + side, cell.width(), caption_height)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, voucher.caption)


def qr_matrix(text: str) -> tuple[bytearray, ...]:
    """The modules of the code that shows `text`, 1 for dark: version 9 level Q for vouchers."""
    if is_voucher_code(text):
        return segno.make_qr(text, version=QR_VERSION, error=QR_LEVEL, boost_error=False, mode="alphanumeric").matrix
    return segno.make_qr(text, error=QR_LEVEL).matrix


def _font(points: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(list(theme.FONTS))
    font.setPointSize(points)
    font.setBold(bold)
    return font
