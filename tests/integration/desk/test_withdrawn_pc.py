"""A PC that the centre withdraws hands in all it has, then nothing about people is left on it; by line and by stick."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from sync.central.__main__ import main as centre_command
from sync.central.askers.devices import revoke_device
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.intake.take_queue import take_queue
from sync.central.store import tables as central_tables
from sync.central.store.engine import reading, writing
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.export_queue import export_queue
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.operations.import_receipts import import_receipts
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.verify_record import verify_record
from sync.desk.store import facts, receipts, tables, withdrawal
from sync.desk.store.withdrawal import Step
from sync.domain.ids import FactId
from sync.errors import InvalidInput, Withdrawn
from sync.protocol.queue_file import Fate
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.integration.desk.conftest import JoinedDesk


def withdraw_at_centre(desk: JoinedDesk) -> None:
    with writing(desk.centre.behind.store) as connection:
        revoke_device(connection, desk.desk.welcome.device, "stolen", desk.centre.behind.now())


def scan(desk: JoinedDesk, note: str = "enrolled") -> list[FactId]:
    made = [check_in(desk.desk, text, session_id=desk.session, operator=desk.operator) for text in desk.codes(note)]
    return [result.fact_id for result in made if result.fact_id]


def step_of(desk: JoinedDesk) -> Step | None:
    with desk.desk.store.read() as tx:
        return withdrawal.step(tx)


def holds_nobody(desk: JoinedDesk) -> bool:
    """Whether neither the feed's tables nor scans, payloads or copies are left."""
    empty = (tables.roster_entries, tables.search_terms, tables.attendance, tables.staff, tables.strangers)
    with desk.desk.store.read() as tx:
        gone = not any(tx.execute(select(table)).first() for table in empty)
        scans = tx.execute(select(tables.scans.c.name, tables.scans.c.code_hash, tables.scans.c.voucher_no)).all()
        payloads = tx.scalars(select(tables.facts.c.payload)).all()
    copies = list((desk.settings.home / "backups").glob("*"))
    return gone and not copies and not any(map(any, scans)) and not any(payloads)


def test_it_hands_in_is_wiped_and_says_so(joined: JoinedDesk) -> None:
    backups = joined.settings.home / "backups"
    backups.mkdir(exist_ok=True)
    (backups / "record-old.db").write_bytes(b"an earlier state")
    made = scan(joined)
    withdraw_at_centre(joined)
    made += scan(joined, "not in a class yet")
    result = joined.exchange.run_cycle()
    assert isinstance(result.error, Withdrawn)
    assert result.settled == len(made)
    assert step_of(joined) is Step.TOLD
    assert holds_nobody(joined)
    health = verify_record(joined.desk)
    assert (health.chain_ok, health.facts, health.pending) == (True, len(made), 0)
    with reading(joined.centre.behind.store) as connection:
        row = connection.execute(select(central_tables.devices)).one()
    assert row.wiped_at >= row.revoked_at
    with pytest.raises(Withdrawn):
        find_trainee(joined.desk, "王")
    with pytest.raises(Withdrawn):
        scan(joined)
    assert isinstance(show_desk_state(joined.desk).closed, Withdrawn)
    assert isinstance(joined.exchange.run_cycle().error, Withdrawn)


def test_until_the_queue_is_handed_in_nothing_is_wiped(joined: JoinedDesk) -> None:
    """The centre has told, but it takes no facts; then the desk dies; it goes on where it was."""
    scan(joined)
    withdraw_at_centre(joined)
    with joined.desk.store.write() as tx:
        withdrawal.begin(tx, joined.centre.behind.now())
        assert not withdrawal.is_drained(tx)
    assert not withdrawal.wipe_if_drained(joined.desk.store)
    joined.exchange.connection.close()
    joined.desk.close()
    joined.desk = Desk.open(joined.settings)
    joined.exchange = open_exchange(joined.settings, joined.desk)
    assert not holds_nobody(joined)
    assert isinstance(joined.exchange.run_cycle().error, Withdrawn)
    assert holds_nobody(joined)
    assert step_of(joined) is Step.TOLD


def test_by_stick_too(joined: JoinedDesk, tmp_path: Path) -> None:
    made = scan(joined)
    withdraw_at_centre(joined)
    export_queue(joined.desk, tmp_path / "queue")
    assert take_queue(joined.centre.behind, tmp_path / "queue", tmp_path / "reply").fate is Fate.REVOKED
    imported = import_receipts(joined.desk, tmp_path / "reply")
    assert (imported.settled, imported.news, imported.fate) == (len(made), 0, Fate.REVOKED)
    assert step_of(joined) is Step.WIPED
    assert holds_nobody(joined)
    joined.exchange.run_cycle()
    assert step_of(joined) is Step.TOLD


def test_what_was_recorded_after_it_stands_provisionally(joined: JoinedDesk) -> None:
    before = scan(joined)
    joined.run_cycle()
    with writing(joined.centre.behind.store) as connection:
        revoke_device(connection, joined.desk.welcome.device, "lost", joined.centre.behind.now())
    after = scan(joined, "not in a class yet") + scan(joined, "sign-in-only voucher")
    joined.exchange.run_cycle()
    assert not {code for _, code in answers(joined, before)} & {ReceiptCode.DEVICE_REVOKED}
    late = answers(joined, after)
    assert Outcome.RECORDED not in {outcome for outcome, _ in late}
    assert (Outcome.PROVISIONAL, ReceiptCode.DEVICE_REVOKED) in late


def answers(desk: JoinedDesk, made: list[FactId]) -> set[tuple[Outcome, ReceiptCode | None]]:
    """What the centre said of these facts."""
    with desk.desk.store.read() as tx:
        found = [receipts.latest(tx, fact) for fact in made]
    assert None not in found
    return {(receipt.outcome, receipt.code) for receipt in found if receipt is not None}


def test_it_can_join_again_on_a_chain_of_its_own(joined: JoinedDesk) -> None:
    scan(joined)
    withdraw_at_centre(joined)
    joined.exchange.run_cycle()
    joined.exchange.connection.close()
    joined.desk.close()
    code = new_code(joined)
    welcome = join(joined.settings, joined.centre.url, code, device_key(joined.settings), "the same PC")
    take_up_site(joined.settings, welcome, joined.centre.url)
    joined.desk = Desk.open(joined.settings)
    joined.exchange = open_exchange(joined.settings, joined.desk)
    joined.run_cycle()
    scan(joined)
    joined.run_cycle()
    with joined.desk.store.read() as tx:
        assert facts.count_unsettled(tx) == 0
    assert verify_record(joined.desk).chain_ok
    with pytest.raises(InvalidInput):
        device_key(joined.settings)


def new_code(desk: JoinedDesk) -> str:
    """For another join of the same site."""
    with writing(desk.centre.behind.store) as connection:
        return make_enrolment_code(connection, desk.desk.welcome.site, desk.centre.behind.now())


def test_the_command(joined: JoinedDesk, capsys: pytest.CaptureFixture[str]) -> None:
    db = f"sqlite:///{joined.centre.db}"
    revoke = ["revoke-device", joined.desk.welcome.device, "--reason", "被盗", "--db", db]
    assert centre_command(revoke) == 0
    first = capsys.readouterr().out
    assert centre_command(revoke) == 0
    assert capsys.readouterr().out == first  # since when it is does not move
    assert centre_command(["revoke-device", "D-none", "--reason", "x", "--db", db]) == 2
    assert capsys.readouterr().err.count("\n") == 1
