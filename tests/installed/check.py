"""What `build_installer.py --deb --check` tries: from a clean Debian 12 to the desk removed, its record still there.

The keys lie in a file under a passphrase, as on a kiosk; a real Secret Service has its own turn at the end. What the
doctor may find fault with is in `EXCUSED`, and nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno

from resources.installer.contents import forbidden_among
from resources.installer.errors import CannotBuild, CheckFailed
from resources.installer.program import names_in
from tests.installed.centre_beside import CentreBeside, centre_beside
from tests.installed.clean_debian import CleanDebian, clean_debian, refuse_early
from tests.installed.installed_desk import OFFSCREEN, InstalledDesk, Stopwatch, painted_s

__all__ = ["check", "refuse_early"]

EXCUSED = {"camera": "a trial's system has none", "printer": "a trial's system has none"}
_ROOT = Path(__file__).parents[2]
_SETTINGS, _PROGRAM, _BEFORE = "/etc/xdg/VoucherDesk/site.toml", "/opt/voucherdesk/program", "/opt/voucherdesk/previous"
_PASSPHRASE, _QUEUE = "/etc/voucherdesk.passphrase", "/srv/queue"
_WAITING = 500
_ROUNDS = 5
_RING = "voucherdesk-trial"


def check(package: Path, previous: Path, out: Path, tell: Callable[[str], object]) -> None:
    """Try `package`, over `previous`; pictures go into `out`, figures to `tell`. Raises CheckFailed."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(TemporaryDirectory(prefix="voucherdesk-centre-")))
        centre = closing.enter_context(centre_beside(folder))
        system = closing.enter_context(clean_debian(out.parent / "debian"))
        trial = _Trial(system, centre, out)
        try:
            trial.run(package, previous)
        finally:
            tell(trial.watch.table())


