"""A calm page for a state without work to do: what is the case, what to do, and a code for the phone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets import icons


class BlankPage(QWidget):
    """Picture, title, text and, where wanted, a button, and a command or code that can be selected and copied."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QLabel()
        self._title = theme.styled(QLabel(), "large")
        self._text = theme.styled(QLabel(), "note")
        self._command = theme.styled(QLabel(), "title")
        self._code = theme.styled(QLabel(), "quiet")
        self._command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.setSpacing(4 * theme.GAP)
        column.addStretch(2)
        for label in (self._picture, self._title, self._text, self._command, self._code):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._picture)
            column.addWidget(label)
        self._action = QPushButton()
        self._action.hide()
        self._action.clicked.connect(self.acted)
        column.insertWidget(4, self._action, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, picture: str, title: str, text: str, *, command: str = "", code: str = "", action: str = "") -> None:
        """Fill the page; `picture` names an icon, `action` is what the button says."""
        self._picture.setPixmap(icons.pixmap(picture, 96, theme.current().quiet))
        for label, words in ((self._title, title), (self._text, text), (self._command, command), (self._code, code)):
            label.setText(words)
            label.setVisible(bool(words))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(f"{title} {text} {command} {code}")
