"""Which things the payloads of a batch speak of, so that they can be fetched at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sync.central.intake.ledger import Ledger
from sync.domain.identifiers import normalise
from sync.domain.ids import ClassId, FactId
from sync.domain.vouchers import VoucherClaims
from sync.protocol.payloads import (
    AssessmentRecorded,
    AttendanceCorrected,
    AttendancePunched,
    AttentionSettled,
    ClassCancelled,
    CorrectionDecided,
    DayClosed,
    EnrolmentRequested,
    EnrolmentTransferred,
    EnrolmentWithdrawn,
    ExpectationWithdrawn,
    IdentityRevealed,
    LeaveTaken,
    LeaveWithdrawn,
    OpeningReported,
    Payload,
    ScanUndone,
    SessionCancelled,
    SessionChanged,
    TraineeExpected,
    VoucherSeen,
)

_STAFF_MATTERS = (
    AssessmentRecorded,
    AttendanceCorrected,
    AttentionSettled,
    ClassCancelled,
    CorrectionDecided,
    DayClosed,
    EnrolmentTransferred,
    EnrolmentWithdrawn,
    ExpectationWithdrawn,
    LeaveTaken,
    LeaveWithdrawn,
    OpeningReported,
    SessionCancelled,
    SessionChanged,
    TraineeExpected,
)


@dataclass
class Mentioned:
    """Ids and numbers, whether they exist or not."""

    class_ids: set[str] = field(default_factory=set)
    session_ids: set[str] = field(default_factory=set)
    voucher_nos: set[int] = field(default_factory=set)
    undone_ids: set[str] = field(default_factory=set)
    amended_ids: set[str] = field(default_factory=set)
    """Corrections and leaves that somebody decides about or withdraws."""
    amending_ids: set[FactId] = field(default_factory=set)
    """Of facts that make corrections and leaves; one by request may have such an id already."""
    settled_ids: set[str] = field(default_factory=set)
    """Records that somebody decides about."""
    reported_ids: set[ClassId] = field(default_factory=set)
    """Classes whose opening is reported."""
    assessed_ids: set[ClassId] = field(default_factory=set)
    """Classes that results are about."""
    certificate_nos: set[str] = field(default_factory=set)
    expected_ids: set[str] = field(default_factory=set)
    """Announcements that somebody withdraws."""
    announced: set[str] = field(default_factory=set)
    """Identity numbers of people who are announced."""
    arrived: set[FactId] = field(default_factory=set)
    needs_staff: bool = False


def mentioned_in(arrived: Sequence[tuple[FactId, Payload | None]], ledger: Ledger) -> Mentioned:
    """By all the payloads together; what somebody only saw, or was shown, changes nothing and needs nothing."""
    mentioned = Mentioned(arrived={fact_id for fact_id, _ in arrived})
    for fact_id, payload in arrived:
        if payload is None or isinstance(payload, VoucherSeen | IdentityRevealed):
            continue
        _note_things(mentioned, payload)
        _note_announced(mentioned, payload)
        mentioned.voucher_nos |= _voucher_of(payload, ledger)
        mentioned.needs_staff |= isinstance(payload, _STAFF_MATTERS)
        if isinstance(payload, AttendanceCorrected | LeaveTaken):
            mentioned.amending_ids.add(fact_id)
        if isinstance(payload, OpeningReported):
            mentioned.reported_ids.add(ClassId(payload.class_id))
    return mentioned


def _note_things(mentioned: Mentioned, payload: Payload) -> None:
    match payload:
        case AttendancePunched() | AttendanceCorrected() | LeaveTaken():
            mentioned.session_ids.add(payload.session_id)
        case (
            EnrolmentRequested()
            | EnrolmentWithdrawn()
            | OpeningReported()
            | ClassCancelled()
            | SessionChanged()
            | SessionCancelled()
        ):
            mentioned.class_ids.add(payload.class_id)
        case AssessmentRecorded():
            mentioned.class_ids.add(payload.class_id)
            mentioned.assessed_ids.add(ClassId(payload.class_id))
            mentioned.certificate_nos |= {payload.certificate_no} if payload.certificate_no else set()
        case EnrolmentTransferred():
            mentioned.class_ids |= {payload.from_class, payload.to_class}
        case ScanUndone():
            mentioned.undone_ids.add(payload.undone_fact)
        case CorrectionDecided():
            mentioned.amended_ids.add(payload.correction)
        case AttentionSettled():
            mentioned.settled_ids.add(payload.about)
        case LeaveWithdrawn():
            mentioned.amended_ids.add(payload.leave)


def _note_announced(mentioned: Mentioned, payload: Payload) -> None:
    match payload:
        case TraineeExpected():
            mentioned.class_ids.add(payload.class_id)
            mentioned.announced.add(normalise(payload.id_number))
        case ExpectationWithdrawn():
            mentioned.expected_ids.add(payload.expected)


def _voucher_of(payload: Payload, ledger: Ledger) -> set[int]:
    """By its code, where there is one: what the desk took it for does not matter then."""
    code = getattr(payload, "code", None)
    found = getattr(payload, "voucher_no", None) if code is None else ledger.codes.get(code)
    if isinstance(found, VoucherClaims):
        return {found.voucher_no}
    return {found} if isinstance(found, int) else set()
