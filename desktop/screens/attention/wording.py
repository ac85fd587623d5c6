"""What the attention screen says: plain words for what happened, for each decision and for what comes next."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from desktop.widgets import site_time
from desktop.widgets.act_words import act_of
from desktop.widgets.reason_words import words_for
from desktop.widgets.receipt_words import words_of_code
from sync.desk.operations.show_attention import AttentionTask, Decided, Said, Trouble, Urgency
from sync.domain.attention import AttentionDecision, ConflictState
from sync.domain.verdicts import Verdict
from sync.protocol.facts import FactType

translate = QCoreApplication.translate


def group_words(urgency: Urgency) -> str:
    """What a part of the list holds."""
    return {
        Urgency.TO_DECIDE: translate("Attention", "To decide"),
        Urgency.WAITING: translate("Attention", "Waiting, nothing to do"),
        Urgency.DECIDED: translate("Attention", "Decided"),
    }[urgency]


def head_words(urgency: Urgency, shown: int, *, cut: bool) -> str:
    """What a part of the list holds, and how much of it; where it is cut, so."""
    if cut:
        newest = translate("Attention", "the newest {n}, all under Readiness")
        return f"{group_words(urgency)}  {newest.format(n=shown)}"
    return f"{group_words(urgency)}  {shown}"


def sign(task: AttentionTask) -> tuple[str, str]:
    """A sign and the tone of the mark around it, so that colour is never alone."""
    if task.urgency is Urgency.DECIDED:
        return "✓", "accepted"
    return {
        Trouble.LOST: ("⚑", "refused"),
        Trouble.CONTESTED: ("⚑", "to_confirm"),
        Trouble.REJECTED: ("✕", "refused"),
        Trouble.PROVISIONAL: ("?", "to_confirm"),
        Trouble.HELD: ("…", "undone"),
    }[task.trouble]


def trouble_words(task: AttentionTask) -> str:
    """In a word, what is the matter."""
    if task.urgency is Urgency.DECIDED:
        return translate("Attention", "Decided")
    if task.state is ConflictState.REVIEW and task.urgency is Urgency.WAITING:
        return translate("Attention", "In review")
    return {
        Trouble.LOST: translate("Attention", "Conflict"),
        Trouble.CONTESTED: translate("Attention", "Wanted elsewhere too"),
        Trouble.REJECTED: translate("Attention", "Not taken"),
        Trouble.PROVISIONAL: translate("Attention", "To be confirmed"),
        Trouble.HELD: translate("Attention", "Held"),
    }[task.trouble]


def act_words(task: AttentionTask) -> str:
    """What the record was."""
    if task.act is None:
        return act_of(FactType.ENROLMENT_REQUESTED if task.theirs else "")
    return act_of(task.act)


def who(task: AttentionTask) -> str:
    """The holder, or what the record was where it is about nobody that is known here."""
    return task.name or act_words(task)


def reason(task: AttentionTask) -> str:
    """Why it was not simply taken, in one sentence."""
    if task.trouble is Trouble.CONTESTED:
        return translate("Attention", "Another class wanted this voucher too")
    if task.code is not None:
        return words_of_code(task.code).sentence
    if task.reason is not None and task.reason.verdict is Verdict.TO_CONFIRM:
        return words_for(task.reason).sentence
    if task.trouble is Trouble.PROVISIONAL:
        return translate("Attention", "Taken, to be confirmed: the clock or the code was in doubt")
    return translate("Attention", "The centre gives a reason that this program does not know")


def story(task: AttentionTask) -> str:
    """What happened and what it means, in a sentence or two."""
    by_state = {
        ConflictState.REVIEW: translate("Attention", "An officer has been asked to look; the answer comes here."),
        ConflictState.ANSWERED: translate("Attention", "An officer has looked: what the centre had said stands."),
        ConflictState.FREED: translate(
            "Attention", "The other class has given the voucher up: the holder can be enrolled here by a new scan."
        ),
        ConflictState.ACCEPTED: translate("Attention", "Settled: the class that came second was left."),
        ConflictState.TAKEN_BACK: translate("Attention", "Settled: the request was taken back."),
        ConflictState.GRANTED: translate("Attention", "Settled: the voucher has been enrolled since."),
    }
    if task.state in by_state:
        return by_state[task.state]
    if task.decided is not None and task.urgency is Urgency.DECIDED:
        return choice_words(task, task.decided.decision)[1]
    if task.trouble is Trouble.CONTESTED:
        return translate(
            "Attention", "Our record came to the centre first: the holder stays in our class. The other site decides."
        )
    if task.theirs is not None:
        return translate(
            "Attention", "Their record came to the centre first and counts. Ring them, then leave or ask for a review."
        )
    if task.code is not None:
        return words_of_code(task.code).next_step
    return translate("Attention", "Nothing is lost: the record is kept, and the class manager can look at it.")


def choice_words(task: AttentionTask, decision: AttentionDecision) -> tuple[str, str]:
    """What the button says, and what happens when it is pressed."""
    match decision:
        case AttentionDecision.ACCEPT if task.theirs is not None:
            label = translate("Attention", "Theirs counts: leave our class")
        case AttentionDecision.ACCEPT:
            label = translate("Attention", "Leave the class")
        case AttentionDecision.REVIEW:
            alone, both = (
                translate("Attention", "An officer looks, and the answer comes here."),
                translate("Attention", "An officer looks, and both sites get the answer."),
            )
            return translate("Attention", "Ask for a review"), both if task.theirs else alone
        case _ if task.state is ConflictState.FREED:
            return (
                translate("Attention", "Noted, we enrol again"),
                translate("Attention", "It leaves this list; scan the voucher again to enrol."),
            )
        case _:
            return (
                translate("Attention", "Noted"),
                translate("Attention", "It leaves this list; the record stays."),
            )
    alone, both = (
        translate("Attention", "The holder leaves our roster; the record stays."),
        translate("Attention", "The holder leaves our roster, and both sites are told."),
    )
    return label, both if task.theirs else alone


def decision_words(decision: AttentionDecision) -> str:
    """What somebody decided."""
    return {
        AttentionDecision.ACCEPT: translate("Attention", "left the class"),
        AttentionDecision.REVIEW: translate("Attention", "asked for a review"),
        AttentionDecision.SEEN: translate("Attention", "took note"),
    }[decision]


def decided_line(decided: Decided, zone: ZoneInfo, now: datetime) -> str:
    """What was decided here, and whether the centre has it."""
    at = site_time.day_and_clock(decided.at, zone, now)
    said = translate("Attention", "Decided here {time}: {what}").format(time=at, what=decision_words(decided.decision))
    if decided.refused is not None:
        why = words_of_code(decided.refused).sentence
        return said + " · " + translate("Attention", "the centre did not take it: {why}").format(why=why)
    if decided.received_at is None:
        return said + " · " + translate("Attention", "saved, not sent to the centre yet")
    received = site_time.day_and_clock(decided.received_at, zone, now)
    return said + " · " + translate("Attention", "the centre has it since {time}").format(time=received)


def said_line(said: Said, zone: ZoneInfo, now: datetime) -> str:
    """What somebody at one of the sites said."""
    parts = [said.site, said.operator, site_time.day_and_clock(said.at, zone, now), decision_words(said.decision)]
    line = " · ".join(part for part in parts if part)
    return f"{line}: {said.note}" if said.note else line
