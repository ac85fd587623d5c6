"""A question to a part of the system that may never answer: a keyring, say, that waits for a password nobody types."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def in_time(ask: Callable[[], T], seconds: float) -> T:
    """What `ask` returns or raises. Raises TimeoutError after `seconds`.

    `ask` is then left behind, and keeps no program from ending.
    """
    answers: SimpleQueue[tuple[T, None] | tuple[None, Exception]] = SimpleQueue()

    def wait() -> None:
        try:
            answers.put((ask(), None))
        except Exception as error:  # noqa: BLE001  told to whoever asked
            answers.put((None, error))

    Thread(target=wait, name="in-time", daemon=True).start()
    try:
        answer, error = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError("no answer") from None
    if error is not None:
        raise error
    return answer  # type: ignore[return-value]  # of the pair exactly one says something
