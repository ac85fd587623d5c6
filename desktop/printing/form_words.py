"""The forms by the names that staff know them by."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from sync.domain.forms import Form, FormKind

translate = QCoreApplication.translate
_CLASS, _MADE_AT = "班级", "制表时间"  # as the forms head these facts; the forms themselves are Chinese
_DAY = len("2026-11-24")


def form_name(kind: FormKind) -> str:
    """As it stands in a list to choose from."""
    return {
        FormKind.ROSTER: translate("Forms", "Class roster"),
        FormKind.ATTENDANCE: translate("Forms", "Attendance book"),
        FormKind.RESULTS: translate("Forms", "Assessment results"),
        FormKind.DAY: translate("Forms", "Daily sheet"),
    }[kind]


def file_name(form: Form) -> str:
    """What a saved form is called, without its ending: its title, its class and the day it was made."""
    facts = dict(form.facts)
    parts = [form.title, facts.get(_CLASS, ""), facts.get(_MADE_AT, "")[:_DAY]]
    return re.sub(r'[\s\\/:*?"<>|]+', " ", " ".join(filter(None, parts))).strip()
