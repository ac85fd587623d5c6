"""Who works at a site."""

from __future__ import annotations

from enum import StrEnum


class StaffRole(StrEnum):
    """经办人 at the front desk, 班主任 of a class, or who looks after the PCs."""

    CLERK = "clerk"
    CLASS_MANAGER = "class_manager"
    IT = "it"
