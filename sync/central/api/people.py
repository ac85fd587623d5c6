"""People are entered by officers."""

from __future__ import annotations

from fastapi import APIRouter

from sync.central.api.bodies.people import EnteredBody, EnteredPeople, PeopleToEnter
from sync.central.door.authenticate import Officer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.issuing.put_person import put_people
from sync.central.problems import ProblemKind
from sync.central.store.engine import writing

router = APIRouter(tags=["people"])
_MAX_BYTES = 512 * 1024


@router.put(
    "/v1/people",
    summary="Enter people, or bring them up to date",
    responses=problems(ProblemKind.PERSON_REFUSED),
    max_body_size=_MAX_BYTES,
)
def enter_people(given: PeopleToEnter, centre: TheCentre, _officer: Officer) -> EnteredPeople:
    """All of them or none, known by their document's number: the same again changes nothing.

    A refusal's `unmet` names each row (from 0) and field, never what is in it. Vouchers issued before keep what was
    decided then.
    """
    with writing(centre.store) as connection:
        entered = put_people(connection, [person.to_data() for person in given.people])
    return EnteredPeople(people=[EnteredBody(id=one.trainee, standing=one.standing) for one in entered])
