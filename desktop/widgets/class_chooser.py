"""Which class a screen is about: its name as a button, all classes of the site below it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.widgets.menu_button import MenuButton
from sync.desk.operations.list_classes import ClassCard


class ClassChooser(MenuButton):
    """`chosen` carries a ClassId."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("chooser", parent)
        self._cards: tuple[ClassCard, ...] = ()
        self._shown: ClassCard | None = None
        self.setMinimumHeight(13 * theme.GAP)
        self._say()

    def show_classes(self, cards: Sequence[ClassCard], shown: ClassCard | None) -> None:
        """All of them, and which is looked at."""
        self._cards, self._shown = tuple(cards), shown
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        name = self._shown.name if self._shown else self.tr("No class yet")
        self.setText(name)
        self.setAccessibleName(self.tr("Class: {name}").format(name=name))
        self.setToolTip(self.tr("Choose the class") + "  F3")
        menu = self.menu()
        menu.clear()
        for card in self._cards:
            action = menu.addAction(card.name, partial(self.chosen.emit, card.class_id))
            action.setCheckable(True)
            action.setChecked(card == self._shown)
