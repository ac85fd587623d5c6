"""Who makes a request: a device by its assertion (method, address, time, nonce and body), a person by a bearer token.

A person's role is judged before anything is looked up: the wrong role learns nothing, not even what exists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Connection, select

from sync.central.centre import Centre
from sync.central.devices import Device, find_device
from sync.central.identity import Identity, Role
from sync.central.nonces import MAX_SKEW
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading
from sync.central.store.tables import officers, sites, staff, trainees
from sync.domain.ids import InstitutionId, SiteId
from sync.errors import MalformedMessage
from sync.protocol.requests import Assertion
from sync.protocol.signing import VerifyKey


def the_centre(request: Request) -> Centre:
    """The centre this application was made for."""
    centre: Centre = request.app.state.centre
    return centre


async def whole_body(request: Request) -> bytes:
    """The body's bytes, as they were sent."""
    return await request.body()


TheCentre = Annotated[Centre, Depends(the_centre)]
Body = Annotated[bytes, Depends(whole_body)]


def authenticated(request: Request, centre: TheCentre, body: Body) -> Device:
    """The device that signed this very request, just now and for the first time. Raises Problem."""
    assertion = read_assertion(request)
    with reading(centre.store) as connection:
        device = find_device(connection, assertion.device)
    check_assertion(centre, assertion, request, body, device.key)
    return device


AnyDevice = Annotated[Device, Depends(authenticated)]


@dataclass(frozen=True, slots=True)
class Principal:
    """A person who has signed in; `institution` and `site` are those of staff, else None."""

    role: Role
    id: str
    institution: InstitutionId | None = None
    site: SiteId | None = None

    @property
    def actor(self) -> str:
        """As histories name the person."""
        return f"{self.role}:{self.id}"


_bearer = HTTPBearer(auto_error=False, description="A token of the TEST identity provider")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def person_in(*roles: Role) -> Callable[[Request, Bearer], Principal]:
    """A dependency: the person who asks, when in one of `roles`. Raises Problem."""

    def the_person(request: Request, bearer: Bearer) -> Principal:
        centre = the_centre(request)
        identity = centre.identity.identity_of(bearer.credentials) if bearer else None
        if identity is None:
            raise Problem(ProblemKind.PERSON_UNKNOWN)
        if identity.role not in roles:
            raise Problem(ProblemKind.ROLE_FORBIDDEN)
        with reading(centre.store) as connection:
            return find_person(connection, identity)

    return the_person


TheHolder = Annotated[Principal, Depends(person_in(Role.HOLDER))]
AnyStaff = Annotated[Principal, Depends(person_in(Role.CLERK, Role.CLASS_MANAGER, Role.IT))]
FrontDesk = Annotated[Principal, Depends(person_in(Role.CLERK, Role.CLASS_MANAGER))]
ClassManager = Annotated[Principal, Depends(person_in(Role.CLASS_MANAGER))]
Officer = Annotated[Principal, Depends(person_in(Role.OFFICER))]
StaffOrOfficer = Annotated[Principal, Depends(person_in(Role.CLERK, Role.CLASS_MANAGER, Role.OFFICER))]


def find_person(connection: Connection, identity: Identity) -> Principal:
    """The person as the centre's record has them, in that very role. Raises Problem when it has not."""
    match identity.role:
        case Role.HOLDER:
            found = connection.execute(select(trainees.c.id).where(trainees.c.id == identity.id)).one_or_none()
        case Role.OFFICER:
            found = connection.execute(select(officers.c.id).where(officers.c.id == identity.id)).one_or_none()
        case _:
            at_work = (staff.c.id == identity.id) & (staff.c.role == identity.role) & (sites.c.id == staff.c.site)
            row = connection.execute(select(staff.c.site, sites.c.institution).where(at_work)).one_or_none()
            if row:
                return Principal(identity.role, identity.id, InstitutionId(row.institution), SiteId(row.site))
            found = None
    if found is None:
        raise Problem(ProblemKind.PERSON_UNKNOWN)
    return Principal(identity.role, identity.id)


def read_assertion(request: Request) -> Assertion:
    """The assertion in the Authorization header. Raises Problem."""
    try:
        return Assertion.from_header(request.headers.get("authorization", ""))
    except MalformedMessage as error:
        raise Problem(ProblemKind.ASSERTION_INVALID) from error


def check_assertion(centre: Centre, assertion: Assertion, request: Request, body: bytes, key: VerifyKey) -> None:
    """Raises Problem. The time is judged after the signature: only a real device learns that its clock is off."""
    check_signature(assertion, request, body, key)
    if abs(centre.now() - assertion.time) > MAX_SKEW:
        raise Problem(ProblemKind.ASSERTION_STALE)
    if not centre.nonces.is_fresh(assertion.device, assertion.nonce):
        raise Problem(ProblemKind.ASSERTION_REPLAYED)


def check_signature(assertion: Assertion, request: Request, body: bytes, key: VerifyKey) -> None:
    """Raises Problem when `key` did not sign this very request; whether just now is not asked."""
    if not assertion.holds(request.method, _target(request), body, key):
        raise Problem(ProblemKind.ASSERTION_INVALID)


def _target(request: Request) -> str:
    """Path and query as they stood in the request line."""
    path: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope["query_string"]
    return (path + b"?" + query if query else path).decode("latin-1")
