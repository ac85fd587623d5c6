"""经办人 and 班主任 of a site, teachers of an institution, and the authority's own officers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.central.news import feed, published
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import officers, sites, staff, teachers
from sync.domain.ids import SiteId
from sync.domain.staff import StaffRole
from sync.protocol.changes import Change, ChangeKind


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works at one site."""

    id: str
    site: str
    name: str
    role: StaffRole


def put_staff(connection: Connection, member: StaffMember, institution_id: str) -> None:
    """Enter or change somebody, and tell the desks; who moves to another site of the institution leaves the first.

    Raises Problem (id-taken) for an id of another institution.
    """
    lock_named(connection, f"person:{member.id}")
    former = connection.execute(
        select(staff.c.site, sites.c.institution).join(sites, sites.c.id == staff.c.site).where(staff.c.id == member.id)
    ).one_or_none()
    if former and former.institution != institution_id:
        raise Problem(ProblemKind.ID_TAKEN)
    put_row(connection, staff, {"id": member.id}, {"site": member.site, "name": member.name, "role": member.role})
    if former and former.site != member.site:
        _publish(connection, former.site, Change(ChangeKind.STAFF, member.id, None))
    tell_staff(connection, member.id)


def tell_staff(connection: Connection, staff_id: str) -> None:
    """The desks of the person's site hear how the person stands now."""
    row = connection.execute(select(staff).where(staff.c.id == staff_id)).one()
    _publish(connection, row.site, published.staff_change(row))


def put_teacher(connection: Connection, teacher_id: str, institution_id: str, name: str, qualification: str) -> None:
    """Enter or change a teacher. Raises Problem (id-taken) for an id of another institution."""
    lock_named(connection, f"teacher:{teacher_id}")
    owner = connection.scalar(select(teachers.c.institution).where(teachers.c.id == teacher_id))
    if owner not in (None, institution_id):
        raise Problem(ProblemKind.ID_TAKEN)
    values: dict[str, object] = {"institution": institution_id, "name": name, "qualification": qualification}
    put_row(connection, teachers, {"id": teacher_id}, values)


def put_officer(connection: Connection, officer_id: str, name: str) -> None:
    """Enter or rename an officer of the authority."""
    lock_named(connection, f"person:{officer_id}")
    put_row(connection, officers, {"id": officer_id}, {"name": name})


def _publish(connection: Connection, site_id: str, change: Change) -> None:
    feed.publish(connection, feed.site_scope(SiteId(site_id)), [change])
