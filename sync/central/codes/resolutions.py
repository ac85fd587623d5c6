"""What opaque codes turned out to be: a code dies within a minute, the record made by it may arrive days later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from sync.central.codes.resolver import opaque_digest
from sync.central.store.bulk import insert_many
from sync.central.store.tables import devices, micros, resolutions, sites
from sync.domain.ids import DeviceId, VoucherNo
from sync.domain.trusted_time import Grade, Moment

_AROUND = timedelta(minutes=10)
"""How far a scan may lie from the resolution that tells whose code it was."""
_COLUMNS = ("digest", "device", "at", "voucher_no")


def keep_resolutions(
    connection: Connection, device: DeviceId, resolved: Mapping[str, VoucherNo], shown: Mapping[str, datetime]
) -> None:
    """Remember what each code of `resolved` was when it was `shown` at `device`."""
    rows = [(opaque_digest(code), device, micros(shown[code]), number) for code, number in resolved.items()]
    insert_many(connection, resolutions, _COLUMNS, rows, replace=True)


def forget_resolutions(connection: Connection, before: datetime) -> int:
    """Erase what was told before then; returns how many."""
    return connection.execute(delete(resolutions).where(resolutions.c.at < before)).rowcount


def find_resolutions(
    connection: Connection, device: DeviceId, shown: Mapping[str, Moment]
) -> Mapping[str, VoucherNo]:
    """What a PC of the same institution was told of these codes around the moment each was shown.

    A doubtful clock contradicts nothing.
    """
    by_digest = {opaque_digest(code): code for code in shown}
    if not by_digest:
        return {}
    institution = select(sites.c.institution).join(devices, devices.c.site == sites.c.id)
    colleagues = (
        select(devices.c.id)
        .join(sites, sites.c.id == devices.c.site)
        .where(sites.c.institution == institution.where(devices.c.id == device).scalar_subquery())
    )
    told = select(resolutions).where(resolutions.c.digest.in_(by_digest), resolutions.c.device.in_(colleagues))
    found = {}
    for row in connection.execute(told.order_by(resolutions.c.at)):
        moment = shown[by_digest[row.digest]]
        if moment.grade is Grade.DOUBTFUL or abs(moment.best - row.at) <= _AROUND:
            found[by_digest[row.digest]] = VoucherNo(row.voucher_no)
    return found
