"""Who makes a request: a device by its assertion (method, address, time, nonce and body), a person by a bearer token.

Every dependency here knows the `roles` it lets in; the interface's description takes them from it (`x-roles`). A role
is judged before anything is looked up: the wrong one learns nothing, not even what exists. Nobody known is a 401,
somebody known in another role a 403.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyQuery, HTTPAuthorizationCredentials, HTTPBearer
from fastapi.security.http import HTTPBase
from sqlalchemy import Connection, select

from sync.central.askers.devices import Device
from sync.central.askers.identity import Identity, Principal, Role
from sync.central.centre import Centre
from sync.central.door.assertions import signing_device
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading
from sync.central.store.tables import officers, sites, staff, trainees
from sync.domain.ids import InstitutionId, SiteId
from sync.protocol.requests import SCHEME

DEVICE = "device"
"""A desk's role; those of people are `Role`."""


async def the_centre(request: Request) -> Centre:
    """The centre this application was made for. (What is not `async` costs each request a thread's turn.)"""
    centre: Centre = request.app.state.centre
    return centre


async def whole_body(request: Request) -> bytes:
    """The body's bytes, as they were sent."""
    return await request.body()


TheCentre = Annotated[Centre, Depends(the_centre)]
Body = Annotated[bytes, Depends(whole_body)]

_bearer = HTTPBearer(
    scheme_name="person", auto_error=False, description="A token of the TEST identity provider stands for a sign-in."
)
_link = APIKeyQuery(
    name="token", scheme_name="link", auto_error=False, description="The same token, in a link that a phone opens."
)
_assertion = HTTPBase(
    scheme=SCHEME,
    scheme_name=DEVICE,
    auto_error=False,
    description=f'`Authorization: {SCHEME} device="…", time="…", nonce="…", signature="…"`: signed by the device over '
    "method, address with query, time, nonce and the SHA-256 of the body. A PC that joins calls itself `new`.",
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Signed = Annotated[HTTPAuthorizationCredentials | None, Depends(_assertion)]
Link = Annotated[str | None, Depends(_link)]


class OpenToDevices:
    """A dependency: the device that asks; a withdrawn one only where it may still be heard. Raises Problem."""

    roles = frozenset({DEVICE})

    def __init__(self, *, withdrawn_too: bool = False) -> None:
        self._withdrawn_too = withdrawn_too

    def __call__(self, request: Request, centre: TheCentre, body: Body, signed: Signed) -> Device:
        """Judge the request."""
        if _identity_of(centre, signed) is not None:
            raise Problem(ProblemKind.ROLE_FORBIDDEN)
        device = signing_device(request, centre, body)
        request.state.role = DEVICE
        if device.revoked_at is not None and not self._withdrawn_too:
            raise Problem(ProblemKind.DEVICE_REVOKED)
        return device


class _OpenToRoles:
    """What the dependencies for people share."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)

    def _admit(self, request: Request, centre: Centre, identity: Identity) -> Principal:
        request.state.role = identity.role.value
        if identity.role not in self.roles:
            raise Problem(ProblemKind.ROLE_FORBIDDEN)
        with reading(centre.store) as connection:
            return find_person(connection, identity)


class OpenToPeople(_OpenToRoles):
    """A dependency: the person who asks, when in one of `roles`. Raises Problem."""

    def __call__(self, request: Request, centre: TheCentre, body: Body, bearer: Bearer) -> Principal:
        """Judge the request."""
        identity = _identity_of(centre, bearer)
        if identity is None:
            known = _is_device(request, centre, body)
            raise Problem(ProblemKind.ROLE_FORBIDDEN if known else ProblemKind.PERSON_UNKNOWN)
        return self._admit(request, centre, identity)


class OpenToOwnerOfLink(_OpenToRoles):
    """The same for a page that a phone opens: the token is in the address."""

    def __call__(self, request: Request, centre: TheCentre, token: Link) -> Principal:
        """Judge the request."""
        identity = centre.identity.identity_of(token or "")
        if identity is None:
            raise Problem(ProblemKind.PERSON_UNKNOWN)
        return self._admit(request, centre, identity)


AnyDevice = Annotated[Device, Depends(OpenToDevices())]
WithdrawnToo = Annotated[Device, Depends(OpenToDevices(withdrawn_too=True))]
TheHolder = Annotated[Principal, Depends(OpenToPeople(Role.HOLDER))]
TheHolderByLink = Annotated[Principal, Depends(OpenToOwnerOfLink(Role.HOLDER))]
FrontDesk = Annotated[Principal, Depends(OpenToPeople(Role.CLERK, Role.CLASS_MANAGER))]
ClassManager = Annotated[Principal, Depends(OpenToPeople(Role.CLASS_MANAGER))]
ManagerOrOfficer = Annotated[Principal, Depends(OpenToPeople(Role.CLASS_MANAGER, Role.OFFICER))]
Officer = Annotated[Principal, Depends(OpenToPeople(Role.OFFICER))]
StaffOrOfficer = Annotated[Principal, Depends(OpenToPeople(Role.CLERK, Role.CLASS_MANAGER, Role.OFFICER))]


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


def _identity_of(centre: Centre, credentials: HTTPAuthorizationCredentials | None) -> Identity | None:
    if credentials is None or credentials.scheme.lower() != "bearer":
        return None
    return centre.identity.identity_of(credentials.credentials)


def _is_device(request: Request, centre: Centre, body: bytes) -> bool:
    try:
        signing_device(request, centre, body)
    except Problem:
        return False
    request.state.role = DEVICE
    return True
