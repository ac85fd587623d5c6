"""One run of a term: what the stages share, and how they reach phones, people, desks and the centre's clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.play.api import Answer, Api
from tests.play.books import Books
from tests.play.people import Person
from tests.play.plan import OFFICER, Institution, Plan
from tests.play.processes import Peer
from tests.play.reckoning import Reckoning

Place = tuple[int, int]
"""Institution and desk, both from 0."""


@dataclass(slots=True)
class Act:
    """Something staff do at a desk `at` a time. `expects`: the reason the clerk must see; `rule`: what else is broken.

    `noted` is given the id of the fact that was written. `receipt`: what the centre must say of it.
    """

    place: Place
    at: datetime
    do: str
    how: dict[str, Any]
    expects: str | None = None
    rule: str = "attendance"
    noted: Callable[[str], None] = lambda _fact: None
    receipt: tuple[str, str | None] | None = None


@dataclass
class Term:
    """Everything a stage needs."""

    plan: Plan
    reckoning: Reckoning
    api: Api
    centres: Sequence[Peer]
    desks: dict[Place, Peer]
    addresses: Sequence[str]
    books: Books = field(default_factory=Books)
    now: datetime = field(init=False)
    trainee_ids: dict[int, str] = field(default_factory=dict)
    voucher_of: dict[int, int] = field(default_factory=dict)
    """By person: the one voucher each of them uses."""
    receipts: dict[str, tuple[str, tuple[str, str | None]]] = field(default_factory=dict)
    """What the centre must have said, by fact, and the rule that is broken otherwise."""
    states: Counter[str] = field(default_factory=Counter)
    """Vouchers by the state that the centre shows in the end."""
    _tokens: dict[tuple[str, str], str] = field(default_factory=dict)

    def time(self, at: datetime) -> None:
        """It is `at` now, at the centre."""
        self.now = at
        for centre in self.centres:
            centre.tell([{"do": "tell_time", "at": at.isoformat()}])
        for centre in self.centres:
            centre.hear()

    def at_desks(self, acts: Iterable[Act]) -> None:
        """All desks at once; at each, one act after the other. What the clerks see is held against the plan."""
        queues: dict[Place, list[Act]] = {}
        for act in sorted(acts, key=lambda act: act.at):
            queues.setdefault(act.place, []).append(act)
        for place, queue in queues.items():
            self.desks[place].tell([message for act in queue for message in _messages(act)])
        for place, queue in queues.items():
            for act, answer in zip(queue, self.desks[place].hear()[1::2], strict=True):
                self._note(act, answer)

    def all_desks(self, places: Sequence[Place], do: str, **how: object) -> dict[Place, Any]:
        """The same at each of these desks at once, now."""
        for place in places:
            self.desks[place].tell([{"do": "at", "time": self.now.isoformat()}, {"do": do, **how}])
        return {place: self.desks[place].hear()[1] for place in places}

    def at_desk(self, place: Place, do: str, **how: object) -> Any:
        """One thing at one desk, now."""
        return self.all_desks([place], do, **how)[place]

    def sync_site_by_site(self) -> None:
        """A round with the centre at every desk, each site's first before its second: so the order is fixed."""
        for which in (0, 1):
            self.sync([place for place in self.desks if place[1] == which])

    def sync(self, places: Sequence[Place]) -> None:
        """A round with the centre at these desks, all at once."""
        for result in self.all_desks(places, "sync").values():
            self.books.same("exchange", "a round that must go through", None, result["error"])

    @property
    def first_desks(self) -> list[Place]:
        """Of each site."""
        return [place for place in self.desks if place[1] == 0]

    def done(self, answer: Answer, rule: str = "requests") -> Any:
        """The body of an answer that must not be a refusal; an empty one when it is."""
        if answer.problem is None:
            return answer.body
        detail = answer.body.get("detail", "") if isinstance(answer.body, dict) else ""
        self.books.found(rule, f"refused: {answer.status} {answer.problem} {detail}"[:200])
        return {}

    def refused(self, answer: Answer, reason: str, rule: str) -> None:
        """An answer that must be this refusal."""
        if answer.problem is not None:
            self.books.refused("problem", answer.problem)
        self.books.same(rule, "a request that must be refused", reason, answer.problem or "done")

    def holder(self, person: Person) -> str:
        """The token of somebody's phone."""
        return self.token("holder", self.trainee_ids[person.number])

    def manager(self, institution: Institution, which: int = 0) -> str:
        """The token of a class manager."""
        return self.token("class_manager", institution.managers[which])

    @property
    def officer(self) -> str:
        """The authority's own."""
        return self.token("officer", OFFICER)

    def token(self, role: str, person: str) -> str:
        """Of the TEST identity provider."""
        wanted = role, person
        if wanted not in self._tokens:
            (self._tokens[wanted],) = self.centres[0].ask("tokens", role=role, people=[person])
        return self._tokens[wanted]

    def _note(self, act: Act, answer: dict[str, Any]) -> None:
        if answer.get("verdict") == "refused":
            self.books.refused("verdict", answer.get("reason"))
        if act.expects is not None:
            self.books.same(act.rule, f"what the desk says to {act.do}", act.expects, answer.get("reason"))
        fact = answer.get("fact")
        if fact is not None:
            act.noted(fact)
            if act.receipt:
                self.receipts[fact] = (act.rule, act.receipt)


def _messages(act: Act) -> list[dict[str, Any]]:
    return [{"do": "at", "time": act.at.isoformat()}, {"do": act.do, **act.how}]
