"""The checks in the language of the window. Their sentences are written in English where they are made, and listed here
so that the translators see them.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.health.check import Check, Grade

_NAMES = {
    "versions": QT_TRANSLATE_NOOP("Health", "Version"),
    "settings": QT_TRANSLATE_NOOP("Health", "Settings"),
    "void list": QT_TRANSLATE_NOOP("Health", "List of void vouchers"),
    "decoder": QT_TRANSLATE_NOOP("Health", "Decoder"),
    "camera": QT_TRANSLATE_NOOP("Health", "Camera"),
    "reader": QT_TRANSLATE_NOOP("Health", "Handheld reader"),
    "keyring": QT_TRANSLATE_NOOP("Health", "Keys"),
    "disk": QT_TRANSLATE_NOOP("Health", "Disk"),
    "store": QT_TRANSLATE_NOOP("Health", "Record"),
    "in use": QT_TRANSLATE_NOOP("Health", "In use"),
    "backup": QT_TRANSLATE_NOOP("Health", "Backup"),
    "last contact": QT_TRANSLATE_NOOP("Health", "Centre"),
    "clock": QT_TRANSLATE_NOOP("Health", "Clock"),
    "pending": QT_TRANSLATE_NOOP("Health", "Waiting to be sent"),
    "printer": QT_TRANSLATE_NOOP("Health", "Printer"),
    "enrolment code": QT_TRANSLATE_NOOP("Health", "Enrolment code"),
}
SENTENCES = (
    QT_TRANSLATE_NOOP("Health", "voucher-desk {program}, {system}"),
    QT_TRANSLATE_NOOP("Health", "unpacked"),
    QT_TRANSLATE_NOOP("Health", "{file}"),
    QT_TRANSLATE_NOOP("Health", "{file}, and variables for: {names}"),
    QT_TRANSLATE_NOOP("Health", "as the program comes; there is no {file}"),
    QT_TRANSLATE_NOOP("Health", "reads, version {version}"),
    QT_TRANSLATE_NOOP("Health", "missing: {detail}"),
    QT_TRANSLATE_NOOP("Health", "Install the program again; on Linux zbar needs the package libzbar0."),
    QT_TRANSLATE_NOOP("Health", "none"),
    QT_TRANSLATE_NOOP("Health", "Plug one in; search works without."),
    QT_TRANSLATE_NOOP("Health", "{names}"),
    QT_TRANSLATE_NOOP(
        "Health", "as a keyboard: set to a US keyboard, Enter after each code; on a serial port: {ports}"
    ),
    QT_TRANSLATE_NOOP("Health", "as a keyboard: set to a US keyboard, Enter after each code; on a serial port: none"),
    QT_TRANSLATE_NOOP("Health", "Plug in {port}, or set reader to another port."),
    QT_TRANSLATE_NOOP("Health", "{storage}, holds device key"),
    QT_TRANSLATE_NOOP("Health", "{storage}, no device key"),
    QT_TRANSLATE_NOOP("Health", "{storage}, holds device key; it lies open: {open}"),
    QT_TRANSLATE_NOOP("Health", "{storage}, no device key; it lies open: {open}"),
    QT_TRANSLATE_NOOP(
        "Health", "Use a keyring, or name a passphrase_file outside the home that only this user may read."
    ),
    QT_TRANSLATE_NOOP("Health", "file"),
    QT_TRANSLATE_NOOP("Health", "keyring"),
    QT_TRANSLATE_NOOP("Health", "machine"),
    QT_TRANSLATE_NOOP("Health", "other users may read the key file"),
    QT_TRANSLATE_NOOP("Health", "whoever can copy the key file can read the record"),
    QT_TRANSLATE_NOOP("Health", "the passphrase lies beside the key file"),
    QT_TRANSLATE_NOOP("Health", "is there, but did not read the test code"),
    QT_TRANSLATE_NOOP("Health", "{code}: not used by this PC"),
    QT_TRANSLATE_NOOP("Health", "{code}: this PC has joined by it"),
    QT_TRANSLATE_NOOP("Health", "{code}: the centre refused it, {why}"),
    QT_TRANSLATE_NOOP(
        "Health", "Ask the centre for a new code and put it into site.toml, or type it into the window."
    ),
    QT_TRANSLATE_NOOP("Health", "{mb} MB free"),
    QT_TRANSLATE_NOOP("Health", "Free at least {least} MB."),
    QT_TRANSLATE_NOOP("Health", "{n} facts, chain whole"),
    QT_TRANSLATE_NOOP("Health", "{n} facts at risk, {pages} pages damaged"),
    QT_TRANSLATE_NOOP("Health", "Delete nothing; close the window and run: voucherdesk repair"),
    QT_TRANSLATE_NOOP("Health", "site {site}"),
    QT_TRANSLATE_NOOP("Health", "{at} {zone}"),
    QT_TRANSLATE_NOOP("Health", "{at} {zone}, looked at {looked} {zone}: whole"),
    QT_TRANSLATE_NOOP("Health", "{at} {zone}, looked at {looked} {zone}: damaged"),
    QT_TRANSLATE_NOOP("Health", "none yet"),
    QT_TRANSLATE_NOOP("Health", "none yet, looked at {looked} {zone}: whole"),
    QT_TRANSLATE_NOOP("Health", "none yet, looked at {looked} {zone}: damaged"),
    QT_TRANSLATE_NOOP("Health", "Leave the program running, or run: voucherdesk sync --once"),
    QT_TRANSLATE_NOOP("Health", "the centre answers"),
    QT_TRANSLATE_NOOP("Health", "the centre answers, its data here is complete"),
    QT_TRANSLATE_NOOP(
        "Health", "the centre answers, its data here differs and will be fetched anew within a day"
    ),
    QT_TRANSLATE_NOOP("Health", "{title}; last: {at} {zone}"),
    QT_TRANSLATE_NOOP("Health", "{title}; last: never"),
    QT_TRANSLATE_NOOP("Health", "{minutes} minutes off"),
    QT_TRANSLATE_NOOP("Health", "{days} days off"),
    QT_TRANSLATE_NOOP("Health", "Set the PC's clock; work goes on."),
    QT_TRANSLATE_NOOP("Health", "trusted"),
    QT_TRANSLATE_NOOP("Health", "doubtful"),
    QT_TRANSLATE_NOOP("Health", "Connect to the centre once."),
    QT_TRANSLATE_NOOP("Health", "{n} waiting"),
    QT_TRANSLATE_NOOP("Health", "{n} waiting, {m} need attention"),
    QT_TRANSLATE_NOOP("Health", "Save as PDF still works; add one in the system's settings to print."),
)
MARKS = {Grade.WELL: "accepted", Grade.ATTENTION: "to_confirm", Grade.BAD: "refused"}


def name_of(check: Check) -> str:
    """What was looked at."""
    kind, _, which = check.name.partition(" ") if check.name.startswith("decoder ") else (check.name, "", "")
    word = QCoreApplication.translate("Health", str(_NAMES.get(kind, kind)))
    return f"{word} {which}".strip()


def grade_words(grade: Grade) -> str:
    """With a sign, for whoever does not see the colour."""
    words = {
        Grade.WELL: QCoreApplication.translate("Health", "✓ well"),
        Grade.ATTENTION: QCoreApplication.translate("Health", "! look"),
        Grade.BAD: QCoreApplication.translate("Health", "✕ bad"),
    }
    return words[grade]


def says(check: Check) -> str:
    """What was found."""
    values = {name: _word(value) if isinstance(value, str) else value for name, value in check.values.items()}
    return _word(check.says).format(**values) + (f" · {check.code}" if check.code else "")


def fix(check: Check) -> str:
    """What to do; empty where nothing is."""
    return _word(check.fix).format(**check.values) if check.fix else ""


def line(check: Check) -> str:
    """All of it, to be read out or sent."""
    advice = f" → {fix(check)}" if check.fix else ""
    return f"{grade_words(check.grade)}  {name_of(check)}: {says(check)}{advice}"


def _word(text: str) -> str:
    """A check's own sentence, or the words of an error."""
    own = QCoreApplication.translate("Health", text)
    return own if own != text or not text else QCoreApplication.translate("Error", text)
