"""The one door for messages to the user: a calm bar that says what happened and what to do, with a code for the phone.

Errors of the packages below carry their words in English; they are listed here, so that the translators see them, and
looked up by those very texts. A test walks every error class of both trees.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from scanner.errors import ScannerError
from sync.errors import SyncError

_WORDS = (
    QT_TRANSLATE_NOOP("Error", "Something went wrong"),
    QT_TRANSLATE_NOOP("Error", "Try again; if it stays, tell IT this code."),
    QT_TRANSLATE_NOOP("Error", "This input cannot be used"),
    QT_TRANSLATE_NOOP("Error", "Correct it and try again."),
    QT_TRANSLATE_NOOP("Error", "This is not known on this PC"),
    QT_TRANSLATE_NOOP("Error", "Wait for the next update from the centre, or choose again."),
    QT_TRANSLATE_NOOP("Error", "A message has the wrong form"),
    QT_TRANSLATE_NOOP("Error", "Update the program; if it stays, tell IT this code."),
    QT_TRANSLATE_NOOP("Error", "A message is not signed by the centre"),
    QT_TRANSLATE_NOOP("Error", "Check the network; tell IT this code."),
    QT_TRANSLATE_NOOP("Error", "The centre sent an older list than this PC already has"),
    QT_TRANSLATE_NOOP("Error", "Tell IT this code; this PC keeps the newer list."),
    QT_TRANSLATE_NOOP("Error", "The record is in use by another program"),
    QT_TRANSLATE_NOOP("Error", "Close other Voucher Desk windows and try again."),
    QT_TRANSLATE_NOOP("Error", "The record was written by a newer version"),
    QT_TRANSLATE_NOOP("Error", "Install the newer version again; nothing was changed."),
    QT_TRANSLATE_NOOP("Error", "The record cannot be read"),
    QT_TRANSLATE_NOOP("Error", "Do not delete anything; tell IT this code."),
    QT_TRANSLATE_NOOP("Error", "The disk is full or may not be written"),
    QT_TRANSLATE_NOOP("Error", "Free some room or mend the rights; what was just done was NOT saved."),
    QT_TRANSLATE_NOOP("Error", "This PC has not joined a site yet"),
    QT_TRANSLATE_NOOP("Error", "Run: voucherdesk enrol-device --central URL --code CODE"),
    QT_TRANSLATE_NOOP("Error", "The database server cannot be reached"),
    QT_TRANSLATE_NOOP("Error", "Start it, or check the address, name and password in --db."),
    QT_TRANSLATE_NOOP("Error", "This PC has no keyring to keep the keys in"),
    QT_TRANSLATE_NOOP(
        "Error", 'Install and unlock a keyring (for example gnome-keyring), or set key_storage = "file" for a kiosk.'
    ),
    QT_TRANSLATE_NOOP("Error", "The key file does not open with this passphrase"),
    QT_TRANSLATE_NOOP("Error", "Check passphrase_file in the settings; the keys and the record were not changed."),
    QT_TRANSLATE_NOOP("Error", "The keyring is locked or does not answer"),
    QT_TRANSLATE_NOOP(
        "Error", "Unlock it (sign in to the PC with its password), then start again; nothing was changed."
    ),
    QT_TRANSLATE_NOOP("Error", "This user cannot open the record shared on this PC"),
    QT_TRANSLATE_NOOP(
        "Error", "IT puts the user into the group voucherdesk, then sign in to the PC again; nothing was changed."
    ),
    QT_TRANSLATE_NOOP("Error", "Close it where it is open, perhaps as another user of this PC; then start again."),
    QT_TRANSLATE_NOOP("Error", "The centre cannot be reached"),
    QT_TRANSLATE_NOOP("Error", "Go on working; records are sent when the line is back."),
    QT_TRANSLATE_NOOP("Error", "Something else answered in place of the centre"),
    QT_TRANSLATE_NOOP("Error", "Sign in to the network in a browser, then try again; go on working meanwhile."),
    QT_TRANSLATE_NOOP("Error", "The centre refused the request"),
    QT_TRANSLATE_NOOP("Error", "Tell IT this code."),
    QT_TRANSLATE_NOOP("Error", "The centre is busy"),
    QT_TRANSLATE_NOOP("Error", "Go on working; the program tries again by itself."),
    QT_TRANSLATE_NOOP("Error", "This file cannot be used here"),
    QT_TRANSLATE_NOOP("Error", "Take the file that was made for this PC, whole, and try again; nothing was changed."),
    QT_TRANSLATE_NOOP("Error", "This file cannot be read as a list of people"),
    QT_TRANSLATE_NOOP(
        "Error", "Fill in the template and save it as an Excel workbook (.xlsx); nothing was taken in."
    ),
    QT_TRANSLATE_NOOP("Error", "What lies in the record's place is not a record of Voucher Desk"),
    QT_TRANSLATE_NOOP("Error", "Move it away, or restore a backup with: voucherdesk restore FILE"),
    QT_TRANSLATE_NOOP("Error", "This PC has had no contact with the centre for too long and is locked"),
    QT_TRANSLATE_NOOP(
        "Error", "Connect it to the network, or bring receipts on a USB stick; everything recorded is kept."
    ),
    QT_TRANSLATE_NOOP("Error", "The centre has withdrawn this PC from its site"),
    QT_TRANSLATE_NOOP("Error", "To use it again, join it with a new code from the centre."),
    QT_TRANSLATE_NOOP("Error", "This backup cannot be used"),
    QT_TRANSLATE_NOOP("Error", "Choose another backup; the record in use was not touched."),
    QT_TRANSLATE_NOOP("Error", "No backup of the record could be made"),
    QT_TRANSLATE_NOOP("Error", "Free some room on the disk; everything is recorded as before, and it is tried again."),
    QT_TRANSLATE_NOOP("Error", "Parts of the record are damaged"),
    QT_TRANSLATE_NOOP("Error", "Go on working; tell IT this code. IT runs: voucherdesk repair"),
    QT_TRANSLATE_NOOP("Error", "The centre needs a newer version of this program"),
    QT_TRANSLATE_NOOP("Error", "Update the program; records are still sent, news is not received."),
    QT_TRANSLATE_NOOP("Error", "The scanner failed"),
    QT_TRANSLATE_NOOP("Error", "Try again. If it happens again, call support and read out the code."),
    QT_TRANSLATE_NOOP("Error", "The camera cannot be opened"),
    QT_TRANSLATE_NOOP(
        "Error",
        "Plug the camera in, close other programs that use it, or choose another. Reader and search still work.",
    ),
    QT_TRANSLATE_NOOP("Error", "The camera stopped sending pictures"),
    QT_TRANSLATE_NOOP("Error", "Check the cable and plug the camera in again. Reader and search still work."),
    QT_TRANSLATE_NOOP("Error", "The camera's picture does not change"),
    QT_TRANSLATE_NOOP("Error", "Unplug the camera and plug it in again. Reader and search still work."),
    QT_TRANSLATE_NOOP("Error", "The camera's picture is black"),
    QT_TRANSLATE_NOOP("Error", "Open the camera's cover and switch the light on. Reader and search still work."),
    QT_TRANSLATE_NOOP("Error", "This file cannot be read as a picture or a video"),
    QT_TRANSLATE_NOOP(
        "Error", "Choose a JPEG, PNG, WebP, GIF, BMP or TIFF picture, or an MP4, MOV, AVI, MKV or WebM video."
    ),
    QT_TRANSLATE_NOOP("Error", "No QR decoder works on this PC"),
    QT_TRANSLATE_NOOP(
        "Error",
        "Install the program again. On Windows the Visual C++ runtime is needed, on Linux the zbar library.",
    ),
    QT_TRANSLATE_NOOP("Error", "A QR decoder is missing"),
    QT_TRANSLATE_NOOP("Error", "Reading goes on with the other decoder. Install the program again to have both."),
    QT_TRANSLATE_NOOP("Error", "The video could not be written"),
    QT_TRANSLATE_NOOP(
        "Error", "Check that the folder exists, can be written and has room, and that the name ends in .mp4 or .avi."
    ),
    QT_TRANSLATE_NOOP("Error", "The handheld reader cannot be opened"),
    QT_TRANSLATE_NOOP(
        "Error", "Plug the reader in and close other programs that use it. It is found again by itself."
    ),
    QT_TRANSLATE_NOOP("Error", "The handheld reader is gone"),
    QT_TRANSLATE_NOOP(
        "Error", "Plug the reader in again. It is found again by itself; the camera and search still work."
    ),
)
_PRINTER = (
    QT_TRANSLATE_NOOP("Error", "The printer is not there any more, or takes nothing"),
    QT_TRANSLATE_NOOP("Error", "Switch it on and look at its cable, choose another one, or save a PDF."),
)
"""T01, which the forms tell: they alone know printers."""


_LOG = logging.getLogger(__name__)
W = TypeVar("W", bound=QWidget)
Known: TypeAlias = type[SyncError] | type[ScannerError]


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """An error in the language of the window."""

    code: str
    title: str
    remedy: str


def words_of(error: BaseException) -> ErrorWords:
    """What to say about `error`; one that nobody foresaw is the trees' root: code X00."""
    known: type[SyncError] | type[ScannerError] = SyncError
    if isinstance(error, SyncError | ScannerError):
        known = type(error)
    return ErrorWords(
        known.code,
        QCoreApplication.translate("Error", known.title),
        QCoreApplication.translate("Error", known.remedy),
    )


