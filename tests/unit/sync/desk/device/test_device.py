"""Settings, key storage and clock of the PC."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from sync.desk.device.clock import Clock
from sync.desk.device.key_vault import FileVault, KeyringVault, open_vault, openness
from sync.desk.device.settings import Origin, Settings, where_from
from sync.desk.device.sole_use import sole_use
from sync.desk.operations.desk import DEVICE_KEY, STORE_KEY, Desk, open_store
from sync.desk.operations.join_site import device_key, joining
from sync.domain.trusted_time import Grade
from sync.errors import (
    DiskFull,
    InvalidInput,
    KeysLocked,
    KeyStorageMissing,
    NotJoined,
    StoreLocked,
    StoreUnreadable,
)
from sync.protocol.signing import Algorithm, SigningKey
from tests.fakes.memory_keyring import MemoryKeyring


@pytest.fixture
def session_keyring() -> Iterator[MemoryKeyring]:
    """A desktop session's keyring for one test."""
    before = keyring.get_keyring()
    ours = MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def test_later_settings_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path))
    folder = tmp_path / "VoucherDesk"
    folder.mkdir()
    site = folder / "site.toml"
    site.write_text('language = "en"\ncamera = 2\nlock_minutes = 3\nsomething_new = 5\n', encoding="utf-8")
    monkeypatch.setenv("VOUCHERDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOUCHERDESK_CAMERA", "3")
    settings = Settings.load({"language": None, "proxy": "http://127.0.0.1:1"})
    if sys.platform == "linux":
        assert (settings.language, settings.lock_minutes) == ("en", 3)
        assert where_from()["language"] is Origin.SITE_FILE
    origins = where_from({"language": None, "proxy": "x"})
    assert (origins["camera"], origins["proxy"]) == (Origin.ENVIRONMENT, Origin.COMMAND_LINE)
    assert "reader" not in origins
    assert (settings.home, settings.camera, settings.proxy) == (tmp_path / "home", "3", "http://127.0.0.1:1")
    assert settings.store_file.parent == settings.home


@pytest.mark.skipif(sys.platform != "linux", reason="site.toml lies elsewhere")
@pytest.mark.parametrize(
    "content",
    [b"language = ", b"\xff\xfe", b'language = "xx"', b"proxy = 5", b"home = true", b"lock_minutes = 500"],
)
def test_settings_that_cannot_be_read_are_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path))
    (tmp_path / "VoucherDesk").mkdir()
    (tmp_path / "VoucherDesk" / "site.toml").write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        Settings.load()
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(sys.platform != "linux", reason="site.toml lies elsewhere")
def test_settings_saved_by_an_editor_that_marks_utf_8_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path))
    (tmp_path / "VoucherDesk").mkdir()
    (tmp_path / "VoucherDesk" / "site.toml").write_text('language = "en"\n', "utf-8-sig")
    assert Settings.load().language == "en"


def test_a_wrong_key_storage_is_refused() -> None:
    with pytest.raises(InvalidInput):
        Settings.load({"key_storage": "pocket"})


def test_the_key_file_is_the_users_alone(tmp_path: Path) -> None:
    vault = open_vault(Settings.load({"home": tmp_path / "home", "key_storage": "file"}))
    assert vault.get("a") is None
    vault.put("a", b"\x00secret")
    vault.put("b", b"other")
    assert (vault.get("a"), vault.get("b")) == (b"\x00secret", b"other")
    file = tmp_path / "home" / "keys.json"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("content", ["", "[]", "5", '{"a": 5}', '{"a": "?"}', "{"])
def test_a_damaged_key_file_is_not_mistaken_for_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(KeyStorageMissing):
        FileVault(tmp_path / "keys.json").get("a")


def test_without_a_keyring_nothing_falls_back(tmp_path: Path) -> None:
    vault = KeyringVault(tmp_path)
    with pytest.raises(KeyStorageMissing):
        vault.get("a")
    with pytest.raises(KeyStorageMissing):
        vault.put("a", b"secret")
    assert list(tmp_path.iterdir()) == []


