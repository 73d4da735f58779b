"""What an update tells about the chat it comes from, whatever else it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Reachability(Enum):
    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class MovedTo:
    """The group became a supergroup; its old id is no longer valid."""

    chat_id: int


ChatSign = Reachability | MovedTo | None


def sign_of(update: Mapping[str, Any]) -> ChatSign:
    """Read the sign in a raw update. None when it says nothing, as with a tap on a button in somebody else's chat."""
    match update:
        case {"message": {"migrate_to_chat_id": int(chat_id)}}:
            return MovedTo(chat_id)
        case {"my_chat_member": {"new_chat_member": {"status": "kicked" | "left"}}}:
            return Reachability.UNREACHABLE
        case (
            {"message": {"chat": {"type": str()}}}
            | {"edited_message": {"chat": {"type": str()}}}
            | {"my_chat_member": {"new_chat_member": {"status": str()}}}
        ):
            return Reachability.REACHABLE
        case {"callback_query": {"message": {"chat": {"type": "private"}}}}:
            return Reachability.REACHABLE
        case _:
            return None
