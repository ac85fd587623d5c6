"""Sign-ins by phone as they come and go."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sync.central.api.bodies.given import Given, Id
from sync.domain.attendance import Direction
from sync.domain.locations import CoordinateSystem, Standing

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Latitude = Annotated[Number, Field(ge=-90, le=90, description="Degrees, north positive")]
Longitude = Annotated[Number, Field(ge=-180, le=180, description="Degrees, east positive")]
Metres = Annotated[Number, Field(ge=0, le=20_000_000)]


class SignIn(Given):
    """The holder is at a session, as their phone has it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0199f0c2-7a51-7d3e",
                    "session": "K-0001-03",
                    "direction": "in",
                    "latitude": 31.2304,
                    "longitude": 121.4737,
                    "accuracy_m": 12.5,
                    "coordinate_system": "gcj02",
                }
            ]
        }
    )

    id: Id = Field(description="Of the phone's choice; the same again is the same sign-in")
    session: Id
    direction: Direction = Direction.IN
    latitude: Latitude
    longitude: Longitude
    accuracy_m: Metres = Field(description="Within how many metres, as the phone says")
    coordinate_system: CoordinateSystem


class SignInBody(BaseModel):
    """What became of it. Only `inside` counts by itself; anything else a class manager sees, and may correct."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0199f0c2-7a51-7d3e",
                    "session": "K-0001-03",
                    "voucher_no": 1001,
                    "direction": "in",
                    "at": "2026-11-23T00:28:11Z",
                    "standing": "inside",
                    "distance_m": 41.7,
                }
            ]
        }
    )

    id: str
    session: str
    voucher_no: int
    direction: Direction
    at: datetime
    standing: Standing
    distance_m: float | None = Field(description="From the room; null where nobody said where that is")
