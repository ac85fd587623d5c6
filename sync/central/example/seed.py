"""Put the sample data into an empty centre. The same seed gives the same people; keys and times are of the moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.attendance.book import Book, KeptPunch
from sync.central.attendance.load_book import session_of
from sync.central.attendance.write_book import write_book
from sync.central.centre import Centre
from sync.central.codes.resolver import register_test_codes
from sync.central.example import plan
from sync.central.example.cast import Member, make_cast, make_sheet
from sync.central.example.people import Person, invent_people
from sync.central.holders import VOUCHER_AND_HOLDER
from sync.central.move_voucher import Moved, Occasion, write_history
from sync.central.news import feed, published
from sync.central.news.documents import next_policy_version, publish_policy, publish_status_list
from sync.central.news.projects import publish_projects
from sync.central.policy_packs import SHANGHAI, read_policy_file
from sync.central.settlement.states import PaymentState
from sync.central.store import tables
from sync.central.store.engine import writing
from sync.central.store.json_text import to_json
from sync.central.store.sequences import go_on_after_given_numbers
from sync.domain.classes import ClassState
from sync.domain.ids import DeviceId, SiteId, VoucherNo
from sync.domain.policy import Policy
from sync.domain.region_rules import PayeeKind, ProjectType, RegionRules, Rounding
from sync.domain.subsidy import share_of
from sync.domain.vouchers import VoidReason, VoucherKind
from sync.errors import InvalidInput
from sync.protocol.changes import Change
from sync.protocol.passwords import make_verifier

CODE_FRESH_MINUTES = 720
"""A printed sheet of sample codes shall work for a demonstration day."""
_LATE_AFTER_MINUTES = 30
_FIRST_VOUCHER_NO = 1001
_VALID_FOR = timedelta(days=365)
_EXPIRED_SINCE = timedelta(days=20)
_CLAIMED_BEFORE = timedelta(days=40)
_RATIOS = (100, 80)
_EMPLOYMENT = {100: "unemployed", 80: "employed", 0: "student"}
_SEED = "seed"
"""Who did all this, as histories say."""
_PRESENT = 0.85
_STANDARD_FEN = 150_000
"""Of level 5, as Shanghai's pack has it."""


@dataclass(frozen=True, slots=True)
class _Seeding:
    """What the steps below share."""

    connection: Connection
    random: Random
    now: datetime
    list_version: int
    policy_version: int
    rules: RegionRules


def seed_example(
    centre: Centre, *, seed: int = 7, code_fresh_minutes: int = CODE_FRESH_MINUTES, sign_in: bool = False
) -> dict[str, Any]:
    """Returns what a demonstration needs to know, as one JSON document. Raises InvalidInput when there are data.

    `cast`: what the recorded camera shows, one entry per presentation. `sheet`: sample codes to print.
    `sign_in`: all staff have the password of samples, told as `staff_password`; else none has one.
    """
    now = centre.now().replace(second=0, microsecond=0)
    random = Random(seed)  # noqa: S311  sample data, not secrets
    with writing(centre.store) as connection:
        if connection.scalar(select(func.count()).select_from(tables.institutions)):
            raise InvalidInput("the centre holds data already; seed an empty one")
        policy_version, rules = _plant_policy(connection, centre, code_fresh_minutes)
        next_list = publish_status_list(connection, centre.keys, centre.now()) + 1
        seeding = _Seeding(connection, random, now, next_list, policy_version, rules)
        _plant_places(seeding, sign_in=sign_in)
        members = _plant_people(seeding)
        _plant_payments(seeding, members)
        publish_status_list(connection, centre.keys, centre.now())
        _plant_past_attendance(seeding, members["welders"])
        _publish_rosters(connection)
        cast, national_codes = make_cast(centre, random, members)
        register_test_codes(connection, national_codes)
        return {
            "institution": {"id": plan.HOME.institution, "name": plan.HOME.institution_name},
            **_site_document(seeding, plan.HOME),
            "elsewhere": {
                "institution": {"id": plan.ELSEWHERE.institution, "name": plan.ELSEWHERE.institution_name},
                **_site_document(seeding, plan.ELSEWHERE),
            },
            "cast": cast,
            "sheet": make_sheet(centre, members),
            **({"staff_password": plan.STAFF_PASSWORD} if sign_in else {}),
            "officers": [{"id": id_, "name": name} for id_, name in plan.OFFICERS],
        }


def _plant_policy(connection: Connection, centre: Centre, code_fresh_minutes: int) -> tuple[int, RegionRules]:
    """Shanghai's pack, but for what a demonstration needs: its version and its rules."""
    pack = read_policy_file(SHANGHAI.read_text("utf-8"))
    version = next_policy_version(connection)
    policy = replace(
        pack.policy,
        version=version,
        code_fresh_minutes=code_fresh_minutes,
        late_after_minutes=_LATE_AFTER_MINUTES,
    )
    publish_policy(connection, centre.keys, policy, centre.now(), pack.rules)
    return version, pack.rules


