"""What the roster screen needs: the site's classes, and one class's people, feed and pending facts together."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from sync.desk.operations.desk import Desk
from sync.desk.operations.list_classes import ClassCard, list_classes
from sync.desk.operations.show_roster import RosterLine, show_roster
from sync.domain.ids import ClassId


@dataclass(frozen=True, slots=True)
class Roster:
    """`chosen` None: this site has no class yet."""

    classes: tuple[ClassCard, ...]
    chosen: ClassCard | None
    lines: tuple[RosterLine, ...]


class RosterPresenter(QObject):
    """Reads in the background; `roster` carries what was read."""

    roster = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, disk: Background) -> None:
        super().__init__()
        self._desk, self._disk = desk, disk
        self._class_id: ClassId | None = None
        self._suggested: ClassId | None = None

    def choose_class(self, class_id: ClassId) -> None:
        """Show this class from now on."""
        self._class_id = class_id
        self.refresh()

    def suggest_class(self, class_id: ClassId) -> None:
        """Show this class as long as nobody has chosen one."""
        if class_id != self._suggested:
            self._suggested = class_id
            self.refresh()

    def refresh(self) -> None:
        """Read again."""
        wanted = self._class_id or self._suggested
        self._disk.run(lambda: _read(self._desk, wanted), self.roster.emit, self.failed.emit)


def _read(desk: Desk, wanted: ClassId | None) -> Roster:
    cards = list_classes(desk)
    chosen = next((card for card in cards if card.class_id == wanted), cards[0] if cards else None)
    return Roster(cards, chosen, show_roster(desk, chosen.class_id) if chosen else ())
