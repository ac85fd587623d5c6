"""Practice: every kind of answer can be had, on a record of its own that is gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.desk.operations.check_in import check_in
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.operations.practice import OPERATOR, Practice, Sample, start_practice
from sync.desk.operations.show_agenda import show_agenda
from sync.domain.forecast import Outlook
from sync.domain.verdicts import Reason, Verdict
from sync.protocol.voucher_code import MAX_CHARACTERS

EXPECTED = {
    Sample.SIGN_IN: Reason.SIGNED_IN,
    Sample.EDGE: Reason.SIGNED_IN,
    Sample.SCREENSHOT: Reason.CODE_STALE,
    Sample.OTHER_CLASS: Reason.OTHER_CLASS,
    Sample.LATER_CLASS: Reason.OTHER_CLASS,
    Sample.NOT_ENROLLED: Reason.NOT_ENROLLED,
    Sample.GUEST: Reason.SIGNED_IN,
    Sample.NATIONAL_CODE: Reason.ONLY_CENTRE_CAN_READ,
    Sample.UNKNOWN_KEY: Reason.KEY_UNKNOWN,
    Sample.VOID: Reason.VOID,
    Sample.EXPIRED: Reason.EXPIRED,
    Sample.DAMAGED: Reason.MALFORMED_CODE,
    Sample.NOT_A_VOUCHER: Reason.NOT_A_VOUCHER,
}


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Practice]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    practice = start_practice()
    yield practice
    practice.close()


def test_every_sample_gets_its_answer(practice: Practice) -> None:
    session = show_agenda(practice.desk).current
    assert session is not None
    for sample in Sample:
        code = practice.code(sample)
        assert len(code) <= MAX_CHARACTERS
        answer = check_in(practice.desk, code, session_id=session.session_id, operator=OPERATOR)
        assert (sample, answer.reason) == (sample, EXPECTED[sample])
    assert {reason.verdict for reason in EXPECTED.values()} == set(Verdict)


def test_the_samples_show_what_the_card_can_say(practice: Practice) -> None:
    session = show_agenda(practice.desk).current
    assert session is not None
    said = {
        sample: check_in(practice.desk, practice.code(sample), session_id=session.session_id, operator=OPERATOR)
        for sample in (Sample.EDGE, Sample.OTHER_CLASS, Sample.LATER_CLASS, Sample.GUEST)
    }
    assert said[Sample.EDGE].matters.outlook is Outlook.ON_THE_EDGE
    assert said[Sample.GUEST].matters.expires is not None
    other, later = said[Sample.OTHER_CLASS], said[Sample.LATER_CLASS]
    assert other.other_session is not None
    assert later.other_session is None
    assert later.next_session is not None
    late = check_in(
        practice.desk,
        practice.code(Sample.OTHER_CLASS),
        session_id=other.other_session.session_id,
        operator=OPERATOR,
    )
    assert late.reason is Reason.SIGNED_IN_LATE
    assert {person.name for person in find_trainee(practice.desk, "abdl")} == {"阿***练"}


def test_nothing_of_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    practice = start_practice()
    assert [path.name for path in tmp_path.iterdir()] != []
    practice.close()
    assert list(tmp_path.iterdir()) == []
