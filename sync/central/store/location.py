"""Where the centre's database is when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path


def default_url() -> str:
    """A file in the user's data folder, or in VOUCHERDESK_HOME."""
    home = os.environ.get("VOUCHERDESK_HOME")
    folder = Path(home) if home else user_data_path("VoucherDeskCentre", appauthor=False)
    return f"sqlite:///{folder / 'centre.db'}"
