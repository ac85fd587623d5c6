"""The roster with a list brought in, what is wrong with one, forms before they are printed, leaving and changing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.screens.roster.view import RosterView
from sync.domain.forms import FormKind
from sync.domain.identifiers import citizen_check_character
from tests.fakes.site import CLASS_A
from tests.screenshots.school_day import enrol_some
from tests.screenshots.stage import Classroom

_NAMES = ("丁试文", "任试", "阿依古丽·试", "𠮷试", "欧阳试然", "方试", "石试磊", "姚试", "谭试", "廖试娟", "范试")
_HEAD = ("序号", "姓名", "性别", "证件类型", "证件号码", "联系电话", "工作单位")


def roster_people(stage: Classroom) -> None:
    """Enrolled, waiting, announced; somebody is chosen."""
    view = _imported(stage)
    view.table.selectRow(4)
    stage.settle(0.2)


def roster_import(stage: Classroom) -> None:
    view = _opened(stage)
    view._bring_in()
    stage.settle(0.2)


def roster_import_checked(stage: Classroom) -> None:
    """Every kind of trouble a list has."""
    view = _opened(stage)
    with TemporaryDirectory() as folder:
        _look_at(stage, view, Path(folder) / "list.xlsx", troubled=True)


def roster_import_refused(stage: Classroom) -> None:
    view = _opened(stage)
    view._bring_in()
    view.list_sheet.look_at(Path(__file__))
    stage.until(lambda: not view.list_sheet.trouble.isHidden())
    stage.settle(0.2)


def roster_import_done(stage: Classroom) -> None:
    view = _imported(stage, close=False)
    assert view.list_sheet.isVisible()


def roster_leave(stage: Classroom) -> None:
    view = _opened(stage)
    view.table.selectRow(6)
    view._let_go()
    stage.settle(0.2)


def roster_transfer(stage: Classroom) -> None:
    view = _opened(stage)
    view.table.selectRow(6)
    view._move_on()
    stage.settle(0.2)


def form_roster(stage: Classroom) -> None:
    _form(stage, FormKind.ROSTER)


def form_attendance(stage: Classroom) -> None:
    _form(stage, FormKind.ATTENDANCE)


def form_results(stage: Classroom) -> None:
    _form(stage, FormKind.RESULTS)


def form_day(stage: Classroom) -> None:
    _form(stage, FormKind.DAY)


def _form(stage: Classroom, kind: FormKind) -> None:
    view = _opened(stage)
    view.forms.open_for(CLASS_A, kind)
    stage.until(view.forms.main.isEnabled)
    stage.settle(0.3)


def _opened(stage: Classroom) -> RosterView:
    enrol_some(stage.day)
    stage.open()
    stage.app.window.show_screen("roster")
    (view,) = stage.app.window.findChildren(RosterView)
    stage.until(lambda: view.table.model().rowCount() > 0)
    stage.until(lambda: view._presenter.operator is not None)
    stage.settle(0.3)
    return view


def _imported(stage: Classroom, *, close: bool = True) -> RosterView:
    view = _opened(stage)
    with TemporaryDirectory() as folder:
        _look_at(stage, view, Path(folder) / "list.xlsx", troubled=False)
    view.list_sheet.main.click()
    stage.until(lambda: view.list_sheet.checked is None)
    if close:
        view.list_sheet.close_sheet()
    stage.settle(0.3)
    return view


def _look_at(stage: Classroom, view: RosterView, path: Path, *, troubled: bool) -> None:
    _write_list(path, troubled=troubled)
    view._bring_in()
    view.list_sheet.look_at(path)
    stage.until(lambda: view.list_sheet.checked is not None)
    stage.settle(0.3)


def _write_list(path: Path, *, troubled: bool) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "示例公司"
    sheet.append(list(_HEAD))
    for at, name in enumerate(_NAMES):
        first17 = f"990000{1970 + at}0{1 + at % 9}15{200 + at}"
        sex = "男" if int(first17[16]) % 2 else "女"
        number = first17 + citizen_check_character(first17)
        sheet.append([at + 1, name, sex, "居民身份证", number, f"1990000{3000 + at}", "示例公司"])
    if troubled:
        sheet["E4"] = 990000197203150010
        sheet["F5"] = None
        sheet["C7"] = "男" if sheet["C7"].value == "女" else "女"
        sheet["E8"] = "990000197603152069"
        sheet["B9"] = None
        sheet["E11"] = sheet["E10"].value
        sheet["D12"] = "军官证"
    book.save(path)


STORIES: dict[str, Callable[[Classroom], None]] = {
    "roster-people": roster_people,
    "roster-import": roster_import,
    "roster-import-checked": roster_import_checked,
    "roster-import-refused": roster_import_refused,
    "roster-import-done": roster_import_done,
    "roster-leave": roster_leave,
    "roster-transfer": roster_transfer,
    "form-roster": form_roster,
    "form-attendance": form_attendance,
    "form-results": form_results,
    "form-day": form_day,
}
