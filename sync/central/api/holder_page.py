"""The page a phone shows: one voucher, its QR code, nothing to load from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

import segno

from sync.central.api.bodies.wire import HolderCode
from sync.domain.masking import mask_name
from sync.domain.vouchers import VoucherKind
from sync.protocol.voucher_code import QR_LEVEL, QR_VERSION

_KINDS = {VoucherKind.SUBSIDY: "补贴类培训券", VoucherKind.SIGN_IN_ONLY: "签到类培训券"}
_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="60">
<title>职业培训券</title>
<style>
  body {{ margin: 0; font: 18px/1.5 system-ui, sans-serif; text-align: center; background: #fff; color: #111 }}
  svg {{ width: min(92vw, 26rem); height: auto }}
  h1 {{ font-size: 1.2rem; margin: 1rem 0 0 }}
  p {{ margin: .2rem }}
  small {{ color: #555 }}
</style>
<h1>{kind}</h1>
<p>{name}　第 {number} 号</p>
<p>{project}</p>
{code}
<p>有效期 {valid_from} 至 {valid_until}</p>
<small>每分钟自动更新，请勿截图。测试环境</small>
</html>
"""


def qr_svg(text: str) -> str:
    """The code as inline SVG: version 9, level Q, alphanumeric, the size the scheme fixes."""
    code = segno.make_qr(text, error=QR_LEVEL, version=QR_VERSION, mode="alphanumeric", boost_error=False)
    return code.svg_inline(scale=4, border=4)


def render_page(row: Any, project: str | None, code: HolderCode) -> str:
    """`row` is one of VOUCHER_AND_HOLDER."""
    return _PAGE.format(
        kind=_KINDS[VoucherKind(row.kind)],
        name=escape(mask_name(row.name)),
        number=row.no,
        project=escape(project or ""),
        code=qr_svg(code.code),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
