"""Joining a site: an enrolment code against a device identity; and resolving a code that only the centre can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sync.domain.ids import DeviceId, InstitutionId, ProjectNo, SiteId, VoucherNo
from sync.domain.vouchers import VoucherClaims, VoucherKind, VoucherState
from sync.errors import MalformedMessage
from sync.protocol.json_values import day, instant, text, whole
from sync.protocol.requests import from_base64, to_base64
from sync.protocol.sealing import Box
from sync.protocol.signing import VerifyKey


def code_digest(code: str) -> bytes:
    """What is kept of an enrolment code; spaces, dashes and lower case as people type them make no difference."""
    return sha256("".join(code.split()).replace("-", "").upper().encode()).digest()


def code_name(digest: bytes) -> str:
    """What a code is called where it must not be told: at both ends the same, and of no use to join with."""
    return f"E-{digest.hex()[:8]}"


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a PC learns when it joins: who it is, whose answers to believe, whose lists to trust. Pinned for good."""

    device: DeviceId
    site: SiteId
    site_name: str
    institution: InstitutionId
    institution_name: str
    centre_key: VerifyKey
    roots: dict[bytes, VerifyKey]
    box: Box | None = None
    """What files on a stick are sealed for; None in the welcome of an older centre. The feed tells it too."""

    def to_map(self) -> dict[str, Any]:
        """As it stands in a JSON answer and in the store."""
        row = {
            "device": self.device,
            "site": self.site,
            "site_name": self.site_name,
            "institution": self.institution,
            "institution_name": self.institution_name,
            "centre_key": to_base64(self.centre_key.to_bytes()),
            "roots": {kid.hex(): to_base64(key.to_bytes()) for kid, key in self.roots.items()},
        }
        return row if self.box is None else row | {"box": to_base64(self.box.to_bytes())}

    @classmethod
    def from_map(cls, values: Any) -> Welcome:
        """Raises MalformedMessage."""
        try:
            return cls(
                DeviceId(text(values, "device")),
                SiteId(text(values, "site")),
                text(values, "site_name"),
                InstitutionId(text(values, "institution")),
                text(values, "institution_name"),
                VerifyKey.from_bytes(from_base64(text(values, "centre_key"))),
                {bytes.fromhex(kid): VerifyKey.from_bytes(from_base64(key)) for kid, key in values["roots"].items()},
                None if "box" not in values else Box.from_bytes(from_base64(text(values, "box"))),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise MalformedMessage("not a welcome") from error


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the centre says about an opaque code: whose voucher it is and where it stands; `claims` None: nobody's."""

    claims: VoucherClaims | None
    state: VoucherState | None
    at: datetime

    def to_map(self) -> dict[str, Any]:
        """As it stands in a JSON answer."""
        claims = self.claims
        return {
            "at": self.at.isoformat(),
            "state": self.state,
            "claims": claims
            and {
                "voucher_no": claims.voucher_no,
                "kind": claims.kind,
                "name": claims.name,
                "id_tail": claims.id_tail,
                "project": claims.project,
                "valid_from": claims.valid_from.isoformat(),
                "valid_until": claims.valid_until.isoformat(),
                "ratio_percent": claims.ratio_percent,
                "signed_at": claims.signed_at.isoformat(),
            },
        }

    @classmethod
    def from_map(cls, values: Any) -> Resolution:
        """Raises MalformedMessage."""
        try:
            state, row = values["state"], values["claims"]
            return cls(
                None if row is None else _claims(row),
                None if state is None else VoucherState(state),
                instant(values, "at"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedMessage("not a resolution") from error


def _claims(row: dict[str, object]) -> VoucherClaims:
    return VoucherClaims(
        VoucherNo(whole(row, "voucher_no", least=1)),
        VoucherKind(text(row, "kind")),
        text(row, "name"),
        text(row, "id_tail"),
        ProjectNo(whole(row, "project")),
        day(row, "valid_from"),
        day(row, "valid_until"),
        whole(row, "ratio_percent", most=100),
        instant(row, "signed_at"),
    )
