"""`voucherdesk enrol-device --central URL --code CODE`: joins this PC to its site."""

from __future__ import annotations

import json
import platform
from argparse import ArgumentParser, Namespace

from sync.desk.device.settings import Settings
from sync.desk.exchange.join import join
from sync.desk.operations.join_site import joining, take_up_site
from sync.protocol.joining import Welcome


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--central", required=True, metavar="URL", help="the centre's address")
    parser.add_argument("--code", required=True, help="the one-time code the centre gave for this PC")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: joined. Raises SyncError."""
    welcome = join_site(Settings.load(), args.central, args.code)
    if args.json:
        print(json.dumps(_document(welcome), ensure_ascii=False))
    else:
        print(f"{welcome.site_name} · {welcome.institution_name} · {welcome.device}")
    return 0


def join_site(settings: Settings, url: str, code: str) -> Welcome:
    """Make this PC's key, show the code, keep the welcome. Raises SyncError."""
    with joining(settings) as key:
        welcome = join(settings, url, code.strip().upper(), key, platform.node() or "PC")
        take_up_site(settings, welcome, url)
    return welcome


def _document(welcome: Welcome) -> dict[str, str]:
    return {
        "device": welcome.device,
        "site": welcome.site,
        "site_name": welcome.site_name,
        "institution": welcome.institution,
        "institution_name": welcome.institution_name,
    }
