"""Which version this is, what is inside it, and under which licences."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from importlib.metadata import version as version_of

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.data_table import DataTable

_WIDTHS = {0: 280, 1: 140}
_LONGEST = 60


class AboutPage(QWidget):
    """The version, and a line for each package."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version, self._inside = theme.styled(QLabel(), "title"), DataTable()
        self._model = QStandardItemModel(0, 3, self)
        self._inside.show_model(self._model, _WIDTHS, 2)
        for name, version, licence in parts_inside():
            row = [QStandardItem(text) for text in (name, version, licence)]
            for item in row:
                item.setEditable(False)
            self._model.appendRow(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(self._version)
        column.addWidget(self._inside, 1)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        try:
            version = version_of("voucher-desk")
        except PackageNotFoundError:
            version = self.tr("unpacked")
        self._version.setText(self.tr("Voucher Desk {version} · what is inside").format(version=version))
        self._inside.setAccessibleName(self._version.text())
        for column, words in enumerate((self.tr("Part"), self.tr("Version"), self.tr("Licence"))):
            self._model.setHeaderData(column, Qt.Orientation.Horizontal, words)


def parts_inside() -> list[tuple[str, str, str]]:
    """Name, version and licence of every package this program needs and has here, by name."""
    wanted, known = ["voucher-desk"], dict[str, Distribution]()
    while wanted:
        name = wanted.pop().lower().replace("_", "-")
        if name in known:
            continue
        try:
            known[name] = distribution(name)
            needs = requires(name) or []
        except PackageNotFoundError:
            continue
        wanted += [_name(need) for need in needs if "extra ==" not in need]
    return [(name, part.version, _licence(part)) for name, part in sorted(known.items())]


def _name(requirement: str) -> str:
    return next(requirement[:at] for at, sign in enumerate(f"{requirement};") if sign in " <>=!~;[(")


def _licence(part: Distribution) -> str:
    said = part.metadata
    for name in ("License-Expression", "License"):
        text = str(said[name]) if name in said else ""
        if text:
            return text.splitlines()[0][:_LONGEST]
    marks = [each.split(" :: ")[-1] for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    return ", ".join(marks) or "–"
