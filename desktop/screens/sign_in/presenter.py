"""What signing in needs: who works here, whether what was typed is right, and a PIN to be set. Also the witness of
approvals on other screens.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from sync.desk.operations.sign_in import Answer, People, Proof, SignIn, Tried
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole


class SignInPresenter(QObject):
    """Works in the background. `people` carries People, `signed_in` a StaffId, `tried` what else came of a try."""

    people = Signal(object)
    signed_in = Signal(str)
    tried = Signal(object)
    pin_set = Signal()
    failed = Signal(object)

    def __init__(self, sign_in: SignIn, disk: Background) -> None:
        super().__init__()
        self._sign_in, self._disk = sign_in, disk

    def refresh(self) -> None:
        """Read again who works here."""
        self.read_people(self.people.emit)

    def attempt(self, staff: StaffId, secret: str, proof: Proof) -> None:
        """Somebody typed something."""
        self._disk.run(
            lambda: self._sign_in.attempt(staff, secret, proof),
            lambda tried: self._answer(staff, tried),
            self.failed.emit,
        )

    def set_pin(self, staff: StaffId, pin: str) -> None:
        """`pin_set` follows, or `failed`."""
        self._disk.run(lambda: self._sign_in.set_pin(staff, pin), lambda _: self.pin_set.emit(), self.failed.emit)

    def read_people(self, done: Callable[[People], object]) -> None:
        """Who works here."""
        self._disk.run(self._sign_in.people, done, self.failed.emit)

    def confirm(
        self, staff: StaffId, secret: str, proof: Proof, role: StaffRole, done: Callable[[Tried | None], object]
    ) -> None:
        """Whether a second person is who they say; None: it could not be looked up, which `failed` tells as well."""

        def could_not(error: Exception) -> None:
            self.failed.emit(error)
            done(None)

        self._disk.run(lambda: self._sign_in.confirm(staff, secret, proof, (role,)), done, could_not)

    def _answer(self, staff: StaffId, tried: Tried) -> None:
        if tried.answer is Answer.RIGHT:
            self.signed_in.emit(staff)
        else:
            self.tried.emit(tried)