class _Trial:
    def __init__(self, system: CleanDebian, centre: CentreBeside, out: Path) -> None:
        self.system = system
        self.centre = centre
        self.out = out
        self.desk = InstalledDesk(system)
        self.watch = Stopwatch()

    def run(self, package: Path, previous: Path) -> None:
        """Every step, in the order of a PC's life."""
        self.install(previous)
        self.join()
        self.first_health()
        self.scan_one()
        self.queue_up()
        self.upgrade(package, previous)
        self.form_of_before()
        self.deliver()
        self.windows()
        self.go_back()
        self.keyring()
        self.shared()
        self.remove(package)

    def install(self, package: Path) -> None:
        """Settings first, the package after: nobody sits before the PC."""
        self._set_up()
        self.system.install(package)
        self.watch.note("installed, with what it depends on")
        settings = self.system.path(_SETTINGS).read_text("utf-8")
        _expect("passphrase_file" in settings, "settings that were there before the package are kept")
        found = forbidden_among(names_in(self.system.path(_PROGRAM)))
        _expect(not found, f"no test, no centre, no server is installed ({', '.join(found[:3])})")
        self.watch.note("size installed, MiB", str(_mebibytes(self.system.path("/opt/voucherdesk"))))

    def join(self) -> None:
        """By the address and the code of site.toml."""
        self.desk.say("enrol-device")
        self.desk.say("sync", "--once")
        self.watch.note("joined and in step with the centre")

    def first_health(self) -> None:
        """As `health`; what was excused stands in the table."""
        checks = self.health()
        for name in sorted(EXCUSED.keys() & checks.keys()):
            self.watch.note(f"not well, excused: {name}", f"{checks[name]['detail']} ({EXCUSED[name]})")
        self.watch.note(f"well: {', '.join(name for name, told in checks.items() if told['ok'])}", "")
        self.watch.note("doctor")

    def health(self) -> dict[str, dict[str, Any]]:
        """All well but what is excused; both decoders read a picture of their own."""
        checks = self.desk.checks()
        poor = {name: told for name, told in checks.items() if not told["ok"] and name not in EXCUSED}
        _expect(not poor, "; ".join(f"{name}: {told['detail']} → {told['fix']}" for name, told in poor.items()))
        _expect({"decoder zxing", "decoder zbar"} <= checks.keys(), "the doctor looks at both decoders")
        return checks

    def scan_one(self) -> None:
        """A voucher's picture, through the whole desk, to the centre's receipt."""
        picture = self._picture(self.centre.enrolled[0], "/srv/voucher.png")
        (answer,) = self.desk.scan(picture)
        _expect(answer["verdict"] == "accepted", f"the voucher is accepted, not {answer['reason']}")
        self.desk.say("sync", "--once")
        self._waiting_are(0)
        self.watch.note("one voucher scanned and delivered")

    def queue_up(self) -> None:
        """The line is gone; a morning's scans wait."""
        self.centre.stop()
        codes = self.centre.enrolled
        for number in range(_WAITING):
            self._picture(codes[number % len(codes)], f"{_QUEUE}/{number:04}.png")
        self.watch.note("pictures drawn")
        answers = self.desk.scan(_QUEUE)
        _expect(sum(answer["fact_id"] is not None for answer in answers) == _WAITING, "every scan is a record")
        self.watch.note(f"{_WAITING} scans without a line, from pictures")
        self._waiting_are(_WAITING)
        self.watch.note("doctor")

    def upgrade(self, package: Path, previous: Path) -> None:
        """In place, over what waits."""
        before = self.desk.version()
        self.system.install(package)
        self.watch.note("upgraded")
        self.watch.note("size of the package, MiB", str(package.stat().st_size >> 20))
        _expect(self.desk.version() != before, "the new version runs")
        told = self.system.run(f"{_BEFORE}/voucherdesk", "--version")
        _expect(told.split()[-1] == before, "the program of before is kept beside")
        self._waiting_are(_WAITING)
        refused = self.system.install(previous, fails=True)
        _expect("downgrade" in refused.lower(), "apt goes back to an older version only when told to")
        self.watch.note("what waited is still there; a downgrade is refused")

    def deliver(self) -> None:
        """The line is back."""
        self.centre.start()
        self.desk.say("sync", "--once")
        self._waiting_are(0)
        self.desk.say("verify-store")
        self.health()
        self.watch.note(f"{_WAITING} delivered, the record verified")

    def windows(self) -> None:
        """The window, offscreen and on a real X server, and how soon it is there beside the checkout's."""
        self.desk.picture(self.out / "window.png", OFFSCREEN)
        with _x_server() as display:
            if display:
                self.desk.picture(self.out / "window-x.png", {"DISPLAY": display})
                self.watch.note("window on an X server", str(self.out / "window-x.png"))
        installed, checkout = [], []
        for _ in range(_ROUNDS):
            fresh = OFFSCREEN | {"VOUCHERDESK_HOME": "/tmp/fresh"}  # noqa: S108  the trial's own
            installed.append(self.desk.picture(self.out / "first-start.png", fresh))
            checkout.append(_checkout_paints())
        self.watch.note("windows opened and closed")
        self.watch.note("first paint, installed", _spread(installed))
        self.watch.note("first paint, from a checkout", _spread(checkout))

    def go_back(self) -> None:
        """The program of before, by one mark, and the newer one again."""
        newer = self.desk.version()
        refused = self.desk.say("roll-back", fails=True)
        _expect("sudo voucherdesk roll-back" in refused, "only root rolls back, and who is not is told so")
        self.system.run("voucherdesk", "roll-back", root=True)
        _expect(self.desk.version() != newer, "after a roll-back the program of before runs")
        self.health()
        self.system.run("voucherdesk", "roll-back", "--forward", root=True)
        _expect(self.desk.version() == newer, "and forward again")
        self.watch.note("rolled back and forward")

    def form_of_before(self) -> None:
        """The record in the form of an earlier release, with all that waits, and forward again at the next start."""
        told = json.loads(self.desk.say("roll-back", "--record", "--to", "0002", "--json"))
        _expect(told["stands"] == "0002", "the record has the form of before")
        self._waiting_are(_WAITING)
        self.desk.say("verify-store")
        self.watch.note("record back in an earlier form and forward, all still waiting")

    def shared(self) -> None:
        """A PC of several users: one record for those of the group, and for nobody else."""
        told = {"VOUCHERDESK_KEY_STORAGE": "machine", "VOUCHERDESK_PASSPHRASE_FILE": ""}
        for name in ("early", "late", "guest"):
            self.system.add_user(name)
        for name in ("early", "late"):
            self.system.run("usermod", "-aG", "voucherdesk", name, root=True)
        self.system.run("voucherdesk", "enrol-device", user="early", env=told)
        self.system.run("voucherdesk", "sync", "--once", user="late", env=told)
        picture = self._picture(self.centre.enrolled[1], "/srv/shared.png")
        (line,) = self.system.run("voucherdesk", "scan", picture, "--json", user="late", env=told).splitlines()
        _expect(json.loads(line)["fact_id"] is not None, "the second user records in the same record")
        self.system.run("voucherdesk", "verify-store", user="early", env=told)
        refused = self.system.run("voucherdesk", "verify-store", user="guest", env=told, fails=True)
        _expect("K04" in refused, f"who is not of the group is refused in one line, not: {refused}")
        self.watch.note("shared by two users, refused to a third")

    def keyring(self) -> None:
        """A second user's kind of PC: a Secret Service, unlocked, keeps the keys."""
        self.system.run(
            *("apt-get", "install", "-y", "--no-install-recommends", "gnome-keyring", "dbus-daemon"), root=True
        )
        apart = {"VOUCHERDESK_HOME": "/tmp/ring", "VOUCHERDESK_KEY_STORAGE": "keyring"}  # noqa: S108  the trial's own
        unlock = f"printf %s {_RING} | gnome-keyring-daemon --unlock --components=secrets > /dev/null"
        told = self.system.run(
            *("dbus-run-session", "--", "sh", "-c", f"{unlock} && voucherdesk enrol-device && voucherdesk doctor"),
            env=apart,
            fails=True,  # the doctor's 1: there is no camera
        )
        _expect("ok   keyring: keyring, holds device key" in told, f"a Secret Service keeps the keys, not: {told}")
        _expect(not self.system.path("/tmp/ring/keys.json").exists(), "and no file does")  # noqa: S108
        self.watch.note("joined with a Secret Service")

    def remove(self, package: Path) -> None:
        """The program goes; settings go with a purge; the record stays, and opens for who comes back."""
        before = self.desk.digest()
        self.system.run("apt-get", "remove", "-y", "voucherdesk", root=True)
        _expect(not self.system.path("/opt/voucherdesk").exists(), "the program is gone, the one of before as well")
        _expect(self.system.path(_SETTINGS).exists(), "removing keeps IT's settings")
        settings = self.system.path(_SETTINGS).read_bytes()
        self.system.run("apt-get", "purge", "-y", "voucherdesk", root=True)
        _expect(not self.system.path(_SETTINGS).exists(), "purging removes IT's settings")
        _expect(self.desk.digest() == before, "people's data is as it was")
        self.watch.note("removed and purged, the data untouched")
        self.system.install(package)
        _expect(self.system.path(_SETTINGS).read_text("utf-8").startswith("#"), "a fresh PC gets the example")
        self.system.path(_SETTINGS).write_bytes(settings)
        self.health()
        self.watch.note("installed again, the record opens")

    def _set_up(self) -> None:
        settings = self.system.path(_SETTINGS)
        settings.parent.mkdir(parents=True)
        words = {
            "central_url": self.centre.url,
            "enrolment_code": self.centre.code_for(
                4
            ),  # the desk, the first starts, those with a Secret Service and for several
            "key_storage": "file",
            "passphrase_file": _PASSPHRASE,
        }
        settings.write_text("".join(f'{name} = "{value}"\n' for name, value in words.items()), "utf-8")
        self.system.path(_PASSPHRASE).write_text("four words nobody guesses\n", "ascii")
        self.system.run("chown", "clerk:clerk", _PASSPHRASE, root=True)
        self.system.run("chmod", "400", _PASSPHRASE, root=True)

    def _picture(self, text: str, inside: str) -> str:
        path = self.system.path(inside)
        path.parent.mkdir(exist_ok=True)
        segno.make_qr(text).save(str(path), scale=4, border=4)
        return inside

    def _waiting_are(self, number: int) -> None:
        told = self.desk.checks()["pending"]["detail"]
        _expect(told.startswith(f"{number} waiting"), f"{number} wait, not: {told}")


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise CheckFailed(what)


def _mebibytes(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) >> 20


def _spread(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f}, {len(seconds)} starts)"


def _checkout_paints() -> float:
    with TemporaryDirectory(prefix="voucherdesk-first-") as home:
        picture = str(Path(home) / "window.png")
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "--picture", picture],
            cwd=_ROOT, env={**os.environ, **OFFSCREEN, "VOUCHERDESK_HOME": str(Path(home) / "desk")},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
    if done.returncode:
        raise CheckFailed(f"the checkout's window: {done.stderr.strip()[-300:]}")
    return painted_s(done.stdout)


@contextmanager
def _x_server() -> Iterator[str]:
    """A display outside of the trial, reached by its abstract socket; empty where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield ""
        return
    command = [program, "-displayfd", "1", "-screen", "0", "1280x800x24", "-ac"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            if server.stdout is None:
                raise CannotBuild("Xvfb says nothing")
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()
