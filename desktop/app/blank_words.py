"""What is said on the page without work, by why there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.notices import words_of
from desktop.widgets.blank_page import BlankPage
from sync.errors import ContactLapsed, NotJoined, Withdrawn

translate = QCoreApplication.translate
_PICTURES: dict[type[Exception], str] = {ContactLapsed: "wifi-off", Withdrawn: "monitor-x"}


def say_why_blank(page: BlankPage, error: Exception) -> None:
    """What happened, what to do, and the code."""
    words = words_of(error)
    if isinstance(error, NotJoined):
        page.say(
            "monitor-smartphone",
            words.title,
            translate("App", "IT runs this once, with the address and the one-time code from the centre:"),
            command="voucherdesk enrol-device --central URL --code CODE",
            code=words.code + " · " + translate("App", "This window goes on by itself afterwards."),
        )
    else:
        page.say(_PICTURES.get(type(error), "triangle-alert"), words.title, words.remedy, code=words.code)
