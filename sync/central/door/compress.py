"""Answers as gzip for who takes it. The signature stays that of the body itself: it is checked after unpacking."""

from __future__ import annotations

import zlib

from starlette.datastructures import Headers

from sync.central.door.held_answer import HeldAnswer

_GZIP = 16 + zlib.MAX_WBITS
_FAST = 1
_SMALLEST = 1400
"""What fits one packet anyway."""


def is_worth_it(request: Headers, answer: HeldAnswer) -> bool:
    """Whether the asker takes gzip, and the answer is a text of some size."""
    taken = (part.partition(";") for part in request.get("accept-encoding", "").lower().split(","))
    takes_gzip = any(name.strip() == "gzip" and weight.replace(" ", "") != "q=0" for name, _, weight in taken)
    is_text = answer.headers.get("content-type", "").startswith(("application/json", "text/"))
    return takes_gzip and is_text and len(answer.body) > _SMALLEST and "content-encoding" not in answer.headers


def compress(answer: HeldAnswer) -> None:
    """Let `answer` go out as gzip."""
    packer = zlib.compressobj(_FAST, zlib.DEFLATED, _GZIP)
    answer.body = bytearray(packer.compress(answer.body) + packer.flush())
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Content-Length"] = str(len(answer.body))
    answer.headers.add_vary_header("Accept-Encoding")
