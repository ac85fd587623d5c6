"""The bank's answer to a batch, as it is read: CSV in UTF-8, one line for each line of the bank file.

    批次号 batch · 文件摘要 SHA-256 of the bank file, hexadecimal · 行号 line · 金额 yuan as 1200.00 ·
    结果 成功 paid or 失败 returned · 原因 the bank's reason, "" when paid
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass

from sync.domain.money import in_fen
from sync.errors import InvalidInput

COLUMNS = ("批次号", "文件摘要", "行号", "金额", "结果", "原因")
_PAID, _RETURNED = "成功", "失败"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_MOST_DIGITS = 6
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one line."""

    line: int
    amount_fen: int
    paid: bool
    reason: str


@dataclass(frozen=True, slots=True)
class BankResult:
    """A result: of which batch, of which very file, and its lines."""

    batch: str
    file_digest: bytes
    lines: tuple[Answered, ...]


def read_bank_result(data: bytes) -> BankResult:
    """Raises InvalidInput that names the line of the table; never what stands in it."""
    try:
        text = data.decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInput("the bank's result is not a CSV table in UTF-8") from None
    if not table or tuple(table[0]) != COLUMNS:
        raise InvalidInput(f"the bank's result is not headed {','.join(COLUMNS)}")
    rows = [_row(row, number) for number, row in enumerate(table[1:], 2)]
    if len({row[:2] for row in rows}) != 1:
        raise InvalidInput("the bank's result is not of one batch and one file")
    batch, digest, _ = rows[0]
    return BankResult(batch, digest, tuple(answered for _, _, answered in rows))


def _row(row: list[str], number: int) -> tuple[str, bytes, Answered]:
    try:
        batch, digest, line, amount, result, reason = row
        answered = Answered(_whole(line), in_fen(amount), _paid(result), _words(reason))
        return _name(batch), bytes.fromhex(digest), answered
    except (ValueError, InvalidInput):
        raise InvalidInput(f"line {number} of the bank's result is not well-formed") from None


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError
    return text


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise ValueError
    return int(text)


def _paid(text: str) -> bool:
    if text not in (_PAID, _RETURNED):
        raise ValueError
    return text == _PAID


def _words(text: str) -> str:
    if len(text) > _MOST_WORDS or any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError
    return text
