"""培训班: a class manager makes or changes a class of the own institution."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sync.central.acting.act import Act
from sync.central.acting.functions import is_open_to
from sync.central.acting.whose import open_class, own_class, own_site
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import classes, courses, projects, roster_entries
from sync.central.teaching.class_history import ClassStep, note_step
from sync.central.teaching.opening_cases import is_reported, opening_cases
from sync.central.teaching.tell_site import tell_class
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId
from sync.domain.region_rules import Function


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """`capacity` in people, `required_hours` in class hours; `course` of the catalogue, if it comes from one."""

    id: str
    site: str
    name: str
    project: int
    capacity: int
    required_hours: int
    course: str | None


def put_class(connection: Connection, act: Act, plan: ClassPlan) -> None:
    """Make the class, or change it while it is open; the same again changes nothing.

    Raises Problem: not-found (site), id-taken, function-closed, class-too-large, reference-unknown (project, course),
    class-not-open, class-in-use (the project, or a capacity below those enrolled), change-too-late (once reported).
    """
    lock_named(connection, f"site:{plan.site}", f"class:{plan.id}")
    site = own_site(connection, act.asker, plan.site)
    if not is_open_to(site.kind, Function.VERIFY, act.rules):
        raise Problem(ProblemKind.FUNCTION_CLOSED)
    before = connection.execute(select(classes).where(classes.c.id == plan.id)).one_or_none()
    if before is not None and before.site != plan.site:
        raise Problem(ProblemKind.ID_TAKEN)
    if before is not None and _is_same(before, plan):
        return
    if plan.capacity > act.policy.class_size_limit:
        raise Problem(ProblemKind.CLASS_TOO_LARGE, f"at most {act.policy.class_size_limit}")
    _check_references(connection, plan, site.institution)
    if before is not None:
        open_class(own_class(connection, act.asker, plan.id))
        _check_roster(connection, before, plan)
        _check_in_time(connection, act, ClassId(plan.id))
    _write(connection, act, plan, is_new=before is None)


def _is_same(row: Any, plan: ClassPlan) -> bool:
    return all(getattr(row, name) == value for name, value in asdict(plan).items())


def _check_references(connection: Connection, plan: ClassPlan, institution: str) -> None:
    if connection.scalar(select(projects.c.no).where(projects.c.no == plan.project)) is None:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, "project")
    if plan.course is None:
        return
    offered = (courses.c.id == plan.course) & (courses.c.institution == institution)
    if connection.scalar(select(courses.c.project).where(offered)) != plan.project:
        raise Problem(ProblemKind.REFERENCE_UNKNOWN, "course")


def _check_roster(connection: Connection, before: Any, plan: ClassPlan) -> None:
    entries = roster_entries.c
    on_roster = select(func.count()).select_from(roster_entries).where(entries.class_id == plan.id)
    enrolled = connection.scalar(on_roster) or 0
    if enrolled > plan.capacity or (enrolled and plan.project != before.project):
        raise Problem(ProblemKind.CLASS_IN_USE)


def _check_in_time(connection: Connection, act: Act, class_id: ClassId) -> None:
    """What was reported is changed in time or not at all: hours that are asked for decide about money."""
    due = opening_cases(connection, [class_id])[class_id].due(act.policy, act.rules)
    if is_reported(connection, class_id) and (due is None or act.now > due):
        raise Problem(ProblemKind.CHANGE_TOO_LATE)


def _write(connection: Connection, act: Act, plan: ClassPlan, *, is_new: bool) -> None:
    values: dict[str, object] = asdict(plan)
    key = {"id": values.pop("id")}
    body = dict(values)
    if is_new:
        values["state"] = ClassState.OPEN
    put_row(connection, classes, key, values)
    note_step(connection, plan.id, ClassStep.CREATED if is_new else ClassStep.CHANGED, body, act.occasion)
    tell_class(connection, plan.id, act.policy, act.rules)
