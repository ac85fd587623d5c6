"""What the enrolment screen needs: a code looked at, a class chosen, confirmed, undone; who is expected, what waits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.reader.code_text import code_text
from desktop.screens.enrolment.form import Before, Form, name_on
from sync.desk.operations.check_in import may_be_code, needs_centre
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import Enrolled, enrol_trainee
from sync.desk.operations.keep_draft import drop_draft, keep_draft, read_draft
from sync.desk.operations.look_for_enrolment import FoundPerson, Prospect, find_to_enrol, look_for_enrolment
from sync.desk.operations.show_enrolment import EnrolmentDesk, show_enrolment
from sync.desk.operations.undo_scan import undo_scan
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, FactId, StaffId
from sync.domain.verdicts import Reason
from sync.errors import ExchangeError
from sync.protocol.joining import Resolution

_DRAFT = "enrolment"


class EnrolmentPresenter(QObject):
    """`shown` carries an EnrolmentDesk, `form` the Form, `found` people; `answered` comes with each new verdict."""

    shown = Signal(object)
    form_changed = Signal(object)
    found = Signal(object)
    answered = Signal(object)
    recorded = Signal()
    no_operator = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        disk: Background,
        line: Background,
        resolve: Callable[[str], Resolution | None],
        sync_now: Callable[[], object],
    ) -> None:
        super().__init__()
        self.form = Form()
        self._operator: StaffId | None = None
        self.sync_now = sync_now
        self._desk, self._disk, self._line, self._resolve = desk, disk, line, resolve
        self._number = 0
        self._query = ""
        self._restored = False
        self._by_hand = False
        self._judging = False
        self._queue: list[str] = []

    @property
    def operator(self) -> StaffId | None:
        """Under whose name is written; a form that somebody else began says so to whoever comes."""
        return self._operator

    @operator.setter
    def operator(self, operator: StaffId | None) -> None:
        if operator != self._operator:
            self._operator = operator
            self.form_changed.emit(self.form)

    def refresh(self) -> None:
        """Read again; the first time, a form that was cut off comes back."""
        if not self._restored:
            self._restored = True
            self._disk.run(lambda: read_draft(self._desk, _DRAFT), self._restore, self.failed.emit)
        self._disk.run(lambda: show_enrolment(self._desk), self._saw, self.failed.emit)

    def present(self, text: str) -> None:
        """A code came before the camera, from the reader or from the field; in a group everybody's turn comes."""
        if self.form.group and self._judging:
            self._queue.append(text)
        else:
            self._by_hand = False
            self._present(text, self.operator)

    def _present(self, text: str, by: StaffId | None, before: Before | None = None) -> None:
        self._number += 1
        number = self._number
        self._judging = True
        self._put(Form(self.form.class_id, text, group=self.form.group, by=by, before=before))
        self._disk.run(
            lambda: needs_centre(self._desk, text),
            lambda needed: self._ask_centre(number, text) if needed else self._look(number, text, None),
            lambda error: self._could_not(number, error),
        )

    def take_text(self, text: str) -> None:
        """A text was entered: a code is presented, anything else is searched for."""
        code = code_text(text)
        self._disk.run(
            lambda: may_be_code(self._desk, code),
            lambda it_may: self.present(code) if it_may else self.search(text),
            self.failed.emit,
        )

    def search(self, query: str) -> None:
        """Look for people announced or enrolled; `found` tells whom, unless something else was asked meanwhile."""
        self._query = query
        self._disk.run(
            lambda: find_to_enrol(self._desk, query),
            lambda found: self.found.emit(found) if query == self._query else None,
            self.failed.emit,
        )

    def choose_person(self, person: FoundPerson) -> None:
        """Somebody found by hand stands here: the class is theirs, the voucher still has to be shown."""
        self._give_up()
        self._put(Form(class_id=person.class_id, group=self.form.group, person=person))
        self._keep()

    def choose_class(self, class_id: ClassId) -> None:
        """Another class; what was read stays."""
        if class_id != self.form.class_id:
            self._put(replace(self.form, class_id=class_id))
            self._keep()

    def set_group(self, on: bool) -> None:
        """Enrol by the scan alone, one after the other."""
        self._put(replace(self.form, group=on))
        self._keep()

    def clear(self) -> None:
        """The next, please; the class stays."""
        self._give_up()
        self._put(Form(class_id=self.form.class_id, group=self.form.group))
        self._keep()

    def confirm(self) -> None:
        """Enrol, where there is something to confirm."""
        form, operator = self.form, self.operator
        text, class_id = form.text, form.class_id
        if form.asking or not form.can_confirm or text is None or class_id is None:
            return
        if operator is None:
            self.no_operator.emit()
            return
        number = self._number
        self._put(replace(form, asking=True))
        self._disk.run(
            lambda: enrol_trainee(
                self._desk, text, class_id=class_id, operator=operator, resolution=form.resolution
            ),
            lambda result: self._enrolled(number, form, result),
            lambda error: self._not_saved(number, form, error),
        )

    def undo(self) -> None:
        """Take the enrolment that is shown back."""
        result, operator = self.form.result, self.operator
        if result is None or result.fact_id is None or operator is None or self.form.undone:
            return
        fact_id = result.fact_id
        self._put(replace(self.form, undone=True))
        self._disk.run(
            lambda: undo_scan(self._desk, fact_id, operator=operator),
            lambda _: self._changed(),
            lambda error: self._not_undone(fact_id, error),
        )

    def _ask_centre(self, number: int, text: str) -> None:
        if number == self._number:
            self._put(replace(self.form, asking=True))
        self._line.run(
            lambda: self._resolve(text),
            lambda resolution: self._look(number, text, resolution),
            lambda error: self._unresolved(number, text, error),
        )

    def _unresolved(self, number: int, text: str, error: Exception) -> None:
        """No answer is an answer: to be confirmed."""
        if not isinstance(error, ExchangeError):
            self.failed.emit(error)
        self._look(number, text, None)

    def _look(self, number: int, text: str, resolution: Resolution | None) -> None:
        self._disk.run(
            lambda: look_for_enrolment(self._desk, text, resolution=resolution),
            lambda prospect: self._looked(number, resolution, prospect),
            lambda error: self._could_not(number, error),
        )

    def _looked(self, number: int, resolution: Resolution | None, prospect: Prospect) -> None:
        if number != self._number:
            return
        chosen, announced = self.form.class_id, prospect.announced or {}
        if announced and chosen not in announced and not self.form.group:
            chosen = next(iter(announced))
        self._judging = False
        form = replace(self.form, resolution=resolution, prospect=prospect, asking=False, class_id=chosen)
        self._put(form)
        self._keep()
        by_scan = form.group and not self._by_hand and form.by == self.operator
        if by_scan and chosen in announced and form.answer is Reason.ENROLLED:
            self.confirm()
        elif form.answer is not None:
            self.answered.emit(form.answer)
        self._take_next()

    def _take_next(self) -> None:
        """Whoever came while the one before was judged; what that one was answered stays in sight."""
        if self._queue:
            form = self.form
            told = form.answer if form.answer is not None and not form.asking else None
            before = Before(name_on(form), told) if told is not None else form.before
            self._present(self._queue.pop(0), self.operator, before)

    def _give_up(self) -> None:
        """What is being judged is not wanted any more, nor whoever waits behind it."""
        self._number += 1
        self._judging = False
        self._queue.clear()

    def _enrolled(self, number: int, form: Form, result: Enrolled) -> None:
        """The next one may stand here already: then it is told on their card, in a line, and by its tone as ever."""
        if number == self._number:
            self._put(replace(self.form, result=result, asking=False))
            self._disk.run(lambda: drop_draft(self._desk, _DRAFT), None, self.failed.emit)
        else:
            self._put(replace(self.form, before=Before(result.name or name_on(form), result.reason)))
        self.answered.emit(result.reason)
        self._changed()

    def _not_saved(self, number: int, form: Form, error: Exception) -> None:
        if number == self._number:
            self._put(replace(self.form, asking=False))
        else:
            self._put(replace(self.form, before=Before(name_on(form), None)))
        self.failed.emit(error)

    def _could_not(self, number: int, error: Exception) -> None:
        self.failed.emit(error)
        if number == self._number:
            self._judging = False
            self._put(replace(self.form, asking=False))
            self._take_next()

    def _not_undone(self, fact_id: FactId, error: Exception) -> None:
        result = self.form.result
        if result is not None and result.fact_id == fact_id:
            self._put(replace(self.form, undone=False))
        self.failed.emit(error)

    def _changed(self) -> None:
        self.recorded.emit()
        self.refresh()

    def _saw(self, shown: EnrolmentDesk) -> None:
        """A class has to be chosen by a person, unless there is only one."""
        open_ones = [one for one in shown.classes if one.state is ClassState.OPEN]
        if self.form.class_id is None and len(open_ones) == 1:
            self._put(replace(self.form, class_id=open_ones[0].class_id))
        self.shown.emit(shown)

    def _put(self, form: Form) -> None:
        self.form = form
        self.form_changed.emit(form)

    def _keep(self) -> None:
        form = self.form
        values = {"class_id": form.class_id, "text": form.text, "group": form.group, "by": form.by}
        self._disk.run(lambda: keep_draft(self._desk, _DRAFT, values), None, self.failed.emit)

    def _restore(self, values: dict[str, Any] | None) -> None:
        if values is None or self.form != Form():
            return
        class_id = values.get("class_id")
        self._put(Form(class_id=ClassId(class_id) if class_id else None, group=bool(values.get("group"))))
        if values.get("text"):
            self._by_hand = True  # it was shown before the program ended; whoever stands here now may be somebody else
            by = values.get("by")
            self._present(str(values["text"]), StaffId(by) if by else None)
