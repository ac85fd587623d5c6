"""On what terms desks get the centre's news: by which contracts, how often, and how long a snapshot stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sync.protocol.requests import CONTRACT


@dataclass(frozen=True, slots=True)
class Terms:
    """Facts are taken from a program of any age, whatever stands here."""

    oldest_contract: int = CONTRACT
    newest_contract: int = CONTRACT
    again_in: timedelta = timedelta(seconds=15)
    """How long a desk waits before it asks again."""
    again_in_among_several: timedelta = timedelta(seconds=3)
    """The same at a site with more than one desk: each is to see the others' scans."""
    snapshot_fresh: timedelta = timedelta(hours=1)
    """For so long whoever asks gets the same one."""
    snapshot_kept: timedelta = timedelta(days=3)
    """For so long its parts can be fetched: a bad line may take its time."""
