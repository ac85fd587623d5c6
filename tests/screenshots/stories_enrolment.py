"""The enrolment screen on a morning on which a company's people come: each answer, the group, the queue."""

from __future__ import annotations

from collections.abc import Callable

from desktop.screens.enrolment.view import EnrolmentView
from sync.desk.operations.announce_trainees import announce_trainees
from sync.domain.expected_people import Person
from sync.domain.identifiers import citizen_check_character
from sync.domain.identity_documents import DocumentKind
from sync.domain.ids import ClassId
from sync.domain.vouchers import VoucherKind
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, MANAGER
from tests.screenshots.school_day import SchoolDay, enrol_some
from tests.screenshots.stage import Classroom

_NAMES = ("孙试新", "周试平", "吴试", "郑试强", "𬎆试𠮷", "阿卜杜热合曼·试·阿卜杜外力", "冯试春", "褚试卫")
_NATIONAL = "310000202611230000012345"


def enrolment_ready(stage: Classroom) -> None:
    """Nobody stands there; the company's people are announced."""
    _open(stage)


def enrolment_fits(stage: Classroom) -> None:
    _open(stage)
    _show(stage, _code(stage.day, 0))


def enrolment_enrolled(stage: Classroom) -> None:
    view = _open(stage)
    _show(stage, _code(stage.day, 5))
    view.card.main.click()
    stage.until(view.card.undo.isVisible)
    stage.settle(0.3)


def enrolment_taken_over(stage: Classroom) -> None:
    """The next was scanned while the one before was written; then somebody else took the desk over."""
    view = _open(stage)
    presenter = stage.app.screens["enrolment"].presenter
    _show(stage, _code(stage.day, 0))
    view.card.main.click()
    presenter.present(_code(stage.day, 5))
    stage.until(lambda: presenter.form.before is not None and presenter.form.prospect is not None)
    presenter.operator = MANAGER
    stage.settle(0.3)


def enrolment_refused(stage: Classroom) -> None:
    _open(stage)
    _show(stage, stage.day.keys.code_for(3090, name="钱试", kind=VoucherKind.SIGN_IN_ONLY))


def enrolment_other_project(stage: Classroom) -> None:
    """The voucher is sound, the class is the wrong one: told before anything is recorded."""
    _open(stage, CLASS_B)
    _show(stage, stage.day.keys.code_for(3091, name="尤试"))


def enrolment_to_confirm(stage: Classroom) -> None:
    _open(stage)
    _show(stage, _NATIONAL)


def enrolment_group(stage: Classroom) -> None:
    """Three came already, by their codes alone."""
    view = _open(stage)
    view.group.click()
    for number in range(3):
        _show(stage, _code(stage.day, number))


def enrolment_found(stage: Classroom) -> None:
    view = _open(stage)
    view.search.setText("试")
    stage.settle(0.8)


def enrolment_waiting(stage: Classroom) -> None:
    enrol_some(stage.day)
    view = _open(stage)
    view.queue.click()
    stage.settle(0.3)


def enrolment_waiting_nothing(stage: Classroom) -> None:
    view = _open(stage)
    view.queue.click()
    stage.settle(0.3)


def announced(day: SchoolDay) -> None:
    """A company's list, with a long name and a rare character on it."""
    people = [
        Person(name, DocumentKind.CITIZEN_ID, _number(place), f"1990000{place:04d}", "示例船舶制造有限公司")
        for place, name in enumerate(_NAMES)
    ]
    announce_trainees(day.desk, CLASS_A, people, operator=FRONT_DESK)


def _number(place: int) -> str:
    first17 = f"99000019900101{place + 100:03d}"
    return first17 + citizen_check_character(first17)


def _code(day: SchoolDay, place: int) -> str:
    return day.keys.code_for(3001 + place, name=_NAMES[place], id_tail=_number(place)[-4:], signed_at=day.clock.wall)


def _open(stage: Classroom, class_id: ClassId = CLASS_A) -> EnrolmentView:
    announced(stage.day)
    stage.open()
    stage.app.window.show_screen("enrolment")
    view = stage.app.screens["enrolment"].view
    assert isinstance(view, EnrolmentView)
    stage.app.screens["enrolment"].presenter.choose_class(class_id)
    stage.settle(0.5)
    return view


def _show(stage: Classroom, text: str) -> None:
    """A code is read; returns when the card has answered."""
    answers: list[object] = []
    presenter = stage.app.screens["enrolment"].presenter
    presenter.answered.connect(answers.append)
    presenter.present(text)
    stage.until(lambda: bool(answers))
    stage.settle(0.3)


STORIES: dict[str, Callable[[Classroom], None]] = {
    "enrolment-ready": enrolment_ready,
    "enrolment-fits": enrolment_fits,
    "enrolment-enrolled": enrolment_enrolled,
    "enrolment-taken-over": enrolment_taken_over,
    "enrolment-refused": enrolment_refused,
    "enrolment-other-project": enrolment_other_project,
    "enrolment-to-confirm": enrolment_to_confirm,
    "enrolment-group": enrolment_group,
    "enrolment-found": enrolment_found,
    "enrolment-waiting": enrolment_waiting,
    "enrolment-waiting-nothing": enrolment_waiting_nothing,
}
