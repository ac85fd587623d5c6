"""The Windows installer itself: compiled over a stand-in program, and run, silently, in a Windows that is Wine's."""

from __future__ import annotations

import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.installer.windows.setup import build_setup
from tests.installed.windows_pc import WindowsPC, can_compile, has_wine, stand_in

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not can_compile(), reason="NSIS is not installed: apt-get install nsis"),
    pytest.mark.skipif(not has_wine(), reason="Wine is not installed: apt-get install wine wine64"),
]
SITE = """\
# 本站设置
language = "en"
enrolment_code = "OLD"
central_url="http://old.example"
proxy = "http://代理.example:3128"
"""
OLD, NEW = "0.1.0", "0.2.0"


@pytest.fixture(scope="module")
def setups(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The installers of two versions."""
    made = {}
    for version in (OLD, NEW):
        folder = tmp_path_factory.mktemp("program")
        made[version] = build_setup(stand_in(folder / "voucherdesk", version), version, folder)
    return made


@pytest.fixture(scope="module")
def one_pc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowsPC]:
    pc = WindowsPC(tmp_path_factory.mktemp("wine"))
    yield pc
    pc.switch_off()


@pytest.fixture
def pc(one_pc: WindowsPC) -> Iterator[WindowsPC]:
    """Nothing of ours on it, before and after."""
    yield one_pc
    if (one_pc.installed / "uninstall.exe").exists():
        assert one_pc.uninstall("/S", "/PURGE") == 0
        (one_pc.installed / "uninstall.exe").unlink()
        one_pc.installed.rmdir()
    for path in sorted(one_pc.settings.rglob("*"), reverse=True):
        path.unlink()


def test_a_silent_installation_is_whole_and_windows_lists_it(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S") == 0
    assert {path.name for path in pc.installed.iterdir()} == {"program", "roll-back.exe", "uninstall.exe"}
    inside = pc.installed / "program" / "_internal"
    assert (inside / "resources" / "名字 with blank.txt").read_text("utf-8") == "培训券"
    assert pc.registered("DisplayVersion") == OLD
    assert pc.registered("Publisher") == "Voucher Desk"
    assert pc.registered("InstallLocation") == r"C:\Program Files\VoucherDesk"
    assert int(pc.registered("EstimatedSize"), 16) > 0
    assert pc.registered("DisplayIcon").endswith(r"program\voucherdesk-window.exe")
    folder = "Voucher Desk 培训券前台"
    assert pc.links() == {f"{folder}/Voucher Desk 培训券前台.lnk", f"{folder}/练习 Practice.lnk"}
    assert pc.log == rf"{OLD} installed into C:\Program Files\VoucherDesk; there was: "
    example = (ROOT / "resources/installer/site.toml").read_bytes()
    assert (pc.settings / "site.toml").read_bytes() == example


def test_the_pc_is_set_by_a_file_and_by_parameters(pc: WindowsPC, setups: dict[str, Path], tmp_path: Path) -> None:
    site = tmp_path / "of the site.toml"
    site.write_bytes(b"\xef\xbb\xbf" + SITE.replace("\n", "\r\n").encode())
    address = "https://centre.example:8443/desk"
    given = [f"/SITE=Z:{site}".replace("/", "\\").replace("\\SITE", "/SITE"), f"/CENTRAL={address}", "/CODE=ABCD-EF23"]
    assert pc.run(setups[OLD], "/S", *given, "/AUTOSTART") == 0
    written = tomllib.loads((pc.settings / "site.toml").read_text("utf-8"))
    assert written == {
        "enrolment_code": "ABCD-EF23",
        "central_url": address,
        "language": "en",
        "proxy": "http://代理.example:3128",
    }
    assert "StartUp/Voucher Desk 培训券前台.lnk" in {name.replace("Startup", "StartUp") for name in pc.links()}
    assert "ABCD-EF23" not in pc.log
    assert pc.run(setups[NEW], "/S", "/CODE=WXYZ-2345") == 0
    written = tomllib.loads((pc.settings / "site.toml").read_text("utf-8"))
    assert written["enrolment_code"] == "WXYZ-2345"
    assert written["central_url"] == address


def test_a_line_as_it_stands_in_a_deployment_tool(pc: WindowsPC, setups: dict[str, Path], tmp_path: Path) -> None:
    site = tmp_path / "a b.toml"
    site.write_text(SITE, "utf-8")
    line = rf'Z:{setups[OLD]} /S /SITE="Z:{site}" /LANGUAGE=zh_CN /WAIT=1'.replace("/", "\\")
    for word in ("S ", "SITE", "LANGUAGE", "WAIT"):
        line = line.replace(f" \\{word}", f" /{word}")
    assert pc.run_line(line) == 0
    assert (pc.settings / "site.toml").read_text("utf-8") == SITE


def test_an_upgrade_keeps_the_version_before_and_the_settings(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S", "/CENTRAL=https://centre.example") == 0
    settings = (pc.settings / "site.toml").read_bytes()
    (pc.installed / "program" / "left over.dll").touch()
    assert pc.run(setups[NEW], "/S") == 0
    assert (pc.version(), pc.version("previous")) == (NEW, OLD)
    assert not (pc.installed / "program" / "left over.dll").exists()
    assert (pc.settings / "site.toml").read_bytes() == settings
    assert (pc.registered("DisplayVersion"), pc.registered("PreviousVersion")) == (NEW, OLD)
    assert pc.run(setups[NEW], "/S") == 0
    assert (pc.version(), pc.version("previous")) == (NEW, OLD)
    assert not list(pc.installed.glob("program.*"))


def test_an_older_version_is_refused_unless_it_is_asked_for(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[NEW], "/S") == 0
    assert pc.run(setups[OLD], "/S", "/CODE=NEVER-USED") == 13
    assert pc.version() == NEW
    assert "NEVER-USED" not in (pc.settings / "site.toml").read_text("utf-8")
    assert pc.log.endswith(f"{OLD} refused, 13: the newer {NEW} is installed")
    assert pc.run(setups[OLD], "/S", "/DOWNGRADE") == 0
    assert (pc.version(), pc.version("previous")) == (OLD, NEW)


def test_one_command_brings_the_version_before_back(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S") == 0
    back = pc.installed / "roll-back.exe"
    assert pc.run(back, "/S") == 17
    assert pc.run(setups[NEW], "/S") == 0
    assert pc.run(back, "/S") == 0
    assert (pc.version(), pc.version("previous")) == (OLD, NEW)
    assert (pc.registered("DisplayVersion"), pc.registered("PreviousVersion")) == (OLD, NEW)
    assert pc.run(setups[NEW], "/S") == 0
    assert (pc.version(), pc.version("previous")) == (NEW, OLD)


def test_a_running_program_is_left_alone(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S") == 0
    with pc.running(pc.installed / "program" / "voucherdesk-window.exe"):
        time.sleep(2)
        assert pc.run(setups[NEW], "/S") == 12
        assert pc.uninstall("/S") == 12
        assert pc.version() == OLD
        assert pc.log.endswith("refused, 12: the program is running")
    assert pc.run(setups[NEW], "/S") == 0
    with pc.running(pc.installed / "program" / "voucherdesk.exe"):
        time.sleep(2)
        assert pc.run(pc.installed / "roll-back.exe", "/S") == 12
        assert pc.version() == NEW


def test_waiting_for_the_program_s_end_keeps_other_installers_out(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S") == 0
    with pc.running(pc.installed / "program" / "voucherdesk.exe") as desk:
        time.sleep(2)
        with pc.running(setups[NEW], "/S", "/WAIT=60") as first:
            time.sleep(2)
            assert first.poll() is None
            assert pc.run(setups[NEW], "/S") == 18
            desk.terminate()
            assert first.wait(30) == 0
    assert pc.version() == NEW


@pytest.mark.parametrize(
    "given",
    ["/CODE=", "/CODE=码", "/CODE=A B", r"/CENTRAL=a\b", r"/SITE=Z:\no", "/SITE=C:", "/KODE=A", "/LANGUAGE=fr"],
)
def test_a_parameter_that_cannot_be_used_is_refused_before_anything_is_touched(
    pc: WindowsPC, setups: dict[str, Path], given: str
) -> None:
    assert pc.run(setups[OLD], "/S", given) == 15
    assert not pc.installed.exists()
    assert pc.log.startswith(f"{OLD} refused, 15: ")


def test_an_older_windows_and_a_missing_runtime_are_refused(pc: WindowsPC, setups: dict[str, Path]) -> None:
    pc.be("win7")
    assert pc.run(setups[OLD], "/S") == 11
    pc.be("win10")
    runtime = pc.drive / "windows" / "system32" / "msvcr120.dll"
    aside = runtime.rename(runtime.with_suffix(".aside"))
    assert pc.run(setups[OLD], "/S") == 14
    assert pc.log.endswith("14: Microsoft Visual C++ 2013 Redistributable (x64) is missing")
    aside.rename(runtime)
    assert not pc.installed.exists()


def test_a_disk_without_room_is_refused(
    pc: WindowsPC, setups: dict[str, Path], tmp_path: Path
) -> None:
    """Nothing is begun that cannot be ended."""
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system here")
    try:
        pc.plug_in("D", small)
        assert pc.run(setups[OLD], "/S", r"/D=D:\VoucherDesk") == 16
        assert list(small.iterdir()) == []
        assert pc.registered("InstallLocation") == ""
    finally:
        subprocess.run(["umount", small], check=True)  # noqa: S607  as above


def test_what_cannot_be_unpacked_leaves_the_old_program_whole(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S") == 0
    in_the_way = pc.installed / "program.new"
    in_the_way.touch()
    assert pc.run(setups[NEW], "/S") == 16
    assert pc.version() == OLD
    assert pc.registered("DisplayVersion") == OLD
    in_the_way.unlink()


def test_a_power_cut_between_the_two_renames_is_mended(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S") == 0
    (pc.installed / "program").rename(pc.installed / "program.old")
    (pc.installed / "program.new").mkdir()
    assert pc.run(setups[NEW], "/S") == 0
    assert (pc.version(), pc.version("previous")) == (NEW, OLD)
    assert not list(pc.installed.glob("program.*"))


def test_removing_keeps_every_record_and_purging_takes_them(pc: WindowsPC, setups: dict[str, Path]) -> None:
    assert pc.run(setups[OLD], "/S") == 0
    assert pc.run(setups[NEW], "/S", "/AUTOSTART") == 0
    user = next(path for path in (pc.drive / "users").iterdir() if path.name != "Public")
    home = user / "AppData" / "Local" / "VoucherDesk"
    home.mkdir(parents=True)
    (home / "record.db").write_bytes(b"facts")
    foreign = pc.installed / "somebody's.txt"
    foreign.touch()
    assert pc.uninstall("/S") == 0
    left = {path.name for path in pc.installed.iterdir()}
    assert left == {foreign.name, "uninstall.exe"}  # which runs in its place here, and cannot delete itself
    assert pc.registered("DisplayVersion") == ""
    assert pc.links() == set()
    assert (home / "record.db").read_bytes() == b"facts"
    assert (pc.settings / "site.toml").exists()
    foreign.unlink()
    assert pc.run(setups[NEW], "/S") == 0
    assert pc.uninstall("/S", "/PURGE") == 0
    assert not home.exists()
    assert not pc.settings.exists()
