"""Fetch what the check before payment asks about the vouchers of a class: a few queries, whatever its size."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from sync.central.store import tables
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, TraineeId, VoucherNo
from sync.domain.region_rules import ProjectType
from sync.domain.subsidy import Account, Candidates, Case, Subject, subject_of

_employers = tables.institutions.alias("employers")
_entries, _vouchers, _people = tables.roster_entries, tables.vouchers, tables.trainees
_classes, _projects, _sites, _schools = tables.classes, tables.projects, tables.sites, tables.institutions
_reports, _registered = tables.opening_reports, tables.registrations


@dataclass(frozen=True, slots=True)
class Examined:
    """One voucher of a class as the check sees it."""

    voucher_no: VoucherNo
    trainee: TraineeId
    subject: Subject
    project_type: ProjectType
    case: Case
    candidates: Candidates


def load_cases(connection: Connection, class_id: ClassId, numbers: Collection[VoucherNo]) -> list[Examined]:
    """The vouchers `numbers` of the class, in ascending number."""
    rows = connection.execute(
        _everything().where(_entries.c.class_id == class_id, _entries.c.voucher_no.in_(set(numbers)))
    ).all()
    passed = _passed(connection, class_id)
    before = _subsidised(connection, {row.trainee for row in rows})
    return [_examined(row, passed, before) for row in rows]


def load_candidates(
    connection: Connection, numbers: Collection[VoucherNo]
) -> dict[VoucherNo, tuple[ProjectType, Candidates]]:
    """Who could be paid for each of the vouchers, and for what type of project."""
    rows = connection.execute(_everything().where(_entries.c.voucher_no.in_(set(numbers))))
    return {VoucherNo(row.voucher_no): (ProjectType(row.type), _candidates(row)) for row in rows}


def _everything() -> Select[Any]:
    """A roster line with all that hangs on it."""
    of_class = _registered.c.class_id == _entries.c.class_id
    return (
        select(
            _entries.c.voucher_no,
            _entries.c.hours_done,  # what the attendance account says
            _vouchers.c.ratio_percent,
            _people.c.id.label("trainee"),
            _people.c.name,
            _people.c.bank_account,
            _classes.c.required_hours,
            _classes.c.state.label("class_state"),
            _projects.c.no.label("project"),
            _projects.c.type,
            _projects.c.occupation_code,
            _projects.c.skill_level,
            _schools.c.id.label("school"),
            _schools.c.name.label("school_name"),
            _schools.c.bank_account.label("school_account"),
            _employers.c.id.label("employer"),
            _employers.c.name.label("employer_name"),
            _employers.c.bank_account.label("employer_account"),
            _reports.c.in_time.label("reported_in_time"),
            _registered.c.in_time.label("registered_in_time"),
        )
        .join(_vouchers, _vouchers.c.no == _entries.c.voucher_no)
        .join(_people, _people.c.id == _vouchers.c.trainee)
        .join(_classes, _classes.c.id == _entries.c.class_id)
        .join(_projects, _projects.c.no == _classes.c.project)
        .join(_sites, _sites.c.id == _classes.c.site)
        .join(_schools, _schools.c.id == _sites.c.institution)
        .outerjoin(_employers, _employers.c.id == _people.c.employer)
        .outerjoin(_reports, _reports.c.class_id == _entries.c.class_id)
        .outerjoin(_registered, of_class & (_registered.c.voucher_no == _entries.c.voucher_no))
        .order_by(_entries.c.voucher_no)
    )


def _passed(connection: Connection, class_id: ClassId) -> dict[int, str | None]:
    """Who passed, with the certificate's number where there is one."""
    results = tables.assessments.c
    wanted = select(results.voucher_no, results.certificate_no).where(results.class_id == class_id, results.passed)
    return {row.voucher_no: row.certificate_no for row in connection.execute(wanted)}


def _subsidised(connection: Connection, people: Collection[str]) -> dict[tuple[str, Subject], int]:
    """What each of the people was subsidised for, and by which voucher."""
    taken = tables.subsidised
    rows = connection.execute(select(taken).where(taken.c.trainee.in_(set(people))))
    return {(row.trainee, Subject(row.occupation, row.skill_level)): row.voucher_no for row in rows}


def _examined(row: Any, passed: dict[int, str | None], before: dict[tuple[str, Subject], int]) -> Examined:
    subject = subject_of(row.project, row.occupation_code, row.skill_level)
    case = Case(
        project=row.project,
        project_type=ProjectType(row.type),
        skill_level=row.skill_level,
        ratio_percent=row.ratio_percent,
        class_cancelled=row.class_state == ClassState.CANCELLED,
        reported_in_time=bool(row.reported_in_time),
        registered_in_time=bool(row.registered_in_time),
        hours_done=row.hours_done,
        hours_required=row.required_hours,
        passed=row.voucher_no in passed,
        certificate_no=passed.get(row.voucher_no),
        subsidised_before=before.get((row.trainee, subject), row.voucher_no) != row.voucher_no,
    )
    return Examined(row.voucher_no, row.trainee, subject, case.project_type, case, _candidates(row))


def _candidates(row: Any) -> Candidates:
    return Candidates(
        Account(row.trainee, row.name, row.bank_account),
        Account(row.school, row.school_name, row.school_account),
        Account(row.employer, row.employer_name, row.employer_account) if row.employer else None,
    )
