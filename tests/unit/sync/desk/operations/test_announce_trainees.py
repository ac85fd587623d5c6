"""People announced at the desk: all or nobody, shown at once, told apart from those who came, called off."""

from dataclasses import replace

import pytest

from sync.desk.operations.announce_trainees import announce_trainees, withdraw_announcement
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.look_for_enrolment import find_to_enrol, look_for_enrolment
from sync.desk.operations.show_enrolment import Waits, show_enrolment
from sync.desk.store import facts, feed, receipts
from sync.domain.expected_people import Person
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import ClassId, FactId, StaffId, VoucherNo
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, NOW, PEOPLE, PROJECT_A, SiteKeys

SUN = Person("孙试新", DocumentKind.CITIZEN_ID, "11010519491231002X", "19900000001", "某船厂")
ZHOU = Person("周试平", DocumentKind.CITIZEN_ID, "440524188001010014")
NATIONAL = "310000202611230000012345"


def announce(desk: Desk, *people: Person, class_id: ClassId = CLASS_A) -> tuple[FactId, ...]:
    return announce_trainees(desk, class_id, people, operator=FRONT_DESK).new


def answer(desk: Desk, fact_id: FactId, outcome: Outcome, code: ReceiptCode | None = None) -> None:
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, outcome, code, NOW)])


def hear(desk: Desk, fact_id: FactId, person: Person, state: str = "expected", voucher_no: int | None = None) -> None:
    body = {
        "class_id": CLASS_A,
        "name": person.name,
        "document_kind": person.document_kind,
        "id_number": person.number,
        "phone": person.phone,
        "employer": person.employer,
        "remark": person.remark,
        "voucher_no": voucher_no,
        "state": state,
    }
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.EXPECTED, fact_id, body)], "c")


def names(desk: Desk) -> list[tuple[str, bool]]:
    return [(line.name, line.came) for line in show_enrolment(desk).expected]


def test_a_list_is_announced_in_one_go_and_shown_masked(desk: Desk) -> None:
    steps: list[tuple[int, int]] = []
    told = announce_trainees(
        desk, CLASS_A, [SUN, ZHOU, SUN], operator=FRONT_DESK, progress=lambda *at: steps.append(at)
    )
    assert (len(told.new), told.known, steps[-1]) == (2, (2,), (3, 3))
    _, line = show_enrolment(desk).expected  # by name
    assert (line.name, line.id_number, line.phone, line.employer) == (
        "孙*新",
        "110***********002X",
        "199****0001",
        "某船厂",
    )
    offer = next(one for one in show_enrolment(desk).classes if one.class_id == CLASS_A)
    assert (offer.announced, offer.came, offer.places_left) == (2, 0, 3)


def test_who_is_in_the_class_or_expected_is_left_out(desk: Desk) -> None:
    member = Person(PEOPLE[0].name, DocumentKind.CITIZEN_ID, PEOPLE[0].id_number)
    announce(desk, SUN)
    told = announce_trainees(desk, CLASS_A, [member, replace(SUN, id_number="11010519491231002x")], operator=FRONT_DESK)
    assert told == type(told)((), (0, 1))
    assert len(announce(desk, member, class_id=CLASS_B)) == 1


@pytest.mark.parametrize(
    "person",
    [
        replace(SUN, name=""),
        replace(SUN, id_number="110105194912310021"),
        replace(SUN, phone="call me"),
        replace(SUN, employer="line\nline"),
    ],
)
def test_one_wrong_line_and_nobody_is_announced(desk: Desk, person: Person) -> None:
    with pytest.raises(InvalidInput, match="line 2"):
        announce(desk, ZHOU, person)
    with pytest.raises(UnknownThing):
        announce(desk, SUN, class_id=ClassId("nowhere"))
    with pytest.raises(UnknownThing):
        announce_trainees(desk, CLASS_A, [SUN], operator=StaffId("nobody"))
    assert names(desk) == []
    with desk.store.read() as tx:
        assert facts.count(tx) == 0


def test_stopped_on_the_way_nobody_is_announced(desk: Desk) -> None:
    def stop(done: int, whole: int) -> None:
        if done == whole:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        announce_trainees(desk, CLASS_A, [SUN, ZHOU], operator=FRONT_DESK, progress=stop)
    assert names(desk) == []


def test_somebody_called_off_is_gone_at_once_and_stays_so(desk: Desk) -> None:
    sun, _ = announce(desk, SUN, ZHOU)
    off = withdraw_announcement(desk, sun, reason="found work", operator=FRONT_DESK)
    assert names(desk) == [("周*平", False)]
    with pytest.raises(UnknownThing):
        withdraw_announcement(desk, sun, reason="again", operator=FRONT_DESK)
    answer(desk, sun, Outcome.RECORDED)
    hear(desk, sun, SUN)
    assert names(desk) == [("周*平", False)]
    answer(desk, off, Outcome.RECORDED)
    hear(desk, sun, SUN, "withdrawn")
    assert names(desk) == [("周*平", False)]
    assert announce(desk, SUN) != ()


