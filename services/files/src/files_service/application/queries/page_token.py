"""Where a list goes on: opaque to clients, good for one ticket's list only."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from files_service.domain.errors import PageTokenError

FORM: Final = re.compile(r"files:([1-9]\d{0,18}):([1-9]\d{0,18})", re.ASCII)
MAX_BIGINT: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class PageToken:
    ticket: int
    position: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"files:{self.ticket}:{self.position}".encode()).decode().rstrip("=")

    @classmethod
    def position_in(cls, text: str, *, ticket: int) -> int:
        """Return the position that a token of this `ticket`'s list holds; raise `PageTokenError` for any other."""
        try:
            plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode(
                "ascii"
            )
        except (binascii.Error, ValueError) as error:
            raise PageTokenError from error
        found = FORM.fullmatch(plain)
        if found is None or int(found[1]) != ticket or int(found[2]) > MAX_BIGINT:
            raise PageTokenError
        return int(found[2])