def test_two_folders_have_keys_of_their_own(tmp_path: Path, session_keyring: MemoryKeyring) -> None:
    one, other = KeyringVault(tmp_path / "one"), KeyringVault(tmp_path / "other")
    one.put("a", b"secret")
    assert (one.get("a"), other.get("a")) == (b"secret", None)
    assert len(session_keyring.entries) == 1


def test_keys_fit_a_windows_credential(tmp_path: Path, session_keyring: MemoryKeyring) -> None:
    vault = KeyringVault(tmp_path)
    for alg in Algorithm:
        vault.put(DEVICE_KEY, SigningKey.generate(alg).to_bytes())
    assert session_keyring.entries


def test_a_record_whose_key_is_gone_is_not_given_a_new_one(tmp_path: Path, session_keyring: MemoryKeyring) -> None:
    settings = Settings.load({"home": tmp_path})
    open_store(settings, open_vault(settings)).close()
    assert any(name.startswith(STORE_KEY) for _, name in session_keyring.entries)
    session_keyring.entries.clear()
    with pytest.raises(StoreUnreadable):
        open_store(settings, open_vault(settings))


def test_a_record_without_a_site_is_not_enrolled(tmp_path: Path, session_keyring: MemoryKeyring) -> None:
    settings = Settings.load({"home": tmp_path})
    with pytest.raises(NotJoined):
        Desk.open(settings)
    first = device_key(settings)
    open_store(settings, open_vault(settings)).close()
    assert device_key(settings).to_bytes() == first.to_bytes()
    with pytest.raises(NotJoined):
        Desk.open(settings)
    assert len(session_keyring.entries) == 2


def test_the_clock_counts_on_from_the_centres_word() -> None:
    clock = Clock()
    assert clock.read().grade is Grade.DOUBTFUL
    asked = clock.steady()
    said = datetime.now(UTC) - timedelta(days=400)
    time.sleep(0.02)
    anchor = clock.anchor_at(said, asked)
    moment = clock.read()
    assert moment.grade is Grade.TRUSTED
    assert timedelta() < moment.best - said < timedelta(seconds=5)
    assert abs(anchor.wall_offset - 400 * 86400) < 5
    assert moment.clock_error is not None
    assert moment.boot == anchor.boot != ""


