"""A key file that opens on this Windows PC alone, for whichever of its users may read it: DPAPI in machine scope.

Windows keeps the key that does it; see CryptProtectData, CRYPTPROTECT_LOCAL_MACHINE (dpapi.h). A copy of the file opens
on no other PC. Every program of every user of this one that may read the file can open it.
"""

from __future__ import annotations

import ctypes
import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from sync.errors import KeyStorageMissing

UI_FORBIDDEN, LOCAL_MACHINE = 0x1, 0x4
_SCOPE = "windows-machine"


class MachineLock:
    """Locks and unlocks by this PC's own key. See locked_keys.Lock. Raises KeyStorageMissing where Windows refuses."""

    def lock(self, kept: Mapping[str, str]) -> dict[str, Any]:
        """What the file says instead of `kept`."""
        locked = _dpapi("CryptProtectData", json.dumps(dict(kept)).encode())
        return {"scope": _SCOPE, "locked": b64encode(locked).decode()}

    def unlock(self, said: Mapping[str, Any]) -> dict[str, str]:
        """What was locked. Raises ValueError for none of ours."""
        if said.get("scope") != _SCOPE:
            raise ValueError("not a key file of this PC")
        kept: dict[str, str] = json.loads(_dpapi("CryptUnprotectData", b64decode(said["locked"], validate=True)))
        return kept


class _Blob(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.c_void_p))


def _dpapi(name: str, data: bytes) -> bytes:
    if sys.platform != "win32":
        raise KeyStorageMissing("Windows alone has a key of the machine")
    function = getattr(ctypes.WinDLL("crypt32", use_last_error=True), name)
    free = ctypes.WinDLL("kernel32").LocalFree
    function.argtypes = [ctypes.POINTER(_Blob), *[ctypes.c_void_p] * 4, ctypes.c_uint32, ctypes.POINTER(_Blob)]
    free.argtypes, free.restype = [ctypes.c_void_p], ctypes.c_void_p
    held = ctypes.create_string_buffer(data, len(data))
    given, made = _Blob(len(data), ctypes.addressof(held)), _Blob()
    if not function(given, None, None, None, None, UI_FORBIDDEN | LOCAL_MACHINE, made):
        raise KeyStorageMissing(f"{name}: Windows says {ctypes.get_last_error()}")
    try:
        return ctypes.string_at(made.data or 0, made.size)
    finally:
        free(made.data)
