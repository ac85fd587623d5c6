"""A form's field: its name above, the control, and below it what is wrong with what was entered."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import theme


class Field(QWidget):
    """`control` is any widget for one value; its accessible name is the field's."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._name, self._trouble = theme.styled(QLabel(), "fieldName"), theme.styled(QLabel(), "trouble")
        self._name.setBuddy(control)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (self._name, control, self._trouble):
            column.addWidget(widget)
        control.setMinimumHeight(max(control.minimumHeight(), 10 * theme.GAP))

    def say(self, name: str, hint: str = "") -> None:
        """Its name; `hint` is read out after it."""
        self._name.setText(name)
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(hint)

    def show_trouble(self, words: str) -> None:
        """What is wrong, and what to do; nothing when it is right again."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
