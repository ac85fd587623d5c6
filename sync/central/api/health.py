"""Is the centre there, and can it work?"""

from __future__ import annotations

from fastapi import APIRouter

from sync.central.api.bodies.wire import HealthBody
from sync.central.door.authenticate import TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading
from sync.central.store.migrate import is_at_head

PROTOCOL = 1
router = APIRouter(tags=["health"])


@router.get("/v1/health", summary="Whether the centre can work", responses=problems(ProblemKind.BUSY))
def show_health(centre: TheCentre) -> HealthBody:
    """The database answers and stands at this program's migration; else `busy`.

    Signed when the request carries a VoucherDesk-Nonce, so that a captive portal is told from the centre.
    """
    with reading(centre.store) as connection:
        if not is_at_head(connection):
            raise Problem(ProblemKind.BUSY, "the database is not at this program's migration")
    terms = centre.terms
    return HealthBody(
        status="ok",
        protocol=PROTOCOL,
        oldest_contract=terms.oldest_contract,
        newest_contract=terms.newest_contract,
    )
