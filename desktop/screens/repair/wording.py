"""What a repair does and how it ended, in plain words of the window's language."""

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from sync.desk.operations.repair_record import Loss, Repaired, RepairStep

translate = QCoreApplication.translate
_STEPS = {
    RepairStep.COPYING: QT_TRANSLATE_NOOP("Repair", "Copying the damaged files aside…"),
    RepairStep.READING: QT_TRANSLATE_NOOP("Repair", "Reading what holds, page by page…"),
    RepairStep.EXPORTING: QT_TRANSLATE_NOOP("Repair", "Saving what waits for the centre…"),
    RepairStep.BUILDING: QT_TRANSLATE_NOOP("Repair", "Writing down what is lost…"),
    RepairStep.CHECKING: QT_TRANSLATE_NOOP("Repair", "Checking the new record…"),
    RepairStep.REPLACING: QT_TRANSLATE_NOOP("Repair", "Putting the new record in place…"),
}
_TYPES = {
    "attendance_punched": QT_TRANSLATE_NOOP("Repair", "sign-in or sign-out"),
    "voucher_seen": QT_TRANSLATE_NOOP("Repair", "scan that changed nothing"),
    "enrolment_requested": QT_TRANSLATE_NOOP("Repair", "enrolment"),
    "scan_undone": QT_TRANSLATE_NOOP("Repair", "scan taken back"),
    "enrolment_withdrawn": QT_TRANSLATE_NOOP("Repair", "enrolment withdrawn"),
    "enrolment_transferred": QT_TRANSLATE_NOOP("Repair", "change of class"),
    "opening_reported": QT_TRANSLATE_NOOP("Repair", "opening report"),
    "attendance_corrected": QT_TRANSLATE_NOOP("Repair", "attendance correction"),
    "correction_decided": QT_TRANSLATE_NOOP("Repair", "decision on a correction"),
    "leave_taken": QT_TRANSLATE_NOOP("Repair", "leave"),
    "leave_withdrawn": QT_TRANSLATE_NOOP("Repair", "leave withdrawn"),
    "assessment_recorded": QT_TRANSLATE_NOOP("Repair", "assessment result"),
    "class_cancelled": QT_TRANSLATE_NOOP("Repair", "class cancelled"),
    "session_changed": QT_TRANSLATE_NOOP("Repair", "session changed"),
    "session_cancelled": QT_TRANSLATE_NOOP("Repair", "session cancelled"),
    "attention_settled": QT_TRANSLATE_NOOP("Repair", "decision on what needed attention"),
    "day_closed": QT_TRANSLATE_NOOP("Repair", "close of a day"),
    "identity_revealed": QT_TRANSLATE_NOOP("Repair", "showing of personal data"),
    "trainee_expected": QT_TRANSLATE_NOOP("Repair", "person announced"),
    "expectation_withdrawn": QT_TRANSLATE_NOOP("Repair", "announcement taken back"),
}
_NOBODY_KNOWS = "?"
"""How many are lost when nothing of the damaged record can be read."""


def words_of_step(step: RepairStep) -> str:
    """What is being done now."""
    return translate("Repair", str(_STEPS[step]))


def title_of(repaired: Repaired) -> str:
    """How it ended, in one line."""
    if repaired.was_whole:
        return translate("Repair", "The record is whole; nothing was changed")
    lost = len(repaired.lost) + repaired.unplaced
    if not lost and not repaired.nothing_read:
        return translate("Repair", "The record is mended; nothing is lost")
    count = _NOBODY_KNOWS if repaired.nothing_read else lost
    return translate("Repair", "The record is mended; lost entries: {count}").format(count=count)


def text_of(repaired: Repaired) -> str:
    """What there is, what is lost, and what to do next."""
    there = translate("Repair", "Entries: {facts}. Waiting for the centre: {pending}; they are sent as ever.")
    lines = [there.format(facts=repaired.facts, pending=repaired.pending)]
    at_centre = [loss for loss in repaired.lost if loss.at_centre]
    gone = [loss for loss in repaired.lost if not loss.at_centre]
    if at_centre:
        have = translate("Repair", "Of the lost entries the centre has {count}; nothing needs to be done about them.")
        lines.append(have.format(count=len(at_centre)))
    if gone or repaired.unplaced or repaired.nothing_read:
        lines.append(translate("Repair", "Enter these again; ask who was there at that time:"))
        lines += [_line(kind, losses) for kind, losses in _by_type(gone).items()]
    if repaired.unplaced or repaired.nothing_read:
        lines.append(f"{_NOBODY_KNOWS if repaired.nothing_read else repaired.unplaced} × {_word(None)}")
    return "\n".join(lines)


def _by_type(lost: Iterable[Loss]) -> dict[str | None, list[Loss]]:
    found: dict[str | None, list[Loss]] = {}
    for loss in lost:
        found.setdefault(loss.type, []).append(loss)
    return found


def _line(kind: str | None, lost: list[Loss]) -> str:
    """How many of one type, and between what times by this PC: the site's own zone is not known now."""
    times = sorted(f"{loss.at.astimezone():%m-%d %H:%M}" for loss in lost if loss.at is not None)
    return f"{len(lost)} × {_word(kind)}" + (f" · {times[0]} – {times[-1]}" if times else "")


def _word(kind: str | None) -> str:
    source = _TYPES.get(kind or "")
    return translate("Repair", str(source)) if source else translate("Repair", "of unknown kind")
