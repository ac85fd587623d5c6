"""The .deb: program, starter, menu entry, icons, settings to fill in, licences, and what is asked of the system."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from resources.installer.contents import COMMAND, label
from resources.installer.icon import draw_icon
from resources.installer.linux.copyright import copyright_text
from resources.installer.linux.libraries import RECOMMENDED, depends
from resources.installer.tools import need, run

_HERE = Path(__file__).parent
_ICON_SIZES = (16, 32, 48, 128, 256)
_STARTED, _READ = 0o755, 0o644
_PROGRAM = "opt/voucherdesk/program"
_SCRIPTS = ("preinst", "postinst", "postrm")
_CONTROL = """\
Package: voucherdesk
Version: {version}
Architecture: {architecture}
Maintainer: Voucher Desk maintainers <maintainers@voucherdesk.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Section: education
Priority: optional
Description: front desk for vocational training vouchers (职业培训券前台)
 Scans voucher codes with a webcam or a handheld reader, verifies them without
 a network, records enrolment and attendance in an encrypted store, and sends
 them to the centre when there is a line.
"""


def build_package(program: Path, root: Path, version: str, epoch: int, out: Path, *, quick: bool = False) -> Path:
    """The .deb in `out`, of the program's folder, as that version. `quick`: larger, and packed in seconds."""
    need(dpkg_deb="dpkg", dpkg_shlibdeps="dpkg-dev", fakeroot="fakeroot", objdump="binutils")
    architecture = run(["dpkg", "--print-architecture"]).strip()
    tree = out / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    _place(program, root, tree)
    label(tree / _PROGRAM, version)
    (tree / "DEBIAN").mkdir()  # tells dpkg-shlibdeps where the package begins
    _write_control(tree, version, architecture, depends(tree / _PROGRAM))
    _settle(tree, epoch)
    package = out / f"voucherdesk_{version}_{architecture}.deb"
    packed = ["-Zgzip", "-z1"] if quick else ["-Zxz", "-z6"]
    told = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    run(["fakeroot", "dpkg-deb", "--build", *packed, tree, package], env=told)
    shutil.rmtree(tree)
    return package


def _place(program: Path, root: Path, tree: Path) -> None:
    """Every file where it is installed. The program's are linked: they are many and large."""
    shutil.copytree(program, tree / _PROGRAM, symlinks=True, copy_function=os.link)
    drawing, share = root / "resources/icons/voucherdesk.svg", tree / "usr/share"
    for source, target in (
        (_HERE / "start.sh", tree / f"usr/bin/{COMMAND}"),
        (_HERE / "voucherdesk.desktop", share / "applications/voucherdesk.desktop"),
        (_HERE.parent / "site.toml", share / "voucherdesk/site.toml"),
        (drawing, share / "icons/hicolor/scalable/apps/voucherdesk.svg"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for size in _ICON_SIZES:
        draw_icon(drawing, size, share / f"icons/hicolor/{size}x{size}/apps/voucherdesk.png")
    told = share / "doc/voucherdesk/copyright"
    told.parent.mkdir(parents=True)
    told.write_text(copyright_text(root), "utf-8")


def _write_control(tree: Path, version: str, architecture: str, packages: list[str]) -> None:
    """What dpkg reads, and what it runs."""
    control = tree / "DEBIAN"
    for script in _SCRIPTS:
        words = (_HERE / script).read_text("utf-8").replace("@VERSION@", version)
        (control / script).write_text(words, "utf-8")
    bytes_ = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir())
    words = _CONTROL.format(
        version=version,
        architecture=architecture,
        kilobytes=bytes_ // 1024,
        depends=", ".join(packages),
        recommends=", ".join(RECOMMENDED),
    )
    (control / "control").write_text(words, "utf-8")


def _settle(tree: Path, epoch: int) -> None:
    """Everybody may read and start it, nobody but root may change it; the same tree gives the same package."""
    starts = {tree / f"usr/bin/{COMMAND}", tree / _PROGRAM / COMMAND, *(tree / "DEBIAN" / name for name in _SCRIPTS)}
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(_STARTED if path.is_dir() or path in starts else _READ)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
