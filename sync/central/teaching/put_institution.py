"""培训机构 in the authority's register; a wrong credit code is a warning, since real registers hold such codes too."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.central.store.locks import lock_named
from sync.central.store.put_row import put_row
from sync.central.store.tables import institutions, sites
from sync.central.teaching.tell_site import tell_site
from sync.domain.identifiers import is_credit_code, normalise
from sync.domain.region_rules import InstitutionKind

WRONG_CREDIT_CODE = "the credit code's check character does not fit"


@dataclass(frozen=True, slots=True)
class Institution:
    """`credit_code`: 统一社会信用代码, empty while unknown; `bank_account`: where an institution's subsidies go."""

    id: str
    name: str
    kind: InstitutionKind
    credit_code: str
    bank_account: str


def put_institution(connection: Connection, institution: Institution) -> list[str]:
    """Enter or change an institution, and tell its sites; returns warnings."""
    lock_named(connection, f"institution:{institution.id}")
    code = normalise(institution.credit_code)
    values: dict[str, object] = {
        "name": institution.name,
        "kind": institution.kind,
        "credit_code": code,
        "bank_account": institution.bank_account,
    }
    put_row(connection, institutions, {"id": institution.id}, values)
    tell_sites_of(connection, institution.id)
    return warnings_for(code)


def warnings_for(credit_code: str) -> list[str]:
    """What looks wrong and is taken all the same."""
    return [WRONG_CREDIT_CODE] if credit_code and not is_credit_code(credit_code) else []


def tell_sites_of(connection: Connection, institution_id: str) -> None:
    """Every desk of the institution hears its name and whether it is suspended."""
    wanted = select(sites.c.id).where(sites.c.institution == institution_id).order_by(sites.c.id)
    for site in connection.scalars(wanted).all():
        tell_site(connection, site)
