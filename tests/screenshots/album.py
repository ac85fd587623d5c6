"""The pictures, each a small story played before the real window and taken in both languages."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import numpy as np
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.screens.attention.task_list import TaskList
from scanner.camera_choice import CameraInfo
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.repair_record import Loss, Repaired
from sync.desk.store import withdrawal
from sync.domain.ids import FactId
from sync.errors import ContactLapsed, NotJoined, StoreUnreadable, Withdrawn
from sync.protocol.receipts import ReceiptCode
from tests.screenshots.audit import faults
from tests.screenshots.far_site import HOME_CLASS, FarSite
from tests.screenshots.school_day import LONG, enrol_some
from tests.screenshots.stage import Classroom, Joined
from tests.screenshots.troubles import bring_trouble, settle_one

_OPAQUE = "880012345678901234567890"
_STRANGER = "HTTPS://PAY.EXAMPLE/Q/123456"
_QUALITY = 40
_LANGUAGES = (("zh_CN", "zh"), ("en", "en"))


class Album:
    """Takes the pictures of every story, in both languages, light and dark; `doubled`: at 200 %.

    Each picture comes with what `audit.faults` says of the window.
    """

    def __init__(self, folder: Path, out: Path, *, only: str, doubled: bool) -> None:
        self._qt = QApplication([])
        self._folder, self._out, self._only, self._doubled = folder, out, only, doubled

    def take(self) -> Iterator[tuple[Path, list[str]]]:
        """Each picture as it is written."""
        for name, story in all_stories().items():
            wanted = [picture for picture in self._pictures(name) if self._only in picture[0]]
            if wanted:
                yield from self._play(name, story, wanted)

    def _pictures(self, name: str) -> Iterator[tuple[str, str, bool]]:
        """Name, language and whether dark, of each picture of a story."""
        scale = "-200" if self._doubled else ""
        for dark, shade in ((False, ""), (True, "-dark")):
            yield from ((f"{name}-{end}{shade}{scale}", language, dark) for language, end in _LANGUAGES)

    def _play(self, name: str, story: Story, wanted: list[tuple[str, str, bool]]) -> Iterator[tuple[Path, list[str]]]:
        folder = self._folder / name
        folder.mkdir()
        stage = (Joined if story in ONLINE else Classroom)(self._qt, folder)
        try:
            story(stage)
            for picture, language, dark in wanted:
                stage.speak(language)
                theme.change(self._qt, dark=dark)
                stage.settle(0.3)
                path = self._out / f"{picture}.webp"
                stage.app.window.grab().toImage().save(str(path), quality=_QUALITY)
                yield path, faults(stage.app.window, language)
        finally:
            stage.close()


def waiting(stage: Classroom) -> None:
    stage.open()


def accepted(stage: Classroom) -> None:
    stage.open()
    stage.show(1001)


def late(stage: Classroom) -> None:
    stage.day.clock.go_on(timedelta(minutes=18))
    stage.open()
    stage.show(1003)


def already(stage: Classroom) -> None:
    stage.open()
    stage.show(1110)


def refused(stage: Classroom) -> None:
    stage.open()
    stage.show(1099, "何试平")


def stranger(stage: Classroom) -> None:
    stage.open()
    stage.hold_up(_STRANGER)


def to_confirm(stage: Classroom) -> None:
    stage.open()
    stage.hold_up(_OPAQUE)


def screenshot_shown(stage: Classroom) -> None:
    stage.open()
    old = stage.day.clock.wall - timedelta(hours=3)
    stage.hold_up(stage.day.keys.code_for(1004, signed_at=old))


def enrolment_offered(stage: Classroom) -> None:
    stage.open()
    stage.show(3009, "高试海")


def other_class(stage: Classroom) -> None:
    stage.open()
    stage.show(2001)


def long_name(stage: Classroom) -> None:
    stage.open()
    stage.show(LONG)


def guidance(stage: Classroom) -> None:
    """Too far away to be read."""
    stage.open()
    stage.hold_up_unread((stage.day.code(1001), 600, 60))


def two_at_once(stage: Classroom) -> None:
    stage.open()
    stage.hold_up_unread((stage.day.code(1001), 380, 230), (stage.day.code(1002), 900, 230))


def search(stage: Classroom) -> None:
    stage.open()
    view = stage.app.check_in_view
    assert view is not None
    view.search.setFocus()
    view.search.setText("ws")
    stage.until(lambda: view.found.count() > 0)
    stage.settle(0.2)


def no_camera(stage: Classroom) -> None:
    stage.no_camera = True
    stage.open()


def camera_frozen(stage: Classroom) -> None:
    stage.open()
    stage.camera.frozen = True
    _in_trouble(stage)


def camera_black(stage: Classroom) -> None:
    stage.open()
    stage.camera.pixels = np.zeros_like(stage.camera.pixels)
    _in_trouble(stage)


def _in_trouble(stage: Classroom) -> None:
    assert stage.app.camera is not None
    told: list[Exception] = []
    stage.app.camera.worker.troubled.connect(told.append)
    stage.until(lambda: bool(told))


def several_cameras(stage: Classroom) -> None:
    """Two are plugged in: the one in use is named over its picture."""
    stage.open()
    assert stage.app.check_in_view is not None
    both = (CameraInfo(0, "Integrated Camera", port="pci-1"), CameraInfo(2, "HD Pro Webcam C920", port="usb-2"))
    stage.app.check_in_view.camera.show_cameras(both, both[1])


def no_session(stage: Classroom) -> None:
    stage.day.clock.go_on(timedelta(hours=13))
    stage.open()


def no_session_voucher(stage: Classroom) -> None:
    no_session(stage)
    stage.show(1001)


def not_saved(stage: Classroom) -> None:
    """The disk takes no more bytes while the scan is written."""
    stage.open()
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, was[1]))
    try:
        stage.show(1001)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def roster(stage: Classroom) -> None:
    enrol_some(stage.day)
    stage.open()
    stage.app.window.show_screen("roster")
    stage.settle(0.3)


def attention_conflict(stage: Classroom) -> None:
    """A voucher that another site had first."""
    _attend_to(stage, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE.value)


def attention_contested(stage: Classroom) -> None:
    """A voucher enrolled here that another site wanted later."""
    _attend_to(stage, "contested")


def attention_rejected(stage: Classroom) -> None:
    _attend_to(stage, ReceiptCode.OTHER_PROJECT.value)


def attention_decided(stage: Classroom) -> None:
    found = bring_trouble(stage.day)
    settle_one(stage.day, found[ReceiptCode.VOUCHER_IN_USE_ELSEWHERE.value], received=True)
    _open_attention(stage, found[ReceiptCode.VOUCHER_IN_USE_ELSEWHERE.value])


def attention_empty(stage: Classroom) -> None:
    stage.open()
    stage.app.window.show_screen("attention")
    stage.settle(0.3)


def _attend_to(stage: Classroom, which: str) -> None:
    _open_attention(stage, bring_trouble(stage.day)[which])


def _open_attention(stage: Classroom, fact_id: FactId) -> None:
    stage.open()
    stage.app.window.show_screen("attention")
    (tasks,) = stage.app.window.findChildren(TaskList)
    stage.until(lambda: tasks.count() > 0)
    tasks.go_to(fact_id)
    stage.settle(0.3)


def not_enrolled(stage: Classroom) -> None:
    _cannot_open(stage, NotJoined())


def store_unreadable(stage: Classroom) -> None:
    _cannot_open(stage, StoreUnreadable())


def record_repaired(stage: Classroom) -> None:
    """What the repair tells at its end; the repair itself is tried where it is tested."""
    store_unreadable(stage)
    day = stage.day.clock.wall
    lost = (
        Loss(1, 212, "attendance_punched", day - timedelta(minutes=9), at_centre=False),
        Loss(1, 213, "attendance_punched", day - timedelta(minutes=7), at_centre=False),
        Loss(1, 118, "enrolment_requested", day - timedelta(days=3), at_centre=True),
    )
    stage.app.repair._show(Repaired(was_whole=False, facts=4127, pending=38, lost=lost, pages_bad=2))


def locked(stage: Classroom) -> None:
    """No contact with the centre for longer than the policy allows."""
    stage.open()
    stage.day.clock.go_on(timedelta(days=40))
    _closed(stage, ContactLapsed.code)


def withdrawn(stage: Classroom) -> None:
    stage.open()
    with stage.day.desk.store.write() as tx:
        withdrawal.begin(tx, stage.day.clock.wall)
    _closed(stage, Withdrawn.code)


def _closed(stage: Classroom, code: str) -> None:
    stage.app._look_at_state()
    stage.until(lambda: code in stage.app.window.blank.accessibleName())
    stage.settle(0.2)


def _cannot_open(stage: Classroom, error: NotJoined | StoreUnreadable) -> None:
    stage.trouble = error
    stage.app.start()
    stage.until(lambda: error.code in stage.app.window.blank.accessibleName())
    stage.settle(0.2)


def online(stage: Joined) -> None:
    """Five have come, and the centre has answered all of it."""
    stage.open()
    stage.until(lambda: stage.app.sync is not None and stage.app.sync.online)
    for presentation in stage.sample.cast[:5]:
        stage.hold_up(presentation.text)
    stage.until(lambda: stage.pending() == 0)
    stage.settle(0.5)


def line_down(stage: Joined) -> None:
    """The centre goes away; three more come."""
    online(stage)
    stage.centre.stop()
    sync = stage.app.sync
    assert sync is not None
    sync.try_now()
    stage.until(lambda: not sync.online)
    for presentation in stage.sample.cast[5:8]:
        stage.hold_up(presentation.text)


def clock_off(stage: Classroom) -> None:
    """Somebody set the PC's clock; the counter since the centre's last word did not notice."""
    stage.open()
    stage.day.clock.set_wall(stage.day.clock.wall + timedelta(hours=3, minutes=12))
    stage.show(1001)
    stage.app._look_at_state()
    stage.settle(0.5)


def two_desks_lost(stage: Joined) -> None:
    """At a real centre: another site had the voucher there first."""
    _use_twice(stage, here_first=False)


def two_desks_won(stage: Joined) -> None:
    """At a real centre: another site came second."""
    _use_twice(stage, here_first=True)


def _use_twice(stage: Joined, *, here_first: bool) -> None:
    stage.open()
    stage.until(lambda: stage.app.sync is not None and stage.app.sync.online)
    far = FarSite(stage.centre.url, stage.folder / "sample.json", stage.folder / "far")
    try:
        acts = [lambda: _enrol_here(stage, far.code), far.enrol]
        for act in acts if here_first else reversed(acts):
            act()
    finally:
        far.close()
    assert stage.app.sync is not None
    stage.app.sync.try_now()
    (tasks,) = stage.app.window.findChildren(TaskList)
    stage.app.window.show_screen("attention")
    stage.until(lambda: _told(tasks))
    stage.settle(0.3)


def _enrol_here(stage: Joined, code: str) -> None:
    desk, sync, attention = stage.app.desk, stage.app.sync, stage.app.attention
    assert desk is not None
    assert sync is not None
    assert attention is not None
    stage.until(lambda: attention.operator is not None)
    assert attention.operator is not None
    enrol_trainee(desk, code, class_id=HOME_CLASS, operator=attention.operator)
    sync.try_now()
    stage.until(lambda: stage.pending() == 0)


def _told(tasks: TaskList) -> bool:
    """The centre's own word has come, not only the receipt."""
    return tasks.current is not None and tasks.current.state is not None


