"""鉴定成绩单 of a class: what is on record, what is on its way, and what may be entered next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.operations.show_class import is_manager
from sync.desk.store import class_plan, classes, own_acts, results, roster
from sync.desk.store.own_acts import OwnAct
from sync.domain.assessment import Attempt, Result
from sync.domain.classes import ClassState
from sync.domain.ids import ClassId, StaffId, VoucherNo
from sync.domain.masking import mask_id_number, mask_name
from sync.domain.policy import Policy
from sync.errors import UnknownThing
from sync.protocol.payloads import AssessmentRecorded
from sync.protocol.receipts import ReceiptCode


class ResultStage(StrEnum):
    """How a line stands."""

    TO_ENTER = "to_enter"
    WAITING = "waiting"
    """Entered here; the centre has not answered, or not told it yet."""
    RECORDED = "recorded"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One attempt of one person; name and ID number are masked. `result` holds what was refused, too; `code` why."""

    voucher_no: VoucherNo
    name: str
    id_number: str
    result: Result
    stage: ResultStage
    passed: bool | None
    code: ReceiptCode | None = None

    @property
    def takes_scores(self) -> bool:
        """Whether they can be entered."""
        return self.stage in (ResultStage.TO_ENTER, ResultStage.REFUSED)

    @property
    def takes_certificate(self) -> bool:
        """Whether a number can be entered: with the scores, or later for who passed."""
        late = self.stage is ResultStage.RECORDED and bool(self.passed) and self.result.certificate_no is None
        return self.takes_scores or late


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """`over`: whether the last session is; results are taken from then on. `level`: of the project's certificates."""

    class_id: ClassId
    lines: tuple[SheetLine, ...]
    policy: Policy
    level: int | None
    over: bool
    by_manager: bool
    zone: ZoneInfo


def show_results(desk: Desk, class_id: ClassId, operator: StaffId | None = None) -> ResultSheet:
    """One line an attempt, by the roster's order. Raises UnknownThing or the StoreError tree."""
    now = desk.clock.read().best
    with desk.reading() as tx:
        policy = desk.lists.read(tx).policy
        known = classes.find_class(tx, class_id)
        if known is None:
            raise UnknownThing("class")
        recorded = results.attempts_of_class(tx, class_id)
        acts = own_acts.results_of_class(tx, class_id)
        lines: list[SheetLine] = []
        for entry in roster.entries_of_class(tx, class_id):
            if entry.voucher_no is not None:
                blank = SheetLine(
                    entry.voucher_no,
                    mask_name(entry.name),
                    mask_id_number(entry.id_number),
                    Result(1, None, None),
                    ResultStage.TO_ENTER,
                    None,
                )
                own = [act for act in acts if _payload(act).voucher_no == entry.voucher_no]
                lines += _lines(blank, recorded.get(entry.voucher_no, []), own, policy)
        last = max((one.ends for one in class_plan.planned_sessions(tx).get(class_id, [])), default=None)
        over = last is not None and last <= now and known[0].state is not ClassState.CANCELLED
        level = class_plan.skill_level(tx, class_id)
        by_manager = is_manager(tx, operator)
        return ResultSheet(class_id, tuple(lines), policy, level, over, by_manager, ZoneInfo(policy.site_zone))


def _lines(
    blank: SheetLine, recorded: Iterable[Attempt], own: Iterable[OwnAct], policy: Policy
) -> Iterator[SheetLine]:
    lines = {
        one.result.attempt: replace(blank, result=one.result, stage=ResultStage.RECORDED, passed=one.passed)
        for one in recorded
    }
    for act in own:  # in the order they were made: the last word on an attempt is shown
        result = _result(_payload(act))
        before = lines.get(result.attempt)
        if act.refused and act.receipt is not None:
            if before is None or before.stage is ResultStage.REFUSED:
                lines[result.attempt] = replace(
                    blank, result=result, stage=ResultStage.REFUSED, passed=None, code=act.receipt.code
                )
            elif before.stage is ResultStage.RECORDED:  # a certificate that was not noted
                lines[result.attempt] = replace(before, code=act.receipt.code)
        elif act.speaks:
            lines[result.attempt] = replace(
                blank, result=result, stage=ResultStage.WAITING, passed=result.passes(policy)
            )
    yield from (lines[attempt] for attempt in sorted(lines))
    following = max(lines, default=0) + 1
    done = any(line.passed or line.stage is ResultStage.REFUSED for line in lines.values())
    if not done and following <= 1 + policy.resits:
        yield replace(blank, result=Result(following, None, None))


def _payload(act: OwnAct) -> AssessmentRecorded:
    if not isinstance(act.payload, AssessmentRecorded):
        raise TypeError("not a result")
    return act.payload


def _result(recorded: AssessmentRecorded) -> Result:
    return Result(recorded.attempt, recorded.theory, recorded.practical, recorded.certificate_no)
