"""A long queue on its way: while the centre works on one batch, this PC keeps the last receipts and packs the next.

At most one batch is under way, in the order of the chain: what a fact speaks of reaches the centre before it. A short
queue, which is nearly every one, is sent without a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from sync.protocol.batches import MAX_FACTS

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A batch ready to be sent, of so many facts."""

    body: bytes
    count: int


def send_ahead(
    parcels: Iterator[Parcel], send: Callable[[Parcel], Answer]
) -> Generator[tuple[Parcel, Answer], None, None]:
    """Each parcel with its answer, in turn; from the first full one on, the next has been sent by then.

    Close the iterator where you leave it early: it then waits for the answer under way. Raises what `send` raises,
    after all answers before have been given.
    """
    for parcel in parcels:
        if parcel.count == MAX_FACTS:
            yield from _side_by_side(parcel, parcels, send)
        else:
            yield parcel, send(parcel)


def _side_by_side(
    parcel: Parcel | None, others: Iterator[Parcel], send: Callable[[Parcel], Answer]
) -> Generator[tuple[Parcel, Answer], None, None]:
    with ThreadPoolExecutor(1, "push") as sender:
        under_way = sender.submit(send, parcel) if parcel else None
        while parcel and under_way:
            following = next(others, None)
            answer = under_way.result()
            under_way = sender.submit(send, following) if following else None
            yield parcel, answer
            parcel = following
