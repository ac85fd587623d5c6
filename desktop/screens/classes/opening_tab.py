"""开班反馈: how it stands, what is missing and where that is mended, and the button that sends it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.classes import wording
from desktop.screens.classes.marks import mark
from sync.desk.operations.show_class import ClassDetail
from sync.desk.operations.show_classes import OpeningStage
from sync.domain.classes import ClassState
from sync.domain.opening import OpeningPoint

_PEOPLE = (OpeningPoint.NOBODY_ENROLLED, OpeningPoint.TOO_MANY_TRAINEES)
_SENT = (OpeningStage.SENT, OpeningStage.IN_TIME, OpeningStage.NOT_NEEDED)
_SIGN = 36


class OpeningTab(QWidget):
    """`reported` when the report shall be sent, `led` with the point that shall be mended."""

    reported = Signal()
    led = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ClassDetail | None = None
        self.headline, self.story = theme.styled(QLabel(), "large"), theme.styled(QLabel(), "note")
        self.missing = theme.styled(QLabel(), "note")
        self.send = theme.styled(QPushButton(), "main")
        self.ways: dict[OpeningPoint, QPushButton] = {}
        self._signs: dict[OpeningPoint, QLabel] = {}
        self._words: dict[OpeningPoint, QLabel] = {}
        self._notes: dict[OpeningPoint, QLabel] = {}
        self.send.clicked.connect(self.reported)
        self._lay_out()

    def show_detail(self, detail: ClassDetail) -> None:
        """How it stands now."""
        self._detail = detail
        self.say()

    def say(self) -> None:
        """Word everything anew."""
        detail = self._detail
        self.send.setText(self.tr("Send the opening report"))
        if detail is None:
            return
        opening, row = detail.row.opening, detail.row
        self.headline.setText(wording.opening_headline(opening, detail.now))
        self.story.setText(wording.opening_story(opening, detail.zone))
        self.story.setVisible(bool(self.story.text()))
        can = row.state is ClassState.OPEN and not row.cancelling and opening.stage not in _SENT
        self.send.setVisible(can)
        self.send.setEnabled(can and not opening.unmet)
        self.missing.setText(self.tr("Missing points: {n}").format(n=len(opening.unmet)))
        self.missing.setVisible(can and bool(opening.unmet))
        for point in OpeningPoint:
            self._say_point(point, detail)

    def _say_point(self, point: OpeningPoint, detail: ClassDetail) -> None:
        row = detail.row
        unmet = point in row.opening.unmet
        asked, lacking = wording.point_words(point, row)
        mark(("✕", "refused") if unmet else ("✓", "accepted"), self._signs[point])
        note = lacking.format(n=row.planned_hours, all=row.required_hours, people=wording.places(row))
        self._words[point].setText(asked)
        self._notes[point].setText(note if unmet else self._there(point, detail))
        way = self.ways[point]
        way.setText(self.tr("To the roster") if point in _PEOPLE else self.tr("To the sessions"))
        way.setAccessibleName(f"{way.text()}: {asked}")
        way.setVisible(unmet)

    def _there(self, point: OpeningPoint, detail: ClassDetail) -> str:
        row = detail.row
        if point in _PEOPLE:
            return wording.places(row)
        if point is OpeningPoint.HOURS_SHORT:
            return self.tr("{n} / {all} class hours").format(n=row.planned_hours, all=row.required_hours)
        if point is OpeningPoint.NO_SESSION:
            return self.tr("Sessions: {n}").format(n=len(detail.sessions))
        return ""

    def _lay_out(self) -> None:
        panel = theme.styled(QFrame(), "panel")
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * theme.GAP)
        grid.setVerticalSpacing(2 * theme.GAP)
        grid.setColumnStretch(2, 1)
        for at, point in enumerate(OpeningPoint):
            sign, words, note = theme.styled(QLabel(), "mark"), QLabel(), theme.styled(QLabel(), "note")
            sign.setFixedWidth(_SIGN)
            sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
            note.setWordWrap(True)
            way = theme.styled(QPushButton(), "plain")
            way.clicked.connect(partial(self.led.emit, point))
            self._signs[point], self._words[point], self._notes[point], self.ways[point] = sign, words, note, way
            grid.setRowMinimumHeight(at, 10 * theme.GAP)
            grid.addWidget(sign, at, 0)
            grid.addWidget(words, at, 1)
            grid.addWidget(note, at, 2)
            grid.addWidget(way, at, 3)
        foot = QHBoxLayout()
        foot.addWidget(self.missing)
        foot.addStretch(1)
        foot.addWidget(self.send)
        column = QVBoxLayout(panel)
        column.setContentsMargins(*[6 * theme.GAP] * 4)
        column.setSpacing(2 * theme.GAP)
        self.headline.setWordWrap(True)
        self.story.setWordWrap(True)
        column.addWidget(self.headline)
        column.addWidget(self.story)
        column.addSpacing(3 * theme.GAP)
        column.addLayout(grid)
        column.addSpacing(3 * theme.GAP)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        outer.addStretch(1)