Story = Callable[..., None]
STORIES: dict[str, Story] = {
    "check-in-waiting": waiting,
    "check-in-accepted": accepted,
    "check-in-late": late,
    "check-in-already": already,
    "check-in-refused": refused,
    "check-in-not-a-voucher": stranger,
    "check-in-to-confirm": to_confirm,
    "check-in-screenshot": screenshot_shown,
    "check-in-enrolment-offered": enrolment_offered,
    "check-in-other-class": other_class,
    "check-in-long-name": long_name,
    "check-in-guidance": guidance,
    "check-in-two-at-once": two_at_once,
    "check-in-search": search,
    "check-in-no-camera": no_camera,
    "check-in-camera-frozen": camera_frozen,
    "check-in-camera-black": camera_black,
    "check-in-several-cameras": several_cameras,
    "check-in-no-session": no_session,
    "check-in-no-session-voucher": no_session_voucher,
    "check-in-not-saved": not_saved,
    "check-in-clock-off": clock_off,
    "check-in-online": online,
    "check-in-line-down": line_down,
    "roster": roster,
    "attention-conflict": attention_conflict,
    "attention-contested": attention_contested,
    "attention-rejected": attention_rejected,
    "attention-decided": attention_decided,
    "attention-empty": attention_empty,
    "two-desks-lost": two_desks_lost,
    "two-desks-won": two_desks_won,
    "not-enrolled-yet": not_enrolled,
    "record-unreadable": store_unreadable,
    "record-repaired": record_repaired,
    "locked-without-contact": locked,
    "withdrawn": withdrawn,
}
ONLINE = (online, line_down, two_desks_lost, two_desks_won)


def all_stories() -> dict[str, Story]:
    """Those above and those of the files `stories_<screen>.py`."""
    told = dict(STORIES)
    for module in iter_modules([str(Path(__file__).parent)]):
        if module.name.startswith("stories_"):
            told |= import_module(f"{__package__}.{module.name}").STORIES
    return told
