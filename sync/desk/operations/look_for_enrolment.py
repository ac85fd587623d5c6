"""Before anything is recorded: whose voucher this is, which classes it fits, who announced the holder, what stands
against it. And people found by hand, who may be announced or enrolled already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import judge_for_class, places_taken
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.operations.recognise import enrolled_in, recognise
from sync.desk.store import classes, expected
from sync.desk.store.expected import ExpectedPerson
from sync.desk.store.search_terms import as_searched, terms_of
from sync.domain.expected_people import ExpectedState
from sync.domain.ids import ClassId, FactId, VoucherNo
from sync.domain.masking import mask_id_number, mask_name, mask_phone
from sync.domain.verdicts import Reason, Verdict
from sync.domain.vouchers import VoucherClaims, VoucherKind
from sync.protocol.joining import Resolution


@dataclass(frozen=True, slots=True)
class Prospect:
    """The holder of a voucher that was read; the name is masked, `id_tail` the last four characters.

    `fits`: for each class what enrolling into it would be answered. `against`: what forbids it whatever the class, or
    the doubt that stays (verdict to confirm); None for a sound voucher. `now_in`: names of the holder's classes.
    `announced`: classes that expect somebody of this name with this end of the number, as their announcements.
    """

    against: Reason | None
    fits: Mapping[ClassId, Reason]
    voucher_no: VoucherNo | None = None
    name: str | None = None
    id_tail: str | None = None
    kind: VoucherKind | None = None
    project_name: str | None = None
    ratio_percent: int | None = None
    now_in: tuple[str, ...] = ()
    announced: Mapping[ClassId, FactId] | None = None

    @property
    def is_refused(self) -> bool:
        """Whether no class can be had with it."""
        return self.against is not None and self.against.verdict is Verdict.REFUSED


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody found by hand, masked. `announcement`: expected in the class, not enrolled; None: enrolled in it."""

    name: str
    id_number: str
    phone: str
    class_id: ClassId
    class_name: str
    announcement: FactId | None = None


def look_for_enrolment(desk: Desk, text: str, *, resolution: Resolution | None = None) -> Prospect:
    """Read only; `enrol_trainee` judges anew. Raises the StoreError tree."""
    moment = desk.clock.read()
    with desk.reading() as tx:
        seen = recognise(text, desk.lists.read(tx), moment, resolution)
        known = classes.all_classes(tx)
        fits = {one.id: judge_for_class(tx, seen, one, places_taken(tx, one.id)) for one, _ in known}
        against = seen.stands_against or seen.doubt
        claims = seen.claims
        if claims is None:
            return Prospect(against, fits)
        if claims.kind is VoucherKind.SIGN_IN_ONLY and (against is None or against.verdict is not Verdict.REFUSED):
            against = Reason.SIGN_IN_ONLY
        holds = enrolled_in(tx, claims.voucher_no)
        names = {one.project: project for one, project in known}
        return Prospect(
            against,
            fits,
            claims.voucher_no,
            mask_name(claims.name),
            claims.id_tail,
            claims.kind,
            names.get(claims.project),
            claims.ratio_percent if claims.kind is VoucherKind.SUBSIDY else None,
            tuple(one.name for one, _ in known if one.id in holds),
            {one.class_id: one.id for one in expected.everybody(tx) if _is_meant(one, claims)},
        )


def find_to_enrol(desk: Desk, query: str, *, limit: int = 12) -> tuple[FoundPerson, ...]:
    """People announced whom `query` begins to describe, or who come from an employer of that name; then those who are
    enrolled already. Nobody for an empty query. Raises the StoreError tree.
    """
    wanted = as_searched(query)
    if not wanted:
        return ()
    with desk.reading() as tx:
        names = {one.id: one.name for one, _ in classes.all_classes(tx)}
        waiting = [one for one in expected.everybody(tx) if one.state is ExpectedState.EXPECTED]
        announced = [_announced(one, names) for one in waiting if _is_described(one, wanted)][:limit]
    enrolled = [
        FoundPerson(one.name, one.id_number, one.phone, one.class_id, one.class_name)
        for one in find_trainee(desk, query, limit=limit)
    ]
    return tuple([*announced, *enrolled][:limit])


def is_holder(person: ExpectedPerson, name: str) -> bool:
    """Whether a code's name, which may be cut, can be the person's."""
    return bool(name) and person.person.name.startswith(name)


def _is_meant(person: ExpectedPerson, claims: VoucherClaims) -> bool:
    return is_holder(person, claims.name) and person.person.number.endswith(claims.id_tail)


def _is_described(one: ExpectedPerson, wanted: str) -> bool:
    person = one.person
    if wanted in as_searched(person.employer or ""):
        return True
    return any(term.startswith(wanted) for term in terms_of(person.name, person.id_number, person.phone))


def _announced(one: ExpectedPerson, names: Mapping[ClassId, str]) -> FoundPerson:
    person = one.person
    return FoundPerson(
        mask_name(person.name),
        mask_id_number(person.number),
        mask_phone(person.phone),
        one.class_id,
        names.get(one.class_id, ""),
        one.id,
    )
