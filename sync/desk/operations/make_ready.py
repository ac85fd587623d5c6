"""现在准备好: do what this program itself can do so that tomorrow's classes can be held without the network.

What it asks of the centre goes over the line, which is not this room's: the function that does one round is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sync.desk.operations.back_up import back_up_beside
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_readiness import Mending
from sync.errors import Offline, SyncError


class StepState(StrEnum):
    """How far a step is."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done. `error`: why it could not be."""

    what: Mending
    state: StepState
    error: SyncError | None = None


def make_ready(
    desk: Desk, ask_centre: Callable[[], bool], going_on: Callable[[], object] = lambda: None
) -> Iterator[Step]:
    """Each step as it begins and as it ends; one that fails keeps none of the others from being done.

    `ask_centre` sends, fetches, and returns whether the centre answered. `going_on` is called on the way and may raise.
    """

    def ask() -> None:
        if not ask_centre():
            raise Offline

    todo: dict[Mending, Callable[[], object]] = {
        Mending.ASK_CENTRE: ask,
        Mending.BACK_UP: lambda: back_up_beside(desk, going_on),
    }
    for what, do in todo.items():
        going_on()
        yield Step(what, StepState.UNDER_WAY)
        try:
            do()
        except SyncError as error:
            yield Step(what, StepState.FAILED, error)
        else:
            yield Step(what, StepState.DONE)
