"""Keys and COSE_Sign1, with an independent package as the judge, both ways and for both algorithms."""

import warnings
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa, x25519

from sync.errors import ForgedMessage, MalformedMessage
from sync.protocol import cbor
from sync.protocol.signing import Algorithm, SigningKey, VerifyKey, open_sign1, sign1, verified_payload

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the judge's own dependencies announce what they will drop
    import cwt

KID = b"K1"
BOTH = pytest.mark.parametrize("alg", Algorithm, ids=lambda alg: alg.name)


def judges_key(key: SigningKey | VerifyKey, kid: bytes = KID) -> Any:
    """The same key as the independent package holds it."""
    if isinstance(key, SigningKey):
        pem = key.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    else:
        pem = key.key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return cwt.COSEKey.from_pem(pem, kid=kid)


def judges_reading(message: bytes, key: VerifyKey, kid: bytes = KID) -> bytes:
    """The payload, when the independent package finds that `key` signed it. Ours travel without tag 18."""
    tagged = cbor2.CBORTag(18, cbor2.loads(message))  # as an object: version 6 makes tuples of tagged arrays
    return bytes(cwt.COSE.new().decode(tagged, judges_key(key, kid)))


@BOTH
def test_an_independent_reader_accepts_what_we_sign(alg: Algorithm) -> None:
    key = SigningKey.generate(alg)
    message = sign1(key, KID, b"payload")
    assert judges_reading(message, key.public()) == b"payload"
    with pytest.raises(cwt.VerifyError):
        judges_reading(message, SigningKey.generate(alg).public())


@BOTH
def test_we_accept_what_an_independent_writer_signs(alg: Algorithm) -> None:
    key = SigningKey.generate(alg)
    writer = cwt.COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=False)
    message = writer.encode_and_sign(b"payload", judges_key(key), protected={1: int(alg), 4: KID})
    untagged = message.removeprefix(b"\xd2")
    assert verified_payload(untagged, {KID: key.public()}) == b"payload"
    with pytest.raises(ForgedMessage):
        verified_payload(untagged, {KID: SigningKey.generate(alg).public()})


@BOTH
def test_keys_come_back_from_their_bytes(alg: Algorithm) -> None:
    key = SigningKey.generate(alg)
    again = SigningKey.from_bytes(key.to_bytes())
    assert again.alg is alg
    assert VerifyKey.from_bytes(again.public().to_bytes()).verify(key.sign(b"m"), b"m")
    assert len(key.to_bytes()) < 200  # fits a Windows credential


@BOTH
def test_a_signature_is_of_one_message_and_one_key(alg: Algorithm) -> None:
    key = SigningKey.generate(alg)
    signature, public = key.sign(b"m"), key.public()
    assert public.verify(signature, b"m")
    assert not public.verify(signature, b"n")
    assert not SigningKey.generate(alg).public().verify(signature, b"m")
    for wrong in (b"", signature[:-1], signature + b"0", bytes(64), b"\xff" * 64):
        assert not public.verify(wrong, b"m")


def test_a_message_names_its_algorithm_and_another_one_does_not_pass() -> None:
    key = SigningKey.generate()
    ours = open_sign1(sign1(key, KID, b"payload"))
    other = VerifyKey(Algorithm.EDDSA, key.public().key)
    assert ours.is_by(key.public())
    assert not ours.is_by(other)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        cbor.encode([-7]),
        cbor.encode([-7, b""]),
        cbor.encode([-7, b"\x02" + b"\xff" * 32]),
        cbor.encode([-8, b"short"]),
        cbor.encode([-257, bytes(32)]),
        cbor.encode(["-7", bytes(33)]),
        cbor.encode({"-7": b""}),
    ],
)
def test_what_is_no_public_key(data: bytes) -> None:
    with pytest.raises(MalformedMessage):
        VerifyKey.from_bytes(data)


def private_bytes(key: Any) -> bytes:
    return bytes(
        key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a key",
        private_bytes(ec.generate_private_key(ec.SECP384R1())),
        private_bytes(x25519.X25519PrivateKey.generate()),
        private_bytes(rsa.generate_private_key(65537, 2048)),
        SigningKey.generate().key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        ),
    ],
    ids=["empty", "text", "P-384", "X25519", "RSA", "encrypted"],
)
def test_what_is_no_private_key(data: bytes) -> None:
    with pytest.raises(MalformedMessage):
        SigningKey.from_bytes(data)


@pytest.mark.parametrize(
    "message",
    [
        [],
        [b"", {}, b"", b"", b""],
        [b"", [], b"", b""],
        ["", {}, b"", b""],
        [b"", {}, b"", b""],
        [cbor.encode({}), {}, b"", b""],
        [cbor.encode({1: -7}), {}, b"", b""],
        [cbor.encode({4: KID}), {}, b"", b""],
        [cbor.encode({1: "-7", 4: KID}), {}, b"", b""],
        [cbor.encode({1: -7, 4: "K1"}), {}, b"", b""],
        [cbor.encode([1, 4]), {}, b"", b""],
    ],
)
def test_what_is_no_signed_message(message: list[object]) -> None:
    with pytest.raises(MalformedMessage):
        open_sign1(cbor.encode(message))


def test_a_key_id_nobody_knows_is_forged() -> None:
    key = SigningKey.generate()
    with pytest.raises(ForgedMessage):
        verified_payload(sign1(key, b"K2", b"payload"), {KID: key.public()})


@BOTH
def test_any_changed_byte_is_found(alg: Algorithm) -> None:
    key = SigningKey.generate(alg)
    message = sign1(key, KID, b"payload")
    for place in range(len(message)):
        changed = message[:place] + bytes([message[place] ^ 1]) + message[place + 1 :]
        with pytest.raises((ForgedMessage, MalformedMessage)):
            verified_payload(changed, {KID: key.public()})
