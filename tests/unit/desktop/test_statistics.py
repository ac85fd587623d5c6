"""The statistics screen on a real record: chart and table say the same, by keyboard, copied and saved."""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.screens.statistics.figures import Grouping, Measure, short_yuan, yuan
from desktop.screens.statistics.presenter import StatisticsPresenter
from desktop.screens.statistics.view import StatisticsView
from desktop.widgets.chart import Chart
from desktop.widgets.chart_data import ChartData, ChartKind, Series, ticks
from sync.desk.operations.desk import Desk
from sync.desk.store import feed
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.site import CLASS_A, CLASS_B, NOW

FORMULA = "=班级 1+1"


@pytest.fixture
def taught(desk: Desk) -> None:
    """Class A held two sessions of four hours, to which three and four of its five people came."""
    news = []
    for number, came in enumerate((3, 4)):
        starts = NOW - timedelta(days=7 * (number + 1))
        ends = starts + timedelta(hours=3)
        body = {"class_id": CLASS_A, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": 4}
        news.append(Change(ChangeKind.SESSION, f"past-{number}", body))
        for voucher_no in range(1001, 1001 + came):
            punch = {"session_id": f"past-{number}", "class_id": CLASS_A, "voucher_no": voucher_no}
            rest = {"at": starts.isoformat(), "source": "desk", "device": None, "mark": "present", "hours": 4}
            news.append(Change(ChangeKind.ATTENDANCE, f"past-{number}/{voucher_no}", punch | rest))
    project = {"name": "焊工", "kind": "social_training", "occupation": None, "level": 5, "standard_fen": 150_050}
    entry = {"class_id": CLASS_A, "trainee_id": "t1", "voucher_no": 1001, "state": "IN_USE", "name": "王试明"}
    rest = {"id_number": "", "phone": "", "hours_done": 36, "ratio_percent": 80}
    news += [
        Change(ChangeKind.PROJECT, "11", project),
        Change(ChangeKind.ROSTER_ENTRY, f"{CLASS_A}:t1", entry | rest),
    ]
    with desk.store.write() as tx:
        feed.apply(tx, news, "2")


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, disk: Background, speak: Callable[[str], None]) -> Iterator[StatisticsView]:
    speak("zh_CN")
    presenter = StatisticsPresenter(desk, disk, disk)
    view = StatisticsView(presenter)
    qtbot.addWidget(view)
    view.resize(1184, 632)
    view.show()
    yield view
    disk.close()
    presenter.deleteLater()


def look(qtbot: QtBot, view: StatisticsView) -> None:
    with qtbot.waitSignal(view._presenter.statistics):
        view._presenter.refresh()


def rows(view: StatisticsView) -> list[list[str]]:
    model = view.table.model()
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]


def test_chart_and_table_say_the_same(qtbot: QtBot, view: StatisticsView, taught: None) -> None:
    look(qtbot, view)
    assert rows(view) == [["养老护理 2026-11 班", "0", "0", "–"], ["初级焊工 2026-11 班", "40", "28", "70 %"]]
    assert "初级焊工 2026-11 班: 出勤率 70 %" in view.chart.accessibleDescription()
    view.groups[Grouping.BY_WEEK].click()
    assert [row[0] for row in rows(view)] == ["11-09", "11-16"]
    assert [row[-1] for row in rows(view)] == ["80 %", "60 %"]


def test_arrows_walk_over_the_values(qtbot: QtBot, view: StatisticsView, taught: None) -> None:
    look(qtbot, view)
    view.chart.setFocus()
    QTest.keyClick(view.chart, Qt.Key.Key_Down)
    assert view.chart.accessibleDescription() == "养老护理 2026-11 班: 出勤率 –"
    QTest.keyClick(view.chart, Qt.Key.Key_End)
    assert view.chart.accessibleDescription() == "初级焊工 2026-11 班: 出勤率 70 %"
    QTest.keyClick(view.chart, Qt.Key.Key_Down)
    assert view.chart.at == 1


def test_money_is_an_estimate_and_says_what_is_left_out(qtbot: QtBot, view: StatisticsView, taught: None) -> None:
    look(qtbot, view)
    view.measures[Measure.SUBSIDY].click()
    assert rows(view)[1] == ["初级焊工 2026-11 班", "1", "4", "1,200.40"]
    assert view.measures[Measure.SUBSIDY].text() == "补贴估算"
    assert "仅为估算" in view._note.text()
    assert "养老护理 2026-11 班" in view._note.text()
    assert not view.groups[Grouping.BY_WEEK].isVisible()


