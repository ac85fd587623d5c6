"""Class by class: each punch is there once, no more, and the hours follow from them."""

from __future__ import annotations

from typing import Any

from tests.play.reckoning import Seat
from tests.play.term import Term

_THERE = ("present", "late", "early")


def balance_attendance(term: Term) -> None:
    """Each punch of a desk and each sign-in by phone is there once, and the hours follow from them."""
    for class_ in term.plan.classes:
        path = f"/v1/classes/{class_.id}/attendance"
        shown = term.done(term.api.get(path, term.manager(class_.institution)), "attendance")
        found = {row["voucher_no"]: row for row in shown.get("trainees", ())}
        sessions = term.reckoning.classes[class_.id].starts
        seen = {voucher for session, voucher in term.reckoning.seats if session in sessions}
        for voucher in sorted(seen | set(term.reckoning.in_class(class_.id)) | found.keys()):
            rows = {row["session"]: row for row in found[voucher]["sessions"]} if voucher in found else {}
            for session in sessions:
                _seat(term, class_.id, session, voucher, rows.get(session, {}))
        marks = [row["mark"] for one in found.values() for row in one["sessions"]]
        term.books.counts["attendance"] += sum(mark in _THERE for mark in marks)


def _seat(term: Term, class_id: str, session: str, voucher: int, row: dict[str, Any]) -> None:
    """One person at one session."""
    seat = term.reckoning.seats.get((session, voucher), Seat())
    punches = [(one["source"], one["outside"], one["undone"]) for one in row.get("punches", ())]
    wanted = [("desk", False, fact in seat.undone) for fact in seat.desk]
    wanted += [("phone", id_ in seat.outside, False) for id_ in seat.phone]
    rule = _rule_of(seat)
    term.books.same(rule, "the punches of somebody at a session", sorted(wanted), sorted(punches))
    expected = term.reckoning.mark_and_hours(term.reckoning.classes[class_id], session, voucher)
    mark, hours = row.get("mark"), row.get("hours")
    term.books.same(rule, "a mark and its hours", expected, (mark, hours))
    corrections = [one["state"] for one in row.get("corrections", ())]
    term.books.same("correction", "corrections on record", [seat.correction] if seat.correction else [], corrections)
    if mark in ("absent", "leave") and row:
        term.books.counts[f"sessions_{mark}"] += 1
    term.books.counts["merged"] += len(seat.arrivals) > 1
    term.books.counts["corrections"] += bool(row.get("corrections"))


def _rule_of(seat: Seat) -> str:
    """What is broken when this seat's account is wrong."""
    if seat.outside:
        return "fence"
    if seat.correction:
        return "correction"
    if seat.undone:
        return "undo"
    return "merging" if len(seat.arrivals) > 1 else "leave" if seat.leave else "attendance"
