"""What only one reader may read: a stream of frames, each encrypted and authenticated, that shows if it was cut short.

    sealed = length (2 bytes) ‖ header ‖ frame…       header = CBOR [ suite, reader, salt, ephemeral ]
    frame  = length (4 bytes) ‖ AES-256-GCM(key, nonce, part, context ‖ header)
    key    = HKDF-SHA256(secret, salt, context ‖ header);  nonce = number of the frame (11 bytes) ‖ 1 for the last one

The secret is one that both ends have, or the ECDH agreement (P-256) of a fresh key, `ephemeral`, with the reader's box.
`context` says what the stream is for, so that none passes for another. `suite` stands in the header: SM2 with SM4 in a
certified module is one more `Suite`. Memory: one part at a time, whatever the length of the stream.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.errors import FileUnusable, MalformedMessage
from sync.protocol import cbor

MAX_PART = 32 * 1024 * 1024
"""As much as the largest answer over the network may hold."""
SECRET_BYTES = 32
READER_BYTES = 8
_SALT_BYTES, _TAG_BYTES, _NUMBER_BYTES = 16, 16, 11
_HEADER_LENGTH, _FRAME_LENGTH = 2, 4
_LARGEST_HEADER = 512
_CURVE = ec.SECP256R1()


class Suite(IntEnum):
    """How a stream is encrypted."""

    P256_HKDF_SHA256_A256GCM = 1


@dataclass(frozen=True, slots=True)
class Box:
    """The public half: what is put in, only the holder of the `BoxKey` takes out."""

    key: ec.EllipticCurvePublicKey

    @property
    def id(self) -> bytes:
        """Tells boxes apart; stands in the header of what is sealed for it."""
        return sha256(self.to_bytes()).digest()[:READER_BYTES]

    def to_bytes(self) -> bytes:
        """Suite and public point as one CBOR item."""
        return cbor.encode([int(Suite.P256_HKDF_SHA256_A256GCM), _point(self.key)])

    @classmethod
    def from_bytes(cls, data: bytes) -> Box:
        """Raises MalformedMessage for anything that is not a box this program knows."""
        match cbor.decode(data):
            case [suite, bytes(point)] if cbor.is_whole(suite) and suite == Suite.P256_HKDF_SHA256_A256GCM:
                return cls(_on_curve(point))
        raise MalformedMessage("not the public half of a box")


@dataclass(frozen=True, slots=True)
class BoxKey:
    """The private half; keep it where keys are kept."""

    key: ec.EllipticCurvePrivateKey

    @classmethod
    def generate(cls) -> BoxKey:
        """A fresh one from the operating system's randomness."""
        return cls(ec.generate_private_key(_CURVE))

    def box(self) -> Box:
        """The other half."""
        return Box(self.key.public_key())

    def to_bytes(self) -> bytes:
        """PKCS #8, DER, unencrypted."""
        return self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> BoxKey:
        """Raises MalformedMessage when this is no private key of a box."""
        try:
            key = serialization.load_der_private_key(data, None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise MalformedMessage("not a private key") from error
        if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
            return cls(key)
        raise MalformedMessage("not a private key of a box")


@dataclass(frozen=True, slots=True)
class Header:
    """How a stream was sealed: for which reader, with which salt, and by which fresh key (empty: a shared secret)."""

    reader: bytes
    salt: bytes
    ephemeral: bytes

    def to_bytes(self) -> bytes:
        """As it stands before the frames."""
        return cbor.encode([int(Suite.P256_HKDF_SHA256_A256GCM), self.reader, self.salt, self.ephemeral])

    @classmethod
    def from_bytes(cls, data: bytes) -> Header:
        """Raises MalformedMessage, FileUnusable for a suite of a later program."""
        match cbor.decode(data):
            case [suite, *_] if cbor.is_whole(suite) and suite not in tuple(Suite):
                raise FileUnusable("encrypted in a way this program does not know; update the program")
            case [_, bytes(reader), bytes(salt), bytes(ephemeral)] if len(salt) == _SALT_BYTES:
                return cls(reader, salt, ephemeral)
        raise MalformedMessage("not the header of a sealed stream")


def seal_for(box: Box, context: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """`parts` (at most MAX_PART bytes each) so that only the holder of the box's key reads them."""
    fresh = ec.generate_private_key(_CURVE)
    header = Header(box.id, os.urandom(_SALT_BYTES), _point(fresh.public_key()))
    return _seal(fresh.exchange(ec.ECDH(), box.key), header, context, parts)


def seal_with(secret: bytes, reader: bytes, context: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same for whoever has the `secret`; `reader` names which one it is, in the open."""
    return _seal(secret, Header(reader, os.urandom(_SALT_BYTES), b""), context, parts)


def open_sealed(source: BinaryIO, context: bytes, secret_for: Callable[[Header], bytes]) -> Iterator[bytes]:
    """The parts, one by one, each authentic when it is handed out; that the stream is whole is known at its end.

    `secret_for` finds the secret by the header (`agree` for a box). Raises FileUnusable when the stream is cut short,
    changed, followed by something, or not for this reader.
    """
    header_bytes = _read(source, int.from_bytes(_read(source, _HEADER_LENGTH)), _LARGEST_HEADER)
    try:
        header = Header.from_bytes(header_bytes)
        cipher = _cipher(secret_for(header), header, context)
    except MalformedMessage as error:
        raise FileUnusable("damaged") from error
    associated, number, frame = context + header_bytes, 0, _frame(source)
    while frame is not None:
        following = _frame(source)
        try:
            part = cipher.decrypt(_nonce(number, last=following is None), frame, associated)
        except InvalidTag as error:
            raise FileUnusable("cut short or damaged" if following is None else "damaged") from error
        yield part
        number, frame = number + 1, following
    if number == 0:
        raise FileUnusable("cut short")


def agree(key: BoxKey, header: Header) -> bytes:
    """The secret of a stream sealed for `key`'s box. Raises MalformedMessage."""
    return key.key.exchange(ec.ECDH(), _on_curve(header.ephemeral))


def _seal(secret: bytes, header: Header, context: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    header_bytes, cipher = header.to_bytes(), _cipher(secret, header, context)
    yield len(header_bytes).to_bytes(_HEADER_LENGTH) + header_bytes
    for number, (part, last) in enumerate(_with_end(parts)):
        if len(part) > MAX_PART:
            raise FileUnusable("a part is too large")
        frame = cipher.encrypt(_nonce(number, last=last), part, context + header_bytes)
        yield len(frame).to_bytes(_FRAME_LENGTH) + frame


def _with_end(parts: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each part, and whether it is the last one."""
    waiting: bytes | None = None
    for part in parts:
        if waiting is not None:
            yield waiting, False
        waiting = part
    yield waiting or b"", True


def _cipher(secret: bytes, header: Header, context: bytes) -> AESGCM:
    info = context + header.to_bytes()
    return AESGCM(HKDF(hashes.SHA256(), SECRET_BYTES, header.salt, info).derive(secret))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(_NUMBER_BYTES) + bytes([last])


def _frame(source: BinaryIO) -> bytes | None:
    """The next frame, None at the end."""
    length = source.read(_FRAME_LENGTH)
    if not length:
        return None
    if len(length) < _FRAME_LENGTH:
        raise FileUnusable("cut short")
    return _read(source, int.from_bytes(length), MAX_PART + _TAG_BYTES)


def _read(source: BinaryIO, count: int, most: int = _LARGEST_HEADER) -> bytes:
    if count > most:
        raise FileUnusable("damaged")
    data = source.read(count)
    if len(data) < count:
        raise FileUnusable("cut short")
    return data


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)


def _on_curve(point: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    except ValueError as error:
        raise MalformedMessage("not a point of the curve") from error
