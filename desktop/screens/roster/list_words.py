"""Why a file or a line of a list cannot be taken, in plain words, each with what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sync.domain.people_list import FileFault, LineTrouble

translate = QCoreApplication.translate


def file_words(fault: str) -> str:
    """One line."""
    return {
        FileFault.NOT_THERE: translate("List", "The file cannot be opened. Is it still there, or open in Excel?"),
        FileFault.NO_WORKBOOK: translate("List", "This is no Excel workbook. Choose an .xlsx file."),
        FileFault.OLD_WORKBOOK: translate("List", "This is an old .xls file. Save it in Excel as .xlsx."),
        FileFault.PASSWORD: translate("List", "The file has a password. Take it off in Excel and save it again."),
        FileFault.PLAIN_TEXT: translate("List", "This is a text file (.csv). Open it in Excel and save it as .xlsx."),
        FileFault.TOO_LARGE: translate("List", "The file is too large. Copy only the list into a new workbook."),
        FileFault.TOO_MANY: translate("List", "The sheet has more than 20,000 rows. Delete empty rows, or split it."),
        FileFault.DAMAGED: translate("List", "The file is damaged. Open it in Excel and save it again."),
        FileFault.NO_HEADINGS: translate("List", "No columns for name and ID number were found. Use the template."),
        FileFault.COLUMN_TWICE: translate("List", "A column is there twice. Delete one of them."),
        FileFault.NOBODY: translate("List", "Nobody is on this list. Fill it in below the headings."),
    }[FileFault(fault)]


def line_words(trouble: LineTrouble, cell: str) -> str:
    """With the cell to look at."""
    words = {
        LineTrouble.NAME_MISSING: translate("List", "the name is missing"),
        LineTrouble.NAME: translate("List", "the name has signs that no name has"),
        LineTrouble.ID_MISSING: translate("List", "the ID number is missing"),
        LineTrouble.IDENTITY: translate("List", "the number is wrong for this document"),
        LineTrouble.KIND: translate("List", "unknown document kind"),
        LineTrouble.PHONE: translate("List", "this is no phone number"),
        LineTrouble.WORDS: translate("List", "the text is too long"),
        LineTrouble.DIGITS_LOST: translate("List", "Excel has lost digits; enter the number again as text"),
        LineTrouble.DATE: translate("List", "a date stands here; enter it again as text"),
        LineTrouble.FORMULA: translate("List", "a formula without a result"),
        LineTrouble.MERGED: translate("List", "merged cells; one row for each person"),
        LineTrouble.TWICE: translate("List", "the same number is in this list already"),
        LineTrouble.IN_CLASS: translate("List", "already in this class or announced"),
        LineTrouble.NO_PHONE: translate("List", "no phone number"),
        LineTrouble.SEX_DIFFERS: translate("List", "the sex differs from the ID number"),
        LineTrouble.COMPUTED: translate("List", "taken from a formula's result"),
        LineTrouble.NAME_TWICE: translate("List", "the same name twice, with different numbers"),
    }[trouble]
    return f"{cell} {words}".strip()
