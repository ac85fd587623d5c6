"""Pages onto paper or into a PDF. Runs in whatever thread it is called in; nothing here has a window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.printing.pages import Pages

_DPI, _TENTHS_PER_INCH = 600, 254.0
Told = Callable[[int, int], object]


class PrinterGone(Exception):
    """The printer that was chosen is not there any more, or takes nothing. Shown by the form sheet under this code."""

    code = "T01"


def printers() -> list[str]:
    """By name, the system's usual one first."""
    names = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name))


def pdf_bytes(pages: Pages, told: Told) -> bytes:
    """A PDF with its fonts in it. `told(pages done, pages in all)` may raise."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(pages.form.title)
    writer.setCreator("Voucher Desk")
    writer.setResolution(_DPI)
    _paint_all(writer, _DPI, pages, told, give_up=lambda: None)
    buffer.close()
    return bytes(buffer.data().data())


def print_pages(pages: Pages, name: str, told: Told) -> None:
    """On the printer called `name`; when `told` raises, nothing of it is printed. Raises PrinterGone."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise PrinterGone
    paint_on(QPrinter(info, QPrinter.PrinterMode.HighResolution), pages, told)


def paint_on(printer: QPrinter, pages: Pages, told: Told) -> None:
    """One job; it is aborted when `told` raises. Raises PrinterGone."""
    printer.setDocName(pages.form.title)
    printer.setFullPage(True)
    if not printer.isValid():
        raise PrinterGone
    _paint_all(printer, printer.resolution(), pages, told, give_up=printer.abort)


def _paint_all(
    device: QPagedPaintDevice, dpi: int, pages: Pages, told: Told, give_up: Callable[[], object]
) -> None:
    """`give_up` is called before the painter ends: to end it is to send what there is to the printer."""
    way = QPageLayout.Orientation.Landscape if pages.paper.landscape else QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF()))
    painter = QPainter()
    if not painter.begin(device):
        raise PrinterGone
    try:
        painter.scale(dpi / _TENTHS_PER_INCH, dpi / _TENTHS_PER_INCH)
        for number in range(len(pages)):
            if number:
                device.newPage()
            pages.paint(painter, number)
            told(number + 1, len(pages))
    except BaseException:
        give_up()
        raise
    finally:
        painter.end()
