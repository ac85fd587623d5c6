"""The real centre over loopback, in a process of its own. Only its clock is told from outside.

What has no door for people from outside (a token of the TEST identity provider, a one-time code, the root's signature)
is asked for over the pipe; everything else goes through HTTP.
"""

from __future__ import annotations

import threading
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from sync.central.app import make_app
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.codes.resolver import register_test_codes, set_test_resolver
from sync.central.door.limits import Limits
from sync.central.news.documents import refresh_status_list
from sync.central.serving.serve import STATUS_LIST_EVERY, AnnouncingServer, listen_at
from sync.central.store.engine import writing
from sync.central.teaching.put_person import put_officer
from sync.domain.ids import SiteId, VoucherNo
from sync.protocol.policy_pack import PolicyPack, sign_pack
from sync.protocol.requests import to_base64
from tests.play.faults import plant
from tests.play.processes import answer_all
from tests.play.told_time import ToldTime

_START_S = 20
_NO_LIMITS = Limits(per_address=1e6, per_asker=1e6)
"""A whole region asks from one address here."""


def run_centre(pipe: Connection, url: str, started: str, fault: str | None) -> None:
    """Answer requests and the parent until the pipe is closed."""
    plant(fault, "centre")
    clock = ToldTime(datetime.fromisoformat(started))
    centre = Centre.open(url, clock)
    ready = threading.Event()
    with listen_at("127.0.0.1", 0) as listener:
        server = AnnouncingServer(make_app(centre, _NO_LIMITS), ready.set)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        if not ready.wait(_START_S):
            raise TimeoutError("the centre does not start")
        behind = _Behind(centre, clock, f"http://127.0.0.1:{listener.getsockname()[1]}")
        answer_all(pipe, {name: getattr(behind, name) for name in _Behind.DOES})
        server.should_exit = True
        thread.join(_START_S)
    centre.close()


class _Behind:
    """What the operator of a centre does at its machine."""

    DOES = (
        "address",
        "tell_time",
        "first_officer",
        "tokens",
        "enrolment_code",
        "sign_policy",
        "card_codes",
        "card_platform",
    )

    def __init__(self, centre: Centre, clock: ToldTime, url: str) -> None:
        self._centre = centre
        self._clock = clock
        self._url = url

    def address(self) -> str:
        """Where it listens."""
        return self._url

    def tell_time(self, at: str) -> None:
        """It is `at` now; what `serve` does by the clock is done."""
        self._clock.at = datetime.fromisoformat(at)
        centre = self._centre
        with writing(centre.store) as connection:
            refresh_status_list(connection, centre.keys, centre.now(), STATUS_LIST_EVERY)

    def first_officer(self, officer: str, name: str) -> None:
        """The first of the authority's own people; all others are entered by officers."""
        with writing(self._centre.store) as connection:
            put_officer(connection, officer, name)

    def tokens(self, role: str, people: list[str]) -> list[str]:
        """Tokens of the TEST identity provider."""
        return [self._centre.test_tokens.token_for(Role(role), person) for person in people]

    def enrolment_code(self, site: str) -> str:
        """What `python -m sync.central enrolment-code` prints."""
        with writing(self._centre.store) as connection:
            return make_enrolment_code(connection, SiteId(site), self._centre.now())

    def sign_policy(self, pack: dict[str, Any]) -> str:
        """What `python -m sync.central policy sign` prints: the root's key never leaves the centre."""
        root = self._centre.keys.root
        return to_base64(sign_pack(PolicyPack.from_map(pack), self._centre.now(), root.key, root.kid))

    def card_codes(self, codes: dict[str, int]) -> None:
        """What the TEST resolver, in the national platform's place, knows of codes."""
        with writing(self._centre.store) as connection:
            register_test_codes(connection, {code: VoucherNo(number) for code, number in codes.items()})

    def card_platform(self, *, answers: bool) -> None:
        """Whether the TEST resolver can be reached."""
        with writing(self._centre.store) as connection:
            set_test_resolver(connection, self._centre.now(), answers=answers)
