"""The steps that try something: camera, reader, printer, time, and what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QStandardPaths, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QScrollArea

from desktop.camera_worker import CameraWorker
from desktop.health.check import Check, Grade
from desktop.screens.first_run.presenter import FirstRunPresenter
from desktop.screens.first_run.steps import Step, clock_words, probe_words
from desktop.widgets import check_words
from desktop.widgets.camera_view import CameraView
from desktop.widgets.field import Field
from scanner.camera_choice import CameraInfo
from sync.desk.exchange.probe import Found, Probe

_PICTURE = 480
_PDF = "voucherdesk-test.pdf"


class CameraStep(Step):
    """A live picture; any code held before it counts."""

    name = "camera"

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__(presenter)
        self.view = CameraView()
        self._open: CameraWorker | None = None
        self.view.setFixedWidth(_PICTURE)
        self.view.chooser.chosen.connect(self._choose)
        self.column.addWidget(self.view)
        self.column.addWidget(self.told)
        self.column.addStretch(1)

    def title(self) -> str:
        return self.tr("Camera")

    def hint(self) -> str:
        return self.tr("Hold any QR code before it, on a phone or on paper. Nothing of it is recorded.")

    def enter(self) -> None:
        worker = self._open = self.presenter.make_camera()
        worker.preview.connect(self.view.show_preview)
        worker.lost.connect(self.view.show_missing)
        worker.troubled.connect(self.view.show_missing)
        for told in (worker.working, worker.lost):
            told.connect(self._show_cameras)
        worker.presented.connect(self._read)
        self.view.drawn.connect(worker.preview_drawn)
        self.view.retry.connect(worker.try_again)
        worker.start()

    def leave(self) -> None:
        worker, self._open = self._open, None
        if worker is not None:
            self.view.drawn.disconnect(worker.preview_drawn)
            self.view.retry.disconnect(worker.try_again)
            worker.stop()
            worker.deleteLater()
            self.view.show_starting()

    def _show_cameras(self, _: object = None) -> None:
        self.view.show_cameras(*self.presenter.cameras())

    def _choose(self, camera: CameraInfo) -> None:
        """Another one: what the first has read says nothing about it."""
        self.presenter.choose_camera(camera)
        self._show_cameras()
        self.done = False
        self.tell(str)
        if self._open is not None:
            self.view.show_starting()
            self._open.try_again()

    def _read(self, text: str) -> None:
        self.done = True
        length = len(text)
        self.tell(
            lambda: self.tr("✓ Read a code of {n} characters. The camera is good.").format(n=length), "strong"
        )


class ReaderStep(Step):
    """Whatever the reader sends arrives here, past any input method."""

    name = "reader"

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__(presenter)
        self.column.addWidget(self.told)
        self.column.addStretch(1)

    def title(self) -> str:
        return self.tr("Handheld reader")

    def hint(self) -> str:
        return self.tr("Scan anything with it, with a Chinese input method switched on, too. No reader? Go on.")

    def take(self, text: str) -> None:
        """A code came in."""
        self.done = True
        length, plain = len(text), text.isascii() and text.isprintable()
        self.tell(lambda: self._came(length, plain=plain), "strong" if plain else "trouble")

    def _came(self, length: int, *, plain: bool) -> str:
        words = self.tr("✓ {n} characters arrived whole, none of them changed by an input method.")
        if not plain:
            words = self.tr("! {n} characters arrived, some of them changed. Set the reader to a US keyboard.")
        return words.format(n=length)


class PrinterStep(Step):
    """A test page, on paper or as a PDF."""

    name = "printer"

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__(presenter)
        self.printers, self.print_page, self.save = QComboBox(), QPushButton(), QPushButton()
        self._field = Field(self.printers)
        row = QHBoxLayout()
        row.addWidget(self.print_page)
        row.addWidget(self.save)
        row.addStretch(1)
        self._field.setMaximumWidth(_PICTURE)
        self.column.addWidget(self._field)
        self.column.addLayout(row)
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self.print_page.clicked.connect(self._print)
        self.save.clicked.connect(lambda: self.save_to(_documents() / _PDF))

    def title(self) -> str:
        return self.tr("Printer")

    def hint(self) -> str:
        return self.tr("For rosters, attendance books and daily sheets.")

    def say(self) -> None:
        self._field.say(self.tr("Printer"))
        self.print_page.setText(self.tr("Print a test page"))
        self.save.setText(self.tr("Save it as a PDF"))

    def enter(self) -> None:
        self.printers.clear()
        self.printers.addItems(QPrinterInfo.availablePrinterNames())
        self._field.setVisible(self.printers.count() > 0)
        self.print_page.setEnabled(self.printers.count() > 0)
        if not self.printers.count():
            self.tell(lambda: self.tr("No printer is set up on this PC. PDFs can be saved all the same."), "note")

    def save_to(self, path: Path) -> None:
        """The test page as a PDF."""
        writer = QPdfWriter(str(path))
        self._paint(writer, lambda: self.tr("✓ Saved: {file}").format(file=path.name))

    def _print(self) -> None:
        info = QPrinterInfo.printerInfo(self.printers.currentText())
        self._paint(
            QPrinter(info),
            lambda: self.tr("✓ Sent to the printer. Is the line whole and are the characters right?"),
        )

    def _paint(self, device: QPagedPaintDevice, words: Callable[[], str]) -> None:
        a4, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(20, 20, 20, 20)
        device.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, margins))
        painter = QPainter()
        if not painter.begin(device):
            self.tell(
                lambda: self.tr("✕ It cannot be written there. Look at the printer, or at the rights of the folder."),
                "trouble",
            )
            return
        font = painter.font()
        font.setPointSize(20)
        painter.setFont(font)
        width, height = device.width(), device.height()
        painter.drawRect(0, 0, width - 1, height // 8)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(0, 0, width, height // 8, flags, "培训券前台 Voucher Desk  𠮷 · 䶮 · 㛃")
        painter.end()
        self.done = True
        self.tell(words, "strong")


class TimeStep(Step):
    """This PC's clock and the centre's."""

    name = "time"

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__(presenter)
        self.again = QPushButton()
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch(1)
        self.column.addWidget(self.told)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.again.clicked.connect(presenter.look_at_time)
        presenter.probed.connect(self._probed)

    def title(self) -> str:
        return self.tr("Time")

    def hint(self) -> str:
        return self.tr("Late or in time is judged by the centre's time; this PC's clock should agree with it.")

    def say(self) -> None:
        self.again.setText(self.tr("Look again"))

    def enter(self) -> None:
        if self.presenter.url:
            self.tell(lambda: self.tr("Asking the centre…"), "note")
            self.presenter.look_at_time()
        else:
            self.tell(lambda: self.tr("Not known before the centre's address is: go back, or do it later."), "note")

    def _probed(self, probe: Probe) -> None:
        found = self.done = probe.found is Found.CENTRE
        self.tell(lambda: clock_words(probe) if found else probe_words(probe), "strong" if found else "trouble")


class SummaryStep(Step):
    """What is not well, and what to do about it."""

    name = "summary"

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__(presenter)
        self._checks: tuple[Check, ...] = ()
        self._lines = QLabel()
        self._lines.setWordWrap(True)
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._lines)
        for part in (scroll.viewport(), self._lines):
            part.setAutoFillBackground(False)
        self.column.addWidget(self.told)
        self.column.addWidget(scroll, 1)
        presenter.checked.connect(self._show)

    def title(self) -> str:
        return self.tr("Summary")

    def hint(self) -> str:
        return self.tr("Everything here can be done later, too, from “This PC”.")

    def say(self) -> None:
        if self._checks:
            self._show(self._checks)

    def enter(self) -> None:
        self.tell(lambda: self.tr("Looking…"), "note")
        self.presenter.look()

    def _show(self, checks: tuple[Check, ...]) -> None:
        self._checks = checks
        wrong = sorted((check for check in checks if not check.ok), key=lambda check: check.grade is not Grade.BAD)
        self.done = not wrong
        self.tell(lambda: self._how_many(len(wrong)), "title")
        self._lines.setText("\n\n".join(check_words.line(check) for check in wrong))

    def _how_many(self, wrong: int) -> str:
        return self.tr("To look at: {n}").format(n=wrong) if wrong else self.tr("✓ This PC is well")


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
