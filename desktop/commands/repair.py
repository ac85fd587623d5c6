"""`voucherdesk repair [--json]`: mend a damaged record; what waits for the centre is put into a file first."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.repair_record import Loss, Repaired, RepairStep, repair_record

_STEPS = {
    RepairStep.COPYING: "copying the files aside",
    RepairStep.READING: "reading what holds, page by page",
    RepairStep.EXPORTING: "putting what waits for the centre into a file",
    RepairStep.BUILDING: "writing down what is lost",
    RepairStep.CHECKING: "checking the new record",
    RepairStep.REPLACING: "putting it in place",
}


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: whole, or mended without a loss; 1: something is lost, and is named. Raises SyncError."""
    settings = Settings.load()
    repaired = repair_record(settings, open_vault(settings), (lambda _: None) if args.json else _say_step)
    if args.json:
        print(json.dumps(_document(repaired), ensure_ascii=False))
    else:
        for line in _lines(repaired):
            print(line)
    return 1 if repaired.lost or repaired.unplaced or repaired.nothing_read else 0


def _say_step(step: RepairStep) -> None:
    print(f"… {_STEPS[step]}", flush=True)


def _document(repaired: Repaired) -> dict[str, object]:
    return {
        "was_whole": repaired.was_whole,
        "facts": repaired.facts,
        "pending": repaired.pending,
        "from_backup": repaired.from_backup,
        "pages_bad": repaired.pages_bad,
        "exported": repaired.exported,
        "queue_file": str(repaired.queue_file) if repaired.queue_file else None,
        "kept_in": str(repaired.kept_in) if repaired.kept_in else None,
        "lost": [
            {
                "epoch": loss.epoch,
                "seq": loss.seq,
                "type": loss.type,
                "at": loss.at.isoformat(timespec="seconds") if loss.at else None,
                "at_centre": loss.at_centre,
            }
            for loss in repaired.lost
        ],
        "unplaced": repaired.unplaced,
        "nothing_read": repaired.nothing_read,
    }


def _lines(repaired: Repaired) -> list[str]:
    if repaired.was_whole:
        return [f"the record is whole: {repaired.facts} facts, {repaired.pending} pending; nothing was changed"]
    backup = f", {repaired.from_backup} of them from a backup" if repaired.from_backup else ""
    lines = [f"mended: {repaired.facts} facts{backup}, {repaired.pending} pending"]
    if repaired.queue_file and repaired.pending:
        lines.append(f"the pending ones are also in {repaired.queue_file}; the network will take them as ever")
    lines += [f"lost: {_told(loss)}" for loss in repaired.lost]
    if repaired.unplaced:
        lines.append(f"lost: {repaired.unplaced} more, of which nothing but their number is known")
    if repaired.nothing_read:
        lines.append("lost: whatever was recorded since the newest backup; nothing in the damaged record can be read")
    if any(not loss.at_centre for loss in repaired.lost) or repaired.unplaced or repaired.nothing_read:
        lines.append("what is lost and not at the centre has to be entered again; ask who was there at that time")
    return [*lines, f"the damaged files are kept in {repaired.kept_in}"]


def _told(loss: Loss) -> str:
    at = f", {loss.at.astimezone():%Y-%m-%d %H:%M}" if loss.at else ""
    return f"epoch {loss.epoch}, place {loss.seq}, {loss.type or 'unknown'}{at}" + (
        " (the centre has it)" if loss.at_centre else ""
    )
