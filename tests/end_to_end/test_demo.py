"""The whole line as a person runs it: the demo as a process, and what it says held against what it was made from."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.commands.demo_story import outage
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.operations.verify_record import verify_record
from sync.desk.store import facts
from sync.domain.ids import FactId
from sync.domain.verdicts import Verdict
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.voucher_code import is_voucher_code

SEED = 11
A_FEW, MANY = 3, 12


def demo(folder: Path, *more: str) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "desktop", "demo", "--headless", "--data", str(folder), "--seed", str(SEED), *more]


def expected_verdict(row: dict[str, Any], session_class: str, *, offline: bool) -> Verdict:
    """What the rules make of one presentation, from what the sample data says of it."""
    if not is_voucher_code(row["text"]):
        if not row["text"].isdigit():
            return Verdict.REFUSED
        if offline:
            return Verdict.TO_CONFIRM
        if row["voucher_no"] is None:
            return Verdict.REFUSED
    if row["note"] == "forged signature" or row["state"] == VoucherState.VOID:
        return Verdict.REFUSED
    if row["kind"] == VoucherKind.SUBSIDY and row["class_id"] != session_class:
        return Verdict.REFUSED
    return Verdict.TO_CONFIRM if row["note"] == "signed two days ago" else Verdict.ACCEPTED


@pytest.mark.timeout(420)
def test_the_demo_says_what_its_recorded_camera_was_made_from(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    done = subprocess.run([*demo(folder), "--json"], check=False, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    sample = json.loads((folder / "sample.json").read_text())
    cast, session_class = sample["cast"], sample["classes"][0]["id"]

    away = outage(len(cast))
    verdicts = Counter(
        expected_verdict(row, session_class, offline=place in away) for place, row in enumerate(cast)
    )
    assert told["scanned"] == len(cast)
    assert told["scanned"] == told["accepted"] + told["refused"] + told["to_confirm"]
    assert (told["accepted"], told["refused"], told["to_confirm"]) == tuple(verdicts[verdict] for verdict in Verdict)
    assert min(verdicts.values()) > 0

    enrolments = {row["voucher_no"] for row in cast if row["purpose"] == "enrolment"}
    strangers = sum(not is_voucher_code(row["text"]) and not row["text"].isdigit() for row in cast)
    assert told["enrolled"] == len(enrolments) > 0
    # One fact a scan, none for a stranger's code; an enrolment is one more, and the sign-in that follows it another.
    assert told["facts_recorded"] == len(cast) - strangers + 2 * len(enrolments)
    assert told["facts_recorded"] == told["facts_settled"]
    assert told["facts_pending"] == 0
    present = {
        row["voucher_no"]
        for place, row in enumerate(cast)
        if row["voucher_no"] and expected_verdict(row, session_class, offline=place in away) is not Verdict.REFUSED
    }
    assert told["attendance"] == len(present | enrolments)
    nobody = [row for place, row in enumerate(cast) if row["note"] == "national code of nobody" and place in away]
    assert told["needs_attention"] == len(nobody)

    with sqlite3.connect(folder / "centre.db") as centre:
        at_centre = centre.execute("SELECT count(DISTINCT id) FROM facts").fetchone()[0]
        receipts = centre.execute("SELECT count(DISTINCT fact_id) FROM receipts WHERE outcome != 'held'").fetchone()[0]
    centre.close()
    assert at_centre == receipts == told["facts_recorded"]
    assert all(Path(picture).stat().st_size > 10_000 for picture in told["screenshots"])
    assert (folder / "sample-vouchers.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kills", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_killed_at_any_moment_it_keeps_every_acknowledged_scan_once(tmp_path: Path, kills: int) -> None:
    folder = tmp_path / "demo"
    random = Random(SEED)
    acknowledged: list[str] = []
    for _ in range(kills):
        acknowledged += run_and_kill(folder, random.uniform(0.2, 6.0))
    assert len(acknowledged) >= kills

    done = subprocess.run(demo(folder), check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    acknowledged += fact_ids(done.stderr.splitlines())
    assert len(acknowledged) == len(set(acknowledged))

    desk = Desk.open(Settings.load({"home": folder / "desk", "key_storage": "file"}))
    with desk.store.read() as tx:
        assert all(facts.find(tx, FactId(fact_id)) is not None for fact_id in acknowledged)
    health = verify_record(desk)
    desk.close()
    assert health.chain_ok
    assert health.pending == 0
    with sqlite3.connect(folder / "centre.db") as centre:
        at_centre = [row[0] for row in centre.execute("SELECT id FROM facts")]
    centre.close()
    assert len(at_centre) == len(set(at_centre)) == health.facts
    assert set(acknowledged) <= set(at_centre)


def run_and_kill(folder: Path, seconds_of_scanning: float) -> list[str]:
    """Run the demo until some time after its first answer, kill it, and tell which facts it had acknowledged."""
    process = subprocess.Popen(demo(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if fact_ids([line]):
            break
    time.sleep(seconds_of_scanning)
    process.send_signal(signal.SIGKILL)
    lines += process.stderr.readlines()
    process.stderr.close()
    assert process.wait(30) == -signal.SIGKILL, "".join(lines)
    return fact_ids(lines)


def fact_ids(lines: list[str]) -> list[str]:
    """The facts behind the answers in the demo's running report: time, verdict, reason, fact."""
    verdicts = {verdict.value for verdict in Verdict}
    words = [line.split() for line in lines]
    return [word[3] for word in words if len(word) == 4 and word[1] in verdicts and word[3] != "-"]
