"""The content of a printed form, and which ones can be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sync.desk.operations.desk import Desk
from sync.desk.operations.forms.attendance_form import attendance_form
from sync.desk.operations.forms.day_form import day_form
from sync.desk.operations.forms.results_form import results_form
from sync.desk.operations.forms.roster_form import roster_form
from sync.desk.operations.forms.shown_people import Unmasked
from sync.desk.store import classes
from sync.domain.forms import Form, FormKind
from sync.domain.ids import ClassId
from sync.errors import UnknownThing

_LOOKED_BACK = timedelta(days=62)
__all__ = ["FormChoices", "FormWish", "Unmasked", "form_choices", "show_form"]


@dataclass(frozen=True, slots=True)
class FormWish:
    """Which form. `class_id` for all but the daily sheet; `day`: of the daily sheet, or in the month of the book."""

    kind: FormKind
    class_id: ClassId | None
    day: date
    unmasked: Unmasked | None = None


@dataclass(frozen=True, slots=True)
class FormChoices:
    """`days` with sessions of the site, up to `today`, which is always among them; `months` (their first day) with
    sessions of the class.
    """

    today: date
    days: tuple[date, ...]
    months: tuple[date, ...]


def form_choices(desk: Desk, class_id: ClassId | None) -> FormChoices:
    """The newest first. Raises the StoreError tree."""
    with desk.reading() as tx:
        policy = desk.lists.read(tx).policy
        today = policy.day_of(desk.clock.read().best)
        now = desk.clock.read().best
        held = [policy.day_of(one.starts) for one in classes.sessions_between(tx, now - _LOOKED_BACK, now)]
        of_class = [policy.day_of(one.starts) for one in classes.sessions_of(tx, class_id)] if class_id else []
    days = {today, *held}
    months = {day.replace(day=1) for day in of_class} or {today.replace(day=1)}
    return FormChoices(today, tuple(sorted(days, reverse=True)), tuple(sorted(months, reverse=True)))


def show_form(desk: Desk, wish: FormWish) -> Form:
    """What stands on it. Where whole numbers are wanted, that is a fact before this returns.

    Raises UnknownThing (class, operator), InvalidInput (reason) or the StoreError tree.
    """
    if wish.kind is FormKind.DAY:
        return day_form(desk, wish.day)
    if wish.class_id is None:
        raise UnknownThing("class")
    match wish.kind:
        case FormKind.ATTENDANCE:
            return attendance_form(desk, wish.class_id, wish.day, wish.unmasked)
        case FormKind.RESULTS:
            return results_form(desk, wish.class_id, wish.unmasked)
    return roster_form(desk, wish.class_id, wish.unmasked)
