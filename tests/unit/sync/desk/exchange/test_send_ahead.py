"""A long queue goes up one batch at a time, in order; what is beside it runs meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from sync.desk.exchange.send_ahead import Parcel, send_ahead
from sync.errors import Offline
from sync.protocol.batches import MAX_FACTS


def parcels(*counts: int) -> Iterator[Parcel]:
    return (Parcel(str(number).encode(), count) for number, count in enumerate(counts))


def test_a_short_queue_needs_no_thread() -> None:
    threads = []

    def send(parcel: Parcel) -> bytes:
        threads.append(threading.current_thread())
        return parcel.body

    with closing(send_ahead(parcels(50, 100, 7), send)) as answers:
        assert [answer for _, answer in answers] == [b"0", b"1", b"2"]
    assert set(threads) == {threading.current_thread()}


def test_a_long_queue_keeps_its_order_and_has_one_batch_under_way() -> None:
    under_way, sent = threading.Lock(), []

    def send(parcel: Parcel) -> bytes:
        assert under_way.acquire(blocking=False)
        sent.append(parcel.body)
        under_way.release()
        return parcel.body

    with closing(send_ahead(parcels(400, MAX_FACTS, MAX_FACTS, MAX_FACTS, 3), send)) as answers:
        given = [(parcel.body, answer) for parcel, answer in answers]
    assert given == [(body, body) for body in sent]
    assert sent == [b"0", b"1", b"2", b"3", b"4"]


def test_the_next_is_under_way_while_an_answer_is_looked_at() -> None:
    second_began = threading.Event()

    def send(parcel: Parcel) -> bytes:
        if parcel.body == b"1":
            second_began.set()
        return parcel.body

    with closing(send_ahead(parcels(MAX_FACTS, MAX_FACTS), send)) as answers:
        next(answers)
        assert second_began.wait(5)


def test_what_was_answered_before_a_failure_is_given_first() -> None:
    def send(parcel: Parcel) -> bytes:
        if parcel.body == b"2":
            raise Offline
        return parcel.body

    with closing(send_ahead(parcels(*[MAX_FACTS] * 4), send)) as answers:
        assert [next(answers)[1], next(answers)[1]] == [b"0", b"1"]
        with pytest.raises(Offline):
            next(answers)


def test_leaving_early_waits_for_the_answer_under_way() -> None:
    done = threading.Event()

    def send(parcel: Parcel) -> bytes:
        if parcel.body == b"1":
            done.set()
        return parcel.body

    answers = send_ahead(parcels(MAX_FACTS, MAX_FACTS, MAX_FACTS), send)
    next(answers)
    answers.close()
    assert done.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("push")]
