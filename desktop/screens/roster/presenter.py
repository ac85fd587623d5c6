"""What the roster screen needs: the site's classes, one class's people, and what staff do about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.background import Background, Progress
from sync.desk.operations.announce_trainees import Announced, withdraw_announcement
from sync.desk.operations.desk import Desk
from sync.desk.operations.import_roster import import_roster
from sync.desk.operations.list_classes import ClassCard, list_classes
from sync.desk.operations.read_roster_file import CheckedList, read_roster_file
from sync.desk.operations.reveal_identity import Identity, reveal_identity
from sync.desk.operations.save_template import save_template
from sync.desk.operations.show_roster import RosterLine, show_roster
from sync.desk.operations.transfer_enrolment import transfer_enrolment
from sync.desk.operations.withdraw_enrolment import withdraw_enrolment
from sync.domain.ids import ClassId, StaffId, VoucherNo
from sync.protocol.payloads import Revealed

Done = Callable[[], object]
Failed = Callable[[Exception], object]
Progressed = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Roster:
    """`chosen` None: this site has no class yet."""

    classes: tuple[ClassCard, ...]
    chosen: ClassCard | None
    lines: tuple[RosterLine, ...]


class RosterPresenter(QObject):
    """Reads and writes in the background; `roster` carries what was read, `recorded` that something was written."""

    roster = Signal(object)
    failed = Signal(object)
    recorded = Signal()
    no_operator = Signal()

    def __init__(self, desk: Desk, disk: Background, long: Background | None = None) -> None:
        """`long`: for lists of people; where there is none, `disk` does it."""
        super().__init__()
        self.desk, self.disk, self.long = desk, disk, long or disk
        self.operator: StaffId | None = None
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
        self.disk.run(lambda: _read(self.desk, wanted), self.roster.emit, self.failed.emit)

    def reveal(
        self,
        voucher_no: VoucherNo,
        what: Revealed,
        reason: str,
        done: Callable[[Identity], object],
        failed: Failed,
    ) -> bool:
        """Somebody's number, whole; that it was shown is recorded. False: nobody works here, and nothing follows."""
        desk, operator = self.desk, self.operator
        if operator is None:
            self.no_operator.emit()
            return False

        def shown(identity: Identity) -> None:
            self.recorded.emit()
            done(identity)

        self.disk.run(
            lambda: reveal_identity(desk, voucher_no, what=what, reason=reason, operator=operator), shown, failed
        )
        return True

    def leave(self, line: RosterLine, class_id: ClassId, reason: str, done: Done, failed: Failed) -> None:
        """Out of the class; who is only announced is called off."""
        desk, operator = self.desk, self.operator
        if operator is None:
            self.no_operator.emit()
        elif line.announcement is not None:
            announcement = line.announcement
            self._write(
                lambda: withdraw_announcement(desk, announcement, reason=reason, operator=operator), done, failed
            )
        elif line.voucher_no is not None:
            number = line.voucher_no
            self._write(
                lambda: withdraw_enrolment(desk, number, class_id=class_id, reason=reason, operator=operator),
                done,
                failed,
            )

    def transfer(
        self,
        line: RosterLine,
        classes: tuple[ClassId, ClassId],
        reason: str,
        done: Done,
        failed: Failed,
    ) -> None:
        """From one class of the site into another."""
        desk, operator, number = self.desk, self.operator, line.voucher_no
        if operator is None:
            self.no_operator.emit()
        elif number is not None:
            left, joined = classes
            self._write(
                lambda: transfer_enrolment(
                    desk, number, from_class=left, to_class=joined, reason=reason, operator=operator
                ),
                done,
                failed,
            )

    def look_at_file(
        self,
        class_id: ClassId,
        path: Path,
        progressed: Progressed,
        done: Callable[[CheckedList], object],
        failed: Failed,
    ) -> Progress:
        """Read a list of people; nothing is recorded."""
        desk = self.desk
        return self.long.run_long(
            lambda progress: read_roster_file(desk, class_id, path, progress.told), progressed, done, failed
        )

    def take_list(
        self,
        class_id: ClassId,
        checked: CheckedList,
        progressed: Progressed,
        done: Callable[[Announced], object],
        failed: Failed,
    ) -> Progress | None:
        """Announce everybody on it who can be taken, or nobody."""
        desk, operator = self.desk, self.operator
        if operator is None:
            self.no_operator.emit()
            return None

        def taken(announced: Announced) -> None:
            self.recorded.emit()
            self.refresh()
            done(announced)

        return self.long.run_long(
            lambda progress: import_roster(desk, class_id, checked, operator=operator, told=progress.told),
            progressed,
            taken,
            failed,
        )

    def save_template(self, path: Path, done: Done, failed: Failed) -> None:
        """The empty workbook to fill in."""
        self.disk.run(lambda: save_template(self.desk, path), lambda _: done(), failed)

    def _write(self, work: Callable[[], object], done: Done, failed: Failed) -> None:
        def written(_: object) -> None:
            self.recorded.emit()
            self.refresh()
            done()

        self.disk.run(work, written, failed)


def _read(desk: Desk, wanted: ClassId | None) -> Roster:
    cards = list_classes(desk)
    chosen = next((card for card in cards if card.class_id == wanted), cards[0] if cards else None)
    return Roster(cards, chosen, show_roster(desk, chosen.class_id) if chosen else ())