def _plant_projects(connection: Connection) -> None:
    for number, (code, occupation, level) in plan.OCCUPATIONS.items():
        connection.execute(insert(tables.occupations).values(code=code, edition=plan.EDITION, name=occupation))
        row = {
            "no": number,
            "name": plan.PROJECTS[number],
            "type": ProjectType.SOCIAL_TRAINING,
            "occupation_code": code,
            "occupation_edition": plan.EDITION,
            "skill_level": level,
        }
        connection.execute(insert(tables.projects).values(row))


def _plant_places(seeding: _Seeding, *, sign_in: bool) -> None:
    connection = seeding.connection
    _plant_projects(connection)
    connection.execute(insert(tables.officers), [{"id": id_, "name": name} for id_, name in plan.OFFICERS])
    for site in (plan.HOME, plan.ELSEWHERE):
        institution = {"id": site.institution, "name": site.institution_name, "suspended": False}
        connection.execute(insert(tables.institutions).values(institution))
        connection.execute(insert(tables.sites).values(id=site.id, institution=site.institution, name=site.name))
        _publish(seeding, site, published.site_change(site, site.institution_name, suspended=False))
    for site, staff_id, name, role in plan.STAFF:
        verifier = make_verifier(plan.STAFF_PASSWORD) if sign_in else None
        person = {"id": staff_id, "site": site.id, "name": name, "role": role, "verifier": verifier}
        connection.execute(insert(tables.staff).values(person))
    for row in connection.execute(select(tables.staff)).all():
        feed.publish(connection, feed.site_scope(row.site), [published.staff_change(row)])
    for planned in plan.CLASSES:
        _plant_class(seeding, planned)
    publish_projects(connection, seeding.rules)


def _plant_class(seeding: _Seeding, planned: plan.PlannedClass) -> None:
    connection = seeding.connection
    row = {
        "id": planned.id,
        "site": planned.site.id,
        "name": plan.class_name(planned, seeding.now),
        "project": planned.project,
        "capacity": planned.capacity,
        "required_hours": planned.required_hours,
        "state": ClassState.OPEN,
    }
    connection.execute(insert(tables.classes).values(row))
    classes, sessions = tables.classes, tables.sessions
    planted = connection.execute(select(classes).where(classes.c.id == planned.id)).one()
    _publish(seeding, planned.site, published.class_change(planted, plan.PROJECTS[planned.project]))
    connection.execute(insert(sessions), [_session_row(seeding, planned, no) for no in range(len(planned.starts))])
    for session in connection.execute(select(sessions).where(sessions.c.class_id == planned.id)).all():
        _publish(seeding, planned.site, published.session_change(session))


def _session_row(seeding: _Seeding, planned: plan.PlannedClass, number: int) -> dict[str, object]:
    starts = seeding.now + planned.starts[number]
    return {
        "id": plan.session_id(planned, number),
        "class_id": planned.id,
        "starts": starts,
        "ends": starts + plan.SESSION_LENGTH,
        "hours": plan.SESSION_HOURS,
    }


def _plant_people(seeding: _Seeding) -> dict[str, list[Member]]:
    """Everybody, by group. Shuffled, so that the unusual names turn up anywhere, in every seed anew."""
    people = invent_people(seeding.random, sum(group.count for group in plan.GROUPS.values()))
    seeding.random.shuffle(people)
    members: dict[str, list[Member]] = {}
    number = _FIRST_VOUCHER_NO
    for name, group in plan.GROUPS.items():
        members[name] = []
        for _ in range(group.count):
            members[name].append(_plant_person(seeding, people.pop(), group, VoucherNo(number)))
            number += 1
    go_on_after_given_numbers(seeding.connection, tables.vouchers.c.no)
    write_history(seeding.connection, _lives(seeding, members))
    return members


def _lives(seeding: _Seeding, members: dict[str, list[Member]]) -> Iterator[Moved]:
    """How each voucher came to be where it stands, a day a move."""
    for name, group in plan.GROUPS.items():
        for member in members[name]:
            before, at = None, seeding.now - _CLAIMED_BEFORE
            for move in group.life:
                yield Moved(member.row.no, before, move, Occasion(_SEED, at, seeding.policy_version))
                before, at = move.leads_to, at + timedelta(days=1)


