"""What happens in a seed: a few dozen acts of people, machines and bad luck, and then everything heals.

The same seed draws the same lots. (Facts' ids, nonces and salts are the product's own and differ; nothing here depends
on them.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from fastapi import FastAPI

from sync.central.teaching.suspend_institution import Suspension
from sync.desk.exchange.cycle import CycleResult
from sync.errors import SyncError
from tests.faults.simulator import acts
from tests.faults.simulator.carrier import Stick, bring_back, carry, export
from tests.faults.simulator.invariants import check_at_the_end, check_cycle
from tests.faults.simulator.mortality import CentreDeath, Death
from tests.faults.simulator.pc import PC, Broken
from tests.faults.simulator.world import World, lived_in
from tests.faults.simulator.world_file import CLASSES, INSTITUTIONS, WorldFile

STEPS = 45
_HALF = 0.5
_HEALING_ROUNDS = 12
_SECOND = timedelta(seconds=1)


@dataclass
class Ending:
    """How a story came out: `broken` None when everything held."""

    seed: int
    steps: int
    told: list[str] = field(default_factory=list)
    broken: str | None = None


def play(file: WorldFile, seed: int, app: FastAPI, steps: int = STEPS) -> Ending:
    """The story of `seed`, `steps` long, and its healing."""
    ending = Ending(seed, steps)
    with lived_in(file, seed, app) as world:
        try:
            Story(world, ending.told).play(steps)
        except (Death, CentreDeath) as error:
            ending.broken = f"a death outside of an act: {type(error).__name__}"
        except Exception as error:  # noqa: BLE001  whatever comes out of the product is the finding
            ending.broken = f"{type(error).__name__}: {error}"
    return ending


def shorten(file: WorldFile, ending: Ending, app: FastAPI) -> Ending:
    """The shortest beginning of the story that ends as badly, found by halving."""
    least, worst = 0, ending
    while least + 1 < worst.steps:
        middle = (least + worst.steps) // 2
        shorter = play(file, ending.seed, app, middle)
        if shorter.broken:
            worst = shorter
        else:
            least = middle
    return worst


class Story:
    """Tells each step before it happens."""

    def __init__(self, world: World, told: list[str]) -> None:
        self.world = world
        self.random = world.random
        self.told = told
        self.phones = acts.Phones(world.file.phones)

    def play(self, steps: int) -> None:
        """Raises Broken, or whatever the product raised that it should not."""
        names = ["A", *self.random.sample(["B", "C", "D"], self.random.randint(1, 3))]
        for name in names:
            self.world.add_pc(name)
        self.told.append(f"desks {' '.join(names)}")
        for _ in range(steps):
            self._step()
        self._heal()

    def _step(self) -> None:
        self.world.pass_time(_SECOND * self.random.choice((1, 5, 20, 60)))
        act = self.random.choices(_ACTS, _WEIGHTS)[0]
        act(self)

    def tell(self, pc: PC | None, what: object) -> None:
        """One line."""
        happened = ""
        if pc is not None and pc.line.happened:
            happened = f"   [{'; '.join(pc.line.happened)}]"
            pc.line.happened.clear()
        self.told.append(f"{self.world.now:%d %H:%M:%S} {pc.name if pc else '-':3} {what}{happened}")

    def any_pc(self) -> PC:
        """One of them."""
        return self.random.choice(self.world.pcs)

    def do(self, pc: PC, what: str, act: Callable[[], object], deadly: float = 0.06, points: int = 6) -> None:
        """Let `pc` do something, which it may not survive."""
        self.tell(pc, what)
        if self.random.random() < deadly:
            pc.fuse.light(self.random.randint(1, points))
        try:
            came = pc.act(act)
        except SyncError as error:
            came = f"{error.code} {type(error).__name__}"
            pc.look_through()
        self.tell(pc, f"    {came}")

    # what people at the sites do

    def at_the_desk(self) -> None:
        """Somebody comes, or comes back."""
        pc = self.any_pc()
        what, act = acts.choose(self.random, pc, self.phones)
        self.do(pc, what, act)

    def cycle(self) -> None:
        """The line's turn."""
        pc = self.any_pc()
        pc.line.badness = self.random.choice((0.0, 0.0, 0.2, 0.5))
        pc.line.meanwhile = self._meanwhile(pc) if self.random.random() < 0.25 else _nothing
        if self.random.random() < 0.05:
            self.world.head_office.fuse.light(self.random.randint(1, 10))
        try:
            self.do(pc, "round with the centre", lambda: self._told_cycle(pc), deadly=0.2, points=20)
        finally:
            pc.line.badness, pc.line.meanwhile = 0.0, _nothing
            self.world.head_office.fuse.put_out()

    def other_program(self) -> None:
        """`sync` on the command line, beside the window."""
        pc = self.any_pc()
        self.do(pc, "another program's round", lambda: _said(pc.start_other_program().run_cycle()))
        pc.furthest = 0

    def deliver_late(self) -> None:
        """Requests that were held up arrive at last."""
        pc = self.any_pc()
        came = pc.line.deliver_late()
        if came:
            self.tell(pc, f"{came} late requests arrive")

    def cut_or_mend(self) -> None:
        """The cable."""
        pc = self.any_pc()
        pc.line.cut = not pc.line.cut and self.random.random() < 0.5
        self.tell(pc, "line cut" if pc.line.cut else "line whole")

    def rush(self) -> None:
        """A morning."""
        pc = self.any_pc()
        self.do(pc, "many sign-ins", acts.rush(self.random, pc, self.phones), deadly=0.0)

    def carry(self) -> None:
        """Somebody brings the last part of a queue to the centre by hand, ahead of what came before it."""
        pc = self.any_pc()
        waiting = [fact for fact in pc.facts() if fact.header.id not in pc.settled]
        part = waiting[self.random.randrange(len(waiting) + 1) :]
        if not part:
            return
        brings_receipts = self.random.random() < 0.5
        self.tell(pc, f"the last {len(part)} of {len(waiting)} records are brought by hand")
        self.do(pc, "they are taken", lambda: carry(self.world.head_office, pc, part, brings_receipts), deadly=0.0)

    def stick(self) -> None:
        """A stick is written, arrives at the centre, or comes back; also one that did so before."""
        sticks = self.world.sticks
        match self.random.randrange(3):
            case 0:
                pc = self.any_pc()
                new = Stick(pc.name, self.world.new_folder())
                self.do(pc, "export to a stick", lambda: export(pc, new))
                sticks += [new] if new.queue.exists() else []
            case 1 if sticks:
                stick = self.random.choice(sticks)
                fate = self.world.head_office.take_stick(stick.queue, stick.reply)
                self.tell(None, f"a stick of {stick.of} is read: {fate}")
            case _ if answered := [one for one in sticks if one.reply.exists()]:
                stick = self.random.choice(answered)
                own = [pc for pc in self.world.pcs if pc.name == stick.of]
                pc = self.random.choice(own * 4 + self.world.pcs)
                self.do(pc, f"takes in the reply to a stick of {stick.of}", lambda: bring_back(pc, stick))

    def settle(self) -> None:
        """Somebody decides about what needs attention."""
        pc = self.any_pc()
        self.do(pc, "attention", lambda: acts.settle_one(self.random, pc))

    def _told_cycle(self, pc: PC) -> str:
        alone = pc.line.meanwhile is _nothing
        result = pc.cycle()
        self.world.head_office.fuse.put_out()
        if not alone:
            pc.furthest = 0  # the other program may have read further
        check_cycle(self.world, pc, result)
        return _said(result)

    def _meanwhile(self, pc: PC) -> Callable[[], None]:
        def once() -> None:
            pc.line.meanwhile = _nothing
            if self.random.random() < 0.7:
                what, act = acts.choose(self.random, pc, self.phones)
                try:
                    act()
                except SyncError as error:
                    what += f" {error.code}"
                pc.line.happened.append(f"meanwhile {what}")
            if self.random.random() < 0.7:
                pc.start_other_program().run_cycle()
                pc.line.happened.append("meanwhile another program's round")

        return once

    # what machines do

    def restart(self) -> None:
        """The program, or the whole PC."""
        pc = self.any_pc()
        if self.random.random() < 0.5:
            pc.hardware.restart()
        self.tell(pc, "restart")
        pc.reopen()

    def set_clock(self) -> None:
        """Somebody sets the wall clock, or its battery is flat."""
        pc = self.any_pc()
        days = self.random.choice((0, 0, 0, -365, 1, 3650, -20000, 27000, -0.05, 0.05))
        pc.hardware.ahead = timedelta(days=days)
        self.tell(pc, f"clock {days} days ahead")
        if self.random.random() < 0.4:
            self.tell(pc, "restart of the whole PC")
            pc.hardware.restart()
            pc.reopen()

    def back_up(self) -> None:
        """A copy of the folder."""
        pc = self.any_pc()
        self.tell(pc, "copies its folder")
        self.world.back_up(pc)

    def restore(self) -> None:
        """An old copy is put in the place of what was there."""
        if not self.world.backups:
            return
        name, backup = self.random.choice(self.world.backups)
        pc = next(pc for pc in self.world.pcs if pc.name == name)
        self.tell(pc, "gets an old copy of its folder")
        pc.restore(backup)

    def clone(self) -> None:
        """One PC becomes two."""
        if len(self.world.pcs) > 4:
            return
        pc = self.any_pc()
        self.tell(pc, "is cloned")
        self.world.clone(pc)

    # what happens at the centre

    def centre_restarts(self) -> None:
        """Its process."""
        self.tell(None, "centre restarts")
        self.world.head_office.restart()

    def officer_acts(self) -> None:
        """Something that desks do not know yet."""
        office, site = self.world.head_office, self.random.choice(list(CLASSES))
        match self.random.randrange(10):
            case 0:
                class_id = self.random.choice(CLASSES["S-0001"])
                self.tell(None, f"class {class_id} cancelled")
                office.cancel(class_id, "S-0001")
            case 1 | 2:
                phone = self.random.choice(self.phones.all)
                self.tell(None, f"voucher {phone.voucher_no} void")
                office.void(phone.voucher_no)
            case 3 | 4:
                step = self.random.choice((Suspension.SUSPENDED, Suspension.RESUMED))
                self.tell(None, f"{site} {step}")
                office.suspend(site, step)
            case 5 | 6:
                answers = self.random.random() < 0.5
                self.tell(None, f"resolver {'answers' if answers else 'is away'}")
                office.let_resolver_answer(answers=answers)
            case 7 | 8:
                self.tell(None, "old deletions forgotten")
                office.prune()
            case _:
                self.tell(None, "settles what waits")
                office.settle_waiting()

    def time_passes(self) -> None:
        """A while."""
        self.world.pass_time(timedelta(minutes=self.random.choice((3, 10, 40))))

    # and in the end

    def _heal(self) -> None:
        self.tell(None, "everything heals")
        for site in INSTITUTIONS:
            self.world.head_office.suspend(site, Suspension.RESUMED)
        self.world.head_office.let_resolver_answer(answers=True)
        for pc in self.world.pcs:
            pc.line.cut = False
            if self.random.random() < _HALF:  # a program that simply goes on must heal as well
                pc.reopen()
        for _ in range(_HEALING_ROUNDS):
            self.world.pass_time(_SECOND)
            results = [self._quiet_cycle(pc) for pc in self.world.pcs]
            if not any(results):
                break
        else:
            raise Broken("it never becomes quiet")
        check_at_the_end(self.world)

    def _quiet_cycle(self, pc: PC) -> bool:
        """Whether anything went over the line that had not before."""
        result = pc.cycle()
        pc.look_through()
        check_cycle(self.world, pc, result)
        self.tell(pc, _said(result))
        return bool(result.error or result.settled or result.pulled)


def _said(result: CycleResult) -> str:
    error = f", {result.error.code} {result.error}" if result.error else ""
    return f"sent {result.pushed}, settled {result.settled}, pulled {result.pulled}{error}"


def _nothing() -> None:
    pass


_WEIGHED: tuple[tuple[Callable[[Story], None], float], ...] = (
    (Story.at_the_desk, 40),
    (Story.cycle, 24),
    (Story.other_program, 3),
    (Story.deliver_late, 3),
    (Story.cut_or_mend, 3),
    (Story.carry, 2),
    (Story.stick, 5),
    (Story.settle, 2),
    (Story.rush, 0.15),
    (Story.restart, 2),
    (Story.set_clock, 2),
    (Story.back_up, 2),
    (Story.restore, 1.5),
    (Story.clone, 0.7),
    (Story.centre_restarts, 1),
    (Story.officer_acts, 5),
    (Story.time_passes, 3),
)
_ACTS = [act for act, _ in _WEIGHED]
_WEIGHTS = [weight for _, weight in _WEIGHED]
