"""Signed lists: versions that only grow, lists that do not age."""

from datetime import timedelta

from sync.central.move_voucher import Occasion
from sync.central.news.documents import lists_in_force, next_policy_version, publish_trust_list, refresh_status_list
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import reading, writing
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoidReason, VoucherKind, VoucherState
from tests.unit.sync.central.conftest import SetTime, Town


def test_lists_are_read_again_only_when_there_are_newer_ones(town: Town) -> None:
    with reading(town.centre.store) as connection:
        held = town.centre.lists(connection)
        assert town.centre.lists(connection) is held
    with writing(town.centre.store) as connection:
        publish_trust_list(connection, town.centre.keys, town.time())
        newer = lists_in_force(connection, town.centre.keys, held)
    assert newer.trust.version == held.trust.version + 1
    newer.trust.check_follows(held.trust)
    assert newer.policy == held.policy


def test_a_status_list_is_published_anew_before_it_is_too_old(town: Town, time: SetTime) -> None:
    half_a_day = timedelta(hours=12)
    with writing(town.centre.store) as connection:
        assert not refresh_status_list(connection, town.centre.keys, time(), half_a_day)
        time.go_on(half_a_day)
        assert refresh_status_list(connection, town.centre.keys, time(), half_a_day)
        assert not refresh_status_list(connection, town.centre.keys, time(), half_a_day)


def test_voiding_twice_keeps_the_first_time_and_list(town: Town, time: SetTime) -> None:
    number = VoucherNo(town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED))
    with writing(town.centre.store) as connection:
        now = Occasion("officer:O-1", time(), 1)
        first = void_vouchers(connection, town.centre.keys, [number], VoidReason.REVOKED, now)
        time.go_on(timedelta(days=1))
        later = Occasion("officer:O-1", time(), 1)
        assert void_vouchers(connection, town.centre.keys, [number], VoidReason.OTHER, later) == first + 1
        row = connection.exec_driver_sql("SELECT void_list, void_reason FROM vouchers WHERE no = ?", (number,)).one()
    assert tuple(row) == (first, "REVOKED")


def test_the_example_policy_is_the_second(town: Town) -> None:
    with reading(town.centre.store) as connection:
        assert town.centre.lists(connection).policy.version == 2
        assert next_policy_version(connection) == 3
