"""What the camera sees, mirrored, with the code that was found outlined; or why there is nothing to see."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMargins, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme
from desktop.notices import words_of
from desktop.widgets import icons
from desktop.widgets.camera_chooser import CameraChooser
from scanner.camera_choice import CameraInfo

_RADIUS, _OUTLINE = 12, 5


@dataclass(frozen=True)
class Preview:
    """One picture for the eye. `outlines`: the four corners of each code found, in pixels of `image`."""

    image: QImage
    outlines: tuple[tuple[tuple[float, float], ...], ...] = ()


class CameraView(QWidget):
    """Draws previews as large as the place allows, uncropped; a page in their place when there is nothing to see.

    Only the picture on the screen is mirrored: the frames that are read for codes never come here.
    """

    drawn = Signal()
    retry = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._error: Exception | None = None
        self._picture, self._title, self._remedy, self._code = QLabel(), QLabel(), QLabel(), QLabel()
        self._again = QPushButton()
        self._again.clicked.connect(self.retry)
        self._page = theme.styled(QWidget(self), "cameraPage")
        self._lay_out()
        self.chooser = CameraChooser(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_starting()

    def show_preview(self, preview: Preview) -> None:
        """The newest picture."""
        self._preview, self._error = preview, None
        self._page.hide()
        self.update()
        self.drawn.emit()

    def show_starting(self) -> None:
        """No picture yet."""
        self._error = None
        self._show_page("camera", self.tr("Starting the camera…"))

    def show_missing(self, error: Exception) -> None:
        """No camera, or one that sees nothing: what happened and what to do."""
        self._error = error
        words = words_of(error)
        self._show_page("camera-off", words.title, words.remedy, words.code)

    def show_cameras(self, cameras: tuple[CameraInfo, ...], meant: CameraInfo | None) -> None:
        """Which cameras there are to choose from."""
        self.chooser.show_cameras(cameras, meant)
        self._place_chooser()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * 9 // 16

    def sizeHint(self) -> QSize:
        return QSize(512, 288)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # By hand: a layout of its own would take the place of heightForWidth.
        self._page.setGeometry(self.rect().marginsRemoved(QMargins(*[4 * theme.GAP] * 4)))
        self._place_chooser()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(rounded)
        painter.fillRect(self.rect(), QColor(palette.camera))
        if self._preview is not None:
            self._paint_mirrored(painter, self._preview, QColor(palette.to_confirm))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._preview is None:
            if self._error is not None:
                self.show_missing(self._error)
            else:
                self.show_starting()

    def _paint_mirrored(self, painter: QPainter, preview: Preview, colour: QColor) -> None:
        image = preview.image
        scale = min(self.width() / image.width(), self.height() / image.height())
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(-scale, scale)
        painter.translate(-image.width() / 2, -image.height() / 2)
        painter.drawImage(0, 0, image)
        pen = QPen(colour)
        pen.setWidthF(_OUTLINE / scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for corners in preview.outlines:
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))

    def _place_chooser(self) -> None:
        self.chooser.move(self.width() - self.chooser.width() - 2 * theme.GAP, 2 * theme.GAP)

    def _show_page(self, picture: str, title: str, remedy: str = "", code: str = "") -> None:
        self._preview = None
        self._picture.setPixmap(icons.pixmap(picture, 40, theme.current().on_camera))
        self._title.setText(title)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._again.setText(self.tr("Try again"))
        for widget in (self._again, self._code):
            widget.setVisible(bool(code))
        self._code.setText(code)
        self._page.show()
        self.update()

    def _lay_out(self) -> None:
        self._title.setObjectName("cameraTitle")
        self._code.setObjectName("cameraCode")
        column = QVBoxLayout(self._page)
        column.addStretch(1)
        for label in (self._picture, self._title, self._remedy):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(2 * theme.GAP)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignCenter)
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._code)
        column.addStretch(1)
