"""Somebody for whom a request is made, and who is not at Telegram (decision 66)."""

from dataclasses import dataclass
from typing import Final

from bot_service.domain.requests.faults import DraftError, Fault
from bot_service.domain.words.visible import CONTROL, is_visible

MAX_NAME: Final = 128
MAX_CONTACT: Final = 200
SEPARATOR: Final = ","
"""Between a name and how somebody is reached, where both are in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    name: str
    """1 to 128 characters."""
    contact: str = ""
    """How they are reached, 0 to 200 characters."""

    @classmethod
    def said(cls, words: str) -> "Newcomer":
        """Read `Anna Petrova, room 5, +49 30 1234`, or the same in lines; raises `DraftError`."""
        first, _, rest = words.strip().partition("\n")
        name, _, beside = first.partition(SEPARATOR)
        return cls.called(name, f"{beside} {rest}")

    @classmethod
    def called(cls, name: str, contact: str) -> "Newcomer":
        """Trim both and take control characters out; raises `DraftError`."""
        newcomer = cls(name=_line(name), contact=_line(contact))
        if not is_visible(newcomer.name):
            raise DraftError(Fault.NAME_EMPTY)
        if len(newcomer.name) > MAX_NAME:
            raise DraftError(Fault.NAME_TOO_LONG, limit=MAX_NAME)
        if len(newcomer.contact) > MAX_CONTACT:
            raise DraftError(Fault.CONTACT_TOO_LONG, limit=MAX_CONTACT)
        return newcomer


def _line(raw: str) -> str:
    return " ".join(CONTROL.sub(" ", raw).split())
