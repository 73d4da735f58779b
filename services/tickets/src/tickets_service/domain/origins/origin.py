"""Where something comes from that was not begun here: what keeps an import from doing anything twice."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SOURCE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
LONGEST_OLD_ID: Final = 100
LARGEST_KEPT_NUMBER: Final = 999_999_999
"""A larger number than people would type is not kept: all that come after it would be even larger."""


class OriginKind(StrEnum):
    PERSON = "PERSON"
    LOCATION = "LOCATION"
    TICKET = "TICKET"
    COMMENT = "COMMENT"
    FILE = "FILE"


@dataclass(frozen=True, slots=True)
class Origin:
    """`new_id`: what it is here; `digest`: of what it was there, 16 bytes, so that a change of it shows."""

    new_id: int
    digest: bytes


def origin_text(source: str, old_id: str) -> str:
    """Return what a ticket shows, and is found by."""
    return f"{source}:{old_id}"


def number_to_keep(old_id: str) -> int | None:
    """Return the number that a ticket keeps if it is free here; None where there it had none, or too large a one."""
    if not (old_id.isascii() and old_id.isdecimal()) or old_id.startswith("0"):
        return None
    number = int(old_id)
    return number if number <= LARGEST_KEPT_NUMBER else None
