"""A second person's yes: somebody with the role that a rule asks for proves who they are, at the same PC.

    self._approval = ApprovalSheet(self, around.witness)
    self._approval.ask(StaffRole.CLASS_MANAGER, self.tr("…why it is asked for…"), then, but_not=presenter.operator)

`then` gets the StaffId of whoever agreed; it is not called when nobody does. Who works at the desk does not change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.widgets.person_tile import PeopleTiles, role_words
from desktop.widgets.secret_entry import SecretEntry
from desktop.widgets.sheet import Sheet
from sync.desk.operations.sign_in import Answer, People, Proof, Tried
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole


class Witness(Protocol):
    """Looks in the record; the answers come later, in the window's thread."""

    def read_people(self, done: Callable[[People], object]) -> None:
        """Who works here."""

    def confirm(
        self, staff: StaffId, secret: str, proof: Proof, role: StaffRole, done: Callable[[Tried | None], object]
    ) -> None:
        """Whether it is this person, and of this role; None: it could not be looked up."""


class ApprovalSheet(Sheet):
    """Over `parent`; Escape leads back without an approval, and so does a change of whoever works here."""

    def __init__(self, parent: QWidget, witness: Witness) -> None:
        super().__init__(parent)
        self._witness = witness
        self._role = StaffRole.CLASS_MANAGER
        self._then: Callable[[StaffId], object] = lambda _: None
        self._but_not: StaffId | None = None
        self._asks = True
        self._number = 0
        self._operator: StaffId | None = None
        self.people, self.secret = PeopleTiles(1), SecretEntry()
        self.content.addWidget(self.people)
        self.content.addWidget(self.secret)
        self.people.chosen.connect(self._chosen)
        self.secret.entered.connect(self.accepted)
        self.accepted.connect(self._approve)
        self.closed.connect(self._forget)

    def work_as(self, operator: StaffId | None) -> None:
        """The question was one person's: it is not left open, half answered, to the lock or to the next."""
        if operator != self._operator:
            self._operator = operator
            self.close_sheet()

    def ask(
        self,
        role: StaffRole,
        words: str,
        then: Callable[[StaffId], object],
        *,
        but_not: StaffId | None = None,
    ) -> None:
        """`words`: what is approved. `but_not`: who may not approve it, being whoever asks."""
        self._number += 1
        self._role, self._then, self._but_not = role, then, but_not
        self.title.setText(self.tr("A second person approves"))
        who = self.tr("This takes another person. Role: {role}.").format(role=role_words(role))
        self.hint.setText(f"{words}\n{who}")
        self.main.setText(self.tr("Approve"))
        self.main.setEnabled(False)
        self.secret.hide()
        self.people.show_people(())
        self.open()
        self._witness.read_people(self._show_people)

    def _show_people(self, people: People) -> None:
        able = [card for card in people.cards if card.role is self._role and card.id != self._but_not]
        self._asks = people.ask
        self.people.show_people(able, all_may=not people.ask)
        if not able:
            self.show_trouble(self.tr("Nobody else at this site has this role; the centre can name somebody."))
        elif len(able) == 1 and (able[0].has_password or not people.ask):
            self.people.choose(able[0].id)
        else:
            self.people.take_keys()

    def _chosen(self, _: str) -> None:
        card = self.people.card
        if card is None:
            return
        self.show_trouble("")
        self.main.setEnabled(True)
        self.secret.setVisible(self._asks)
        if self._asks:
            self.secret.ask(card)
            self.secret.line.setFocus()
        else:
            self.main.setFocus()

    def _approve(self) -> None:
        card = self.people.card
        if card is None or self.secret.waits:
            return
        if not self._asks:
            self._agreed(card.id)
        elif self.secret.line.text():
            self.main.setEnabled(False)
            number = self._number
            self._witness.confirm(
                card.id,
                self.secret.line.text(),
                self.secret.proof,
                self._role,
                lambda tried: self._answered(number, card.id, tried),
            )

    def _forget(self) -> None:
        self._number += 1
        self._but_not = None
        self.secret.line.clear()

    def _answered(self, number: int, staff: StaffId, tried: Tried | None) -> None:
        """Of a question that has been closed since nothing is heard any more."""
        if number != self._number:
            return
        self.main.setEnabled(True)
        if tried is None:
            return
        if tried.answer is Answer.RIGHT:
            self._agreed(staff)
        else:
            self.secret.show_tried(tried)

    def _agreed(self, staff: StaffId) -> None:
        then = self._then
        self.close_sheet()
        then(staff)
