"""What the statistics screen needs: figures of a span of days, and the files they are saved to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from sync.desk.operations.desk import Desk
from sync.desk.operations.export_figures import FigureTable, export_csv, export_picture, export_workbook
from sync.desk.operations.show_statistics import show_statistics


class StatisticsPresenter(QObject):
    """`statistics` carries a Statistics, `saved` the file's name."""

    statistics = Signal(object)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, disk: Background, long: Background) -> None:
        super().__init__()
        self._desk, self._disk, self._long = desk, disk, long
        self._span: tuple[date | None, date | None] = None, None
        self._asked = 0

    def choose_span(self, since: date | None, until: date | None) -> None:
        """Count these days from now on; None: no bound."""
        self._span = since, until
        self.refresh()

    def refresh(self) -> None:
        """Count again. On the thread of long work: nobody at the check-in waits for it."""
        self._asked += 1
        asked, span = self._asked, self._span
        self._long.run(
            lambda: show_statistics(self._desk, *span),
            lambda told: self.statistics.emit(told) if asked == self._asked else None,
            self.failed.emit,
        )

    def save(self, path: Path, table: FigureTable, picture: bytes) -> None:
        """By the name's ending: .png the picture, .xlsx a workbook, else text that Excel opens."""

        def write() -> str:
            if path.suffix.lower() == ".png":
                export_picture(self._desk, picture, path)
            elif path.suffix.lower() == ".xlsx":
                export_workbook(self._desk, table, path)
            else:
                export_csv(self._desk, table, path)
            return path.name

        self._disk.run(write, self.saved.emit, self.failed.emit)
