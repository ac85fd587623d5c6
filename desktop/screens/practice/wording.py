"""The samples' names, in the words of whoever stands before the desk."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from sync.desk.operations.practice import Sample

_WORDS: dict[Sample, object] = {
    Sample.SIGN_IN: QT_TRANSLATE_NOOP("Practice", "Signs in"),
    Sample.EDGE: QT_TRANSLATE_NOOP("Practice", "Signs in, hours are short"),
    Sample.SCREENSHOT: QT_TRANSLATE_NOOP("Practice", "An old screenshot"),
    Sample.OTHER_CLASS: QT_TRANSLATE_NOOP("Practice", "Of another class, late"),
    Sample.LATER_CLASS: QT_TRANSLATE_NOOP("Practice", "Of tomorrow's class"),
    Sample.NOT_ENROLLED: QT_TRANSLATE_NOOP("Practice", "Not enrolled yet"),
    Sample.GUEST: QT_TRANSLATE_NOOP("Practice", "A guest, sign-in only"),
    Sample.NATIONAL_CODE: QT_TRANSLATE_NOOP("Practice", "The national card's code"),
    Sample.UNKNOWN_KEY: QT_TRANSLATE_NOOP("Practice", "Signed by a new key"),
    Sample.VOID: QT_TRANSLATE_NOOP("Practice", "A void voucher"),
    Sample.EXPIRED: QT_TRANSLATE_NOOP("Practice", "An expired voucher"),
    Sample.DAMAGED: QT_TRANSLATE_NOOP("Practice", "A damaged code"),
    Sample.NOT_A_VOUCHER: QT_TRANSLATE_NOOP("Practice", "A payment code"),
}


def words_of_sample(sample: Sample) -> str:
    """In the language of the window."""
    return QCoreApplication.translate("Practice", str(_WORDS[sample]))
