"""The pages of a damaged record, one by one, without the database's help: what SQLCipher 4 wrote and what still holds.

    page     4,096 bytes: AES-256-CBC text · IV (16) · HMAC-SHA-512 over both and the page's number (64)
    page 1   begins with the salt (16 bytes, open); the key of the HMAC comes from it and the record's key
    log      frames with a page each (see `log_reader`); the newest stands in the place of the page in the file

(SQLCipher's design, https://www.zetetic.net/sqlcipher/design/.) The record's raw key is the cipher's own, so that a
lost salt costs only the proof of each page, not its reading: then pages are taken as they come, and their rows have to
prove themselves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from hmac import compare_digest
from hmac import digest as hmac_digest
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from sync.desk.store import log_reader
from sync.desk.store.log_reader import Frame, read_log

PAGE = log_reader.PAGE
_HMAC, _IV, _SALT = 64, 16, 16
USABLE = PAGE - _HMAC - _IV
"""What of a page the database fills."""
_OTHER_SALT = 0x3A
_ROUNDS, _KEY = 2, 32
_MOST_TRIED = 30
"""Pages in which a flipped bit is looked for, a third of a second each; where more are bad it was not a bit."""
_SOME = 16


class PageReader:
    """The newest good version of each page, and for a page whose newest version is bad, or stood in a part of the log
    that the database would pass over, the others as well.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Reads the files whole and changes nothing. `key`: the record's 32 raw bytes. Raises OSError."""
        log = path.with_name(f"{path.name}-wal")
        self._data = path.read_bytes() if path.exists() else b""
        self._log = log.read_bytes() if log.exists() else b""
        self._key = key
        self._frames: dict[int, list[Frame]] = {}
        for frame in read_log(self._log).frames:
            self._frames.setdefault(frame.page, []).append(frame)
        self.count = max(_whole_pages(self._data), *self._frames, 0)
        self._put_right: dict[tuple[int, bytes], bytes | None] = {}
        self.bad: set[int] = set()
        """Pages of which no version, or not the newest one, holds; grows while reading."""
        self._hmac_key = self._find_hmac_key()

    @property
    def proven(self) -> bool:
        """Whether the salt is known, so that every page that is handed out is as it was written."""
        return self._hmac_key is not None

    def read(self, number: int) -> bytes | None:
        """The page as the database would see it (USABLE bytes), or the newest older version that holds."""
        return next(self._versions(number), None)

    def read_all(self) -> Iterator[tuple[int, bytes]]:
        """Each page once, by number, in the version `read` gives."""
        for number in range(1, self.count + 1):
            page = self.read(number)
            if page is not None:
                yield number, page

    def read_passed_over(self) -> Iterator[tuple[int, bytes]]:
        """Versions in frames that the database passes over, newest first: behind a damaged frame, every one."""
        frames = [frame for each in self._frames.values() for frame in each if not frame.in_chain]
        for frame in sorted(frames, key=lambda frame: -frame.offset):
            page = self._open(frame.page, self._log[frame.offset : frame.offset + PAGE])
            if page is not None:
                yield frame.page, page

    def _versions(self, number: int) -> Iterator[bytes]:
        """Newest first. What stands in the file was written before what stands in the log."""
        frames = [frame for frame in self._frames.get(number, []) if frame.in_chain]
        for written in [*(self._log[f.offset : f.offset + PAGE] for f in reversed(frames)), self._in_file(number)]:
            page = self._open(number, written)
            if page is not None:
                yield page
            elif written:
                self.bad.add(number)
        if not frames and not self._in_file(number):
            self.bad.add(number)

    def _in_file(self, number: int) -> bytes:
        page = self._data[(number - 1) * PAGE : number * PAGE]
        return page if len(page) == PAGE else b""

    def _open(self, number: int, written: bytes) -> bytes | None:
        """Checked and decrypted; None when it does not hold."""
        if len(written) != PAGE or not any(written):
            return None
        start = _SALT if number == 1 else 0
        text, iv = written[start:USABLE], written[USABLE : USABLE + _IV]
        if self._hmac_key is not None and not _holds(self._hmac_key, number, written):
            mended = self._put_back(self._hmac_key, number, written)
            if mended is None:
                return None
            text, iv = mended[start:USABLE], mended[USABLE : USABLE + _IV]
        decryptor = Cipher(AES(self._key), CBC(iv)).decryptor()
        return bytes(start) + decryptor.update(text) + decryptor.finalize()

    def _put_back(self, hmac_key: bytes, number: int, written: bytes) -> bytes | None:
        """The page with the one bit put back that was flipped, if that was all: its proof tells which."""
        self.bad.add(number)
        known = (number, written)
        if known not in self._put_right and len(self._put_right) < _MOST_TRIED:
            self._put_right[known] = _without_flip(hmac_key, number, written)
        return self._put_right.get(known)

    def _find_hmac_key(self) -> bytes | None:
        """From the salt at the file's head, or from a page 1 in the log; the one that proves a page is right."""
        heads = [frame.offset for frame in reversed(self._frames.get(1, []))]
        salts = [self._data[:_SALT], *(self._log[at : at + _SALT] for at in heads)]
        for salt in dict.fromkeys(salts):
            key = _hmac_key_of(self._key, salt)
            if any(_holds(key, number, written) for number, written in self._all_written()):
                if salt != self._data[:_SALT]:
                    self.bad.add(1)
                return key
        self.bad.add(1)  # whatever its own proof says, the record does not open by this head
        flipped = int.from_bytes(self._data[:_SALT], "big")
        some = list(islice(self._all_written(), _SOME))
        for bit in range(_SALT * 8):
            key = _hmac_key_of(self._key, (flipped ^ 1 << bit).to_bytes(_SALT, "big"))
            if any(_holds(key, number, written) for number, written in some):
                return key
        return None

    def _all_written(self) -> Iterator[tuple[int, bytes]]:
        for frames in self._frames.values():
            yield from ((frame.page, self._log[frame.offset : frame.offset + PAGE]) for frame in frames)
        for number in range(1, _whole_pages(self._data) + 1):
            yield number, self._in_file(number)


def _hmac_key_of(key: bytes, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha512", key, bytes(byte ^ _OTHER_SALT for byte in salt), _ROUNDS, _KEY)


def _holds(hmac_key: bytes, number: int, written: bytes) -> bool:
    return compare_digest(hmac_digest(hmac_key, _proven(number, written), "sha512"), written[-_HMAC:])


def _proven(number: int, written: bytes) -> bytes:
    """What the page's proof is over."""
    return written[_SALT if number == 1 else 0 : -_HMAC] + struct.pack("<I", number)


def _without_flip(hmac_key: bytes, number: int, written: bytes) -> bytes | None:
    trial, proof = bytearray(_proven(number, written)), written[-_HMAC:]
    if (int.from_bytes(hmac_digest(hmac_key, trial, "sha512")) ^ int.from_bytes(proof)).bit_count() == 1:
        return written
    start = PAGE - _HMAC - len(trial) + 4
    for bit in range((len(trial) - 4) * 8):
        trial[bit // 8] ^= 1 << bit % 8
        if hmac_digest(hmac_key, trial, "sha512") == proof:
            return written[:start] + bytes(trial[:-4]) + proof
        trial[bit // 8] ^= 1 << bit % 8
    return None


def _whole_pages(data: bytes) -> int:
    return len(data) // PAGE
