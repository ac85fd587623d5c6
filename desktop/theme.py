"""The one place for colour and size.

Five type sizes, spacing in steps of four, one accent. Every pair of text and ground that the style sheet puts together
is listed in `Palette.pairs`, so that a test can hold all of them to 4.5 : 1 (WCAG 2.2, success criterion 1.4.3).
"""

from dataclasses import dataclass
from string import Template
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from resources import locate

# Sizes in device-independent pixels. From 64 on Qt no longer thickens a family without a bold of its own, as many free
# Chinese ones are: the verdict would be thinner than the sentence below it.
SMALL, BODY, TITLE, LARGE, DISPLAY = 14, 16, 22, 34, 63
GAP = 4
W = TypeVar("W", bound=QWidget)
FONTS = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for. `x` is the ground, `on_x` the text on it; `x_soft` a verdict's quiet form.

    `alert` is for what is no answer at all, so it has none of their colours: darkest on light, lightest on dark.
    """

    window: str
    surface: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    rail: str
    on_rail: str
    rail_chosen: str
    on_rail_chosen: str
    accepted: str
    on_accepted: str
    accepted_soft: str
    on_accepted_soft: str
    refused: str
    on_refused: str
    refused_soft: str
    on_refused_soft: str
    to_confirm: str
    on_to_confirm: str
    to_confirm_soft: str
    on_to_confirm_soft: str
    alert: str
    on_alert: str
    camera: str
    on_camera: str

    def pairs(self) -> list[tuple[str, str]]:
        """Every (text, ground) that is drawn."""
        grounds = ("accent", "accent_soft", "rail", "rail_chosen", "alert", "camera")
        verdicts = ("accepted", "refused", "to_confirm")
        named = [(f"on_{n}", n) for n in (*grounds, *verdicts, *(f"{v}_soft" for v in verdicts))]
        named += [(t, g) for t in ("text", "quiet", "accent") for g in ("window", "surface")]
        named += [(f"on_{v}_soft", "surface") for v in verdicts]
        return [(getattr(self, text), getattr(self, ground)) for text, ground in named]


LIGHT = Palette(
    window="#eef1f5",
    surface="#ffffff",
    line="#d8dee7",
    edge="#8593a5",
    text="#16202c",
    quiet="#4a5767",
    accent="#1d4fd7",
    on_accent="#ffffff",
    accent_soft="#e4ecfd",
    on_accent_soft="#1a43b3",
    rail="#15223b",
    on_rail="#c3cee0",
    rail_chosen="#2b4069",
    on_rail_chosen="#ffffff",
    accepted="#0a6b3b",
    on_accepted="#ffffff",
    accepted_soft="#dff3e7",
    on_accepted_soft="#0a5730",
    refused="#b3241c",
    on_refused="#ffffff",
    refused_soft="#fce7e5",
    on_refused_soft="#96190f",
    to_confirm="#ffc43a",
    on_to_confirm="#2b1d00",
    to_confirm_soft="#fff1cc",
    on_to_confirm_soft="#6a4600",
    alert="#15181d",
    on_alert="#ffffff",
    camera="#10161f",
    on_camera="#e9eef5",
)

DARK = Palette(
    window="#0f141b",
    surface="#19212b",
    line="#303b49",
    edge="#77869a",
    text="#eef2f7",
    quiet="#aab6c5",
    accent="#82adff",
    on_accent="#0a1733",
    accent_soft="#1f2f50",
    on_accent_soft="#b5cdff",
    rail="#0a0e14",
    on_rail="#aab6c5",
    rail_chosen="#263756",
    on_rail_chosen="#ffffff",
    accepted="#117344",
    on_accepted="#ffffff",
    accepted_soft="#123322",
    on_accepted_soft="#86e3ae",
    refused="#bb3329",
    on_refused="#ffffff",
    refused_soft="#3b1815",
    on_refused_soft="#ffb6af",
    to_confirm="#ffc43a",
    on_to_confirm="#2b1d00",
    to_confirm_soft="#3a2c09",
    on_to_confirm_soft="#ffda7d",
    alert="#f4f6f9",
    on_alert="#15181d",
    camera="#06090d",
    on_camera="#e9eef5",
)


def styled(widget: W, name: str) -> W:
    """The widget, called `name` so that the rules of the style sheet for that name hold for it."""
    widget.setObjectName(name)
    return widget


def current() -> Palette:
    """The palette the application wears now."""
    app = QApplication.instance()
    return DARK if app is not None and app.property("dark") else LIGHT


def follows_system(app: QApplication) -> None:
    """Wear what the system wears, now and when it changes."""
    hints = app.styleHints()
    wear(app, dark=hints.colorScheme() is Qt.ColorScheme.Dark)
    hints.colorSchemeChanged.connect(lambda scheme: change(app, dark=scheme is Qt.ColorScheme.Dark))


def look(app: QApplication, wanted: str) -> None:
    """light, dark, or, for an empty text, as the system does."""
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(wanted, Qt.ColorScheme.Unknown)
    app.styleHints().setColorScheme(scheme)
    if scheme is not Qt.ColorScheme.Unknown:
        change(app, dark=scheme is Qt.ColorScheme.Dark)
    else:
        change(app, dark=app.styleHints().colorScheme() is Qt.ColorScheme.Dark)


def change(app: QApplication, *, dark: bool) -> None:
    """Wear the other palette while windows are open: whoever words itself anew also draws its pictures anew.

    Qt dresses every widget there is, hidden ones too: half a millisecond each, so nothing is done for nothing.
    """
    if app.property("dark") is dark and app.styleSheet():
        return
    wear(app, dark=dark)
    QApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))


def wear(app: QApplication, *, dark: bool = False) -> None:
    """Put fonts, palette and style sheet on the application."""
    if not app.styleSheet():  # the first time; a style sheet goes on over the style that is there
        app.setStyle("Fusion")
    app.setProperty("dark", dark)
    font = app.font()
    font.setFamilies(list(FONTS))
    font.setPixelSize(BODY)
    app.setFont(font)
    palette = current()
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(style_sheet(palette))


def style_sheet(palette: Palette) -> str:
    """The style sheet with the tokens filled in."""
    values = {name: getattr(palette, name) for name in Palette.__slots__}
    sizes = {"small": SMALL, "body": BODY, "title": TITLE, "large": LARGE, "display": DISPLAY}
    text = (locate.folder() / "styles" / "voucherdesk.qss").read_text("utf-8")
    values["arrow"] = (locate.folder() / "styles" / "arrow.svg").as_posix()
    values["arrow_up"] = (locate.folder() / "styles" / "arrow-up.svg").as_posix()
    values["tick"] = (locate.folder() / "styles" / f"tick-{'dark' if palette is DARK else 'light'}.svg").as_posix()
    return Template(text).substitute(values, **{name: f"{size}px" for name, size in sizes.items()})


def _qt_palette(colours: Palette) -> QPalette:
    """What widgets that no rule of the style sheet names are drawn with."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.window,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.quiet,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.rail,
        QPalette.ColorRole.ToolTipText: colours.on_rail_chosen,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette
