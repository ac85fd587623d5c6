"""How this PC is set: what may be chosen here, and what IT has set elsewhere, with where it comes from."""

from __future__ import annotations

from dataclasses import fields
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.camera_chooser import told_apart
from desktop.widgets.field import Field
from desktop.widgets.habits import Habits
from scanner.camera_choice import CameraInfo
from sync.desk.device.settings import Origin, Settings

SCALES = (100, 125, 150, 175, 200)
_LOOKS = ("", "light", "dark")
_LONGEST_LOCK = 240


class SettingsPage(QWidget):
    """`wanted` carries one change, by the names of Habits; `camera_chosen` a CameraInfo; `restart`: the window anew."""

    wanted, camera_chosen, restart = Signal(object), Signal(object), Signal()

    def __init__(self, settings: Settings, origins: dict[str, Origin], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._origins = settings, origins
        self.language, self.scale, self.look = QComboBox(), QComboBox(), QComboBox()
        self.lock, self.reader, self.tones = QSpinBox(), QLineEdit(), QCheckBox()
        self.camera, self._locked = QComboBox(), False
        self._cameras: tuple[CameraInfo, ...] = ()
        self._meant: CameraInfo | None = None
        self.anew = theme.styled(QPushButton(), "main")
        self._anew_note = theme.styled(QLabel(), "quiet")
        self._fields = {
            name: Field(control)
            for name, control in (
                ("language", self.language), ("scale", self.scale), ("look", self.look),
                ("lock_minutes", self.lock), ("camera", self.camera), ("reader", self.reader),
            )
        }  # fmt: skip
        for name, title in (("zh_CN", "简体中文"), ("en", "English")):
            self.language.addItem(title, name)
        for percent in SCALES:
            self.scale.addItem(f"{percent} %", percent)
        for look in _LOOKS:
            self.look.addItem("", look)
        self.lock.setRange(1, _LONGEST_LOCK)
        self._set_rows = QGridLayout()
        self._set_origins: dict[str, QLabel] = {}
        self._set_title = theme.styled(QLabel(), "strong")
        self._listen()
        self._lay_out()
        self._fill_set()
        self._say()
        self.lock_all(locked=False)

    def show_cameras(self, cameras: tuple[CameraInfo, ...], meant: CameraInfo | None) -> None:
        """Those that are plugged in, and the one that is meant, whether it is plugged in or not."""
        if (cameras, meant) != (self._cameras, self._meant):  # an open list stays as it is
            self._cameras, self._meant = cameras, meant
            self._fill_cameras()

    def show_habits(self, habits: Habits) -> None:
        """What was chosen before."""
        minutes = habits.lock_minutes if "lock_minutes" not in self._origins and habits.lock_minutes > 0 else None
        for box, value in (
            (self.language, habits.language or self._settings.language),
            (self.scale, habits.scale),
            (self.look, habits.look),
        ):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.blockSignals(False)
        self.lock.blockSignals(True)
        self.lock.setValue(self._settings.lock_minutes if minutes is None else minutes)
        self.lock.blockSignals(False)
        self.tones.blockSignals(True)
        self.tones.setChecked(not habits.muted)
        self.tones.blockSignals(False)
        if not self.reader.hasFocus():
            self.reader.setText(habits.reader or self._settings.reader)

    def lock_all(self, *, locked: bool) -> None:
        """Only to be read."""
        self._locked = locked
        for control in (self.language, self.scale, self.look, self.tones, self.anew):
            control.setEnabled(not locked)
        self.lock.setEnabled(not locked and "lock_minutes" not in self._origins)
        self.reader.setEnabled(not locked and "reader" not in self._origins)
        self._fill_cameras()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _listen(self) -> None:
        for name, box in (("language", self.language), ("scale", self.scale), ("look", self.look)):
            box.currentIndexChanged.connect(partial(self._choose, name, box))
        self.lock.valueChanged.connect(lambda minutes: self._want("lock_minutes", minutes))
        self.tones.toggled.connect(lambda on: self._want("muted", not on))
        self.reader.editingFinished.connect(lambda: self._want("reader", self.reader.text().strip()))
        self.camera.currentIndexChanged.connect(self._choose_camera)
        self.anew.clicked.connect(self.restart)

    def _choose(self, name: str, box: QComboBox, _: int) -> None:
        self._want(name, box.currentData())

    def _choose_camera(self, place: int) -> None:
        camera = self.camera.itemData(place)
        if camera is not None and camera != self._meant:
            self.camera_chosen.emit(camera)

    def _fill_cameras(self) -> None:
        """A camera that IT has named, or the only one, is shown and not asked for."""
        known = self._cameras
        self.camera.blockSignals(True)
        self.camera.clear()
        for camera, name in zip(known, told_apart(known), strict=True):
            self.camera.addItem(name, camera)
        if self._meant is not None and self._meant not in known:
            self.camera.addItem(self.tr("{name}, not plugged in").format(name=self._meant.name), self._meant)
        if not self.camera.count():
            self.camera.addItem(self.tr("None is plugged in"))
        meant = [at for at in range(self.camera.count()) if self.camera.itemData(at) == self._meant]
        self.camera.setCurrentIndex(meant[0] if meant else 0)
        self.camera.setEnabled(not self._locked and "camera" not in self._origins and self.camera.count() > 1)
        self.camera.blockSignals(False)

    def _want(self, name: str, value: str | int | bool) -> None:
        self.wanted.emit({name: value})
        if name in ("scale", "lock_minutes", "reader"):
            self.anew.show()
            self._anew_note.show()

    def _say(self) -> None:
        words = {
            "language": self.tr("Language"),
            "scale": self.tr("Size of everything"),
            "look": self.tr("Light or dark"),
            "lock_minutes": self.tr("Lock after minutes without a hand on it"),
            "camera": self.tr("Camera at the check-in"),
            "reader": self.tr("Port of a serial reader (empty: it plugs in as a keyboard)"),
        }
        for name, field in self._fields.items():
            field.say(words[name])
        for place, look in enumerate((self.tr("As the system"), self.tr("Light"), self.tr("Dark"))):
            self.look.setItemText(place, look)
        self.tones.setText(self.tr("Tones for verdicts"))
        self.anew.setText(self.tr("Restart the window now"))
        self._anew_note.setText(self.tr("This holds once the window is started again."))
        self._set_title.setText(self.tr("Set by IT; to be read here only"))
        self._fill_cameras()
        self._say_origins()

    def _say_origins(self) -> None:
        """Only the words change with the language: rows made anew would be missing until Qt comes to show them."""
        words = {
            Origin.DEFAULT: self.tr("as delivered"),
            Origin.SITE_FILE: self.tr("site.toml"),
            Origin.ENVIRONMENT: self.tr("environment"),
            Origin.COMMAND_LINE: self.tr("command line"),
        }
        for name, label in self._set_origins.items():
            label.setText(words[self._origins.get(name, Origin.DEFAULT)])

    def _fill_set(self) -> None:
        for row, field in enumerate(fields(Settings)):
            value = str(getattr(self._settings, field.name)) or "–"
            name, said = theme.styled(QLabel(field.name), "quiet"), QLabel(value)
            origin = self._set_origins[field.name] = theme.styled(QLabel(), "quiet")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.setWordWrap(True)
            for column, label in enumerate((name, said, origin)):
                self._set_rows.addWidget(label, row, column)

    def _lay_out(self) -> None:
        left, right = theme.styled(QFrame(), "panel"), theme.styled(QFrame(), "panel")
        mine, theirs = QVBoxLayout(left), QVBoxLayout(right)
        for column in (mine, theirs):
            column.setContentsMargins(*[5 * theme.GAP] * 4)
            column.setSpacing(4 * theme.GAP)
        for field in self._fields.values():
            mine.addWidget(field)
        mine.addWidget(self.tones)
        anew = QHBoxLayout()
        anew.addWidget(self._anew_note, 1)
        anew.addWidget(self.anew)
        mine.addLayout(anew)
        mine.addStretch(1)
        self.anew.hide()
        self._anew_note.hide()
        theirs.addWidget(self._set_title)
        self._set_rows.setHorizontalSpacing(4 * theme.GAP)
        self._set_rows.setVerticalSpacing(2 * theme.GAP)
        self._set_rows.setColumnStretch(1, 1)
        theirs.addLayout(self._set_rows)
        theirs.addStretch(1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * theme.GAP)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
