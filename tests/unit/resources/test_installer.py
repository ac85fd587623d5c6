"""What goes into the program's folder and what stays out, the package's scripts, and the settings that come with it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from resources.installer.binaries import spoken, worth_keeping
from resources.installer.contents import COMMAND, INSIDE, data_files, forbidden_among, hidden_modules, label
from resources.installer.errors import CannotBuild
from resources.installer.icon import draw_icon
from resources.installer.linux.copyright import copyright_text
from resources.installer.needed import needed, not_needed, version_of
from resources.installer.program import names_in
from resources.installer.sbom import sbom
from resources.installer.tools import need, run
from resources.licences.parts import parts_inside
from sync.desk.device.settings import Settings

ROOT = Path(__file__).parents[3]
LINUX = ROOT / "resources/installer/linux"
SITE_TOML = ROOT / "resources/installer/site.toml"
BUILT = ROOT / "build/installer" / COMMAND


def test_what_the_program_runs_with_is_in_and_the_rest_is_out() -> None:
    inside, outside = needed(ROOT), not_needed(ROOT)
    assert {"sqlcipher3", "keyring", "openpyxl", "zxing-cpp", "pyzbar", "pyside6-essentials"} <= inside.keys()
    assert {"fastapi", "uvicorn", "pytest", "hypothesis", "PyInstaller", "psycopg"} <= set(outside)
    assert not {"sqlalchemy", "cv2", "PySide6", "numpy"} & set(outside)


def test_a_package_that_is_missing_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1"\ndependencies = ["never-was>=1"]\n', "utf-8")
    with pytest.raises(CannotBuild, match=r"never-was is missing; run"):
        needed(tmp_path)


def test_every_command_and_every_migration_goes_in() -> None:
    assert {"desktop.commands.scan", "desktop.commands.enrol_device", "desktop.app"} <= set(hidden_modules(ROOT))
    files = data_files(ROOT)
    assert all(Path(source).is_file() for source, _ in files)
    folders = {folder for _, folder in files}
    assert {"resources/icons", "resources/sounds", "resources/styles", "resources/translations"} <= folders
    scripts = {Path(source).name for source, folder in files if folder.startswith("sync/desk/store/migrations")}
    assert scripts == {path.name for path in (ROOT / "sync/desk/store/migrations").rglob("*.py")}
    assert not [source for source, _ in files if source.endswith(("direct_url.json", "RECORD", ".ts"))]


def test_what_must_not_be_in_is_found_whatever_its_form() -> None:
    bad = {"sync.central.app", "_internal/sync/central/x.py", "fastapi", "_internal/uvicorn-1.dist-info", "tests/a.py"}
    good = {"sync.desk.store", "sync.centralised", "_internal/PySide6/QtTest", "desktop.commands.demo_centre"}
    assert forbidden_among(bad | good) == sorted(bad)


def test_plugins_for_televisions_go_and_what_only_they_need() -> None:
    library, plugin = "PySide6/Qt/lib/lib{}.so.6", "PySide6/Qt/plugins/{}.so"
    names = [library.format("Qt6Pdf"), library.format("Qt6Gui"), plugin.format("imageformats/libqpdf")]
    names += [plugin.format("imageformats/libqwebp"), plugin.format("sqldrivers/libqsqlite"), "cv2/cv2.abi3.so"]
    entries = [(name, f"/there/{name}", "BINARY") for name in names]

    def imports(file: str) -> list[tuple[str, str | None]]:
        return [("libQt6Gui.so.6", None)] if "webp" in file else [("libQt6Pdf.so.6", None)] if "qpdf" in file else []

    assert [name for name, *_ in worth_keeping(entries, imports)] == [names[1], names[3], names[5]]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no packages to ask for")
def test_the_distributions_libraries_are_not_carried_along() -> None:
    system = [("libxcb.so.1", "/usr/lib/x/libxcb.so.1", "BINARY"), ("libpython3.11.so", "/usr/lib/x/a.so", "BINARY")]
    modules = [("_ssl.so", "/usr/lib/python3/lib-dynload/_ssl.so", "EXTENSION")]
    assert worth_keeping(system + modules, lambda _: []) == [system[1], modules[0]]


def test_qt_speaks_the_windows_languages_only() -> None:
    words = [(f"PySide6/Qt/translations/qtbase_{code}.qm", "", "DATA") for code in ("fr", "zh_CN", "zh_TW")]
    ours = ("resources/translations/voucherdesk_zh_CN.qm", "", "DATA")
    assert spoken([*words, ours]) == [words[1], ours]


def test_a_label_takes_the_place_of_where_it_was_built(tmp_path: Path) -> None:
    earlier = tmp_path / INSIDE / "voucher_desk-0.0.1.dist-info"
    earlier.mkdir(parents=True)
    (earlier / "direct_url.json").touch()
    label(tmp_path, "2.3.4")
    (told,) = (tmp_path / INSIDE).iterdir()
    assert [file.name for file in told.iterdir()] == ["METADATA"]
    assert "Version: 2.3.4\n" in (told / "METADATA").read_text("utf-8")


def test_the_settings_to_fill_in_name_every_setting_that_is_its() -> None:
    words = SITE_TOML.read_text("utf-8")
    assert tomllib.loads(words) == {}, "nothing is in force before somebody decides"
    offered = set(re.findall(r"^#(\w+) = ", words, re.MULTILINE))
    settable = {field.name for field in dataclasses.fields(Settings)} - {"home"}
    assert offered == settable
    tomllib.loads(re.sub(r"^#(\w+ = )", r"\1", words, flags=re.MULTILINE))


def test_the_copyright_names_every_package_with_its_licence() -> None:
    told = copyright_text(ROOT)
    assert [name for name in needed(ROOT) if f"Files: {name} " not in told] == []
    assert len(re.findall(r"^License: \S", told, re.MULTILINE)) == len(needed(ROOT)) + 1


@pytest.mark.parametrize("script", ["start.sh", "preinst", "postinst", "postrm"])
def test_the_scripts_are_sound(script: str) -> None:
    run(["sh", "-n", LINUX / script])
    words = (LINUX / script).read_text("utf-8")
    assert "/home" not in words
    assert script == "start.sh" or "set -e" in words


def test_the_menu_entry_speaks_chinese_and_starts_the_program() -> None:
    words = (LINUX / "voucherdesk.desktop").read_text("utf-8")
    assert "Name[zh_CN]=培训券前台" in words
    assert f"Exec={COMMAND}\n" in words
    assert f"Icon={COMMAND}\n" in words


def test_the_icon_is_drawn(tmp_path: Path) -> None:
    draw_icon(ROOT / "resources/icons/voucherdesk.svg", 48, tmp_path / "deep" / "icon.png")
    assert (tmp_path / "deep/icon.png").read_bytes()[1:4] == b"PNG"


def test_a_tool_that_is_missing_or_fails_is_told() -> None:
    with pytest.raises(CannotBuild, match=r"to install: sudo apt-get install never-was"):
        need(no_such_tool="never-was")
    with pytest.raises(CannotBuild, match=r"sh failed \(3\):\nwhy"):
        run(["sh", "-c", "echo why >&2; exit 3"])


@pytest.mark.parametrize("words", [["--check"], ["--deb", "--program", "nowhere"], []])
def test_wrong_use_is_one_line(words: list[str]) -> None:
    command = [sys.executable, str(ROOT / "build_installer.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=os.sep)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("build_installer: ")


@pytest.mark.skipif(not BUILT.exists(), reason="no program has been built here")
def test_a_built_program_holds_no_test_no_centre_and_no_server() -> None:
    names = names_in(BUILT)
    assert "desktop.app" in names
    assert forbidden_among(names) == []
    assert version_of(ROOT) in next((BUILT / INSIDE).glob("voucher_desk-*/METADATA")).read_text("utf-8")


def test_the_bill_of_materials_is_valid_complete_and_the_same_each_time(tmp_path: Path) -> None:
    inside = tmp_path / INSIDE
    inside.mkdir()
    (inside / "library.so").write_bytes(b"\x7fELF and more")
    (inside / "words.txt").write_text("no library")
    told = sbom(tmp_path, ROOT, "1.2.3", 1_700_000_000)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(told) is None
    assert told == sbom(tmp_path, ROOT, "1.2.3", 1_700_000_000)
    bill = json.loads(told)
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"
    parts = {part["bom-ref"]: part for part in bill["components"]}
    for name, package in needed(ROOT).items():
        assert parts[f"pypi:{name}"]["version"] == package.version
        assert parts[f"pypi:{name}"]["licenses"], name
    for name in ("CPython", "Qt", "OpenCV", "SQLCipher", "SQLite", "OpenSSL", "Lucide icons"):
        assert re.fullmatch(r"\d+(\.\d+)+", parts[f"carried:{name}"]["version"]), name
    digest = hashlib.sha256(b"\x7fELF and more").hexdigest()
    assert [part["hashes"] for ref, part in parts.items() if ref.startswith("file:")] == [
        [{"alg": "SHA-256", "content": digest}]
    ]
    on = {each["ref"]: set(each.get("dependsOn", ())) for each in bill["dependencies"]}
    assert "pypi:httpx" in on["voucher-desk"]
    assert "pypi:httpcore" in on["pypi:httpx"]
    (inside / "library.so").write_bytes(b"\x7fELF and other")
    assert json.loads(sbom(tmp_path, ROOT, "1.2.3", 1_700_000_000))["serialNumber"] != bill["serialNumber"]


def test_every_part_has_its_licence_and_its_text() -> None:
    parts = {part.name: part for part in parts_inside()}
    assert needed(ROOT).keys() <= parts.keys()
    assert "Apache License" in parts["voucher-desk"].text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in parts["pyside6-essentials"].text
    assert "ISC" in parts["Lucide icons"].text
    for part in parts.values():
        assert part.licence != "see its licence file", part.name
        assert len(part.text) > 500, part.name
