"""Nothing is shown unmasked without a fact that says so."""

from __future__ import annotations

import pytest

from sync.desk.operations.desk import Desk
from sync.desk.operations.reveal_identity import Identity, reveal_class, reveal_identity
from sync.desk.store import facts
from sync.domain.ids import ClassId, StaffId, VoucherNo
from sync.errors import InvalidInput, SyncError, UnknownThing
from sync.protocol.facts import FactType
from sync.protocol.payloads import Revealed
from tests.fakes.site import CLASS_A, FRONT_DESK, PEOPLE

WHY = "to ring the trainee"


def revealings(desk: Desk) -> list[dict[str, object]]:
    with desk.store.read() as tx:
        known = facts.unsettled(tx, 100)
    return [fact.payload for fact in known if fact.header.type == FactType.IDENTITY_REVEALED]


def test_a_number_is_shown_and_the_record_says_to_whom_and_why(desk: Desk) -> None:
    someone = PEOPLE[0]
    shown = reveal_identity(
        desk, someone.voucher_no, what=Revealed.ID_NUMBER, reason=f" {WHY} ", operator=FRONT_DESK
    )
    assert shown == Identity(someone.voucher_no, "", someone.id_number, "")
    assert someone.id_number not in repr(shown)
    assert revealings(desk) == [
        {"voucher_no": someone.voucher_no, "class_id": CLASS_A, "what": "id_number", "reason": WHY}
    ]


def test_a_whole_class_is_one_fact(desk: Desk) -> None:
    shown = reveal_class(desk, CLASS_A, reason=WHY, operator=FRONT_DESK)
    expected = [person for person in PEOPLE if person.class_id == CLASS_A]
    assert [(one.name, one.id_number, one.phone) for one in shown] == [
        (one.name, one.id_number, one.phone) for one in expected
    ]
    assert revealings(desk) == [{"voucher_no": None, "class_id": CLASS_A, "what": "all", "reason": WHY}]


@pytest.mark.parametrize(
    ("voucher_no", "reason", "operator", "error"),
    [
        (4711, WHY, FRONT_DESK, UnknownThing),
        (1001, "  ", FRONT_DESK, InvalidInput),
        (1001, "x" * 501, FRONT_DESK, InvalidInput),
        (1001, WHY, "nobody", UnknownThing),
    ],
)
def test_what_is_refused_leaves_no_fact(
    desk: Desk, voucher_no: int, reason: str, operator: str, error: type[SyncError]
) -> None:
    with pytest.raises(error):
        reveal_identity(
            desk, VoucherNo(voucher_no), what=Revealed.PHONE, reason=reason, operator=StaffId(operator)
        )
    with pytest.raises(SyncError):
        reveal_class(desk, ClassId("no-class"), reason=reason, operator=StaffId(operator))
    assert revealings(desk) == []