def test_one_class_and_its_days(qtbot: QtBot, view: StatisticsView, taught: None) -> None:
    look(qtbot, view)
    view.choose_class(CLASS_A)
    assert [row[0] for row in rows(view)] == ["初级焊工 2026-11 班"]
    with qtbot.waitSignal(view._presenter.statistics):
        view.choose_span("2026-10")
    assert view._stack.currentWidget() is view._empty
    with qtbot.waitSignal(view._presenter.statistics):
        view.choose_span("2026-11")
    assert rows(view) == [["初级焊工 2026-11 班", "40", "28", "70 %"]]


def test_copied_as_picture_and_as_text(qtbot: QtBot, view: StatisticsView, taught: None) -> None:
    look(qtbot, view)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    board = QGuiApplication.clipboard()
    assert board.text().splitlines()[2] == "初级焊工 2026-11 班\t40\t28\t70 %"
    assert board.image().width() == 2 * view.chart.width()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "png"])
def test_saved_and_opened_again(
    qtbot: QtBot, view: StatisticsView, taught: None, desk: Desk, *, tmp_path: Path, ending: str
) -> None:
    body = {"name": FORMULA, "project": 12, "project_name": "x", "capacity": 8, "required_hours": 80, "state": "open"}
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, CLASS_B, body)], "3")
    look(qtbot, view)
    path = tmp_path / "stick" / f"考勤.{ending}"
    path.parent.mkdir()
    with qtbot.waitSignal(view._presenter.saved):
        view.save_to(path)
    assert path.name in view.said.text()
    if ending == "png":
        assert QImage(str(path)).width() == 2 * view.chart.width()
    elif ending == "csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        told = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        assert ["初级焊工 2026-11 班", "40", "28", "70 %"] in told
        assert [f"'{FORMULA}", "0", "0", "–"] in told
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        found = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert ["初级焊工 2026-11 班", "40", "28", "70 %"] in found
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_folder_that_is_not_there_is_told(qtbot: QtBot, view: StatisticsView, taught: None, tmp_path: Path) -> None:
    look(qtbot, view)
    with qtbot.waitSignal(view._presenter.failed):
        view.save_to(tmp_path / "gone" / "x.csv")


def test_no_class_at_all(qtbot: QtBot, view: StatisticsView, desk: Desk) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, key, None) for key in (CLASS_A, CLASS_B)], "2")
    look(qtbot, view)
    for measure in Measure:
        view.measures[measure].click()
        assert "还没有班级" in view._empty.accessibleName()
        assert not view.save_button.isEnabled()


@pytest.mark.parametrize(
    ("largest", "steps"), [(0, [0, 1]), (4, [0, 1, 2, 3, 4]), (56, [0, 20, 40, 60]), (100, [0, 25, 50, 75, 100])]
)
def test_axes_are_round(largest: float, steps: list[float]) -> None:
    assert ticks(largest) == steps


def test_an_axis_holds_every_value() -> None:
    for largest in (1, 3, 7, 9.9, 10.1, 38, 1_234, 99_999_999):
        assert ticks(largest)[-1] >= largest
        assert len(ticks(largest)) <= 5


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_is_drawn_within_its_place(qtbot: QtBot, dressed: object, kind: ChartKind) -> None:
    """A line of another colour than the ground would stand at the edge if anything were cut."""
    series = (Series("一", (3.0, None, 5.0)), Series("二", (2.0, 4.0, 0.0), "refused", Qt.BrushStyle.DiagCrossPattern))
    chart = Chart()
    qtbot.addWidget(chart)
    chart.resize(640, 280)
    chart.show_data(ChartData(kind, "图", ("甲", "乙" * 40, "丙"), series, lambda value: f"{value:.0f}"))
    image = chart.picture()
    ground = image.pixelColor(0, 0)
    edge = [(x, y) for x in range(image.width()) for y in (0, image.height() - 1)]
    edge += [(x, y) for y in range(image.height()) for x in (0, image.width() - 1)]
    assert all(image.pixelColor(x, y) == ground for x, y in edge)
    colours = {image.pixelColor(x, y).rgb() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 5, "something is drawn"


def test_money_is_worded_from_whole_fen() -> None:
    assert (yuan(1_250_005), yuan(0), short_yuan(1_250_000)) == ("12,500.05", "0.00", "12,500")
