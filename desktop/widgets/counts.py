"""应到 / 已到 / 迟到 / 待确认 of the session, as large figures with small words."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop import theme
from sync.desk.operations.count_session import SessionCounts


class CountsBar(QFrame):
    """Four figures; a dash where there is no session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._figures = [theme.styled(QLabel("–"), "count") for _ in range(4)]
        self._words = [theme.styled(QLabel(), "quiet") for _ in range(4)]
        row = QHBoxLayout(self)
        row.setContentsMargins(6 * theme.GAP, 2 * theme.GAP, 6 * theme.GAP, 2 * theme.GAP)
        for figure, word in zip(self._figures, self._words, strict=True):
            pair = QHBoxLayout()
            pair.setSpacing(2 * theme.GAP)
            pair.addWidget(word, 0, Qt.AlignmentFlag.AlignVCenter)
            pair.addWidget(figure, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addLayout(pair)
            if word is not self._words[-1]:
                row.addStretch(1)
        self._say()

    def show_counts(self, counts: SessionCounts | None) -> None:
        """The session's counts, None without a session."""
        figures = (counts.expected, counts.present, counts.late, counts.to_confirm) if counts else ("–",) * 4
        for label, figure in zip(self._figures, figures, strict=True):
            label.setText(str(figure))
        self._describe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        words = (self.tr("Expected"), self.tr("Present"), self.tr("Late"), self.tr("To confirm"))
        for label, word in zip(self._words, words, strict=True):
            label.setText(word)
        self._describe()

    def _describe(self) -> None:
        pairs = zip(self._words, self._figures, strict=True)
        self.setAccessibleName(", ".join(f"{word.text()} {figure.text()}" for word, figure in pairs))