def all_codes() -> tuple[ErrorWords, ...]:
    """What every code means that this program tells, by code."""
    roots: tuple[Known, ...] = (SyncError, ScannerError)
    # One that takes over its parent's code says the same more narrowly; the code's meaning stays the parent's.
    known = {each.code: each for root in roots for each in (*_below(root), root) if "code" in vars(each)}
    words = [words_of(each.__new__(each)) for each in known.values()]
    printer = ErrorWords("T01", *(QCoreApplication.translate("Error", str(text)) for text in _PRINTER))
    return tuple(sorted((*words, printer), key=lambda each: each.code))


def _below(kind: Known) -> Iterator[Known]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _called(widget: W, name: str) -> W:
    widget.setObjectName(name)
    return widget


class Notices(QFrame):
    """The bar. Hidden while there is nothing to say; never a dialog in the queue's way.

    `code_asked` carries the code that somebody pressed, to be looked up.
    """

    code_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._error: BaseException | None = None
        self._title, self._remedy = _called(QLabel(), "noticeTitle"), QLabel()
        self._code = _called(QPushButton(), "noticeCode")
        self._copy, self._close = _called(QPushButton(), "plain"), _called(QPushButton(), "plain")
        self._remedy.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for label in (self._title, self._remedy):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._code.setEnabled(False)  # until there is a place to look it up
        self._code.clicked.connect(lambda: self.code_asked.emit(self._code.text()))
        self._copy.clicked.connect(self._copy_words)
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        self._remedy.setWordWrap(True)
        for widget in (self._title, self._remedy, self._code, self._copy, self._close):
            row.addWidget(widget)
        row.setStretchFactor(self._remedy, 1)
        self.hide()

    def show_error(self, error: BaseException) -> None:
        """Say what happened, what to do, and the code."""
        self._error = error
        words = words_of(error)
        _LOG.warning("%s %s %s", words.code, type(error).__name__, getattr(error, "detail", ""))
        self._show("", words.title, words.remedy, words.code)

    def tell(self, text: str) -> None:
        """A calm word that is no error."""
        self._error = None
        self._show("calm", "", text, "")

    def tell_healed(self) -> None:
        """The centre's data held here differed from the centre's, and was fetched anew."""
        self.tell(
            self.tr("The centre's data here was not complete and was fetched anew; nothing recorded here changed.")
        )

    def let_look_up(self, *, allowed: bool) -> None:
        """Whether whoever works now sees the place where codes are looked up."""
        self._code.setEnabled(allowed)

    def clear(self) -> None:
        """Nothing to say any more."""
        self._error = None
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() != QEvent.Type.LanguageChange or self.isHidden():
            return
        if self._error is not None:
            self.show_error(self._error)
        else:
            self.clear()  # a calm word was worded by someone else, in the other language

    def _show(self, tone: str, title: str, remedy: str, code: str) -> None:
        self._title.setText(title)
        self._remedy.setText(remedy)
        self._code.setText(code)
        self._copy.setText(self.tr("Copy"))
        self._copy.setVisible(bool(code))
        self._code.setVisible(bool(code))
        self._code.setToolTip(self.tr("Look this code up"))
        self._code.setAccessibleName(self.tr("Look up the code {code}").format(code=code))
        self._close.setText(self.tr("Close"))
        self._title.setVisible(bool(title))
        self.setProperty("tone", tone)
        for widget in (self, self._title, self._remedy, self._code):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.setAccessibleName(" ".join((title, remedy, code)))
        self.show()

    def _copy_words(self) -> None:
        QGuiApplication.clipboard().setText(" ".join((self._code.text(), self._title.text(), self._remedy.text())))
