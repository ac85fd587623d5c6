"""The check-in screen: camera, verdict, counts, last scans, search. It shows what the presenter says."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.check_in.group import GroupPresenter
from desktop.screens.check_in.group_sheet import GroupSheet
from desktop.screens.check_in.next_step import Act, next_step
from desktop.screens.check_in.place import Place
from desktop.screens.check_in.presenter import CheckInPresenter, Situation
from desktop.screens.check_in.wording import (
    alert_for,
    answer_for,
    guidance_words,
    looked_at_words,
    waiting_words,
)
from desktop.widgets import icons
from desktop.widgets.camera_view import CameraView
from desktop.widgets.counts import CountsBar
from desktop.widgets.guidance_line import GuidanceLine
from desktop.widgets.scan_list import ScanList
from desktop.widgets.search_box import FoundList, SearchBox
from desktop.widgets.session_chooser import SessionChooser
from desktop.widgets.verdict_card import VerdictCard
from scanner.guidance import Advice
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.find_trainee import FoundTrainee
from sync.domain.ids import FactId, VoucherNo
from sync.domain.verdicts import Reason, Verdict

_MOST_PASTED = 512  # characters; of anything longer the rest is no code and no name


class CheckInView(QWidget):
    """Left what the desk sees and whom it saw, right the answer, a third of the window."""

    asked_for = Signal(str, str)
    """The name of another screen, and the class to show there."""

    def __init__(
        self, presenter: CheckInPresenter, group: GroupPresenter | None = None, parent: QWidget | None = None
    ) -> None:
        """`group`: whoever signs several in at once; None: that is not offered."""
        super().__init__(parent)
        self.has_attendance = False
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._presenter = presenter
        self._situation: Situation | None = None
        self._result: CheckedIn | Enrolled | None = None
        self._from_list = False
        self._waiting = True
        self._words: Callable[[bool], object] = lambda _: None
        self.sessions, self.camera, self.counts = SessionChooser(), CameraView(), CountsBar()
        self.search, self.found, self.scans, self.card = SearchBox(), FoundList(), ScanList(), VerdictCard()
        self.guidance = GuidanceLine(self.camera)
        self._crowd = 0
        self._advice: Advice | None = None
        self._lists = QStackedWidget()
        self._group_button = QPushButton()
        self._lay_out()
        self.group = GroupSheet(self, group) if group else None
        self._group_button.setVisible(group is not None)
        self._connect()
        self._shortcuts()
        self._say_group()
        self._show_waiting()

    def show_answer(self, result: CheckedIn | Enrolled) -> None:
        """The desk's answer, on the card."""
        can_enrol, self._from_list = not self._from_list, False
        self._result = result
        self._say(lambda anew: self.card.show_answer(answer_for(result, self._place(), can_enrol=can_enrol), anew=anew))

    def show_asking(self) -> None:
        """An opaque code is with the centre."""
        self._say(lambda _: self._wait("cloud-upload", self.tr("Asking the centre…"), self.tr("One moment, please.")))

    def show_not_saved(self, error: Exception) -> None:
        """The person must not walk away: nothing was recorded."""
        self._result, self._from_list = None, False
        self._say(lambda _: self.card.show_alert(alert_for(error)))

    def show_looked_at(self, reason: Reason | None) -> None:
        """A code shown while there is no session; for a few seconds."""
        situation = self._situation
        if situation is not None and situation.session is None:
            self._say(
                lambda _: self._wait(*looked_at_words(reason, situation.agenda, situation.zone), nothing_recorded=True)
            )

    def show_no_operator(self) -> None:
        """Nobody to sign for the record yet."""
        self._say(
            lambda _: self._wait(
                "user-round",
                self.tr("Who is at the desk?"),
                self.tr("Choose the operator at the top right; names come with the next update from the centre."),
                nothing_recorded=True,
            )
        )

    def show_situation(self, situation: Situation) -> None:
        """Session, counts and last scans."""
        self._situation = situation
        zone = situation.zone
        self.sessions.show_agenda(situation.agenda, situation.session, zone, by_hand=situation.by_hand)
        self.counts.show_counts(situation.counts)
        self.scans.show_lines(situation.scans, zone, session=situation.session is not None)
        if self._waiting:
            self._show_waiting()
        elif self._result is not None:
            self._words(False)  # what the card offers is worded by the session that is shown

    def show_found(self, found: tuple[FoundTrainee, ...]) -> None:
        """People the search found; nothing if the search was left meanwhile."""
        if self.search.text().strip():
            self.found.show_found(found)
            self._lists.setCurrentWidget(self.found)

    def show_crowd(self, count: int) -> None:
        """So many vouchers are in view at once that none is taken; 0: no longer."""
        self._crowd = count
        self._say_guidance()

    def show_advice(self, advice: Advice | None) -> None:
        """What would help the code that is held up to read."""
        self._advice = advice
        self._say_guidance()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words(False)
            self._say_guidance()
            self._say_group()

    def _say_group(self) -> None:
        self._group_button.setIcon(icons.icon("users-round", theme.current().accent))
        self._group_button.setToolTip(self.tr("Sign in a group (F4)"))
        self._group_button.setAccessibleName(self.tr("Sign in a group"))

    def _say_guidance(self) -> None:
        self.guidance.say(*guidance_words(self._crowd, self._advice.cause if self._advice else None))

    def _say(self, words: Callable[[bool], object], *, waiting: bool = False) -> None:
        """Say it now, and again whenever the language changes: then with False, as it is not new."""
        self._words, self._waiting = words, waiting
        words(True)

    def _show_waiting(self) -> None:
        self._result = None
        self._say(lambda _: self._invite(), waiting=True)

    def _invite(self) -> None:
        situation = self._situation
        if situation is None:
            self._wait("scan-qr-code", self.tr("One moment, please."), "")
        else:
            self._wait(*waiting_words(situation.agenda, situation.session, situation.zone))

    def _wait(self, picture: str, sentence: str, step: str, *, nothing_recorded: bool = False) -> None:
        self._result = None
        detail = self.tr("Nothing was recorded.") if nothing_recorded else ""
        self.card.show_waiting(sentence, step, picture=picture, detail=detail, passing=nothing_recorded)

    def _place(self) -> Place:
        situation = self._situation
        theirs, now = self._presenter.answered_session, situation.session if situation else None
        is_other = theirs is not None and (now is None or now.class_id != theirs.class_id)
        other = theirs.class_name if theirs is not None and is_other else ""
        return Place(situation.zone if situation else ZoneInfo("UTC"), self.has_attendance, other)

    def show_fetching(self) -> None:
        """The centre is being asked for its news."""
        self._say(lambda _: self._wait("refresh-cw", self.tr("Asking the centre…"), self.tr("One moment, please.")))

    def show_fetched(self, reached: bool) -> None:
        """The news are there, or the line is down."""
        if reached:
            self._say(lambda _: self._pass("circle-check", self.tr("The newest lists are here"), ""))
        else:
            self._say(lambda _: self._pass_offline())

    def show_undone(self, fact_id: FactId) -> None:
        """What the card shows holds no more; an older one that was taken back leaves it alone."""
        result = self._result
        if result is None or fact_id not in (result.fact_id, _earlier(result)):
            return
        name = result.name or ""
        self._say(lambda _: self._pass("undo-2", self.tr("Undone: {name}").format(name=name), ""))

    def _pass(self, picture: str, sentence: str, step: str) -> None:
        """For a few seconds."""
        self._result = None
        self.card.show_waiting(sentence, step, picture=picture, passing=True)

    def _pass_offline(self) -> None:
        step = self.tr("Records wait safely on this PC until it is back.")
        self._pass("wifi-off", self.tr("The centre cannot be reached now"), step)

    def _take_step(self) -> None:
        """The next step the card offers."""
        result = self._result
        if result is None:
            self._presenter.try_again()
            return
        step = next_step(result, self._place(), can_enrol=True)
        if step is not None:
            self._deeds(result)[step.act]()

    def _deeds(self, result: CheckedIn | Enrolled) -> dict[Act, Callable[[], object]]:
        presenter = self._presenter
        return {
            Act.CHANGE_SESSION: lambda: self._change_session(result),
            Act.ENROL: presenter.enrol_and_sign_in,
            Act.UNDO_EARLIER: lambda: self._undo_earlier(result),
            Act.FETCH: lambda: presenter.fetch_news(repeat=False),
            Act.FETCH_AND_REPEAT: lambda: presenter.fetch_news(repeat=True),
            Act.FIND: self.search.setFocus,
            Act.CHOOSE_SESSION: self.sessions.showMenu,
            Act.CORRECT: self._lead_to_attendance,
        }

    def _lead_to_attendance(self) -> None:
        situation = self._situation
        if situation is not None and situation.session is not None:
            self.asked_for.emit("attendance", situation.session.class_id)

    def _change_session(self, result: CheckedIn | Enrolled) -> None:
        if isinstance(result, CheckedIn) and result.other_session is not None:
            self._presenter.change_session_and_repeat(result.other_session)

    def _undo_earlier(self, result: CheckedIn | Enrolled) -> None:
        earlier = _earlier(result)
        if earlier is not None:
            self._presenter.undo(earlier)

    def _open_group(self) -> None:
        situation = self._situation
        if self.group is not None and situation is not None and situation.session is not None:
            self.group.open_for(situation.session, situation.zone)

    def _take_person(self, voucher_no: str) -> None:
        self._from_list = True
        self._presenter.present_by_hand(VoucherNo(int(voucher_no)))
        self.search.clear()
        self.setFocus()  # Enter is the card's again

    def _undo_last(self) -> None:
        """What the card has just said, though the list may not have been read since; else the newest of the list."""
        result, newest = self._result, self.scans.newest_to_undo()
        if result is not None and result.fact_id is not None and not self.scans.knows(result.fact_id):
            newest = result.fact_id if _did_something(result) else newest
        if newest is not None:
            self._presenter.undo(newest)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()[:_MOST_PASTED]
        if text.strip():
            self._presenter.take_text(text)

    def _search_for(self, text: str) -> None:
        self.search.setText(text)
        self.search.setFocus()

    def _leave_search(self) -> None:
        self._lists.setCurrentWidget(self.scans)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.answered.connect(self.show_answer)
        presenter.asking.connect(self.show_asking)
        presenter.not_saved.connect(self.show_not_saved)
        presenter.no_session.connect(self._show_waiting)
        presenter.no_operator.connect(self.show_no_operator)
        presenter.looked_at.connect(self.show_looked_at)
        presenter.situation.connect(self.show_situation)
        presenter.found.connect(self.show_found)
        presenter.undone.connect(self.show_undone)
        presenter.fetching.connect(self.show_fetching)
        presenter.fetched.connect(self.show_fetched)
        self._group_button.clicked.connect(self._open_group)
        self.sessions.chosen.connect(presenter.choose_session)
        self.scans.undo.connect(lambda fact_id: presenter.undo(FactId(fact_id)))
        self.search.asked.connect(presenter.search)
        self.search.came.connect(presenter.take_text)
        presenter.no_code.connect(self._search_for)
        self.search.left.connect(self._leave_search)
        self.search.down.connect(self.found.setFocus)
        self.found.chosen.connect(self._take_person)
        self.card.stepped.connect(self._take_step)
        self.card.gone.connect(self._show_waiting)

    def _shortcuts(self) -> None:
        for keys, act in (
            (QKeySequence(Qt.Key.Key_F2), self.search.setFocus),
            (QKeySequence(Qt.Key.Key_F3), self.sessions.showMenu),
            (QKeySequence(Qt.Key.Key_F4), self._open_group),
            (QKeySequence(QKeySequence.StandardKey.Undo), self._undo_last),
            (QKeySequence(QKeySequence.StandardKey.Paste), self._paste),
            (QKeySequence(Qt.Key.Key_Escape), self._escape),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space take the card's step while nothing else has the keyboard."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and not event.isAutoRepeat() and self.focusWidget() in (self, None):
            self.card.press_by_key()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Back, one thing at a time: the sheet, the search, the card; the keyboard is the card's again."""
        if self.group is not None and self.group.isVisible():
            self.group.close_sheet()
        elif self.search.text():
            self.search.clear()
        else:
            self._show_waiting()
        self.setFocus()

    def _lay_out(self) -> None:
        finding = theme.styled(QFrame(), "panel")
        inside = QVBoxLayout(finding)
        inside.setContentsMargins(*[3 * theme.GAP] * 4)
        inside.setSpacing(2 * theme.GAP)
        inside.addWidget(self.search)
        inside.addWidget(self._lists, 1)
        self._group_button.setIconSize(QSize(24, 24))
        self._group_button.setMinimumSize(13 * theme.GAP, 13 * theme.GAP)
        self._lists.addWidget(self.scans)
        self._lists.addWidget(self.found)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(3 * theme.GAP)
        top = QHBoxLayout()
        top.setSpacing(2 * theme.GAP)
        top.addWidget(self.sessions, 1)
        top.addWidget(self._group_button)
        left.addLayout(top)
        left.addWidget(self.camera)
        left.addWidget(finding, 1)
        right.addWidget(self.counts)
        right.addWidget(self.card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[4 * theme.GAP] * 4)
        row.setSpacing(4 * theme.GAP)
        row.addLayout(left, 4)
        row.addLayout(right, 5)


def _earlier(result: CheckedIn | Enrolled) -> FactId | None:
    """The sign-in that stood when the holder came again."""
    return result.matters.earlier if isinstance(result, CheckedIn) else None


def _did_something(result: CheckedIn | Enrolled) -> bool:
    """Whether there is anything in it to take back."""
    already = (Reason.ALREADY_SIGNED_IN, Reason.ALREADY_ENROLLED)
    return result.reason.verdict is not Verdict.REFUSED and result.reason not in already
