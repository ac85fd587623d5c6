"""Policy packs as they come and go."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sync.central.api.bodies.given import Given

MAX_PACK_BYTES = 300_000
_MAX_PACK_TEXT = MAX_PACK_BYTES * 4 // 3 + 4


class SignedPack(Given):
    """A policy pack that a root has signed."""

    pack: Annotated[str, StringConstraints(min_length=1, max_length=_MAX_PACK_TEXT)] = Field(
        description="URL-safe base64 of the COSE_Sign1 document, as `policy sign` writes it", examples=["0oRDoQEm"]
    )


class PolicyBody(BaseModel):
    """One policy pack: what it says, since when, and the signed document itself."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "version": 2,
                    "in_force": True,
                    "as_of": "2026-11-23T08:30:00Z",
                    "contents": {"version": 2, "pass_mark": 60, "rules": {"region": "上海市 Shanghai"}},
                    "pack": "0oRDoQEm",
                }
            ]
        }
    )

    version: int
    in_force: bool
    as_of: datetime
    contents: dict[str, Any] = Field(description="Every figure, and under `rules` the region's rules")
    pack: str
