"""Which updates the bot can answer by itself, while the services that it stands on do not."""

from collections.abc import Mapping
from typing import Any, Final

AT_ANY_TIME: Final = frozenset({"help", "id"})
"""Commands that mean the same whatever came before them."""
IN_THEIR_TURN: Final = frozenset({"cancel"})
"""Commands about what came before them: while that waits, they wait too."""
NEED_NO_SERVICE: Final = AT_ANY_TIME | IN_THEIR_TURN


def command_in(update: Mapping[str, Any]) -> str | None:
    """Return the command that a raw update's text is marked to begin with: `help` for `/Help@desk_bot`."""
    match update:
        case {"message": {"text": str(text), "entities": [*marks]}}:
            for mark in marks:
                match mark:
                    case {"type": "bot_command", "offset": 0, "length": int(length)}:
                        return command_name(text[:length])
        case _:
            pass
    return None


def command_name(marked: str) -> str:
    return marked.removeprefix("/").partition("@")[0].lower()
