"""`policy sign` and `policy publish`: from a file that people can read to rules in force."""

from __future__ import annotations

import argparse
from pathlib import Path

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, whole
from sync.central.commands.printing import tell
from sync.central.commands.reading import read_text
from sync.central.news.documents import next_policy_version, publish_signed_policy
from sync.central.policy_packs import SHANGHAI, read_policy_file
from sync.central.store.engine import reading, writing
from sync.errors import InvalidInput
from sync.protocol.policy_pack import sign_pack

_MAX_VERSION = 0xFFFF_FFFF


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add these commands."""
    actions = commands.add_parser("policy", help="sign a policy pack, put it in force").add_subparsers(
        required=True, metavar="ACTION"
    )
    sign = actions.add_parser("sign", parents=[shared], help="validate a policy file and sign it with the root")
    sign.add_argument("file", metavar="FILE", help=f"TOML, as in {SHANGHAI.name}; - for standard input")
    sign.add_argument("--out", required=True, metavar="PACK", help="where the signed pack goes")
    sign.add_argument("--version", type=whole(1, _MAX_VERSION), metavar="N", help="default: the next one")
    sign.set_defaults(run=_sign)
    publish = actions.add_parser("publish", parents=[shared], help="put a signed pack in force; it must be the next")
    publish.add_argument("pack", metavar="PACK")
    publish.set_defaults(run=_publish)


def _sign(centre: Centre, options: argparse.Namespace) -> None:
    pack = read_policy_file(read_text(options.file, "the policy file"))
    with reading(centre.store) as connection:
        version = options.version or pack.policy.version or next_policy_version(connection)
    data = sign_pack(pack.with_version(version), centre.now(), centre.keys.root.key, centre.keys.root.kid)
    try:
        Path(options.out).write_bytes(data)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise InvalidInput("the signed pack cannot be written there") from error
    tell(options, {"version": version, "bytes": len(data)}, f"policy pack {version} signed, {len(data)} bytes")


def _publish(centre: Centre, options: argparse.Namespace) -> None:
    try:
        data = Path(options.pack).read_bytes()
    except (OSError, ValueError) as error:
        raise InvalidInput("the signed pack cannot be read") from error
    with writing(centre.store) as connection:
        pack = publish_signed_policy(connection, centre.keys, data, centre.now())
    version = pack.policy.version
    tell(options, {"version": version, "region": pack.rules.region}, f"policy pack {version} in force")
