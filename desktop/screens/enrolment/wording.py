"""What the enrolment screen says: places, what an enrolment waits for, what to do about somebody who is known."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from desktop.screens.enrolment.form import Before
from desktop.widgets import site_time
from desktop.widgets.reason_words import words_for
from desktop.widgets.receipt_words import words_of_code
from sync.desk.operations.look_for_enrolment import Prospect
from sync.desk.operations.show_enrolment import ClassOffer, WaitingEnrolment, Waits
from sync.domain.classes import ClassState
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind

translate = QCoreApplication.translate


def places(offer: ClassOffer) -> str:
    """How many places are left, or why there are none to have."""
    if offer.state is ClassState.CANCELLED:
        return translate("Enrolment", "Cancelled")
    if offer.state is ClassState.CLOSED:
        return translate("Enrolment", "Over")
    if not offer.places_left:
        return translate("Enrolment", "Full: {taken} of {places}").format(taken=offer.enrolled, places=offer.capacity)
    return translate("Enrolment", "{left} of {places} places left").format(
        left=offer.places_left, places=offer.capacity
    )


def begins(offer: ClassOffer, zone: ZoneInfo) -> str:
    """When it starts."""
    if offer.starts is None:
        return translate("Enrolment", "No session yet")
    return translate("Enrolment", "Starts {time}").format(time=site_time.whole(offer.starts, zone))


def fit(reason: Reason | None) -> str:
    """Whether the voucher fits the class, in a few words; nothing where there is nothing to tell."""
    if reason is None:
        return ""
    return {
        Reason.ENROLLED: translate("Enrolment", "Fits"),
        Reason.ALREADY_ENROLLED: translate("Enrolment", "Already in it"),
        Reason.OTHER_PROJECT: translate("Enrolment", "Other project"),
        Reason.CLASS_FULL: translate("Enrolment", "Full"),
        Reason.CLASS_CANCELLED: translate("Enrolment", "Cancelled"),
        Reason.CLASS_CLOSED: translate("Enrolment", "Over"),
    }.get(reason, "")


def kind(prospect: Prospect) -> str:
    """What voucher it is."""
    if prospect.kind is VoucherKind.SIGN_IN_ONLY:
        return translate("Enrolment", "Sign-in voucher")
    return translate("Enrolment", "Subsidy voucher, {percent} %").format(percent=prospect.ratio_percent)


def project(prospect: Prospect) -> str:
    """What it is for."""
    if prospect.kind is VoucherKind.SIGN_IN_ONLY:
        return translate("Enrolment", "Any course, to sign in")
    return prospect.project_name or translate("Enrolment", "A project that no class here teaches")


def known_here(prospect: Prospect) -> str:
    """Whoever is in a class already: where, and what to do."""
    if not prospect.now_in:
        return ""
    return translate(
        "Enrolment", "In class now: {name}. To change the class, open the roster."
    ).format(name=" · ".join(prospect.now_in))


def before(one: Before | None) -> str:
    """What whoever stood here before was answered, when the next one had come already."""
    if one is None:
        return ""
    words = words_for(one.reason).sentence if one.reason is not None else translate("Enrolment", "Not saved")
    name = one.name or translate("Enrolment", "A code only the centre can read")
    return translate("Enrolment", "Just before: {name} · {answer}").format(name=name, answer=words)


def waits(one: WaitingEnrolment) -> tuple[str, str]:
    """The state in a word, and the tone of its mark."""
    return {
        Waits.TO_BE_SENT: (translate("Enrolment", "To be sent"), "undone"),
        Waits.TO_CONFIRM: (translate("Enrolment", "To confirm"), "to_confirm"),
        Waits.HELD: (translate("Enrolment", "At the centre"), "to_confirm"),
        Waits.NOT_GRANTED: (translate("Enrolment", "Not granted"), "refused"),
    }[one.waits]


def why(one: WaitingEnrolment) -> str:
    """Why it is not the centre's word yet."""
    if one.code is not None:
        return words_of_code(one.code).sentence
    if one.waits is Waits.TO_BE_SENT:
        return translate("Enrolment", "Saved here, not sent yet")
    return words_for(one.reason).sentence


def settled_by(one: WaitingEnrolment) -> str:
    """What will settle it."""
    return {
        Waits.TO_BE_SENT: translate("Enrolment", "The next contact with the centre"),
        Waits.TO_CONFIRM: translate("Enrolment", "The centre's answer, as soon as it is reached"),
        Waits.HELD: translate("Enrolment", "The centre, by itself"),
        Waits.NOT_GRANTED: translate("Enrolment", "Somebody here, under Needs attention"),
    }[one.waits]


def since(one: WaitingEnrolment, zone: ZoneInfo, now: datetime) -> str:
    """Since when it waits."""
    return site_time.day_and_clock(one.at, zone, now)
