"""Keys and signatures: the provider interface. COSE_Sign1 (RFC 9052) with ES256 or EdDSA (RFC 9053).

`alg` stands in every signed object, so another algorithm (SM2 in a certified module) is one more `Algorithm`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from sync.errors import ForgedMessage, MalformedMessage
from sync.protocol import cbor

SIGNATURE_BYTES = 64
_HALF = SIGNATURE_BYTES // 2
_SHA256 = ec.ECDSA(hashes.SHA256())
_ALG, _KID = 1, 4


class Algorithm(IntEnum):
    """COSE algorithm numbers."""

    ES256 = -7
    EDDSA = -8


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """A public key. `verify` returns whether the 64-byte `signature` over `message` is this key's."""

    alg: Algorithm
    key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Never raises on bad signatures, whatever their length."""
        if len(signature) != SIGNATURE_BYTES:
            return False
        try:
            if isinstance(self.key, ec.EllipticCurvePublicKey):
                pair = encode_dss_signature(int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:]))
                self.key.verify(pair, message, _SHA256)
            else:
                self.key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def to_bytes(self) -> bytes:
        """Algorithm and public point as one CBOR item."""
        if isinstance(self.key, ec.EllipticCurvePublicKey):
            point = self.key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
        else:
            point = self.key.public_bytes_raw()
        return cbor.encode([int(self.alg), point])

    @classmethod
    def from_bytes(cls, data: bytes) -> VerifyKey:
        """Raises MalformedMessage for anything that is not a key this program knows."""
        match cbor.decode(data):
            case [int(number), bytes(point)] if number in tuple(Algorithm):
                return cls(Algorithm(number), _public_key(Algorithm(number), point))
        raise MalformedMessage("not a public key")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key; keep it where keys are kept."""

    alg: Algorithm
    key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey

    @classmethod
    def generate(cls, alg: Algorithm = Algorithm.ES256) -> SigningKey:
        """A fresh key from the operating system's randomness."""
        if alg is Algorithm.ES256:
            return cls(alg, ec.generate_private_key(ec.SECP256R1()))
        return cls(alg, ed25519.Ed25519PrivateKey.generate())

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            r, s = decode_dss_signature(self.key.sign(message, _SHA256))
            return r.to_bytes(_HALF) + s.to_bytes(_HALF)
        return self.key.sign(message)

    def public(self) -> VerifyKey:
        """The other half."""
        return VerifyKey(self.alg, self.key.public_key())

    def to_bytes(self) -> bytes:
        """PKCS #8, DER, unencrypted: under 200 bytes, so that it fits a Windows credential."""
        return self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> SigningKey:
        """Raises MalformedMessage when this is no private key of a known kind."""
        try:
            key = serialization.load_der_private_key(data, None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise MalformedMessage("not a private key") from error
        if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
            return cls(Algorithm.ES256, key)
        if isinstance(key, ed25519.Ed25519PrivateKey):
            return cls(Algorithm.EDDSA, key)
        raise MalformedMessage("not a private key of a known kind")


@dataclass(frozen=True, slots=True)
class Signed:
    """A COSE_Sign1 message taken apart, not yet verified."""

    alg: int
    kid: bytes
    protected: bytes
    payload: bytes
    signature: bytes

    def is_by(self, key: VerifyKey) -> bool:
        """Whether `key` signed this, with the algorithm the message names."""
        return self.alg == key.alg and key.verify(self.signature, _to_be_signed(self.protected, self.payload))


def sign1(key: SigningKey, kid: bytes, payload: bytes) -> bytes:
    """An untagged COSE_Sign1 message; algorithm and key id in the protected header."""
    protected = cbor.encode({_ALG: int(key.alg), _KID: kid})
    return cbor.encode([protected, {}, payload, key.sign(_to_be_signed(protected, payload))])


def open_sign1(message: bytes) -> Signed:
    """Take a COSE_Sign1 apart without believing it. Raises MalformedMessage."""
    row = cbor.decode(message)
    if type(row) is not list or [*map(type, row)] != [bytes, dict, bytes, bytes]:
        raise MalformedMessage("not a COSE_Sign1 message")
    protected, _, payload, signature = row
    return Signed(*_header(protected), protected, payload, signature)


def verified_payload(message: bytes, keys: dict[bytes, VerifyKey]) -> bytes:
    """The payload of a message signed by one of `keys` (by key id). Raises MalformedMessage or ForgedMessage."""
    signed = open_sign1(message)
    key = keys.get(signed.kid)
    if key is None or not signed.is_by(key):
        raise ForgedMessage("signature")
    return signed.payload


@lru_cache(64)  # one for each key
def _header(protected: bytes) -> tuple[int, bytes]:
    match cbor.decode(protected):
        case {1: int(alg), 4: bytes(kid)}:
            return alg, kid
    raise MalformedMessage("not a COSE header with algorithm and key id")


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return cbor.encode(["Signature1", protected, b"", payload])


def _public_key(alg: Algorithm, point: bytes) -> ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey:
    try:
        if alg is Algorithm.ES256:
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        return ed25519.Ed25519PublicKey.from_public_bytes(point)
    except ValueError as error:
        raise MalformedMessage("not a public key") from error
