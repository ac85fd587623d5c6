"""The steps, one at a time, with a rail that says how far one is. Enter goes on, Escape back; each may be left out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.first_run.presenter import FirstRunPresenter
from desktop.screens.first_run.steps import CentreStep, LanguageStep, Step
from desktop.screens.first_run.tests_of_devices import CameraStep, PrinterStep, ReaderStep, SummaryStep, TimeStep
from desktop.widgets.habits import Habits
from desktop.widgets.page import Page

_RAIL = 264


class FirstRunView(Page):
    """`step` is the one that is looked at; `go_to` another."""

    def __init__(self, presenter: FirstRunPresenter, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        language = habits.language or presenter.settings.language
        self.language, self.centre = LanguageStep(presenter, language, habits.scale), CentreStep(presenter)
        self.camera, self.reader, self.printer = CameraStep(presenter), ReaderStep(presenter), PrinterStep(presenter)
        self.time, self.summary = TimeStep(presenter), SummaryStep(presenter)
        self.steps: tuple[Step, ...] = (
            self.language, self.centre, self.camera, self.reader, self.printer, self.time, self.summary,
        )  # fmt: skip
        self._rail = [QLabel() for _ in self.steps]
        self._heading, self._title = theme.styled(QLabel(), "title"), theme.styled(QLabel(), "large")
        self._hint = theme.styled(QLabel(), "note")
        self._hint.setWordWrap(True)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
        self.back, self.next = QPushButton(), theme.styled(QPushButton(), "main")
        self.back.clicked.connect(lambda: self.go_to(self._stack.currentIndex() - 1))
        self.next.clicked.connect(self._go_on)
        presenter.joined.connect(lambda _: self.say())
        presenter.checked.connect(lambda _: self.say())
        self.on_key(Qt.Key.Key_Escape, self.back.click)
        self.on_key("Ctrl+Return", self.next.click)
        self._lay_out()
        self.say()

    @property
    def step(self) -> Step:
        """The one that is looked at."""
        return self.steps[self._stack.currentIndex()]

    @property
    def joined(self) -> bool:
        """Whether this PC has joined its site."""
        return self._presenter.is_joined

    def go_to(self, place: int) -> None:
        """Another step, by its place; the first and last are the ends."""
        place = min(max(place, 0), len(self.steps) - 1)
        self.step.leave()
        self._stack.setCurrentIndex(place)
        self._presenter.left.emit(self.step.name)
        self.next.setFocus()
        self.step.enter()
        self.say()

    def go_to_named(self, name: str) -> None:
        """Where it was left; the first step for a name that no step has."""
        names = [step.name for step in self.steps]
        self.go_to(names.index(name) if name in names else 0)

    def tell_why(self, error: Exception) -> None:
        """Why joining by site.toml failed: once each, so that nobody is interrupted again and again."""
        if self.centre.tell_why(error) and self.step is self.language:
            self.go_to(self.steps.index(self.centre))

    def take(self, text: str) -> None:
        """A code came from the handheld reader."""
        if self.step is self.reader:
            self.reader.take(text)
            self.say()

    def end(self) -> None:
        """Let go of the camera."""
        self.step.leave()

    def say(self) -> None:
        """See Page."""
        now = self._stack.currentIndex()
        self._heading.setText(self.tr("Setting up this PC"))
        for place, (label, step) in enumerate(zip(self._rail, self.steps, strict=True)):
            step.say()
            step.tell_again()
            sign = "●" if place == now else "✓" if step.done else "○"
            label.setText(f"{sign}  {place + 1}  {step.title()}")
            label.setObjectName("strong" if place == now else "note")
            label.style().unpolish(label)
            label.style().polish(label)
        self._title.setText(self.step.title())
        self._hint.setText(self.step.hint())
        self.back.setText(self.tr("Back"))
        self.back.setEnabled(now > 0)
        last = now == len(self.steps) - 1
        later = self.tr("Finish") if self._presenter.is_joined else self.tr("Finish; join later")
        self.next.setText(later if last else self.tr("Next") if self.step.done else self.tr("Skip for now"))
        self.setAccessibleName(f"{self._heading.text()}: {self._title.text()}")

    def _go_on(self) -> None:
        if self.step is self.steps[-1]:
            self.end()
            self._presenter.finished.emit()
        else:
            self.go_to(self._stack.currentIndex() + 1)

    def _lay_out(self) -> None:
        rail, panel = theme.styled(QFrame(), "panel"), theme.styled(QFrame(), "panel")
        rail.setFixedWidth(_RAIL)
        left, right = QVBoxLayout(rail), QVBoxLayout(panel)
        for column in (left, right):
            column.setContentsMargins(*[8 * theme.GAP] * 4)
            column.setSpacing(4 * theme.GAP)
        left.addWidget(self._heading)
        left.addSpacing(2 * theme.GAP)
        for label in self._rail:
            left.addWidget(label)
        left.addStretch(1)
        right.addWidget(self._title)
        right.addWidget(self._hint)
        right.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        right.addLayout(foot)
        row = QHBoxLayout()
        row.setSpacing(4 * theme.GAP)
        row.addWidget(rail)
        row.addWidget(panel, 1)
        self.body.addLayout(row, 1)
