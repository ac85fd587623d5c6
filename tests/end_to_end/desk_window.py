"""A desk with its real window in a process of its own, offscreen; what it shows is read off its widgets.

Only the clock can be told from outside, and nobody stands before the camera: codes are presented by the test.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_PATIENCE_S = 30.0


def run_desk_window(pipe: Connection, home: str, url: str, code: str) -> None:
    """Join the site that `code` is for, open the window, do what the parent says until the pipe is closed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tests.play.processes import answer_all  # noqa: PLC0415  Qt reads the environment when it is imported

    pc = DeskWindow(Path(home), url, code)
    answer_all(pipe, {name: getattr(pc, name) for name in DeskWindow.DOES})
    pc.close()


class DeskWindow:
    """What staff do at the PC, and what they see."""

    DOES = ("work_as", "enrol", "check_in", "doubt_clock", "sync", "sent", "shows", "card", "press", "roster", "grab")

    def __init__(self, home: Path, url: str, code: str) -> None:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415  see above

        from desktop.app import App  # noqa: PLC0415
        from desktop.joining import join_site  # noqa: PLC0415
        from scanner.errors import CameraNotFound  # noqa: PLC0415
        from scanner.frame import FrameSource  # noqa: PLC0415
        from sync.desk.device.settings import Settings  # noqa: PLC0415

        def no_camera() -> FrameSource:
            raise CameraNotFound

        settings = Settings(home, central_url=url, key_storage="file", language="zh_CN")
        join_site(settings, url, code)
        self._qt = QApplication([])
        self._app = App(self._qt, settings, open_source=no_camera)
        self._app.start()
        self._until(lambda: self._app.attention is not None and self._app.attention.operator is not None)
        self.sync()

    def close(self) -> None:
        """Switched off for good."""
        self._app.window.close()

    def work_as(self, operator: str) -> None:
        """Another member of staff works here from now on."""
        self._app.window.operator_chosen.emit(operator)

    def enrol(self, text: str, class_id: str) -> dict[str, str | None]:
        """录取 by the code on a phone."""
        from sync.desk.operations.enrol_trainee import enrol_trainee  # noqa: PLC0415
        from sync.domain.ids import ClassId  # noqa: PLC0415

        seen = enrol_trainee(self._desk, text, class_id=ClassId(class_id), operator=self._operator)
        return {"fact": seen.fact_id, "reason": seen.reason}

    def check_in(self, text: str, session: str) -> dict[str, str | None]:
        """签到 by the code on a phone."""
        from sync.desk.operations.check_in import check_in  # noqa: PLC0415
        from sync.domain.ids import SessionId  # noqa: PLC0415

        seen = check_in(self._desk, text, session_id=SessionId(session), operator=self._operator)
        return {"fact": seen.fact_id, "reason": seen.reason}

    def doubt_clock(self) -> None:
        """The PC was restarted without a network: nobody has confirmed its clock since."""
        self._desk.clock.anchor = None

    def sync(self) -> bool:
        """Rounds with the centre until one went through and nothing waits but what the centre holds."""
        from sync.desk.operations.show_attention import Trouble, show_attention  # noqa: PLC0415
        from sync.desk.operations.show_desk_state import show_desk_state  # noqa: PLC0415

        def done() -> bool:
            held = sum(task.trouble is Trouble.HELD for task in show_attention(self._desk).tasks)
            return bool(self._app.sync and self._app.sync.online) and show_desk_state(self._desk).pending == held

        rounds: list[object] = []
        assert self._app.sync is not None  # opened
        self._app.sync.line.connect(rounds.append)
        for _ in range(2):  # one round may be under way since before the line came back
            before = len(rounds)
            self._app.sync.try_now()
            self._until(lambda before=before: len(rounds) > before)  # type: ignore[misc]  # mypy takes the default for a parameter
        self._until(done)
        self._app.sync.line.disconnect(rounds.append)
        return True

    def sent(self, fact: str) -> str | None:
        """What the centre has said of a record."""
        from sync.desk.store import receipts  # noqa: PLC0415
        from sync.domain.ids import FactId  # noqa: PLC0415

        with self._desk.store.read() as tx:
            receipt = receipts.latest(tx, FactId(fact))
        return None if receipt is None else f"{receipt.outcome} {receipt.code or ''}".strip()

    def shows(self) -> dict[str, Any]:
        """The attention screen: the badge, and each line of the list."""
        from desktop.screens.attention.view import AttentionView  # noqa: PLC0415
        from desktop.widgets.rail_button import RailButton  # noqa: PLC0415

        self._app.window.show_screen("attention")
        self._refresh()
        (view,) = self._app.window.findChildren(AttentionView)
        numbers = [button.number for button in self._app.window.findChildren(RailButton)]
        items = [view.tasks.item(row) for row in range(view.tasks.count())]
        lines = [str(item.data(_ACCESSIBLE_TEXT)) for item in items if item.data(_TASK)]
        groups = [str(item.data(_TASK).urgency) for item in items if item.data(_TASK)]
        return {"badge": sum(numbers), "lines": list(zip(groups, lines, strict=True))}

    def card(self, fact: str) -> list[str]:
        """All that the card says about a record, and its buttons."""
        from PySide6.QtWidgets import QLabel, QPushButton  # noqa: PLC0415

        view = self._view_of(fact)
        shown = [one for one in view.card.findChildren(QLabel) + view.card.findChildren(QPushButton) if one.isVisible()]
        return [one.text() for one in shown if one.text()]

    def press(self, fact: str, label: str, note: str = "") -> bool:
        """The button of the card that says `label`."""
        view = self._view_of(fact)
        view.card.note.setText(note)
        done: list[bool] = []
        view._presenter.recorded.connect(lambda: done.append(True))
        next(one for one in view.card.buttons.values() if one.isVisible() and label in one.text()).click()
        self._until(lambda: bool(done))
        return True

    def roster(self, class_id: str) -> list[str]:
        """Who is in a class, and how surely."""
        from sync.desk.operations.show_roster import show_roster  # noqa: PLC0415
        from sync.domain.ids import ClassId  # noqa: PLC0415

        return [f"{line.voucher_no} {line.state}" for line in show_roster(self._desk, ClassId(class_id))]

    def grab(self, path: str) -> bool:
        """A picture of the window."""
        self._settle(0.3)
        return bool(self._app.window.grab().save(path))

    def _view_of(self, fact: str) -> Any:
        from desktop.screens.attention.view import AttentionView  # noqa: PLC0415
        from sync.domain.ids import FactId  # noqa: PLC0415

        self._app.window.show_screen("attention")
        (view,) = self._app.window.findChildren(AttentionView)

        def stands() -> bool:
            view.tasks.go_to(FactId(fact))
            return view.card.task is not None and view.card.task.fact_id == fact

        self._refresh()
        self._until(stands)
        return view

    def _refresh(self) -> None:
        """Everything the record says is on the screen."""
        assert self._app.attention is not None  # opened
        read: list[object] = []
        self._app.attention.attention.connect(read.append)
        self._app.attention.refresh()
        self._app._look_at_state()
        self._until(lambda: bool(read))
        self._app.attention.attention.disconnect(read.append)
        self._settle(0.1)

    def _until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not true():
            if time.monotonic() > end:
                raise TimeoutError
            self._settle(0.02)

    def _settle(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._qt.processEvents()
            time.sleep(0.005)

    @property
    def _desk(self) -> Any:
        assert self._app.desk is not None  # opened
        return self._app.desk

    @property
    def _operator(self) -> Any:
        assert self._app.attention is not None  # opened
        return self._app.attention.operator


_TASK, _ACCESSIBLE_TEXT = 256, 11
"""Qt.ItemDataRole.UserRole and AccessibleTextRole, without Qt."""
