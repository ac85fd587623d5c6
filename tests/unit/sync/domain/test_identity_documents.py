"""A document of each kind, the traps of each, and what the numbers tell."""

from datetime import date

import pytest

from sync.domain.identifiers import citizen_check_character, is_certificate_no
from sync.domain.identity_documents import DocumentKind, Sex, birth_in, is_document_no, sex_in

CITIZEN, PERMIT = DocumentKind.CITIZEN_ID, DocumentKind.RESIDENCE_PERMIT
CARD, PASSPORT = DocumentKind.PERMANENT_RESIDENCE_CARD, DocumentKind.PASSPORT


def with_check(first17: str) -> str:
    return first17 + citizen_check_character(first17)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (CITIZEN, "11010519491231002X"),
        (CITIZEN, "11010519491231002x"),
        (CITIZEN, "11010519491231002Ｘ"),
        (CITIZEN, "440524188001010014"),
        (CITIZEN, with_check("99000019900101001")),  # an area nobody knows
        (PERMIT, "810000199408230021"),
        (PERMIT, with_check("82000019940823002")),
        (PERMIT, "830000199201300022"),
        (CARD, "932682198501010017"),
        (CARD, "911124198108030024"),
        (PASSPORT, "E12345678"),
        (PASSPORT, "e 1234 5678"),
        (PASSPORT, "123456789012345"),  # a citizen number of the days before 1999
    ],
)
def test_a_document_of_each_kind(kind: DocumentKind, number: str) -> None:
    assert is_document_no(kind, number)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (CITIZEN, "110105194912310021"),
        (CITIZEN, "110105491231002"),
        (CITIZEN, ""),
        (PERMIT, "11010519491231002X"),
        (PERMIT, with_check("81010019940823002")),
        (PERMIT, "810000199408230022"),
        (CARD, "11010519491231002X"),
        (CARD, "932682198501010018"),
        (CARD, with_check("93268219850230001")),
        (PASSPORT, "ABCDEFG"),
        (PASSPORT, "E123"),
        (PASSPORT, "E12345678-"),
        (PASSPORT, "E1234\N{BENGALI DIGIT FIVE}678"),
        (PASSPORT, "1" * 21),
    ],
)
def test_what_is_no_document_of_that_kind(kind: DocumentKind, number: str) -> None:
    assert not is_document_no(kind, number)


@pytest.mark.parametrize(
    ("kind", "number", "birth", "sex"),
    [
        (CITIZEN, "11010519491231002X", date(1949, 12, 31), Sex.FEMALE),
        (CITIZEN, "440524188001010014", date(1880, 1, 1), Sex.MALE),
        (PERMIT, "810000199408230021", date(1994, 8, 23), Sex.FEMALE),
        (CARD, "932682198501010017", date(1985, 1, 1), Sex.MALE),
        (PASSPORT, "E12345678", None, None),
    ],
)
def test_what_a_number_tells(kind: DocumentKind, number: str, birth: date | None, sex: Sex | None) -> None:
    assert (birth_in(kind, number), sex_in(kind, number)) == (birth, sex)


def test_a_certificate_number_has_its_level_at_the_sixteenth_place() -> None:
    assert all(is_certificate_no(f"{letter}00012300123426{level}000001") for letter in "YS" for level in "54321")
    wrong = ("Y000123001234260000001", "Y000123001234266000001", "Z000123001234265000001", "Y00012300123426500000")
    assert not any(map(is_certificate_no, (*wrong, "", "Y0001230012342650000011", "Y000123001234265\u0663\u066300001")))
