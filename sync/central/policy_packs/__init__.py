"""Policy packs as people write them: TOML, one file a region, each rule with its source.

A file says exactly what the signed pack says (`sync.protocol.policy_pack`); its version is given when it is signed.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from sync.errors import InvalidInput, MalformedMessage
from sync.protocol.policy_pack import PolicyPack

SHANGHAI = Path(__file__).with_name("shanghai.toml")


def read_policy_file(text: str) -> PolicyPack:
    """The pack that `text` (TOML) says; version 0 unless it says one. Raises InvalidInput that names what is wrong."""
    try:
        return PolicyPack.from_map(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"the policy file is no TOML: {error}") from error
    except RecursionError as error:
        raise InvalidInput("the policy file is nested too deep") from error
    except MalformedMessage as error:
        raise InvalidInput(error.detail) from error
