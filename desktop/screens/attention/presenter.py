"""What the attention screen needs: what the centre did not simply take, and a way to decide about it."""

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from sync.desk.operations.desk import Desk
from sync.desk.operations.settle_attention import settle_attention
from sync.desk.operations.show_attention import show_attention
from sync.domain.attention import AttentionDecision
from sync.domain.ids import FactId, StaffId


class AttentionPresenter(QObject):
    """Reads and writes in the background; `attention` carries what was read, `recorded` comes after a commit."""

    attention = Signal(object)
    recorded = Signal()
    no_operator = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, disk: Background) -> None:
        super().__init__()
        self._desk, self._disk = desk, disk
        self._operator: StaffId | None = None

    @property
    def operator(self) -> StaffId | None:
        """Who decides; what may be decided depends on it."""
        return self._operator

    @operator.setter
    def operator(self, operator: StaffId | None) -> None:
        if operator != self._operator:
            self._operator = operator
            self.refresh()

    def refresh(self) -> None:
        """Read again."""
        operator = self._operator
        self._disk.run(lambda: show_attention(self._desk, operator), self.attention.emit, self.failed.emit)

    def decide(self, about: FactId, decision: AttentionDecision, note: str) -> None:
        """Write the decision of the present operator."""
        operator = self._operator
        if operator is None:
            self.no_operator.emit()
            return
        self._disk.run(
            lambda: settle_attention(self._desk, about, decision, note=note, operator=operator),
            lambda _: self._decided(),
            self.failed.emit,
        )

    def _decided(self) -> None:
        self.recorded.emit()
        self.refresh()
