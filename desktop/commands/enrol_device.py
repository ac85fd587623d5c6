"""`voucherdesk enrol-device [--central URL] [--code CODE]`: joins this PC to its site.

What is not given stands in site.toml: `central_url` and `enrolment_code`.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from desktop.joining import join_site
from sync.desk.device.settings import Settings
from sync.errors import InvalidInput
from sync.protocol.joining import Welcome


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--central", metavar="URL", help="the centre's address (default: central_url of site.toml)")
    parser.add_argument("--code", help="the code the centre gave for this PC (default: enrolment_code of site.toml)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: Namespace) -> int:
    """0: joined. Raises SyncError."""
    settings = Settings.load()
    url, code = args.central or settings.central_url, args.code or settings.enrolment_code
    if not url or not code:
        raise InvalidInput("name --central and --code, or set central_url and enrolment_code in site.toml")
    welcome = join_site(settings, url, code)
    if args.json:
        print(json.dumps(_document(welcome), ensure_ascii=False))
    else:
        print(f"{welcome.site_name} · {welcome.institution_name} · {welcome.device}")
    return 0


def _document(welcome: Welcome) -> dict[str, str]:
    return {
        "device": welcome.device,
        "site": welcome.site,
        "site_name": welcome.site_name,
        "institution": welcome.institution,
        "institution_name": welcome.institution_name,
    }