def test_a_home_that_cannot_be_made_is_no_missing_keyring(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings.load({"home": tmp_path / "file" / "home", "key_storage": "file"})
    with pytest.raises(DiskFull):
        open_vault(settings).put("a", b"secret")
    with pytest.raises(DiskFull), joining(settings):
        pass


def test_a_keyring_that_keeps_nothing_is_none(tmp_path: Path) -> None:
    class Sieve(MemoryKeyring):
        """Takes everything, as the keyring package's null back end does."""

        def set_password(self, service: str, username: str, password: str) -> None:
            """Lost."""

    before = keyring.get_keyring()
    keyring.set_keyring(Sieve())
    try:
        with pytest.raises(KeyStorageMissing):
            device_key(Settings.load({"home": tmp_path}))
    finally:
        keyring.set_keyring(before)
    assert not (tmp_path / "record.db").exists()


JOIN = """
import sys, time
from pathlib import Path
from sync.desk.device.settings import Settings
from sync.desk.device.sole_use import sole_use
from sync.desk.operations.join_site import joining
with joining(Settings.load({"home": Path(sys.argv[1]), "key_storage": "file"})) as key:
    print(key.public().to_bytes().hex())
"""


def test_several_that_join_at_once_make_one_key_and_one_record(tmp_path: Path) -> None:
    home = tmp_path / "home"
    started = [
        subprocess.Popen([sys.executable, "-c", JOIN, str(home)], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    keys = {program.communicate(timeout=60)[0] for program in started}
    assert [program.returncode for program in started] == [0, 0, 0]
    settings = Settings.load({"home": home, "key_storage": "file"})
    assert keys == {device_key(settings).public().to_bytes().hex() + "\n"}
    assert sorted(path.suffix for path in home.iterdir() if not path.name.startswith("record")) == [".json", ".lock"]


@pytest.mark.skipif(os.name != "posix", reason="Windows guards a user's home by itself")
def test_home_and_record_are_their_owners_alone(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home", key_storage="file")
    settings.home.mkdir(mode=0o755)
    open_store(settings, open_vault(settings)).close()
    for _ in range(2):  # as made, and as found after somebody opened it to all
        assert stat.S_IMODE(settings.store_file.stat().st_mode) == 0o600
        assert stat.S_IMODE(settings.home.stat().st_mode) == 0o700
        settings.store_file.chmod(0o644)
        settings.home.chmod(0o755)
        open_store(settings, open_vault(settings)).close()


def test_whoever_waits_too_long_is_told(tmp_path: Path) -> None:
    lock = tmp_path / "one.lock"
    with sole_use(lock, 0), pytest.raises(StoreLocked), sole_use(lock, 0.2):
        pass
    with sole_use(lock, 0):
        pass


@pytest.fixture
def kiosk(tmp_path: Path) -> Settings:
    """A key file, and a passphrase elsewhere."""
    passphrase = tmp_path / "credential"
    passphrase.write_text("正确的口令 horse\n", "utf-8")
    passphrase.chmod(0o600)
    return Settings(tmp_path / "home", key_storage="file", passphrase_file=str(passphrase))


def test_under_a_passphrase_the_key_file_shows_nothing(kiosk: Settings) -> None:
    open_vault(kiosk).put("a", b"secret bytes")
    open_vault(kiosk).put("b", b"others")
    text = (kiosk.home / "keys.json").read_text("ascii")
    assert b64encode(b"secret bytes").decode() not in text
    assert open_vault(kiosk).get("a") == b"secret bytes"
    assert open_vault(kiosk).get("none") is None
    assert openness(kiosk) == ""


def test_a_key_file_from_before_the_passphrase_is_locked_when_it_is_read(kiosk: Settings) -> None:
    open_vault(replace(kiosk, passphrase_file="")).put("a", b"secret bytes")
    assert openness(replace(kiosk, passphrase_file=""))
    assert open_vault(kiosk).get("a") == b"secret bytes"
    assert b64encode(b"secret bytes").decode() not in (kiosk.home / "keys.json").read_text("ascii")


@pytest.mark.parametrize("said", ["another\n", "", "\n", None])
def test_another_passphrase_or_none_is_one_clear_line(kiosk: Settings, said: str | None) -> None:
    open_vault(kiosk).put("a", b"secret bytes")
    before = (kiosk.home / "keys.json").read_bytes()
    passphrase = Path(kiosk.passphrase_file)
    passphrase.unlink() if said is None else passphrase.write_text(said, "utf-8")
    with pytest.raises(KeysLocked, match="K02"):
        open_vault(kiosk).get("a")
    with pytest.raises(KeysLocked, match="K02"):
        open_vault(kiosk).put("a", b"x")
    with pytest.raises(KeysLocked):
        open_vault(replace(kiosk, passphrase_file="")).get("a")
    assert (kiosk.home / "keys.json").read_bytes() == before


@pytest.mark.parametrize(
    "change", [{"locked": "AAAA"}, {"salt": 7}, {"scrypt": 1 << 40}, {"scrypt": "x"}, {"nonce": "="}, {"salt": None}]
)
def test_a_damaged_locked_file_is_no_empty_one(kiosk: Settings, change: dict[str, object]) -> None:
    open_vault(kiosk).put("a", b"secret bytes")
    file = kiosk.home / "keys.json"
    file.write_text(json.dumps(json.loads(file.read_text("ascii")) | change), "ascii")
    with pytest.raises(KeyStorageMissing):
        open_vault(kiosk).get("a")


def test_a_passphrase_beside_the_keys_is_told(kiosk: Settings) -> None:
    beside = kiosk.home / "passphrase"
    kiosk.home.mkdir()
    beside.write_text("x", "utf-8")
    beside.chmod(0o600)
    settings = replace(kiosk, passphrase_file=str(beside))
    open_vault(settings).put("a", b"secret bytes")
    assert "beside" in openness(settings)
    if os.name != "nt":
        (kiosk.home / "keys.json").chmod(0o644)
        assert "other users" in openness(settings)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out of a profile by itself")
def test_a_passphrase_that_others_may_read_is_told(kiosk: Settings) -> None:
    open_vault(kiosk).put("a", b"secret bytes")
    Path(kiosk.passphrase_file).chmod(0o644)
    assert openness(kiosk) == "other users may read the passphrase"
