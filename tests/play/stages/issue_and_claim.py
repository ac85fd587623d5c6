"""发放 and 领取: campaigns of every kind, who gets a voucher, and each reason why somebody does not."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.play import calendar
from tests.play.fates import Bystander, Fate
from tests.play.people import Person
from tests.play.plan import (
    AGAIN,
    CAMPAIGN_OF,
    CARE,
    FIRM,
    OPEN,
    SHORT,
    SIGN_IN,
    STAFF_OF_A_FIRM,
    TURNING,
    WELDING,
    WELDING_AGAIN,
)
from tests.play.reckoning import VoucherBook
from tests.play.term import Term

_VALID_FROM = calendar.FOUNDED
_APPLICANTS = {
    Bystander.UNUSED: OPEN,
    Bystander.REVOKED_UNUSED: OPEN,
    Bystander.UNUSED_SHORT: SHORT,
    Bystander.SIGN_IN_ONLY: SIGN_IN,
}
_UNFIT = {
    Bystander.TOO_YOUNG: "age_between.age",
    Bystander.NOT_RESIDENT: "is.resident",
    Bystander.UNKNOWN_EMPLOYMENT: "in.employment",
}


def issue_and_claim(term: Term) -> None:
    """An announcement, the employer's list, and then everybody's phone."""
    term.time(calendar.at(calendar.LISTS))
    _announce(term)
    _generate(term)
    term.time(calendar.at(calendar.CLAIMS))
    for trainee in term.plan.trainees:
        if trainee.class_.project != TURNING:
            _claim(term, trainee.person, CAMPAIGN_OF[trainee.class_.project])
    for kind, campaign in _APPLICANTS.items():
        for person in term.plan.standing_by(kind):
            _claim(term, person, campaign)
    _turn_away(term)


def _announce(term: Term) -> None:
    care = [trainee for trainee in term.plan.trainees if trainee.class_.project == CARE]
    short = len(care) + len(term.plan.standing_by(Bystander.UNUSED_SHORT))
    _open(term, OPEN, WELDING, 1000, calendar.VALIDITY)
    _open(term, SHORT, CARE, short, calendar.SHORT_VALIDITY)
    _open(term, AGAIN, WELDING_AGAIN, 1000, calendar.VALIDITY)
    _open(term, STAFF_OF_A_FIRM, TURNING, 1000, calendar.VALIDITY, issue_mode="DIRECTED", eligible=None)
    for_all: dict[str, Any] = {"kind": "SIGN_IN_ONLY", "eligible": "everyone", "fund_source": None}
    _open(term, SIGN_IN, 0, 1000, calendar.VALIDITY, **for_all)


def _open(term: Term, campaign: str, project: int, quantity: int, until: date, **other: Any) -> None:
    given = {
        "name": campaign,
        "kind": "SUBSIDY",
        "value_mode": "ENTITLEMENT",
        "issue_mode": "OPEN",
        "project": project or None,
        "fund_source": "unemployment_insurance",
        "quantity": quantity,
        "eligible": "workers",
        "valid_from": _VALID_FROM.isoformat(),
        "valid_until": until.isoformat(),
    }
    term.done(term.api.put(f"/v1/campaigns/{campaign}", term.officer, given | other), "campaigns")


def _generate(term: Term) -> None:
    """The employer reports its own staff; vouchers are made for them, and made once."""
    staff = [trainee.person for trainee in term.plan.trainees if trainee.person.employer == FIRM]
    path = f"/v1/campaigns/{STAFF_OF_A_FIRM}"
    people = [{"name": person.name, "id_number": person.id_number, "phone": person.phone} for person in staff]
    term.done(term.api.post(f"{path}/people", term.token("class_manager", "P-91"), {"people": people}), "campaigns")
    for _ in range(2):
        term.done(term.api.post(f"{path}/vouchers", term.officer), "issue")
    for person in staff:
        mine = term.done(term.api.get("/v1/holder/vouchers", term.holder(person)), "issue")
        for voucher in mine.get("vouchers", ())[:1]:
            _note(term, person, STAFF_OF_A_FIRM, TURNING, voucher["voucher_no"])


def _claim(term: Term, person: Person, campaign: str) -> None:
    """Asked twice, for phones do: it is one voucher."""
    path = f"/v1/holder/campaigns/{campaign}/claim"
    first = term.done(term.api.post(path, term.holder(person)), "claim")
    if person.number % 10 == 0:
        again = term.done(term.api.post(path, term.holder(person)), "claim")
        term.books.same("claim", "a second claim", first.get("voucher_no"), again.get("voucher_no"))
    if first:
        project = {OPEN: WELDING, SHORT: CARE, SIGN_IN: 0}[campaign]
        _note(term, person, campaign, project, first["voucher_no"])


def _note(term: Term, person: Person, campaign: str, project: int, voucher: int) -> None:
    """Issued and claimed at once, with the ratio that the pack gives the person."""
    until = calendar.SHORT_VALIDITY if campaign == SHORT else calendar.VALIDITY
    ratio = term.reckoning.ratio_of(person.attributes) if project else 0
    term.voucher_of[person.number] = voucher
    term.reckoning.vouchers[voucher] = VoucherBook(person.number, campaign, project, ratio, until)
    term.reckoning.moved(voucher, "issue", "claim")


def _turn_away(term: Term) -> None:
    """Everybody who gets none, and is told why, clause by clause."""
    for kind, clause in _UNFIT.items():
        for person in term.plan.standing_by(kind):
            answer = term.api.post(f"/v1/holder/campaigns/{OPEN}/claim", term.holder(person))
            term.refused(answer, "not-eligible", "eligibility")
            codes = [row.get("code") for row in answer.body.get("unmet", ())]
            for code in codes:
                term.books.refused("clause", code)
            term.books.same("eligibility", "the clauses that fail", True, clause in codes)
    for person in term.plan.standing_by(Bystander.TOO_LATE):
        answer = term.api.post(f"/v1/holder/campaigns/{SHORT}/claim", term.holder(person))
        term.refused(answer, "campaign-exhausted", "quantity")
    for trainee in term.plan.of_fate(Fate.ASKS_TWICE):
        answer = term.api.post(f"/v1/holder/campaigns/{AGAIN}/claim", term.holder(trainee.person))
        term.refused(answer, "subsidised-before", "subsidised_once")
