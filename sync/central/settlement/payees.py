"""收款对象 and their accounts as they are now, for payments that are due or held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from sync.central.settlement.load_cases import load_candidates
from sync.central.settlement.states import PaymentState
from sync.central.store.tables import institutions, payments, trainees
from sync.domain.region_rules import PayeeKind, RegionRules
from sync.domain.subsidy import Account, Hold, Payee, payee_of


def look_at_payees(connection: Connection, due: Sequence[Any], rules: RegionRules) -> dict[str, Payee]:
    """Who gets each of the payments in the rows `due`, by payment id.

    Who was decided on at the check stays; who could not be named then is looked for again.
    """
    accounts = _accounts(connection, due)
    candidates = load_candidates(connection, [row.voucher_no for row in due if not row.payee])
    found = {}
    for row in due:
        if row.payee:
            kind = PayeeKind(row.payee_kind)
            account = accounts[kind is PayeeKind.TRAINEE, row.payee]
            found[row.id] = Payee(kind, account, None if account.number else Hold.NO_ACCOUNT)
        else:
            project_type, named = candidates[row.voucher_no]
            found[row.id] = payee_of(project_type, named, rules)
    return found


def note_payee(connection: Connection, payment: str, payee: Payee) -> None:
    """Due, or held and why."""
    values = {
        "payee_kind": payee.kind or "",
        "payee": payee.account.id if payee.account else "",
        "state": PaymentState.HELD if payee.hold else PaymentState.DUE,
        "hold": payee.hold or "",
    }
    connection.execute(update(payments).where(payments.c.id == payment).values(values))


def _accounts(connection: Connection, due: Iterable[Any]) -> dict[tuple[bool, str], Account]:
    """By whether it is a trainee's, and by the payee's id."""
    named = {(row.payee_kind == PayeeKind.TRAINEE, row.payee) for row in due if row.payee}
    accounts = {}
    for is_person, payees in ((True, trainees.c), (False, institutions.c)):
        wanted = {payee for kind, payee in named if kind is is_person}
        rows = connection.execute(select(payees.id, payees.name, payees.bank_account).where(payees.id.in_(wanted)))
        accounts.update({(is_person, row.id): Account(row.id, row.name, row.bank_account) for row in rows})
    return accounts
