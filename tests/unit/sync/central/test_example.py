"""The sample data: the same people for the same seed, nobody real, everything a demonstration needs."""

from collections import Counter
from pathlib import Path
from random import Random

from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.example.people import AREA, invent_people
from sync.central.example.plan import COOKING
from sync.central.example.seed import seed_example
from sync.central.policy_packs import SHANGHAI, read_policy_file
from sync.central.store import tables
from sync.central.store.engine import reading
from sync.central.store.tables import vouchers
from sync.domain.identifiers import is_citizen_id
from sync.domain.policy import Policy
from sync.domain.region_rules import ProjectType
from sync.domain.vouchers import Move, VoucherState
from sync.protocol.voucher_code import MAX_CHARACTERS, is_voucher_code
from tests.unit.sync.central.conftest import Town


def test_nobody_real() -> None:
    people = invent_people(Random(7), 60)
    assert all(is_citizen_id(person.id_number) and person.id_number.startswith(AREA) for person in people)
    assert all(person.phone.startswith("199") and len(person.phone) == 11 for person in people)
    for distinct in ("name", "id_number", "phone"):
        assert len({getattr(person, distinct) for person in people}) == 60


def test_names_are_as_hard_as_real_ones() -> None:
    names = [person.name for person in invent_people(Random(1), 60)]
    assert any(ord(character) > 0xFFFF for name in names for character in name)
    assert {2, 3, 4} <= {len(name) for name in names}
    assert any(len(name.encode()) > 15 for name in names)  # longer than the code holds


def test_the_same_seed_gives_the_same_people(tmp_path: Path) -> None:
    casts = []
    for number, seed in enumerate((7, 7, 8)):
        centre = Centre.open(f"sqlite:///{tmp_path / str(number)}.db")
        document = seed_example(centre, seed=seed)
        casts.append([(entry["name"], entry["voucher_no"], entry["note"]) for entry in document["cast"]])
        centre.close()
    assert casts[0] == casts[1]
    assert casts[0] != casts[2]


def test_the_cast_has_one_of_everything(town: Town) -> None:
    cast = town.example["cast"]
    assert Counter(entry["note"] for entry in cast) == {
        "enrolled": 12,
        "enrolled, shown again": 1,
        "sign-in-only voucher": 3,
        "not in a class yet": 2,
        "in another class": 1,
        "revoked": 1,
        "expired": 1,
        "forged signature": 1,
        "not a voucher: a payment code": 1,
        "national code": 2,
        "national code of nobody": 1,
        "signed two days ago": 1,
    }
    assert all(len(entry["text"]) <= MAX_CHARACTERS for entry in cast)
    national = [entry["text"] for entry in cast if "national" in entry["note"]]
    assert all(Policy().may_be_national_code(text) and not is_voucher_code(text) for text in national)
    assert {entry["purpose"] for entry in cast} == {"attendance", "enrolment"}


def test_every_state_occurs_and_sixty_people(town: Town) -> None:
    with reading(town.centre.store) as connection:
        states = connection.scalars(select(vouchers.c.state)).all()
    assert set(states) == set(VoucherState)
    assert len(states) == 60


def test_every_voucher_has_come_to_its_state_by_moves(town: Town) -> None:
    history = tables.voucher_history
    with reading(town.centre.store) as connection:
        states = {row.no: row.state for row in connection.execute(select(vouchers.c.no, vouchers.c.state))}
        steps = connection.execute(select(history).order_by(history.c.voucher_no, history.c.step)).all()
    ends: dict[int, str] = {}
    for step in steps:
        assert Move(step.reason).is_open_to(step.from_state)
        assert (step.from_state, Move(step.reason).leads_to) == (ends.get(step.voucher_no), step.to_state)
        ends[step.voucher_no] = step.to_state
    assert ends == states


def test_the_rules_are_shanghais(town: Town) -> None:
    with reading(town.centre.store) as connection:
        lists = town.centre.lists(connection)
        (project,) = connection.execute(select(tables.projects).where(tables.projects.c.no == COOKING)).all()
    assert lists.rules == read_policy_file(SHANGHAI.read_text("utf-8")).rules
    assert lists.rules.standard_for(COOKING, ProjectType(project.type), project.skill_level) == 200_000
