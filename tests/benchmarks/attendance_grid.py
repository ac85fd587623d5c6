"""The attendance grid of 200 trainees and 120 sessions: reading it, its first paint, and frames while it is scrolled.

Beside it stands a plain QTableView of the same rows, columns and size whose cells are one character of text.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sync.desk.operations.desk import Desk
from sync.desk.operations.show_attendance import AttendanceBook, show_attendance
from sync.desk.store import feed
from sync.domain.attendance import Mark
from sync.protocol.changes import Change, ChangeKind
from tests.benchmarks.rounds import alternate, percentile, spread, timed
from tests.benchmarks.table import Row
from tests.fakes.site import CLASS_A, NOW, make_desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

_PEOPLE, _SESSIONS, _OVER = 200, 120, 100
_WIDE, _HIGH = 1152, 560
_ROUNDS, _FRAMES, _STEP = 7, 150, 23
_FRAME_S = 0.016
_MARKS = (Mark.PRESENT, Mark.PRESENT, Mark.PRESENT, Mark.LATE, Mark.EARLY, Mark.LEAVE)


def run() -> list[Row]:
    """Three lines; everything offscreen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  Qt reads the environment when it is imported

    from desktop import theme  # noqa: PLC0415  as above

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.wear(app)
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        desk, _ = make_desk(Path(name))
        _teach(desk)
        read = [timed(lambda: show_attendance(desk, CLASS_A)) for _ in range(_ROUNDS)]
        book = show_attendance(desk, CLASS_A)
        desk.close()
    size = f"{_PEOPLE} × {_SESSIONS}"
    return [
        Row(f"attendance of {size} read", spread(read), "-", None, "told", "off the UI thread, with forecasts"),
        _first_paint(app, book, size),
        *_scrolling(app, book, size),
    ]


def _first_paint(app: Any, book: AttendanceBook, size: str) -> Row:
    def shown(make: Callable[[], Any]) -> float:
        widgets: list[Any] = []

        def paint() -> None:
            widgets.append(make())
            widgets[0].resize(_WIDE, _HIGH)
            widgets[0].show()
            app.processEvents()
            widgets[0].grab()

        took = timed(paint)
        widgets[0].close()
        widgets[0].deleteLater()
        app.processEvents()
        return took

    pair = alternate(_ROUNDS, lambda: shown(lambda: _grid(book)), lambda: shown(_plain))
    plain = f"plain table {spread(pair.beside)}"
    return Row(f"attendance grid {size} painted", spread(pair.ours), plain, pair.ratio, "told", "made, filled, painted")


def _scrolling(app: Any, book: AttendanceBook, size: str) -> list[Row]:
    grid, plain = _grid(book), _plain()
    rows = []
    for widget in (grid, plain):
        widget.resize(_WIDE, _HIGH)
        widget.show()
    app.processEvents()
    for how, bar in (("down", "verticalScrollBar"), ("across", "horizontalScrollBar")):
        bars = getattr(grid.marks, bar)(), getattr(plain, bar)()
        times = [_scrolled(app, one) for one in bars]
        late = [sum(one > _FRAME_S for one in frames) for frames in times]
        ratio = percentile(times[0], 50) / percentile(times[1], 50)
        worst = [f"99th {percentile(frames, 99) * 1e3:.3g} ms" for frames in times]
        said = [f"{number} of {_FRAMES} over 16 ms, {slow}" for number, slow in zip(late, worst, strict=True)]
        rows.append(
            Row(f"attendance grid {size} scrolled {how}", said[0], f"plain {said[1]}", ratio, "0 over 16 ms", "medians")
        )
    for widget in (grid, plain):
        widget.close()
        widget.deleteLater()
    return rows


def _scrolled(app: Any, bar: Any) -> list[float]:
    """Each frame: a step of a few pixels there and back, and all that is drawn for it."""
    top, frames = max(1, bar.maximum()), []
    for frame in range(_FRAMES):
        at = frame * _STEP % (2 * top)

        def step(at: int = at) -> None:
            bar.setValue(at if at <= top else 2 * top - at)
            app.processEvents()

        frames.append(timed(step))
    return frames


def _grid(book: AttendanceBook) -> Any:
    from desktop.widgets.attendance_grid import AttendanceGrid  # noqa: PLC0415  as above

    grid = AttendanceGrid()
    grid.show_book(book, book.people)
    return grid


def _plain() -> QTableView:
    from PySide6.QtGui import QStandardItem, QStandardItemModel  # noqa: PLC0415  as above
    from PySide6.QtWidgets import QTableView  # noqa: PLC0415  as above

    table = QTableView()
    model = QStandardItemModel(_PEOPLE, 3 + _SESSIONS, table)
    for row in range(_PEOPLE):
        for column in range(3 + _SESSIONS):
            model.setItem(row, column, QStandardItem("/"))
    table.setModel(model)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setDefaultSectionSize(48)
    table.verticalHeader().setDefaultSectionSize(44)
    return table


def _teach(desk: Desk) -> None:
    sessions, accounts = [], []
    for number in range(_SESSIONS):
        starts = NOW + timedelta(hours=5 * (number - _OVER))
        ends = starts + timedelta(hours=3)
        body = {"class_id": CLASS_A, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": 4}
        sessions.append(Change(ChangeKind.SESSION, f"b{number:03d}", body))
    for voucher in range(5001, 5001 + _PEOPLE):
        accounts.append(_entry(voucher))
        accounts += [_account(sessions[number], voucher, number) for number in range(_OVER)]
    with desk.store.write() as tx:
        feed.apply(tx, [*sessions, *accounts], "9")


def _entry(voucher: int) -> Change:
    body = {
        "class_id": CLASS_A,
        "trainee_id": f"b{voucher}",
        "voucher_no": voucher,
        "state": "enrolled",
        "name": f"试{voucher}",
        "id_number": "",
        "phone": "",
        "hours_done": voucher % 80,
    }
    return Change(ChangeKind.ROSTER_ENTRY, f"{CLASS_A}:b{voucher}", body)


def _account(session: Change, voucher: int, number: int) -> Change:
    mark = _MARKS[(voucher + number) % len(_MARKS)]
    body = {
        "session_id": session.key,
        "class_id": CLASS_A,
        "voucher_no": voucher,
        "left_at": None,
        "mark": mark.value,
        "hours": 4 if mark.is_there else 0,
        "corrected": (voucher + number) % 17 == 0,
        "flags": [],
    }
    if not mark.is_there:
        return Change(ChangeKind.ABSENCE, f"{session.key}/{voucher}", body)
    source = "phone" if number % 3 else "desk"
    told = body | {"at": NOW.isoformat(), "source": source, "device": None}
    return Change(ChangeKind.ATTENDANCE, f"{session.key}/{voucher}", told)
