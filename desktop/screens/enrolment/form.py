"""What stands on the enrolment desk."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.look_for_enrolment import FoundPerson, Prospect
from sync.desk.operations.show_enrolment import ClassOffer, EnrolmentDesk
from sync.domain.ids import ClassId, StaffId
from sync.domain.verdicts import Reason, Verdict
from sync.protocol.joining import Resolution


@dataclass(frozen=True, slots=True)
class Before:
    """Whoever's answer came when the next one stood here already: the masked name, and what was answered.

    `reason` None: it could not be saved.
    """

    name: str
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Form:
    """What stands on the desk: the chosen class, the code that was read, what it was found to be, how it ended.

    `asking`: only the centre can read the code, and it is being asked. `group`: whoever was announced for the chosen
    class and brings a sound voucher is enrolled by the scan alone. `by`: at whose hands the code was read.
    """

    class_id: ClassId | None = None
    text: str | None = None
    resolution: Resolution | None = None
    prospect: Prospect | None = None
    result: Enrolled | None = None
    undone: bool = False
    asking: bool = False
    group: bool = False
    person: FoundPerson | None = None
    by: StaffId | None = None
    before: Before | None = None

    @property
    def answer(self) -> Reason | None:
        """What confirming would be answered, or was; None while there is nothing to confirm."""
        if self.result is not None:
            return self.result.reason
        if self.prospect is None:
            return None
        if self.class_id is None and self.prospect.now_in:
            return Reason.ALREADY_USED
        if self.prospect.is_refused or self.class_id is None:
            return self.prospect.against
        return self.prospect.fits.get(self.class_id, self.prospect.against)

    @property
    def can_confirm(self) -> bool:
        """Whether confirming asks for a place."""
        answer = self.answer
        if self.prospect is None or self.result is not None or self.class_id is None or answer is None:
            return False
        return answer is Reason.ENROLLED or answer.verdict is Verdict.TO_CONFIRM


def chosen_class(shown: EnrolmentDesk | None, form: Form) -> ClassOffer | None:
    """The offer that the form is about."""
    return next((one for one in shown.classes if one.class_id == form.class_id), None) if shown else None


def name_on(form: Form) -> str:
    """The masked name, where the code tells one."""
    return form.prospect.name or "" if form.prospect is not None else ""
