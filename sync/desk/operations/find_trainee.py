"""Find anyone in two keys: pinyin initials, part of the name, the tail of an ID number or a phone."""

from __future__ import annotations

from dataclasses import dataclass

from sync.desk.operations.desk import Desk
from sync.desk.store import roster
from sync.domain.identifiers import normalise
from sync.domain.ids import ClassId, TraineeId, VoucherNo
from sync.domain.masking import mask_id_number, mask_name, mask_phone


@dataclass(frozen=True, slots=True)
class FoundTrainee:
    """One person in one class; name, ID number and phone are masked."""

    trainee_id: TraineeId
    voucher_no: VoucherNo | None
    name: str
    id_number: str
    phone: str
    class_id: ClassId
    class_name: str


def find_trainee(desk: Desk, query: str, *, limit: int = 12) -> tuple[FoundTrainee, ...]:
    """People whom `query` begins to describe, the best match first; nobody for an empty query."""
    with desk.store.read() as tx:
        return tuple(
            FoundTrainee(
                entry.trainee_id,
                entry.voucher_no,
                mask_name(entry.name),
                mask_id_number(entry.id_number),
                mask_phone(entry.phone),
                entry.class_id,
                entry.class_name,
            )
            for entry in roster.find(tx, normalise(query), limit)
        )
