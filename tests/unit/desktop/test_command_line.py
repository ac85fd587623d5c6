"""The command line: every verb is there, wrong use is one line and status 2, and Qt is loaded only for a window."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from desktop.__main__ import COMMANDS, main


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_has_its_module(verb: str) -> None:
    module = import_module(f"desktop.commands.{verb.replace('-', '_')}")
    assert callable(module.add_arguments)
    assert callable(module.run)


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("Voucher Desk 0.")


@pytest.mark.parametrize("arguments", [["nonsense"], ["--language", "fr"], ["scan"]])
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_pc_that_has_not_joined_is_told_in_one_line() -> None:
    ended = run("sync", "--once")
    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "Traceback" not in ended.stderr


def test_a_setting_that_cannot_be_used_is_one_line_with_its_code() -> None:
    ended = run("sync", VOUCHERDESK_LANGUAGE="fr")
    assert ended.returncode == 2
    assert ended.stderr.startswith("R01 ")
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_command_answers_without_loading_qt() -> None:
    code = "import sys; from desktop.__main__ import _parser; _parser(['sync']); print('PySide6' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is always full is Linux's")
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["doctor", "--json"], ["doctor"], ["--help"]])
def test_output_onto_a_full_disk_is_one_line(arguments: list[str], buffered: str, tmp_path: Path) -> None:
    environment = os.environ | {"VOUCHERDESK_HOME": str(tmp_path), "PYTHONUNBUFFERED": buffered}
    with open("/dev/full", "w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "desktop", *arguments], stdout=full, stderr=subprocess.PIPE, text=True,
            check=False, timeout=60, env=environment,
        )  # fmt: skip
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith("the output could not be written: ")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | environment,
    )
