"""What is held up to the camera in a demonstration: one entry per presentation, in order.

An entry says what the thing is (kind and state of the voucher, the class its holder is in, a note), never what the desk
should answer: that follows from the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.holders import claims_of
from sync.central.keys import NamedKey
from sync.domain.ids import VoucherNo
from sync.protocol.signing import SigningKey
from sync.protocol.voucher_code import sign_code

_STALE = timedelta(days=2)
_NATIONAL_DIGITS = 24
_PAYMENT = "https://pay.example/collect?id=0000&amount=0"
_ATTENDANCE, _ENROLMENT = "attendance", "enrolment"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the sample data: a row of VOUCHER_AND_HOLDER, and the class he or she is in."""

    row: Any
    class_id: str | None


def make_cast(
    centre: Centre, random: Random, members: Mapping[str, list[Member]]
) -> tuple[list[dict[str, Any]], dict[str, VoucherNo]]:
    """The presentations, and the national codes among them that the test resolver has to know."""
    welders = members["welders"]
    on_time, resolved, stale = welders[:12], welders[12:14], welders[14]
    forged = NamedKey(centre.keys.issuing.kid, SigningKey.generate())
    national = {_national_code(random): VoucherNo(member.row.no) for member in resolved}
    shown = [_present(centre, member, "enrolled") for member in on_time]
    shown.insert(7, shown[2] | {"note": "enrolled, shown again"})
    shown[4:4] = [_present(centre, members["sign_in_only"][0], "sign-in-only voucher")]
    shown += [
        *(_present(centre, member, "sign-in-only voucher") for member in members["sign_in_only"][1:3]),
        *(_present(centre, member, "not in a class yet", purpose=_ENROLMENT) for member in members["claimed"][:2]),
        _present(centre, members["carers"][0], "in another class"),
        _present(centre, members["revoked"][0], "revoked"),
        _present(centre, members["expired"][0], "expired"),
        _entry(sign_code(claims_of(welders[20].row, centre.now()), forged.key, forged.kid), "forged signature"),
        _entry(_PAYMENT, "not a voucher: a payment code"),
        _present(centre, stale, "signed two days ago", age=_STALE),
    ]
    # One national code early on, two in the middle: a demonstration takes the line down there.
    first, second = (_known(code, member, "national code") for code, member in zip(national, resolved, strict=True))
    shown[11:11] = [second, _entry(_national_code(random), "national code of nobody")]
    shown.insert(2, first)
    return shown, national


def make_sheet(centre: Centre, members: Mapping[str, list[Member]]) -> list[dict[str, Any]]:
    """Codes to print and hold up to a real camera, each with the caption to print below it."""
    samples = (
        ("welders", 15, "在册学员一", "on the roster (1)"),
        ("welders", 16, "在册学员二", "on the roster (2)"),
        ("welders", 17, "在册学员三", "on the roster (3)"),
        ("sign_in_only", 3, "签到券", "sign-in-only voucher"),
        ("claimed", 2, "尚未录取", "not in a class yet"),
        ("carers", 1, "在另一个班", "in another class"),
        ("revoked", 1, "已撤销的券", "revoked"),
        ("expired", 1, "已过期的券", "expired"),
    )
    return [
        _present(centre, members[group][place], caption_en)
        | {"caption": caption, "caption_en": caption_en, "holder_page": _holder_page(centre, members[group][place])}
        for group, place, caption, caption_en in samples
    ]


def _present(
    centre: Centre, member: Member, note: str, *, purpose: str = _ATTENDANCE, age: timedelta = timedelta()
) -> dict[str, Any]:
    issuing = centre.keys.issuing
    text = sign_code(claims_of(member.row, centre.now() - age), issuing.key, issuing.kid)
    return _known(text, member, note) | {"purpose": purpose}


def _known(text: str, member: Member, note: str) -> dict[str, Any]:
    row = member.row
    return _entry(text, note) | {
        "name": row.name,
        "voucher_no": row.no,
        "kind": row.kind,
        "state": row.state,
        "class_id": member.class_id,
    }


def _entry(text: str, note: str) -> dict[str, Any]:
    return {
        "text": text,
        "note": note,
        "name": None,
        "voucher_no": None,
        "kind": None,
        "state": None,
        "class_id": None,
        "purpose": _ATTENDANCE,
    }


def _national_code(random: Random) -> str:
    return "".join(random.choice("0123456789") for _ in range(_NATIONAL_DIGITS))


def _holder_page(centre: Centre, member: Member) -> str:
    """Path and query at the centre: what this person's phone would show."""
    return f"/holder/vouchers/{member.row.no}?token={centre.test_tokens.token_for(Role.HOLDER, member.row.trainee)}"
