"""A bank: reads the file of a batch, pays what it can, returns the rest, and says so in a table of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

_HEAD = ("批次号", "文件摘要", "行号", "金额", "结果", "原因")
_WHY = "账户状态异常"


@dataclass(frozen=True, slots=True)
class Order:
    """One line of a bank file, as a bank reads it. Fen."""

    batch: str
    line: str
    payment: str
    account_name: str
    account: str
    amount: str

    @property
    def fen(self) -> int:
        """The amount."""
        return int(Decimal(self.amount) * 100)


def read_orders(file: bytes) -> list[Order]:
    """The lines of a batch's file."""
    rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    return [
        Order(row["批次号"], row["行号"], row["付款号"], row["户名"], row["账号"], row["金额"]) for row in rows
    ]


def answer(file: bytes, returned: Collection[str]) -> bytes:
    """The result of a file; orders to the accounts in `returned` come back."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_HEAD)
    table.writerows(_rows(file, returned))
    return out.getvalue().encode("utf-8-sig")


def _rows(file: bytes, returned: Collection[str]) -> Iterator[tuple[str, ...]]:
    digest = sha256(file).hexdigest()
    for order in read_orders(file):
        said = ("失败", _WHY) if order.account in returned else ("成功", "")
        yield order.batch, digest, order.line, order.amount, *said
