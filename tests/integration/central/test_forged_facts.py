"""Forged facts over real HTTP: each gets a receipt that says why; nothing fails inside, and nobody waits for ever."""

from __future__ import annotations

import itertools
import logging
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime

import pytest

from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.store.engine import writing
from sync.domain.attendance import Mark
from sync.domain.ids import SiteId, StaffId
from sync.protocol.facts import seal_payload
from sync.protocol.payloads import AttendanceCorrected
from sync.protocol.receipts import Outcome, Receipt
from tests.fakes.scripted_desk import ScriptedDesk
from tests.faults.forgeries import NEWER, WELDERS, Forged, forgeries, truths
from tests.integration.conftest import RunningCentre

_A_BATCH = 200
_SAMPLE = 9


def _enrolled(centre: RunningCentre) -> int:
    return int(next(entry for entry in centre.example["cast"] if entry["note"] == "enrolled")["voucher_no"])


def _waiting_correction(centre: RunningCentre, desk: ScriptedDesk) -> str:
    """The id of a clerk's correction of a past day, for a class manager to decide about."""
    desk.chain.operator = StaffId("P-0001")
    (receipt,) = desk.push(
        desk.chain.write(AttendanceCorrected("K-0001-01", WELDERS, _enrolled(centre), Mark.ABSENT, "没有来"))
    )
    assert receipt.code == "approval_needed"
    return receipt.fact_id


def _all(centre: RunningCentre, desk: ScriptedDesk) -> list[Forged]:
    return list(forgeries(_enrolled(centre), _waiting_correction(centre, desk)))


def _send(desk: ScriptedDesk, forged: Sequence[Forged]) -> list[Receipt]:
    """The receipts, batch by batch; `push` itself fails on any answer but 200."""
    receipts: list[Receipt] = []
    for first in range(0, len(forged), _A_BATCH):
        facts = []
        for one in forged[first : first + _A_BATCH]:
            desk.chain.operator = StaffId(one.operator)
            facts.append(desk.chain.write_values(one.kind, seal_payload(one.values)))
        receipts += desk.push(*facts)
    return receipts


def _is_answered(receipt: Receipt) -> bool:
    """What was not simply taken says why."""
    return receipt.outcome is Outcome.RECORDED or receipt.code is not None


def _prove_answered(desk: ScriptedDesk, forged: Sequence[Forged], caplog: pytest.LogCaptureFixture) -> Counter[str]:
    caplog.set_level(logging.ERROR)
    receipts = _send(desk, forged)
    assert len(receipts) == len(forged)
    silent = [one for one, receipt in zip(forged, receipts, strict=True) if not _is_answered(receipt)]
    assert silent == []
    assert [record.getMessage() for record in caplog.records] == []  # no rule failed at a record
    return Counter(receipt.outcome for receipt in receipts)


def test_every_newer_type_is_forged(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    assert {one.kind for one in _all(centre, scripted_desk)} == set(NEWER)


def test_a_sample_of_forged_facts_is_answered_with_reasons(
    centre: RunningCentre, scripted_desk: ScriptedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    found = _prove_answered(scripted_desk, _all(centre, scripted_desk)[::_SAMPLE], caplog)
    assert found[Outcome.REJECTED] > found[Outcome.RECORDED] > 0


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_forged_fact_is_answered_with_a_reason(
    centre: RunningCentre, scripted_desk: ScriptedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    _prove_answered(scripted_desk, _all(centre, scripted_desk), caplog)
    found = scripted_desk.pull_all()  # and the feed can be read to its end
    assert ("class", "K-0001") in found


def test_what_is_true_is_taken_so_that_the_forged_value_alone_was_wrong(
    centre: RunningCentre, scripted_desk: ScriptedDesk
) -> None:
    told = truths(_enrolled(centre), _waiting_correction(centre, scripted_desk))
    answers = _send(scripted_desk, [Forged(kind, values) for kind, values in told.items()])
    said = {kind: receipt.code for kind, receipt in zip(told, answers, strict=True) if receipt.code is not None}
    assert said == {
        "expectation_withdrawn": "fact_unknown",  # what was announced by nobody
        "leave_withdrawn": "fact_unknown",  # a correction is no leave
        "attendance_corrected": "approval_needed",
        "assessment_recorded": "class_not_over",
    }


def test_only_a_class_manager_of_the_site_cancels_and_changes(
    centre: RunningCentre, scripted_desk: ScriptedDesk
) -> None:
    told = truths(1001, "0" * 32)
    acts = [
        Forged(kind, told[kind], operator)
        for kind in ("class_cancelled", "session_changed", "session_cancelled", "assessment_recorded")
        for operator in ("P-0001", "P-0005", "P-0004", "P-9999", "O-0001", "")
    ]
    assert {receipt.code for receipt in _send(scripted_desk, acts)} == {"operator_not_allowed"}


@pytest.fixture
def desks(centre: RunningCentre) -> Iterator[list[ScriptedDesk]]:
    """Two desks at the home site and one elsewhere."""
    made = []
    for site in ("S-0001", "S-0001", "S-0002"):
        with writing(centre.behind.store) as connection:
            code = make_enrolment_code(connection, SiteId(site), datetime.now(UTC))
        made.append(ScriptedDesk.join(centre.url, code))
    yield made
    for desk in made:
        desk.close()


@pytest.mark.parametrize("each", [40, pytest.param(1_500, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_forgers_at_once_hold_nobody_up(centre: RunningCentre, desks: list[ScriptedDesk], each: int) -> None:
    """Each begins elsewhere in the list, in small batches, so that they meet in the same classes again and again."""
    every, answered = _all(centre, desks[0]), Counter[int]()
    troubles: list[BaseException] = []

    def forge(number: int) -> None:
        mine = list(itertools.islice(itertools.cycle(every[number * 97 :: 7]), each))
        try:
            for first in range(0, each, 10):
                receipts = _send(desks[number], mine[first : first + 10])
                answered[number] += sum(map(_is_answered, receipts))
        except Exception as error:  # noqa: BLE001  told by the test, in its own thread
            troubles.append(error)

    threads = [threading.Thread(target=forge, args=(number,), daemon=True) for number in range(len(desks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60 + each / 4)
    assert [thread.is_alive() for thread in threads] == [False] * len(desks)
    assert troubles == []
    assert answered == {number: each for number in range(len(desks))}
    with closing(ScriptedDesk(centre.url, desks[0].key, desks[0].welcome)) as still_there:
        assert ("class", "K-0001") in still_there.pull_all()
