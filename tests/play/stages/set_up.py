"""Before the term: the region's rules, institutions with their places and people, the first PCs, classes, campaigns."""

from __future__ import annotations

from collections.abc import Iterable

from sync.errors import InvalidInput
from tests.play import calendar
from tests.play.fates import Fate
from tests.play.people import Person
from tests.play.plan import (
    CARE,
    FIRM,
    INSTITUTIONS,
    OFFICER,
    TURNING,
    WELDING,
    WELDING_AGAIN,
    Institution,
    PlannedClass,
)
from tests.play.reckoning import ClassBook
from tests.play.term import Term

_ACCOUNT = "310066661018800000{}"
_EDITION = 2022
_OCCUPATIONS = {
    WELDING: ("6-18-02-04", "焊工"),
    WELDING_AGAIN: ("6-18-02-04", "焊工"),
    CARE: ("4-10-01-05", "养老护理员"),
    TURNING: ("6-18-01-01", "车工"),
}
_AT_ONCE = 100
_ROOM_FOR_MORE = 4
"""Beside those who are planned: whoever is transferred."""


def set_up(term: Term) -> None:
    """Everything that stands before anybody applies."""
    if term.done(term.api.get("/v1/projects")).get("projects"):
        raise InvalidInput("the database holds data already; play in an empty one")
    term.time(calendar.at(calendar.FOUNDED))
    term.centres[0].ask("first_officer", officer=OFFICER, name="顾明")
    _put_policy_in_force(term)
    for number, institution in enumerate(INSTITUTIONS):
        _enter(term, institution, number)
    _enter_firm(term)
    _join(term)
    put_projects(term)
    for class_ in term.plan.classes:
        _put_class(term, class_)
    put_people(term, term.plan.people, with_accounts=False)


def _put_policy_in_force(term: Term) -> None:
    """The pack is signed where the root's key is, and put in force by an officer."""
    in_force = term.done(term.api.get("/v1/policy"), "policy")
    pack = dict(term.reckoning.pack) | {"version": in_force.get("version", 0) + 1}
    signed = term.centres[0].ask("sign_policy", pack=pack)
    term.done(term.api.post("/v1/policy", term.officer, {"pack": signed}), "policy")
    again = term.api.post("/v1/policy", term.officer, {"pack": signed})
    term.refused(again, "policy-not-next", "policy")


def _enter(term: Term, institution: Institution, number: int) -> None:
    here = f"/v1/institutions/{institution.id}"
    given = {"name": institution.name, "kind": institution.kind, "bank_account": _ACCOUNT.format(number)}
    term.done(term.api.put(here, term.officer, given), "institutions")
    term.done(term.api.put(f"{here}/sites/{institution.site}", term.officer, {"name": "教学点"}), "institutions")
    latitude, longitude = institution.point
    for desk in (0, 1):
        room = {"name": "实训室", "latitude": latitude, "longitude": longitude, "coordinate_system": "wgs84"}
        path = f"/v1/sites/{institution.site}/rooms/{institution.room(desk)}"
        term.done(term.api.put(path, term.officer, room), "institutions")
    for person in (institution.clerk, *institution.managers):
        role = "clerk" if person == institution.clerk else "class_manager"
        path = f"/v1/sites/{institution.site}/staff/{person}"
        term.done(term.api.put(path, term.officer, {"name": "周慧文", "role": role}), "institutions")


def _enter_firm(term: Term) -> None:
    """An enterprise employs and is paid; the scheme does not let it enrol."""
    firm = {"name": "东海重工有限公司", "kind": "enterprise", "bank_account": _ACCOUNT.format(9)}
    term.done(term.api.put(f"/v1/institutions/{FIRM}", term.officer, firm), "institutions")
    term.done(term.api.put(f"/v1/institutions/{FIRM}/sites/S-9", term.officer, {"name": "厂区"}), "institutions")
    staff = {"name": "许明", "role": "class_manager"}
    term.done(term.api.put("/v1/sites/S-9/staff/P-91", term.officer, staff), "institutions")


def _join(term: Term) -> None:
    """Each PC with a code of its own."""
    for turn, ((number, desk), peer) in enumerate(term.desks.items()):
        code = term.centres[0].ask("enrolment_code", site=INSTITUTIONS[number].site)
        url = term.addresses[turn % len(term.addresses)]
        peer.tell([{"do": "join", "url": url, "code": code, "name": f"desk {desk + 1}"}])
    for peer in term.desks.values():
        peer.hear()


def _put_class(term: Term, class_: PlannedClass) -> None:
    manager = term.manager(class_.institution)
    path = f"/v1/classes/{class_.id}"
    given = {
        "site": class_.institution.site,
        "name": f"{class_.id} 班",
        "project": class_.project,
        "capacity": term.plan.scale.seats + _ROOM_FOR_MORE,
        "required_hours": class_.required_hours,
    }
    term.done(term.api.put(path, manager, given), "classes")
    teacher = f"/v1/institutions/{class_.institution.id}/teachers/{class_.teacher}"
    term.done(term.api.put(teacher, manager, {"name": "沈国良"}), "classes")
    sessions = [
        {
            "id": session.id,
            "starts": session.starts.isoformat(),
            "ends": session.ends.isoformat(),
            "hours": calendar.SESSION_HOURS,
            "room": class_.room,
            "teacher": class_.teacher,
        }
        for session in class_.sessions
    ]
    term.done(term.api.put(f"{path}/sessions", manager, {"sessions": sessions}), "classes")
    starts = {session.id: session.starts for session in class_.sessions}
    term.reckoning.classes[class_.id] = ClassBook(
        class_.project, class_.required_hours, starts, calendar.SESSION_HOURS, calendar.SESSION_LASTS
    )


def put_projects(term: Term) -> None:
    """Occupations with their editions, and what is taught."""
    for project, (type_, level) in term.reckoning.projects.items():
        code, name = _OCCUPATIONS[project]
        path = f"/v1/occupations/{code}/{_EDITION}"
        term.done(term.api.put(path, term.officer, {"name": name}), "projects")
        given = {"name": f"{name} {level} 级", "type": type_, "skill_level": level}
        given |= {"occupation_code": code, "occupation_edition": _EDITION}
        term.done(term.api.put(f"/v1/projects/{project}", term.officer, given), "projects")


def put_people(term: Term, people: Iterable[Person], *, with_accounts: bool = True) -> None:
    """The register of the card's holders; the same again changes nothing."""
    unknown = set() if with_accounts else {one.person.number for one in term.plan.of_fate(Fate.NO_ACCOUNT)}
    entries = list(people)
    rows = [
        {
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
            "employer": person.employer,
            "bank_account": "" if person.number in unknown else person.account,
            "attributes": person.attributes,
        }
        for person in entries
    ]
    for start in range(0, len(rows), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        answer = term.done(term.api.put("/v1/people", term.officer, {"people": rows[some]}), "people")
        for person, entered in zip(entries[some], answer.get("people", ()), strict=False):
            term.trainee_ids[person.number] = entered["id"]
