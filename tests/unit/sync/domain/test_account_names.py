"""Names in the bank's file are texts to every program that opens it."""

import pytest

from sync.domain.account_names import is_account_name


@pytest.mark.parametrize("name", ["张三", "阿依古丽·买买提", "启明（上海）学校", "A=B", "𠮷田"])
def test_names_as_they_are(name: str) -> None:
    assert is_account_name(name)


@pytest.mark.parametrize("name", ["=1+1", "+86", "-2", "@SUM(1)", "＝1", "＋1", "－1", "＠1", " =1"])  # noqa: RUF001  on purpose
def test_what_a_table_would_calculate(name: str) -> None:
    assert not is_account_name(name)
