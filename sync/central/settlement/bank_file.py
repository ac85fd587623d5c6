"""The file that a batch goes to the bank with: a pure function of the batch's lines, so twice the same bytes.

CSV, UTF-8 with a mark at the beginning (so that spreadsheets set to GB 18030 read it), lines end in CR LF, one header:

    批次号 batch · 行号 line · 付款号 payment · 收款人类型 个人 or 单位 · 户名 account's name · 账号 account's number ·
    金额 yuan as 1200.00 · 用途 purpose
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import sha256

from sqlalchemy import Connection, select

from sync.central.problems import Problem, ProblemKind
from sync.central.store.tables import payment_lines
from sync.domain.money import in_yuan
from sync.domain.region_rules import PayeeKind

COLUMNS = ("批次号", "行号", "付款号", "收款人类型", "户名", "账号", "金额", "用途")
MEDIA_TYPE = "text/csv; charset=utf-8"
_PURPOSE = "职业培训补贴"


@dataclass(frozen=True, slots=True)
class Line:
    """One payment as the bank is told of it."""

    batch: str
    line: int
    payment: str
    amount_fen: int
    payee_kind: str
    account_name: str
    account_no: str


def write_bank_file(lines: Iterable[Line]) -> bytes:
    """The file of the lines in their order."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for line in lines:
        who = "个人" if line.payee_kind == PayeeKind.TRAINEE else "单位"
        amount = in_yuan(line.amount_fen)
        table.writerow(
            (line.batch, line.line, line.payment, who, line.account_name, line.account_no, amount, _PURPOSE)
        )
    return text.getvalue().encode("utf-8-sig")


def digest_of(file: bytes) -> bytes:
    """What names this very file in the bank's result."""
    return sha256(file).digest()


def bank_file(connection: Connection, batch: str) -> bytes:
    """The file of a batch. Raises Problem when there is no such batch."""
    rows = payment_lines.c
    columns = [rows[field.name] for field in fields(Line)]
    found = connection.execute(select(*columns).where(rows.batch == batch).order_by(rows.line)).all()
    if not found:
        raise Problem(ProblemKind.NOT_FOUND, "no payment batch of this name")
    return write_bank_file(Line(*row) for row in found)
