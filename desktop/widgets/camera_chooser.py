"""Another camera: a button over the picture, there only where there is another one."""

from collections import Counter
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from desktop.widgets.menu_button import MenuButton
from scanner.camera_choice import CameraInfo

_WIDEST = 220


class CameraChooser(MenuButton):
    """Shows the camera that is meant; its menu holds those that are plugged in. `chosen` carries a CameraInfo."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("cameraChooser", parent)
        self._cameras: tuple[CameraInfo, ...] = ()
        self._meant: CameraInfo | None = None
        self.hide()

    def show_cameras(self, cameras: tuple[CameraInfo, ...], meant: CameraInfo | None) -> None:
        """Those that are plugged in and the one that is meant, whether it is plugged in or not."""
        if (cameras, meant) == (self._cameras, self._meant):
            return  # an open menu stays as it is
        self._cameras, self._meant = cameras, meant
        self._fill_menu()
        self._say()
        self.setVisible(any(camera != meant for camera in cameras))
        self.adjustSize()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.adjustSize()

    def _say(self) -> None:
        name = self._meant.name if self._meant is not None else ""
        text = name or self.tr("Choose a camera")
        self.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDEST))
        self.setAccessibleName(self.tr("Camera: {name}").format(name=text))
        self.setToolTip(self.tr("Choose another camera"))

    def _fill_menu(self) -> None:
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for camera, text in zip(self._cameras, told_apart(self._cameras), strict=True):
            action = menu.addAction(text.replace("&", "&&"), partial(self.chosen.emit, camera))
            action.setCheckable(True)
            action.setChecked(camera == self._meant)
            group.addAction(action)


def told_apart(cameras: tuple[CameraInfo, ...]) -> list[str]:
    """Each one's name, with a number where several have the same."""
    namesakes, seen = Counter(camera.name for camera in cameras), Counter[str]()
    texts = []
    for camera in cameras:
        seen[camera.name] += 1
        texts.append(f"{camera.name} ({seen[camera.name]})" if namesakes[camera.name] > 1 else camera.name)
    return texts
