"""Which rule judges which kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sync.central.intake.admit_trainee import admit_trainee
from sync.central.intake.change_class import cancel_class, cancel_session, change_session
from sync.central.intake.correct_attendance import (
    correct_attendance,
    decide_about_correction,
    end_leave,
    note_leave,
)
from sync.central.intake.expected_people import expect_trainee, withdraw_expectation
from sync.central.intake.ledger import Ledger
from sync.central.intake.note_day_close import note_day_close
from sync.central.intake.note_revealing import note_revealing
from sync.central.intake.note_sighting import note_sighting
from sync.central.intake.record_assessment import record_assessment
from sync.central.intake.report_opening import report_opening
from sync.central.intake.ruling import Ruling
from sync.central.intake.settle_attention import settle_attention
from sync.central.intake.take_attendance import take_attendance
from sync.central.intake.transfer_enrolment import transfer_enrolment
from sync.central.intake.undo_scan import undo_scan
from sync.central.intake.withdraw_enrolment import withdraw_enrolment
from sync.protocol.facts import Fact
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

RULES: Mapping[type[Payload], Callable[[Ledger, Fact, Any], Ruling]] = {
    AttendancePunched: take_attendance,
    VoucherSeen: note_sighting,
    EnrolmentRequested: admit_trainee,
    ScanUndone: undo_scan,
    EnrolmentWithdrawn: withdraw_enrolment,
    EnrolmentTransferred: transfer_enrolment,
    OpeningReported: report_opening,
    AttendanceCorrected: correct_attendance,
    CorrectionDecided: decide_about_correction,
    LeaveTaken: note_leave,
    LeaveWithdrawn: end_leave,
    AssessmentRecorded: record_assessment,
    AttentionSettled: settle_attention,
    ClassCancelled: cancel_class,
    SessionChanged: change_session,
    SessionCancelled: cancel_session,
    IdentityRevealed: note_revealing,
    DayClosed: note_day_close,
    TraineeExpected: expect_trainee,
    ExpectationWithdrawn: withdraw_expectation,
}