def test_the_feed_takes_over_without_a_gap_and_what_was_merged_is_not_shown_twice(desk: Desk) -> None:
    (sun,) = announce(desk, SUN)
    answer(desk, sun, Outcome.RECORDED)
    assert names(desk) == [("孙*新", False)]
    hear(desk, sun, SUN)
    assert names(desk) == [("孙*新", False)]
    (zhou,) = announce(desk, ZHOU)
    answer(desk, zhou, Outcome.MERGED, ReceiptCode.SAME_PERSON)
    assert names(desk) == [("孙*新", False)]
    hear(desk, sun, SUN, "enrolled", 3001)
    assert names(desk) == [("孙*新", True)]
    with pytest.raises(InvalidInput):
        withdraw_announcement(desk, sun, reason="found work", operator=FRONT_DESK)


def test_a_voucher_finds_the_announcement_and_the_classes_it_fits(desk: Desk, keys: SiteKeys) -> None:
    (sun,) = announce(desk, SUN, replace(SUN, id_number="440524188001010014"))[:1]
    seen = look_for_enrolment(desk, _code(keys, 3001))
    assert (seen.against, seen.name, seen.id_tail, seen.announced) == (None, "孙*新", "002X", {CLASS_A: sun})
    assert (seen.fits[CLASS_A], seen.fits[CLASS_B]) == (Reason.ENROLLED, Reason.OTHER_PROJECT)
    with desk.store.read() as tx:  # looking records nothing
        assert facts.count(tx) == 2
    enrol_trainee(desk, _code(keys, 3001), class_id=CLASS_A, operator=FRONT_DESK)
    assert sorted(came for _, came in names(desk)) == [False, True]
    again = look_for_enrolment(desk, _code(keys, 3001))
    assert (again.fits[CLASS_A], again.now_in) == (Reason.ALREADY_ENROLLED, ("初级焊工 2026-11 班",))
    assert (again.against, again.fits[CLASS_B]) == (None, Reason.ALREADY_USED)


def test_what_can_be_had_with_no_class_is_told_before(desk: Desk, keys: SiteKeys) -> None:
    only_signs_in = look_for_enrolment(desk, keys.code_for(3002, kind=VoucherKind.SIGN_IN_ONLY))
    assert (only_signs_in.against, only_signs_in.is_refused) == (Reason.SIGN_IN_ONLY, True)
    void = look_for_enrolment(desk, keys.code_for(1099))
    assert (void.against, void.is_refused) == (Reason.VOID, True)
    opaque = look_for_enrolment(desk, NATIONAL)
    assert (opaque.against, opaque.is_refused, opaque.name) == (Reason.ONLY_CENTRE_CAN_READ, False, None)
    assert look_for_enrolment(desk, "hello").against is Reason.NOT_A_VOUCHER


def test_people_are_found_among_those_announced_and_those_enrolled(desk: Desk) -> None:
    announce(desk, SUN, ZHOU)
    assert [one.name for one in find_to_enrol(desk, "sx")] == ["孙*新"]
    assert [one.name for one in find_to_enrol(desk, "船厂")] == ["孙*新"]
    assert [(one.name, one.announcement) for one in find_to_enrol(desk, "1001")] == [("王*明", None)]
    assert find_to_enrol(desk, " ") == ()


def test_what_waits_says_for_what(desk: Desk, keys: SiteKeys) -> None:
    sent = enrol_trainee(desk, _code(keys, 3001), class_id=CLASS_A, operator=FRONT_DESK)
    opaque = enrol_trainee(desk, NATIONAL, class_id=CLASS_A, operator=FRONT_DESK)
    assert {(one.fact_id, one.waits) for one in show_enrolment(desk).waiting} == {
        (sent.fact_id, Waits.TO_BE_SENT),
        (opaque.fact_id, Waits.TO_CONFIRM),
    }
    assert sent.voucher_no == VoucherNo(3001)
    assert sent.fact_id is not None
    assert opaque.fact_id is not None
    answer(desk, opaque.fact_id, Outcome.HELD, ReceiptCode.CODE_UNRESOLVED)
    answer(desk, sent.fact_id, Outcome.REJECTED, ReceiptCode.CLASS_FULL)
    assert [(one.waits, one.code) for one in show_enrolment(desk).waiting] == [
        (Waits.HELD, ReceiptCode.CODE_UNRESOLVED),
        (Waits.NOT_GRANTED, ReceiptCode.CLASS_FULL),
    ]


def _code(keys: SiteKeys, number: int) -> str:
    """Sun's voucher: the tail of the number as the sample codes have it, 001X, is not his; the code is signed anew."""
    return keys.code_for(number, name=SUN.name, project=PROJECT_A, id_tail=SUN.number[-4:])
