"""Which screens there are and what each is built from; one line a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.background import Background
from desktop.printing.form_sheet import FormSheet
from desktop.screens.attendance.presenter import AttendancePresenter
from desktop.screens.attendance.view import AttendanceView
from desktop.screens.attention.presenter import AttentionPresenter
from desktop.screens.attention.view import AttentionView
from desktop.screens.check_in.group import GroupPresenter
from desktop.screens.check_in.presenter import CheckInPresenter
from desktop.screens.check_in.view import CheckInView
from desktop.screens.classes.presenter import ClassesPresenter
from desktop.screens.classes.view import ClassesView
from desktop.screens.enrolment.presenter import EnrolmentPresenter
from desktop.screens.enrolment.view import EnrolmentView
from desktop.screens.roster.presenter import RosterPresenter
from desktop.screens.roster.view import RosterView
from desktop.screens.set_up.presenter import SetUpPresenter
from desktop.screens.set_up.view import SetUpView
from desktop.screens.statistics.presenter import StatisticsPresenter
from desktop.screens.statistics.view import StatisticsView
from desktop.screens.sync_status.presenter import SyncStatusPresenter
from desktop.screens.sync_status.reader_state import reader_state
from desktop.screens.sync_status.view import SyncStatusView
from desktop.sync_worker import SyncWorker
from desktop.widgets.approval import ApprovalSheet, Witness
from desktop.widgets.reveal import RevealSheet
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.domain.ids import StaffId
from sync.protocol.joining import Resolution

_PATIENCE_S = 30.0
"""How long whoever asks for a round with the centre waits for it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What screens are built from. `disk` is for quick reading and writing, `long` for what shows its progress,
    `line` for questions to the centre, `looks` for this PC's own health; `resolve` asks whose an opaque code is;
    `witness` knows a second person who approves (`widgets/approval.py`).
    """

    settings: Settings
    desk: Desk
    sync: SyncWorker
    disk: Background
    long: Background
    line: Background
    looks: Background
    resolve: Callable[[str], Resolution | None]
    witness: Witness


@dataclass(frozen=True, slots=True)
class Screen:
    """A presenter has `refresh()` and the signal `failed`; where it writes, `recorded` and `operator` as well."""

    name: str
    presenter: Any
    view: QWidget

    def work_as(self, operator: StaffId | None) -> None:
        """Under whose name it writes, and who is shown whole names and numbers."""
        if hasattr(self.presenter, "operator"):
            self.presenter.operator = operator
        for sheet in self.view.findChildren(FormSheet):
            sheet.operator = operator
        for question in self.view.findChildren(ApprovalSheet):
            question.work_as(operator)
        for shown in self.view.findChildren(RevealSheet):
            shown.work_as(operator)


def build_screens(around: Surroundings, parent: QObject) -> dict[str, Screen]:
    """All of them, in the order of the rail."""
    built = {name: Screen(name, *build(around)) for name, build in _SCREENS.items()}
    for screen in built.values():
        screen.presenter.setParent(parent)
    return built


def _check_in(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = CheckInPresenter(around.desk, around.disk, around.line, around.resolve, around.sync.try_now)
    around.sync.line.connect(presenter.line_told)
    group = GroupPresenter(around.desk, around.disk, around.long, lambda: presenter.operator)
    group.setParent(presenter)
    group.failed.connect(presenter.failed)
    group.recorded.connect(presenter.recorded)
    return presenter, CheckInView(presenter, group)


def _enrolment(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = EnrolmentPresenter(around.desk, around.disk, around.line, around.resolve, around.sync.try_now)
    return presenter, EnrolmentView(presenter)


def _roster(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = RosterPresenter(around.desk, around.disk, around.long)
    return presenter, RosterView(presenter)


def _attendance(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = AttendancePresenter(around.desk, around.disk)
    view = AttendanceView(
        presenter, lambda page: FormSheet(page, around.desk, around.disk, around.long), around.witness
    )
    return presenter, view


def _classes(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = ClassesPresenter(around.desk, around.disk)
    return presenter, ClassesView(presenter, lambda page: FormSheet(page, around.desk, around.disk, around.long))


def _attention(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = AttentionPresenter(around.desk, around.disk)
    return presenter, AttentionView(presenter)


def _statistics(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = StatisticsPresenter(around.desk, around.disk, around.long)
    return presenter, StatisticsView(presenter)


def _sync_status(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = SyncStatusPresenter(
        around.desk,
        around.disk,
        around.long,
        lambda going_on: around.sync.run_round(_PATIENCE_S, going_on),
        lambda: reader_state(around.settings.reader),
    )
    around.sync.line.connect(presenter.show_line)
    return presenter, SyncStatusView(presenter)


def _set_up(around: Surroundings) -> tuple[QObject, QWidget]:
    presenter = SetUpPresenter(
        around.settings, around.desk, around.sync.connection, around.disk, around.long, around.looks
    )
    presenter.sync_now.connect(around.sync.try_now)
    return presenter, SetUpView(presenter)


_SCREENS: dict[str, Callable[[Surroundings], tuple[QObject, QWidget]]] = {
    "check_in": _check_in,
    "enrolment": _enrolment,
    "roster": _roster,
    "attendance": _attendance,
    "classes": _classes,
    "statistics": _statistics,
    "attention": _attention,
    "sync_status": _sync_status,
    "set_up": _set_up,
}
