"""People announced for a class by a list, before anybody has seen their vouchers: what is known, and how it ends.

An announcement is no enrolment: that takes a voucher. It says who will come, so that the desk can tell who is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sync.domain.identifiers import normalise
from sync.domain.identity_documents import DocumentKind, is_document_no
from sync.domain.names import is_line, is_person_name

_PHONE = re.compile(r"(?:\+?[0-9][0-9 -]{3,24})?")


class ExpectedState(StrEnum):
    """How far somebody announced has come."""

    EXPECTED = "expected"
    ENROLLED = "enrolled"
    """Somebody with this number is on the class's roster."""
    WITHDRAWN = "withdrawn"


class PersonFault(StrEnum):
    """What is wrong with a person's data."""

    NAME = "name"
    IDENTITY = "identity"
    """The number cannot be that of such a document."""
    PHONE = "phone"
    WORDS = "words"
    """Employer or remark is no single line of at most 200 characters."""


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a list of people; `phone` may be empty. Unmasked: it stays below the screens."""

    name: str
    document_kind: DocumentKind
    id_number: str
    phone: str = ""
    employer: str | None = None
    remark: str | None = None

    @property
    def number(self) -> str:
        """The identity number as it is compared and kept."""
        return normalise(self.id_number)


def fault_of(person: Person) -> PersonFault | None:
    """The first thing that is wrong; None: the person can be announced."""
    if not is_person_name(person.name):
        return PersonFault.NAME
    if not is_document_no(person.document_kind, person.id_number):
        return PersonFault.IDENTITY
    if not _PHONE.fullmatch(person.phone):
        return PersonFault.PHONE
    if not all(is_line(words or "") for words in (person.employer, person.remark)):
        return PersonFault.WORDS
    return None