def _plant_person(seeding: _Seeding, person: Person, group: plan.Group, number: VoucherNo) -> Member:
    connection, today = seeding.connection, seeding.now.date()
    trainee = f"T-{number}"
    revoked = group.void_reason is VoidReason.REVOKED
    valid_from = today - (_VALID_FOR + _EXPIRED_SINCE if group.expired else _CLAIMED_BEFORE)
    ratio = seeding.random.choice(_RATIOS) if group.kind is VoucherKind.SUBSIDY else 0
    row = {
        "no": number,
        "trainee": trainee,
        "kind": group.kind,
        "state": group.state,
        "void_reason": group.void_reason,
        "void_list": seeding.list_version if revoked else None,
        "void_at": seeding.now if revoked else None,
        "project": group.project,
        "ratio_percent": ratio,
        "valid_from": valid_from,
        "valid_until": valid_from + _VALID_FOR,
    }
    person_row = {
        "id": trainee,
        "name": person.name,
        "id_number": person.id_number,
        "phone": person.phone,
        "attributes": to_json({"employment": _EMPLOYMENT[ratio]}),
    }
    connection.execute(insert(tables.trainees).values(person_row))
    connection.execute(insert(tables.vouchers).values(row))
    class_id = group.enrolled_in.id if group.enrolled_in else None
    if class_id:
        entry = {"class_id": class_id, "voucher_no": number, "at": seeding.now - _CLAIMED_BEFORE / 2, "hours_done": 0}
        connection.execute(insert(tables.roster_entries).values(entry))
    found = connection.execute(VOUCHER_AND_HOLDER.where(tables.vouchers.c.no == number)).one()
    return Member(found, class_id)


def _plant_payments(seeding: _Seeding, members: dict[str, list[Member]]) -> None:
    """What is owed for the vouchers that are past the check, or was paid: the books balance from the start."""
    for group, state in (("used", PaymentState.DUE), ("written_off", PaymentState.PAID)):
        for row in (member.row for member in members[group]):
            code, _, level = plan.OCCUPATIONS[row.project]
            taken = {"trainee": row.trainee, "occupation": code, "skill_level": level, "voucher_no": row.no}
            seeding.connection.execute(insert(tables.subsidised).values(taken))
            payment = {
                "id": f"Y-{row.no}",
                "voucher_no": row.no,
                "amount_fen": share_of(_STANDARD_FEN, row.ratio_percent, Rounding.HALF_UP),
                "payee_kind": PayeeKind.INSTITUTION,
                "payee": plan.HOME.institution,
                "state": state,
                "at": seeding.now,
                "policy_version": seeding.policy_version,
            }
            seeding.connection.execute(insert(tables.payments).values(payment))


def _plant_past_attendance(seeding: _Seeding, welders: list[Member]) -> None:
    """Most came to the sessions before today's, signing in by phone."""
    sessions = tables.sessions
    ended = select(sessions).where(sessions.c.class_id == plan.WELDERS.id, sessions.c.ends < seeding.now)
    for session in seeding.connection.execute(ended).all():
        came = [member for member in welders if seeding.random.random() < _PRESENT]
        book = Book(Policy(seeding.policy_version), lambda _session, _voucher_no, _hours: None)
        book.sessions[session.id] = session_of(session)
        for member in came:
            book.add_punch(_punch(seeding, session, member))
        write_book(seeding.connection, book)
        feed.publish(seeding.connection, feed.site_scope(SiteId(plan.WELDERS.site.id)), book.news)
        entries = tables.roster_entries
        present = entries.c.voucher_no.in_([member.row.no for member in came])
        seeding.connection.execute(
            update(entries).where(present).values(hours_done=entries.c.hours_done + session.hours)
        )


def _punch(seeding: _Seeding, session: Any, member: Member) -> KeptPunch:
    return KeptPunch(
        f"phone-{session.id}-{member.row.no}",
        session.starts - timedelta(seconds=seeding.random.randrange(30, 1500)),
        session_id=session.id,
        voucher_no=member.row.no,
        source="phone",
        device=DeviceId(""),
    )


def _publish_rosters(connection: Connection) -> None:
    entries, classes = tables.roster_entries, tables.classes
    rows = connection.execute(
        VOUCHER_AND_HOLDER.add_columns(entries.c.class_id, entries.c.hours_done, classes.c.site)
        .join(entries, entries.c.voucher_no == tables.vouchers.c.no)
        .join(classes, classes.c.id == entries.c.class_id)
        .order_by(tables.vouchers.c.no)
    )
    for row in rows.all():
        change = published.roster_change(row.class_id, row, row.hours_done)
        feed.publish(connection, feed.site_scope(SiteId(row.site)), [change])


def _publish(seeding: _Seeding, site: plan.Site, change: Change) -> None:
    feed.publish(seeding.connection, feed.site_scope(SiteId(site.id)), [change])


def _site_document(seeding: _Seeding, site: plan.Site) -> dict[str, Any]:
    in_progress = {planned.id: plan.session_in_progress(planned) for planned in plan.CLASSES}
    return {
        "site": {"id": site.id, "name": site.name},
        "enrolment_code": make_enrolment_code(seeding.connection, SiteId(site.id), seeding.now),
        "staff": [{"id": id_, "name": name, "role": role} for at, id_, name, role in plan.STAFF if at is site],
        "classes": [
            {"id": planned.id, "name": plan.class_name(planned, seeding.now)}
            | ({"session_id": in_progress[planned.id]} if in_progress[planned.id] else {})
            for planned in plan.CLASSES
            if planned.site is site
        ],
    }
