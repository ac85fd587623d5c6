"""Issuing from a table: what is taken, and that a mistake names its line and nothing else."""

from datetime import date

import pytest
from sqlalchemy import select

from sync.central.issuing.issue_table import COLUMNS, Application, issue_vouchers, read_applications
from sync.central.issuing.put_person import PersonalData
from sync.central.move_voucher import Occasion
from sync.central.store.engine import writing
from sync.central.store.tables import voucher_history
from sync.domain.identifiers import citizen_check_character
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import ProjectNo
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.errors import InvalidInput
from tests.unit.sync.central.conftest import Town

ID_NUMBER = "99000019900101001" + citizen_check_character("99000019900101001")
GOOD = ("测试一", ID_NUMBER, "19900000001", "SUBSIDY", "1", "80", "2026-01-01", "2027-01-01")


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> list[str]:
    return [",".join(row) for row in (columns, *rows)]


def changed(column: str, value: str) -> tuple[str, ...]:
    return tuple(value if name == column else old for name, old in zip(COLUMNS, GOOD, strict=True))


def application(number: int) -> Application:
    """For somebody of that number."""
    digits = f"990000199001{number % 28 + 1:02d}{number:03d}"
    person = PersonalData("测试一", digits + citizen_check_character(digits), "19900000001")
    return Application(person, VoucherKind.SUBSIDY, ProjectNo(1), 80, date(2026, 1, 1), date(2027, 1, 1))


def test_a_table_is_read() -> None:
    (application,) = read_applications(table(GOOD))
    assert application == Application(
        PersonalData("测试一", ID_NUMBER, "19900000001"),
        VoucherKind.SUBSIDY,
        ProjectNo(1),
        80,
        date(2026, 1, 1),
        date(2027, 1, 1),
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", ""),
        ("name", "=1+1"),
        ("id_number", ID_NUMBER[:-1] + "?"),
        ("kind", "COUPON"),
        ("project", "one"),
        ("project", "0"),
        ("kind", "SIGN_IN_ONLY"),
        ("ratio_percent", "101"),
        ("valid_until", "2025-01-01"),
        ("valid_from", "tomorrow"),
        ("valid_from", "2019-12-31"),
        ("valid_until", "9999-12-31"),
        ("project", "-1"),
        ("name", "测试一" * 100),
        ("phone", "1990000\0001"),
        ("phone", "1" * 140_000),
    ],
)
def test_a_mistake_names_its_line_only(column: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_applications(table(GOOD, changed(column, value)))
    assert "line 3" in refused.value.detail
    assert not any(text in str(refused.value) for text in ("测试一", "990000", "tomorrow"))


def test_a_column_that_is_missing_is_named() -> None:
    with pytest.raises(InvalidInput, match="valid_until"):
        read_applications(table(GOOD[:-1], columns=COLUMNS[:-1]))
    with pytest.raises(InvalidInput, match="name"):
        read_applications([])


def test_a_header_that_is_no_line_of_a_table() -> None:
    with pytest.raises(InvalidInput, match="line 1"):
        read_applications(["x" * 140_000])


def test_one_person_may_have_several_vouchers_each_with_its_first_step(town: Town) -> None:
    applications = read_applications(table(GOOD, changed("project", "2")))
    occasion = Occasion("test", town.time(), 2)
    with writing(town.centre.store) as connection:
        first, second = issue_vouchers(connection, applications, occasion)
        people = connection.exec_driver_sql("SELECT count(DISTINCT trainee) FROM vouchers WHERE no >= ?", (first,))
        assert (second, people.scalar_one()) == (first + 1, 1)
        steps = connection.execute(select(voucher_history).where(voucher_history.c.voucher_no >= first)).all()
    assert (town.state(first), town.state(second)) == (VoucherState.ISSUED, VoucherState.ISSUED)
    assert [(row.from_state, row.to_state, row.reason, row.actor) for row in steps] == 2 * [
        (None, "ISSUED", "issue", "test")
    ]


def test_a_number_known_under_another_name_is_refused(town: Town) -> None:
    applications = read_applications(table(GOOD, changed("name", "测试二")))
    with pytest.raises(InvalidInput, match="application 2"), writing(town.centre.store) as connection:
        issue_vouchers(connection, applications, Occasion("test", town.time(), 2))


def test_a_document_of_another_kind() -> None:
    passport = tuple("E12345678" if value == ID_NUMBER else value for value in GOOD)
    columns = (*COLUMNS, "document_kind")
    (application,) = read_applications(table((*passport, "passport"), columns=columns))
    assert application.person.document_kind is DocumentKind.PASSPORT
    for kind, number in (("citizen_id", passport), ("residence_permit", GOOD), ("library_card", GOOD)):
        with pytest.raises(InvalidInput, match="line 2"):
            read_applications(table((*number, kind), columns=columns))


def test_a_project_the_scheme_does_not_have(town: Town) -> None:
    applications = read_applications(table(GOOD, changed("project", "77")))
    with pytest.raises(InvalidInput, match="application 2"), writing(town.centre.store) as connection:
        issue_vouchers(connection, applications, Occasion("test", town.time(), 2))
    with writing(town.centre.store) as connection:
        known = connection.exec_driver_sql("SELECT count(*) FROM trainees WHERE id_number = ?", (ID_NUMBER,))
        assert known.scalar_one() == 0
