"""What the inbox needs to know of a raw update, without trusting it to look as documented."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from aiogram.types import Update

from bot_service.application.ports.updates.inbox import ReceivedUpdate

TYPES: Final = frozenset(Update.model_fields) - {"update_id"}
UNKNOWN_TYPE: Final = "unknown"
HANDLED: Final = (
    *("message", "edited_message", "message_reaction"),
    *("callback_query", "inline_query", "my_chat_member"),
)
"""What Telegram is asked for (`allowed_updates`)."""
MOST: Final = 2**63 - 1


class NotAnUpdateError(ValueError):
    """It has no update id."""


def decoded(body: bytes | bytearray) -> object:
    """Read JSON as PostgreSQL does. Raises ValueError, also for NaN and for a number as large as 1e400."""
    return json.loads(body, parse_constant=refuse, parse_float=finite)


def refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else refuse(digits)


def keepable(value: Any) -> Any:
    """Return a copy of what came as JSON with nothing in place of numbers that are none, such as NaN."""
    match value:
        case dict():
            return {name: keepable(each) for name, each in value.items()}
        case list():
            return [keepable(each) for each in value]
        case float():
            return value if math.isfinite(value) else None
        case _:
            return value


def received(payload: object) -> ReceivedUpdate:
    """Read a raw update. Raises `NotAnUpdateError`."""
    match payload:
        case {"update_id": int(update_id), **rest} if (
            not isinstance(update_id, bool) and 0 <= update_id <= MOST
        ):
            kind = next((name for name in rest if name in TYPES and rest[name] is not None), UNKNOWN_TYPE)
            return ReceivedUpdate(
                update_id=update_id,
                chat_id=chat_of(rest.get(kind)),
                type=kind,
                payload={"update_id": update_id} | {str(name): value for name, value in rest.items()},
            )
        case _:
            raise NotAnUpdateError


def chat_of(event: object) -> int:
    """Return the chat whose order the event belongs to: its chat, else the person's own, else 0."""
    if not isinstance(event, Mapping):
        return 0
    for place in (("chat",), ("message", "chat"), ("from",), ("user",)):
        found: Any = event
        for name in place:
            found = found.get(name) if isinstance(found, Mapping) else None
        match found:
            case {"id": int(number)} if abs(number) <= MOST:
                return number
            case _:
                continue
    return 0
