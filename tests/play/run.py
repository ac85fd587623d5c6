"""One term from the first stage to the document."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.play import calendar
from tests.play.api import Api
from tests.play.balance.attendance import balance_attendance
from tests.play.balance.desks import balance_desks, last_rounds
from tests.play.balance.payments import balance_payments
from tests.play.balance.vouchers import balance_vouchers
from tests.play.centre_process import run_centre
from tests.play.desk_process import run_desk
from tests.play.document import document
from tests.play.plan import CARE, INSTITUTIONS, TURNING, WELDING, WELDING_AGAIN, Plan, Scale, make_plan
from tests.play.processes import Peer
from tests.play.reckoning import Reckoning
from tests.play.stages import (
    assess,
    cancel_class,
    correct,
    enrol,
    expire,
    issue_and_claim,
    report_opening,
    revoke,
    set_up,
    settle,
    teach,
)
from tests.play.term import Term

_PACK = Path(__file__).with_name("pack.json")
PROJECTS = {
    WELDING: ("social_training", 5),
    WELDING_AGAIN: ("social_training", 5),
    CARE: ("skill_upgrade", 4),
    TURNING: ("enterprise_training", 3),
}
_STAGES: tuple[tuple[str, Callable[[Term], None]], ...] = (
    ("set up", set_up.set_up),
    ("vouchers are issued and claimed", issue_and_claim.issue_and_claim),
    ("enrolment", enrol.enrol),
    ("who leaves and who changes class", enrol.withdraw_and_transfer),
    ("opening reports", report_opening.report_in_time),
    ("late enrolments", enrol.enrol_late),
    ("late reports", report_opening.report_late),
    ("first lessons", lambda term: teach.teach_day(term, 0)),
    ("second lessons, offline", lambda term: teach.teach_day(term, 1)),
    ("a class is cancelled", cancel_class.cancel_class),
    ("corrections", lambda term: correct.correct_later(term, 1)),
    ("third lessons", lambda term: teach.teach_day(term, 2)),
    ("more corrections", lambda term: correct.correct_later(term, 2)),
    ("last lessons", lambda term: teach.teach_day(term, 3)),
    ("assessment", assess.assess),
    ("first expiry", lambda term: expire.expire(term, calendar.FIRST_EXPIRY)),
    ("resits", assess.resit),
    ("late revocations", revoke.revoke_before_check),
    ("settlement", settle.settle),
    ("last expiry", lambda term: expire.expire(term, calendar.LAST_EXPIRY)),
    ("the last rounds of every desk", last_rounds),
    ("vouchers balanced", balance_vouchers),
    ("attendance balanced", balance_attendance),
    ("payments balanced", balance_payments),
    ("desks balanced", balance_desks),
)


def play(
    scale: Scale, seed: int, url: str, *, workers: int = 1, fault: str | None = None, until: str | None = None
) -> dict[str, Any]:
    """Play a term against an empty database at `url` ("": a file that goes again); what `make play` prints.

    `until`: end after the stage in which that rule is found broken.
    """
    started = time.monotonic()
    plan = make_plan(seed, scale)
    with _running(plan, url, workers, fault) as term:
        for name, stage in _STAGES:
            begun = time.monotonic()
            stage(term)
            _tell(f"{name}: {time.monotonic() - begun:.1f} s, {len(term.books.findings)} findings")
            if until in {finding.rule for finding in term.books.findings}:
                break
        result = document(term)
    seconds = round(time.monotonic() - started, 1)
    return {"seed": seed, "scale": scale.name, "fault": fault} | result | {"seconds": seconds}


@contextmanager
def _running(plan: Plan, url: str, workers: int, fault: str | None) -> Iterator[Term]:
    """The centre's workers and all desks, each a process of its own."""
    started = calendar.at(calendar.FOUNDED).isoformat()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="play-")))
        database = url or f"sqlite:///{folder / 'centre.db'}"
        centres = [_started(stack, f"centre {n + 1}", run_centre, database, started, fault) for n in range(workers)]
        desks = {
            (number, desk): _started(
                stack, f"desk {number + 1}-{desk + 1}", run_desk, str(folder / f"desk-{number}{desk}"), started, fault
            )
            for number in range(len(INSTITUTIONS))
            for desk in (0, 1)
        }
        addresses: Sequence[str] = [centre.ask("address") for centre in centres]
        api = Api(addresses)
        stack.callback(api.close)
        reckoning = Reckoning(json.loads(_PACK.read_text("utf-8")), PROJECTS)
        yield Term(plan, reckoning, api, centres, desks, addresses)


def _started(stack: ExitStack, name: str, run: Callable[..., None], *arguments: object) -> Peer:
    peer = Peer(name, run, *arguments)
    stack.callback(peer.close)
    return peer


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  progress, beside the one document on stdout
