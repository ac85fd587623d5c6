"""The steps before the camera: language and size, and the centre. A step has `say`, `enter` and `leave`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.notices import words_of
from desktop.screens.first_run.presenter import FirstRunPresenter
from desktop.widgets.field import Field
from sync.desk.exchange.probe import Found, Probe
from sync.errors import CentreRefused, InvalidInput, Offline
from sync.protocol.joining import Welcome

SCALES = (100, 125, 150, 175, 200)
_CLOSE = timedelta(minutes=2)
_WIDEST = 560


class Step(QWidget):
    """`name` is kept so that the power may go; `done` whether its mark on the rail is a tick."""

    name = ""

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.done = False
        self._words: Callable[[], str] = str
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4 * theme.GAP)

    def title(self) -> str:
        """On the rail and over the step."""
        raise NotImplementedError

    def hint(self) -> str:
        """One sentence below the title."""
        return ""

    def say(self) -> None:
        """Word everything anew."""

    def enter(self) -> None:
        """It is looked at now."""

    def leave(self) -> None:
        """Another one is."""

    def tell(self, words: Callable[[], str], name: str = "") -> None:
        """What came of it, in whichever language is spoken; `name` as in the style sheet."""
        self._words = words
        self.told.setObjectName(name)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.tell_again()

    def tell_again(self) -> None:
        """Word what was told anew."""
        self.told.setText(self._words())


class LanguageStep(Step):
    """Both hold at once, but for the size, which holds from the next start."""

    name = "language"

    def __init__(self, presenter: FirstRunPresenter, language: str, scale: int) -> None:
        super().__init__(presenter)
        self.language, self.scale = QComboBox(), QComboBox()
        for key, title in (("zh_CN", "简体中文"), ("en", "English")):
            self.language.addItem(title, key)
        for percent in SCALES:
            self.scale.addItem(f"{percent} %", percent)
        self.language.setCurrentIndex(max(self.language.findData(language), 0))
        self.scale.setCurrentIndex(max(self.scale.findData(scale), 0))
        self._language, self._scale = Field(self.language), Field(self.scale)
        for field in (self._language, self._scale):
            field.setMaximumWidth(_WIDEST)
            self.column.addWidget(field)
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self.language.currentIndexChanged.connect(
            lambda: presenter.chosen.emit({"language": self.language.currentData()})
        )
        self.scale.currentIndexChanged.connect(self._choose_scale)
        self.done = True

    def title(self) -> str:
        return self.tr("Language and size")

    def hint(self) -> str:
        return self.tr("So that everybody can read it from where they stand.")

    def say(self) -> None:
        self._language.say(self.tr("Language"))
        self._scale.say(self.tr("Size of everything"))

    def _choose_scale(self) -> None:
        self.presenter.chosen.emit({"scale": self.scale.currentData()})
        self.tell(lambda: self.tr("The size holds from the next start of the program."), "note")


class CentreStep(Step):
    """The address, looked at before the code is used up; then the one-time code."""

    name = "centre"

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__(presenter)
        self.url, self.code = QLineEdit(presenter.settings.central_url), QLineEdit()
        self._site, self._told = "", ""
        self.url.setReadOnly(bool(presenter.settings.central_url))
        self.code.setMaxLength(64)
        self.test, self.join = QPushButton(), theme.styled(QPushButton(), "main")
        self._url, self._code = Field(self.url), Field(self.code)
        buttons = QHBoxLayout()
        buttons.addWidget(self.test)
        buttons.addWidget(self.join)
        buttons.addStretch(1)
        for field in (self._url, self._code):
            field.setMaximumWidth(_WIDEST)
            self.column.addWidget(field)
        self.column.addLayout(buttons)
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self.test.clicked.connect(self._test)
        self.join.clicked.connect(self._join)
        self.code.returnPressed.connect(self._join)
        presenter.probed.connect(self._probed)
        presenter.joined.connect(self._joined)
        presenter.refused.connect(self._refused)
        if presenter.is_joined:
            self.done = True

    def title(self) -> str:
        return self.tr("Site and centre")

    def hint(self) -> str:
        return self.tr("The address and the one-time code come from the centre. The code is used up only by joining.")

    def say(self) -> None:
        set_by_it = self.tr("Set by IT in site.toml") if self.url.isReadOnly() else ""
        self._url.say(self.tr("Address of the centre"), set_by_it)
        by_it = self.tr("Set by IT in site.toml; type here only another one") if self._set_code else ""
        self._code.say(self.tr("One-time code for this PC"), by_it)
        self.url.setPlaceholderText("https://centre.example")
        self.test.setText(self.tr("Test the address"))
        self.join.setText(self.tr("Join"))
        if self.presenter.is_joined:
            joined = self.tr("✓ Joined: {site}").format(site=self._site)
            self._close(joined if self._site else self.tr("✓ This PC has joined its site."))

    @property
    def _set_code(self) -> str:
        """What IT has set: used, never shown."""
        return self.presenter.settings.enrolment_code

    def tell_why(self, error: Exception) -> bool:
        """What kept the code that IT has set from being used; False where that has been told."""
        words = words_of(error)
        if self.presenter.is_joined or words.code == self._told or not self.join.isEnabled():
            return False
        self._told = words.code
        self._refused(error)
        return True

    def enter(self) -> None:
        if not self.presenter.is_joined:
            (self.code if self.url.text() else self.url).setFocus()

    def _busy(self, busy: bool) -> None:
        for button in (self.test, self.join):
            button.setEnabled(not busy)

    def _test(self) -> None:
        self._busy(True)
        self.tell(lambda: self.tr("Asking the centre…"), "note")
        self.presenter.probe(self.url.text())

    def _join(self) -> None:
        if not self.join.isEnabled():
            return
        code = self.code.text().strip() or self._set_code
        self._code.show_trouble("" if code else self.tr("Type the code the centre gave for this PC."))
        if code:
            self._busy(True)
            self.tell(lambda: self.tr("Joining…"), "note")
            self.presenter.join(self.url.text(), code)

    def _probed(self, probe: Probe) -> None:
        if not self.presenter.is_joined:
            self._busy(False)
            self.tell(lambda: probe_words(probe), "strong" if probe.found is Found.CENTRE else "trouble")

    def _joined(self, welcome: Welcome) -> None:
        self._site = f"{welcome.site_name} · {welcome.institution_name}"
        self.say()

    def _close(self, words: str) -> None:
        self.done = True
        for widget in (self.url, self.code, self.test, self.join):
            widget.setEnabled(False)
        self.tell(lambda: words, "strong")

    def _refused(self, error: Exception) -> None:
        if self.presenter.is_joined:
            return
        self._busy(False)
        self.tell(lambda: self._why(error), "trouble")

    def _why(self, error: Exception) -> str:
        words = words_of(error)
        if isinstance(error, CentreRefused):
            said = self.tr("The centre does not take this code: mistyped, used already, or too old. Ask for a new one.")
        elif isinstance(error, InvalidInput):
            said = self.tr("The address must look like https://centre.example, without a path.")
        elif isinstance(error, Offline) and self._set_code:
            said = self.tr("Nothing answers. Look at the cable and the proxy; it is tried again by itself.")
        elif isinstance(error, Offline):
            said = self.tr("Nothing answers. Look at the cable and the proxy, then try again.")
        else:
            said = f"{words.title} {words.remedy}"
        return f"{said}  {words.code}"


def probe_words(probe: Probe) -> str:
    """What is at an address, and what to do."""
    translate = QCoreApplication.translate
    match probe.found:
        case Found.NOTHING:
            return translate("Probe", "✕ Nothing answers there. Look at the cable, the address and the proxy. N01")
        case Found.NO_TRUST:
            return translate(
                "Probe",
                "✕ Something answers, but its certificate is not trusted. Look at this PC's date and at ca_file. N02",
            )
        case Found.SOMETHING_ELSE:
            return translate(
                "Probe", "✕ Another web page answers. Sign in to the network in a browser, or mend the address. N02"
            )
        case _:
            return " ".join((translate("Probe", "✓ The centre answers."), clock_words(probe)))


def clock_words(probe: Probe) -> str:
    """How this PC's clock stands to the centre's."""
    translate = QCoreApplication.translate
    if probe.clock_error is None:
        return ""
    if abs(probe.clock_error) <= _CLOSE:
        return translate("Probe", "This PC's clock agrees with it.")
    days, minutes = round(probe.clock_error / timedelta(days=1)), round(probe.clock_error / timedelta(minutes=1))
    if abs(days) > 1:
        return translate(
            "Probe", "This PC's clock is off by {days} days: set it to network time. Work goes on meanwhile."
        ).format(days=f"{days:+d}")
    return translate(
        "Probe", "This PC's clock is off by {minutes} minutes: set it to network time. Work goes on meanwhile."
    ).format(minutes=f"{minutes:+d}")
