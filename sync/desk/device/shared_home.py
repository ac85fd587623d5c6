"""A PC that several users share: one record for all of them, in a folder that only they may enter.

Linux: /var/lib/voucherdesk with the rights 2770, of the group `voucherdesk`, made by the package. Windows: `desk` below
%ProgramData%\\VoucherDesk, made by the installer, which the PC's users may write.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import site_config_path

from sync.errors import HomeNotShared
from sync.protocol.file_rights import is_shared

if TYPE_CHECKING:  # which asks here where the usual home is
    from sync.desk.device.settings import Settings

_GROUPS_UMASK = 0o007


def shared_home() -> Path:
    """Where it lies unless `home` says otherwise."""
    if sys.platform == "win32":
        return site_config_path("VoucherDesk", appauthor=False) / "desk"
    return Path("/var/lib/voucherdesk")


def work_as_set(settings: Settings) -> None:
    """Before anything is written: see `work_in_shared`. Nothing to do where each user has a record of their own."""
    if settings.key_storage == "machine":
        work_in_shared(settings.home)


def work_in_shared(home: Path) -> None:
    """From now on this process makes files that the PC's other desk users may write too; `home` must be there for that.

    Raises HomeNotShared: not made, not shared with a group, or not with this user. Nothing is changed then.
    """
    if not os.path.isdir(home):  # one that may not be looked at is none
        raise HomeNotShared("the shared folder is missing")
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        raise HomeNotShared("this user may not enter the shared folder")
    if os.name == "posix":
        if not is_shared(home):
            raise HomeNotShared("the shared folder's rights are not 2770")
        os.umask(_GROUPS_UMASK)
