"""The batches from the command line: one JSON document each, safe to repeat, one clear line about what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from sync.central.__main__ import main
from sync.domain.ids import VoucherNo
from tests.unit.sync.central.settlement.bank import PAID, RETURNED, as_csv, bank_answer
from tests.unit.sync.central.settlement.conftest import STANDARD_FEN, Term


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'centre.db'}"


@pytest.fixture
def passed(term: Term) -> list[VoucherNo]:
    numbers = [term.plant_voucher(ratio=100) for _ in range(3)]
    term.let_pass(numbers[:2])
    return numbers


class Shell:
    """`python -m sync.central` at one database."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._url = url
        self._capsys = capsys

    def __call__(self, *arguments: str, status: int = 0) -> dict[str, Any]:
        """The JSON document of a command that ends with `status`."""
        assert main([*arguments, "--db", self._url, "--json"]) == status
        out, errors = self._capsys.readouterr()
        assert errors == ""
        document: dict[str, Any] = json.loads(out)
        return document

    def says(self, *arguments: str, status: int = 0) -> str:
        """What a person is told."""
        assert main([*arguments, "--db", self._url]) == status
        return self._capsys.readouterr().out

    def refuses(self, *arguments: str) -> str:
        """The one line about what is wrong."""
        assert main([*arguments, "--db", self._url]) == 2
        out, errors = self._capsys.readouterr()
        assert (out, errors.count("\n")) == ("", 1)
        return errors


@pytest.fixture
def shell(term: Term, capsys: pytest.CaptureFixture[str]) -> Shell:
    """At the database of `term`."""
    return Shell(term.centre.store.url.render_as_string(), capsys)


def test_from_the_check_to_the_write_off(term: Term, passed: list[VoucherNo], shell: Shell, tmp_path: Path) -> None:
    checked = shell("check")
    assert checked == {
        "classes": ["K-1"],
        "checked": 3,
        "eligible": 2,
        "amount_fen": 2 * STANDARD_FEN,
        "unmet": {"assessment_passed": 1, "certificate_issued": 1},
    }
    assert shell("check")["eligible"] == 0
    (batch,) = shell("settle")["batches"]
    assert (batch["lines"], batch["total_fen"]) == (2, 2 * STANDARD_FEN)
    assert shell("settle") == {"batches": []}
    assert shell.says("settle") == "no payment is due\n"
    files = tmp_path / "one.csv", tmp_path / "two.csv"
    for file in files:
        assert shell("bank-file", batch["id"], "--out", str(file))["file_digest"] == batch["file_digest"]
    assert files[0].read_bytes() == files[1].read_bytes()
    result = tmp_path / "result.csv"
    result.write_bytes(as_csv(bank_answer(term, batch["id"], PAID, RETURNED)))
    for _ in range(2):
        taken = shell("take-bank-result", str(result))
        assert (taken["paid"], taken["paid_fen"], taken["returned"]) == (1, STANDARD_FEN, 1)
    assert shell("audit") == {
        "balanced": True,
        "vouchers": {"IN_USE": 1, "USED": 1, "WRITTEN_OFF": 1},
        "paid_fen": STANDARD_FEN,
        "owed_fen": STANDARD_FEN,
        "offenders": [],
        "unbalanced": [],
    }
    assert shell.says("audit") == "1500.01 yuan paid, 1500.01 yuan owed\n"
    assert shell("void", str(passed[2]), "--note", "材料不实")["void"] == [passed[2]]
    assert shell("expire") == {"expired": 0}


def test_one_line_about_what_cannot_be(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "result.csv"
    file.write_bytes(b"x")
    assert "The bank's result does not answer this batch" in shell.refuses("take-bank-result", str(file))
    assert "cannot be read" in shell.refuses("take-bank-result", str(tmp_path / "none"))
    assert "no payment batch of this name" in shell.refuses("bank-file", "B-9", "--out", str(tmp_path / "x"))
    assert "There is no such voucher" in shell.refuses("void", "99")


def test_a_bank_file_that_cannot_be_written(term: Term, passed: list[VoucherNo], shell: Shell, tmp_path: Path) -> None:
    shell("check")
    (batch,) = shell("settle")["batches"]
    assert "cannot be written" in shell.refuses("bank-file", batch["id"], "--out", str(tmp_path / "none" / "x"))
    term.change("payments", state="paid")
    assert f"voucher {passed[0]}: its payment does not fit its state" in shell.says("audit", status=1)


def test_a_bank_file_is_whole_and_nobody_elses(
    term: Term, passed: list[VoucherNo], shell: Shell, tmp_path: Path
) -> None:
    shell("check")
    (batch,) = shell("settle")["batches"]
    out = tmp_path / "bank.csv"
    out.write_bytes(b"of last month")
    out.chmod(0o644)
    assert shell("bank-file", batch["id"], "--out", str(out))["bytes"] == len(out.read_bytes())
    assert out.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.glob("bank*")] == ["bank.csv"]
    assert "cannot be written" in shell.refuses("bank-file", batch["id"], "--out", str(tmp_path))
    assert shell.says("bank-file", batch["id"], "--out", "/dev/null").startswith("SHA-256")


def test_what_an_audit_finds_is_named(term: Term, shell: Shell) -> None:
    number = term.plant_voucher()
    term.change("vouchers", state="CLAIMED")
    assert shell("audit", status=1)["offenders"] == [{"voucher_no": number, "flaw": "leads_elsewhere"}]
    assert f"voucher {number}: leads_elsewhere" in shell.says("audit", status=1)


@pytest.mark.parametrize("words", ["x" * 201, "two\nlines", "half\ud800"])
def test_words_that_cannot_be_kept(shell: Shell, words: str) -> None:
    for arguments in (("void", "1", "--note", words), ("bank-file", words, "--out", "x")):
        with pytest.raises(SystemExit) as ended:
            shell.refuses(*arguments)
        assert ended.value.code == 2
