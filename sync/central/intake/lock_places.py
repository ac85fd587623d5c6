"""What a batch judges stays as it was read: its site and its classes are locked by name before anything is read."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from sync.central.intake.change_class import names_to_lock
from sync.central.store.locks import lock_named
from sync.central.store.tables import classes
from sync.domain.ids import SiteId
from sync.protocol.payloads import AssessmentRecorded, EnrolmentTransferred, Payload


def lock_places(connection: Connection, site: SiteId, payloads: Iterable[Payload | None]) -> None:
    """Batches of one site come one after the other; whoever else changes one of the classes waits too.

    Only classes that are the site's: a batch may name what it likes. Its vouchers are locked when they are loaded.
    """
    given = list(payloads)
    named = {class_id for payload in given for class_id in _classes_of(payload)}
    certificates = {payload.certificate_no for payload in given if isinstance(payload, AssessmentRecorded)} - {None}
    here = select(classes.c.id).where(classes.c.id.in_(named), classes.c.site == site)
    names = [f"class:{class_id}" for class_id in connection.scalars(here)]
    names += [f"certificate:{number}" for number in certificates]
    names += [name for payload in given for name in names_to_lock(connection, site, payload)]
    lock_named(connection, f"site:{site}", *names)


def _classes_of(payload: Payload | None) -> tuple[str, ...]:
    if isinstance(payload, EnrolmentTransferred):
        return payload.from_class, payload.to_class
    named = getattr(payload, "class_id", None)
    return () if named is None else (named,)
