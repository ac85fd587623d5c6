"""From what was counted to a chart and the table below it: the same numbers twice, in the window's language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from PySide6.QtCore import QCoreApplication, Qt

from desktop.widgets.chart_data import ChartData, ChartKind, Series
from sync.desk.operations.export_figures import FigureTable
from sync.desk.operations.show_statistics import ClassFigures, Hours, PeriodFigures, Statistics
from sync.domain.forecast import Outlook
from sync.domain.ids import ClassId
from sync.domain.money import in_yuan

translate = QCoreApplication.translate
_LINES_AT_MOST = 4
_TONES = ("accent", "on_accepted_soft", "on_to_confirm_soft", "on_refused_soft")
_OUTLOOKS = {
    Outlook.REACHED: ("on_accepted_soft", Qt.BrushStyle.SolidPattern),
    Outlook.WITHIN_REACH: ("accent", Qt.BrushStyle.BDiagPattern),
    Outlook.ON_THE_EDGE: ("on_to_confirm_soft", Qt.BrushStyle.Dense4Pattern),
    Outlook.OUT_OF_REACH: ("on_refused_soft", Qt.BrushStyle.DiagCrossPattern),
}


class Measure(StrEnum):
    """What is looked at."""

    ATTENDANCE = "attendance"
    HOURS = "hours"
    PEOPLE = "people"
    SUBSIDY = "subsidy"


class Grouping(StrEnum):
    """By what."""

    BY_CLASS = "by_class"
    BY_WEEK = "by_week"
    BY_MONTH = "by_month"


@dataclass(frozen=True, slots=True)
class Figures:
    """`note` says what the figures are and what is left out."""

    chart: ChartData
    table: FigureTable


def groupings(measure: Measure) -> tuple[Grouping, ...]:
    """By what a measure can be shown."""
    if measure is Measure.PEOPLE:
        return (Grouping.BY_CLASS,)
    if measure is Measure.SUBSIDY:
        return (Grouping.BY_CLASS, Grouping.BY_MONTH)
    return tuple(Grouping)


def figures(statistics: Statistics, measure: Measure, grouping: Grouping, only: ClassId | None) -> Figures:
    """Of all classes, or of one."""
    if only is not None:
        chosen = tuple(one for one in statistics.classes if one.class_id == only)
        statistics = replace(statistics, classes=chosen)
    if measure is Measure.PEOPLE:
        return _people(statistics)
    if measure is Measure.SUBSIDY:
        return _subsidy_by_class(statistics) if grouping is Grouping.BY_CLASS else _subsidy_by_month(statistics)
    if grouping is Grouping.BY_CLASS:
        return _by_class(statistics, measure)
    weekly = grouping is Grouping.BY_WEEK
    return _by_period(statistics, statistics.weeks if weekly else statistics.months, measure, weekly=weekly)


def measure_words(measure: Measure) -> str:
    """What is looked at."""
    return {
        Measure.ATTENDANCE: translate("Statistics", "Attendance rate"),
        Measure.HOURS: translate("Statistics", "Class hours"),
        Measure.PEOPLE: translate("Statistics", "People"),
        Measure.SUBSIDY: translate("Statistics", "Estimated subsidy"),
    }[measure]


def grouping_words(grouping: Grouping) -> str:
    """By what."""
    return {
        Grouping.BY_CLASS: translate("Statistics", "By class"),
        Grouping.BY_WEEK: translate("Statistics", "By week"),
        Grouping.BY_MONTH: translate("Statistics", "By month"),
    }[grouping]


def note_words(statistics: Statistics, measure: Measure, only: ClassId | None) -> str:
    """What the figures are, and what is left out of them."""
    if measure is Measure.ATTENDANCE:
        return translate("Statistics", "Class hours attended of class hours held, of all who are on the rosters now.")
    if measure is Measure.HOURS:
        return translate("Statistics", "Class hours attended, of all people together; cancelled classes are left out.")
    if measure is Measure.PEOPLE:
        return translate("Statistics", "As of now, whatever the span: who can still reach the hours asked for.")
    said = translate(
        "Statistics",
        "An estimate: the project's standard × each person's ratio, of all who have reached the hours or still can. "
        "The centre checks, and pays.",
    )
    known = [one for one in statistics.classes if only in (None, one.class_id)]
    unknown = [one.name for one in known if one.estimate.fen is None]
    without = sum(one.estimate.without_ratio for one in known)
    if unknown:
        left_out = translate("Statistics", "Left out, no standard is known: {classes}.")
        said += " " + left_out.format(classes=translate("Statistics", ", ").join(unknown))
    if without:
        said += " " + translate("Statistics", "People without a ratio (sign-in vouchers), not counted: {n}.").format(
            n=without
        )
    return said


def percent(share: float) -> str:
    """83 %"""
    return f"{share:.0f} %"


def yuan(fen: float) -> str:
    """As money is read: 12,500.00"""
    whole, cents = in_yuan(round(fen)).split(".")
    return f"{int(whole):,}.{cents}"


def short_yuan(fen: float) -> str:
    """On an axis, where there is no room: 12,500"""
    return f"{round(fen / 100):,}"


def number(value: float) -> str:
    """1,200"""
    return f"{value:,.0f}"


def _by_class(statistics: Statistics, measure: Measure) -> Figures:
    rows = [(one.name, one.hours) for one in statistics.classes]
    return _hours(rows, measure, ChartKind.BARS, translate("Statistics", "Class"))


def _by_period(
    statistics: Statistics, periods: tuple[PeriodFigures, ...], measure: Measure, *, weekly: bool
) -> Figures:
    names = {one.class_id: one.name for one in statistics.classes}
    sums = [_sum(period, names) for period in periods]
    head = translate("Statistics", "Week from") if weekly else translate("Statistics", "Month")
    labels = [_day(period.first, weekly=weekly) for period in periods]
    whole = _hours(list(zip(labels, sums, strict=True)), measure, ChartKind.COLUMNS, head)
    if measure is Measure.HOURS or not 1 < len(names) <= _LINES_AT_MOST:
        return whole
    series = tuple(
        Series(name, tuple(_share(period.by_class.get(id_, Hours()).rate) for period in periods), tone)
        for (id_, name), tone in zip(names.items(), _TONES, strict=False)
    )
    chart = replace(whole.chart, kind=ChartKind.LINES, series=series)
    rows = tuple(
        (label, *(percent(v) if (v := one.values[at]) is not None else "–" for one in series), last[-1])
        for at, (label, last) in enumerate(zip(labels, whole.table.rows, strict=True))
    )
    together = translate("Statistics", "Together")
    return Figures(chart, replace(whole.table, head=(head, *names.values(), together), rows=rows))


def _hours(rows: list[tuple[str, Hours]], measure: Measure, kind: ChartKind, first: str) -> Figures:
    title, names = measure_words(measure), tuple(name for name, _ in rows)
    head = (
        first,
        translate("Statistics", "Hours held × people"),
        translate("Statistics", "Hours attended"),
        translate("Statistics", "Attendance rate"),
    )
    told = tuple((name, number(hours.held), number(hours.done), _rate(hours.rate)) for name, hours in rows)
    if measure is Measure.ATTENDANCE:
        values = tuple(_share(hours.rate) for _, hours in rows)
        chart = ChartData(kind, title, names, (Series(title, values),), percent, 100.0)
    else:
        values = tuple(float(hours.done) if hours.held else None for _, hours in rows)
        chart = ChartData(kind, title, names, (Series(title, values),), number)
    return Figures(chart, FigureTable(title, head, told))


def _people(statistics: Statistics) -> Figures:
    title, known = measure_words(Measure.PEOPLE), statistics.classes
    words = {
        Outlook.REACHED: translate("Statistics", "Hours reached"),
        Outlook.WITHIN_REACH: translate("Statistics", "On course"),
        Outlook.ON_THE_EDGE: translate("Statistics", "At risk: no absence left"),
        Outlook.OUT_OF_REACH: translate("Statistics", "Out of reach"),
    }
    series = tuple(
        Series(words[outlook], tuple(float(one.outlook.get(outlook, 0)) for one in known), *_OUTLOOKS[outlook])
        for outlook in Outlook
    )
    chart = ChartData(ChartKind.BARS, title, tuple(one.name for one in known), series, number)
    head = (translate("Statistics", "Class"), translate("Statistics", "Enrolled"), *words.values())
    rows = tuple(
        (one.name, number(one.people), *(number(one.outlook.get(outlook, 0)) for outlook in Outlook)) for one in known
    )
    return Figures(chart, FigureTable(title, head, rows))


def _subsidy_by_class(statistics: Statistics) -> Figures:
    title = measure_words(Measure.SUBSIDY)
    values = tuple(None if one.estimate.fen is None else float(one.estimate.fen) for one in statistics.classes)
    names = tuple(one.name for one in statistics.classes)
    head = (
        translate("Statistics", "Class"),
        translate("Statistics", "People counted"),
        translate("Statistics", "Without a ratio"),
        translate("Statistics", "Estimate (yuan)"),
    )
    rows = tuple((one.name, *_estimate(one)) for one in statistics.classes)
    return Figures(_money(ChartKind.BARS, title, names, values), FigureTable(title, head, rows))


def _subsidy_by_month(statistics: Statistics) -> Figures:
    """By the month in which a class ends, as far as its sessions are planned."""
    title = measure_words(Measure.SUBSIDY)
    months: dict[str, list[ClassFigures]] = {}
    for one in sorted(statistics.classes, key=lambda one: one.last_day or date.max):
        if one.estimate.fen is not None:
            months.setdefault(_month_of(one.last_day), []).append(one)
    sums = [sum(one.estimate.fen or 0 for one in some) for some in months.values()]
    head = (
        translate("Statistics", "Classes end in"),
        translate("Statistics", "Classes"),
        translate("Statistics", "People counted"),
        translate("Statistics", "Estimate (yuan)"),
    )
    rows = tuple(
        (month, number(len(some)), number(sum(one.estimate.counted for one in some)), yuan(fen))
        for (month, some), fen in zip(months.items(), sums, strict=True)
    )
    return Figures(
        _money(ChartKind.COLUMNS, title, tuple(months), tuple(map(float, sums))), FigureTable(title, head, rows)
    )


def _money(kind: ChartKind, title: str, names: tuple[str, ...], values: tuple[float | None, ...]) -> ChartData:
    series = (Series(title, values, "accent", Qt.BrushStyle.BDiagPattern),)
    return ChartData(kind, title, names, series, short_yuan)


def _estimate(one: ClassFigures) -> tuple[str, str, str]:
    known = one.estimate
    counted = "–" if known.fen is None else number(known.counted)
    return counted, number(known.without_ratio), "–" if known.fen is None else yuan(known.fen)


def _month_of(day: date | None) -> str:
    return translate("Statistics", "not planned yet") if day is None else f"{day:%Y-%m}"


def _sum(period: PeriodFigures, names: dict[ClassId, str]) -> Hours:
    return sum((hours for id_, hours in period.by_class.items() if id_ in names), Hours())


def _day(first: date, *, weekly: bool) -> str:
    return f"{first:%m-%d}" if weekly else f"{first:%Y-%m}"


def _rate(rate: Fraction | None) -> str:
    return "–" if rate is None else percent(float(rate * 100))


def _share(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate * 100)
