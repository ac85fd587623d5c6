"""Another site's desk at the same real centre, without a window: who wants the same voucher."""

from __future__ import annotations

import json
from pathlib import Path

from desktop.joining import join_site
from sync.desk.device.settings import Settings
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.domain.ids import ClassId, StaffId

HOME_CLASS, FAR_CLASS = ClassId("K-0001"), ClassId("K-0004")
_CLERK = StaffId("P-0004")


class FarSite:
    """Joined to the second site of the sample data that `sample` tells of."""

    def __init__(self, url: str, sample: Path, home: Path) -> None:
        told = json.loads(sample.read_text(encoding="utf-8"))
        settings = Settings(home, central_url=url, key_storage="file")
        join_site(settings, url, told["elsewhere"]["enrolment_code"])
        self.code = next(row["text"] for row in told["cast"] if row["purpose"] == "enrolment")
        self._desk = Desk.open(settings)
        self._exchange = open_exchange(settings, self._desk)
        self.sync()

    def sync(self) -> None:
        """One round with the centre."""
        assert self._exchange.run_cycle().error is None

    def enrol(self) -> None:
        """The voucher is enrolled here, and the centre is told at once."""
        enrol_trainee(self._desk, self.code, class_id=FAR_CLASS, operator=_CLERK)
        self.sync()

    def close(self) -> None:
        """Switched off."""
        self._exchange.connection.close()
        self._desk.close()
