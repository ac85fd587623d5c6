"""What is judged and drawn before the Windows installer is compiled, and the compiling of both its kinds."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from resources.installer.errors import CannotBuild
from resources.installer.icon import draw_icon
from resources.installer.windows.icon_file import icon_file
from resources.installer.windows.setup import build_setup, missing_runtimes
from sync.desk.device.settings import Settings
from tests.installed.windows_pc import can_compile

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "resources" / "installer" / "windows"
MACHINES = {"amd64-unicode": 0x8664, "x86-unicode": 0x14C}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The least that passes for a built program."""
    folder = tmp_path / "voucherdesk"
    folder.mkdir()
    for name in ("voucherdesk.exe", "voucherdesk-window.exe"):
        (folder / name).write_bytes(b"MZ")
    return folder


@pytest.mark.skipif(not can_compile(), reason="NSIS is not installed: apt-get install nsis")
@pytest.mark.parametrize("stub", MACHINES)
def test_both_kinds_of_installer_compile_without_a_warning(program: Path, tmp_path: Path, stub: str) -> None:
    made = build_setup(program, "1.2.3", tmp_path / "out", stub=stub)
    assert made.name == "VoucherDesk-1.2.3-x64-setup.exe"
    head = made.read_bytes()[:1024]
    coff = int.from_bytes(head[0x3C:0x40], "little")
    assert int.from_bytes(head[coff + 4 : coff + 6], "little") == MACHINES[stub]


def test_a_folder_that_is_no_program_is_refused(program: Path, tmp_path: Path) -> None:
    (program / "voucherdesk-window.exe").unlink()
    with pytest.raises(CannotBuild, match=r"voucherdesk-window\.exe is missing"):
        build_setup(program, "1.2.3", tmp_path / "out")


def test_a_version_without_numbers_is_refused(program: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="no version"):
        build_setup(program, "next", tmp_path / "out")


def test_without_nsis_one_line_says_what_to_install(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotBuild, match="apt-get install nsis"):
        build_setup(program, "1.2.3", tmp_path / "out")


def test_windows_must_bring_the_runtimes_that_the_folder_does_not(program: Path) -> None:
    assert missing_runtimes(program) == ["NEEDS_2013", "NEEDS_2022"]
    inside = program / "_internal" / "PySide6"
    inside.mkdir(parents=True)
    for name in ("VCRUNTIME140.dll", "vcruntime140_1.dll", "MSVCP140.dll"):
        (inside / name).touch()
    assert missing_runtimes(program) == ["NEEDS_2013"]
    (program / "_internal" / "msvcr120.dll").touch()
    assert missing_runtimes(program) == []


def test_the_icon_has_every_size_and_shows_something(tmp_path: Path) -> None:
    sides = (16, 48, 256)
    for side in sides:
        draw_icon(ROOT / "resources/icons/voucherdesk.svg", side, tmp_path / f"{side}.png")
    path = tmp_path / "voucherdesk.ico"
    path.write_bytes(icon_file([(tmp_path / f"{side}.png").read_bytes() for side in sides]))
    reader = QImageReader(str(path))
    assert reader.imageCount() == len(sides)
    for number, side in enumerate(sides):
        assert reader.jumpToImage(number)
        picture = reader.read()
        assert (picture.width(), picture.height()) == (side, side)
        assert picture.pixelColor(0, 0).alpha() == 0
        assert picture.pixelColor(side // 2, side // 8).name() == "#1d4fd7"


def exit_codes() -> dict[int, str]:
    """What the script defines, by number."""
    words = (SCRIPTS / "exit_codes.nsh").read_text("utf-8")
    return {int(number): name for name, number in re.findall(r"^!define (\w+) (\d+)$", words, re.MULTILINE)}


def test_every_refusal_has_a_number_of_its_own_and_is_used() -> None:
    used = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.ns[hi]") if path.name != "exit_codes.nsh")
    names = exit_codes().values()
    assert len(set(names)) == len(list(names)) == 9
    assert [name for name in names if f"${{{name}}}" not in used] == []


@pytest.mark.parametrize("guide", ["install.md", "install.zh-CN.md"])
def test_the_guides_name_every_exit_status_and_every_parameter(guide: str) -> None:
    words = (ROOT / "docs" / guide).read_text("utf-8")
    told = {int(number) for number in re.findall(r"^\| (\d+) \|", words, re.MULTILINE)}
    assert told == {0, 1, 2, *exit_codes()}
    script = (SCRIPTS / "setup.nsi").read_text("utf-8") + (SCRIPTS / "parameters.nsh").read_text("utf-8")
    taken = set(re.findall(r'Take(?:Value|Mark) (?:"[^"]*" )?"(/\w+=?)"', script)) - {"/NCRC"}
    assert len(taken) == 9
    assert [word for word in sorted(taken) if f"`{word}" not in words] == []


@pytest.mark.parametrize("guide", ["install.md", "install.zh-CN.md"])
def test_the_guides_name_every_setting(guide: str) -> None:
    words = (ROOT / "docs" / guide).read_text("utf-8")
    part = words[words.index("## site.toml") :].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == [each.name for each in fields(Settings)]
