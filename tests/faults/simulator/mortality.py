"""Dying in the middle. A death is no error: nothing catches it, and what the program held in memory is gone.

The points at which a desk may die: before a transaction begins, before it commits, before a request is sent, before its
answer is read, before an act's result reaches the person. The centre dies before it commits, or before it answers.
"""

from __future__ import annotations

from sqlalchemy import Engine, event


class Death(BaseException):
    """The desk's program is gone."""


class CentreDeath(BaseException):
    """The centre's process is gone."""


class Fuse:
    """Burns down by one at each point that is passed; `death` at nought. Unlit, nothing happens."""

    def __init__(self, death: type[BaseException]) -> None:
        self._death = death
        self._left: int | None = None

    def light(self, points: int) -> None:
        """Die at the `points`-th point from now."""
        self._left = points

    def put_out(self) -> None:
        """Live on."""
        self._left = None

    def pass_point(self, *_: object) -> None:
        """Raises the death when it is time."""
        if self._left is None:
            return
        self._left -= 1
        if self._left <= 0:
            self._left = None
            raise self._death

    def watch(self, engine: Engine) -> None:
        """Every transaction over `engine` passes two points."""
        event.listen(engine, "begin", self.pass_point)
        event.listen(engine, "commit", self.pass_point)
