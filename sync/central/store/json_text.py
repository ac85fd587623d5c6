"""JSON as the centre stores it: compact, characters as they are."""

from __future__ import annotations

from json import JSONEncoder

to_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""One encoder for all: `json.dumps` makes a new one at each call when it is given these options."""
