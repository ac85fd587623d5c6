"""A Debian 12 that nobody has used: debootstrap's smallest, copied for each trial, entered by chroot.

Each command runs in mount and process namespaces of its own: what it mounts and starts ends with it, however it ends.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from resources.installer.errors import CannotBuild, CheckFailed
from resources.installer.tools import need, run

_RELEASE = "bookworm"
_USER = "clerk"
_NETWORK = ("etc/resolv.conf", "etc/hosts", "etc/apt/sources.list", "etc/apt/sources.list.d/debian.sources")
_LAST_LINES = 15
_ENTER = """
root=$1 archives=$2 who=$3 where=$4; shift 4
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev/shm"
if [ "$who" = root ]; then mount --bind "$archives" "$root/var/cache/apt/archives"; fi
exec chroot --userspec="$who:$who" "$root" /usr/bin/env -i -C "$where" "$@"
"""


def refuse_early() -> None:
    """Raises CannotBuild where a trial cannot be made, with what to do."""
    if os.geteuid() != 0:
        raise CannotBuild("the check installs into a system of its own, which only root may: run it as root")
    need(debootstrap="debootstrap", unshare="util-linux", chroot="coreutils")


class CleanDebian:
    """One trial's system, with an ordinary user who has never started anything."""

    def __init__(self, root: Path, archives: Path) -> None:
        self.root = root
        self._archives = archives
        self.home = Path("/home") / _USER

    def run(
        self, *command: str | Path, root: bool = False, cwd: str = "/tmp", env: Mapping[str, str] | None = None,  # noqa: S108  the trial's own
        fails: bool = False, seconds: float = 600, user: str = _USER,
    ) -> str:  # fmt: skip
        """What the command printed, as `user` or as root. Raises CheckFailed when it fails, or does not as told."""
        who, home = ("root", "/root") if root else (user, f"/home/{user}")
        said = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": home,
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            **(env or {}),
        }
        told = [f"{name}={value}" for name, value in said.items()]
        enter = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", _ENTER, "sh"]
        done = subprocess.run(
            [*enter, str(self.root), str(self._archives), who, cwd, *told, *map(str, command)],
            capture_output=True, text=True, errors="replace", check=False, timeout=seconds,
        )  # fmt: skip
        if (done.returncode != 0) != fails:
            words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-_LAST_LINES:])
            raise CheckFailed(f"{Path(str(command[0])).name} ended with {done.returncode}:\n{words}")
        return done.stdout if not fails else done.stdout + done.stderr

    def add_user(self, name: str) -> None:
        """One more ordinary user."""
        self.run("useradd", "--create-home", "--user-group", name, root=True)

    def install(self, package: Path, *, fails: bool = False) -> str:
        """As IT does: the package and what it depends on, nothing that is only recommended."""
        shutil.copyfile(package, self.root / "srv" / package.name)
        file = f"/srv/{package.name}"
        return self.run("apt-get", "install", "-y", "--no-install-recommends", file, root=True, fails=fails)

    def path(self, inside: str | Path) -> Path:
        """Where a file of the trial's system lies for us."""
        return self.root / str(inside).lstrip("/")


@contextmanager
def clean_debian(cache: Path) -> Iterator[CleanDebian]:
    """A fresh one, removed in the end. What debootstrap makes, and packages once fetched, stay in `cache`."""
    base, archives = cache / "debian-12", cache / "archives"
    (archives / "partial").mkdir(parents=True, exist_ok=True)
    if not (base / "etc/debian_version").exists() or (base / "debootstrap").exists():
        shutil.rmtree(base, ignore_errors=True)
        run(["debootstrap", "--variant=minbase", _RELEASE, base, _mirror()])
    root = Path(mkdtemp(prefix="trial-", dir=cache))
    try:
        run(["cp", "-a", f"{base}/.", root])
        _prepare(root)
        system = CleanDebian(root, archives)
        system.run("apt-get", "update", root=True)
        yield system
    finally:
        shutil.rmtree(root)


def _mirror() -> str:
    """Debian's own, or the one this machine is set to."""
    for name in _NETWORK[-2:]:
        file = Path("/") / name
        words = file.read_text("utf-8") if file.exists() else ""
        if _RELEASE in words and (found := re.search(r"^(?:URIs:|deb(?: \[.*\])?) *(http\S+)", words, re.MULTILINE)):
            return found[1]
    return "http://deb.debian.org/debian"


def _prepare(root: Path) -> None:
    for name in _NETWORK:
        if (Path("/") / name).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path("/") / name, root / name)
    refuse = root / "usr/sbin/policy-rc.d"
    refuse.write_text("#!/bin/sh\nexit 101\n", "ascii")  # no service is started by being installed
    refuse.chmod(0o755)
    run(["chroot", root, "useradd", "--create-home", "--user-group", _USER])
