"""How often Telegram lets a bot speak, a little below the documented limits: its clock is not ours."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Budget:
    """A token bucket: `burst` messages at once, refilled at `per_second`."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Window:
    """`most` messages in any span of so many `seconds`."""

    most: int
    seconds: float


BOT: Final = Budget(25, 28)
"""core.telegram.org/bots/faq: about 30 messages a second."""
PRIVATE_CHAT: Final = Budget(10, 1)
"""The same: one a second, short bursts. How short is not said; taking one too many costs a pause, no message."""
GROUP: Final = Window(19, 61)
"""The same: 20 a minute; sends, edits and topic creation share it.

In any minute, of which a bucket would let out its burst and what it was refilled with.
"""

GLOBAL_PAUSE_CHATS: Final = 3
"""So many chats told to be quiet at the same time mean that the whole bot is."""
PAUSE_WINDOW: Final = 5
"""Seconds."""


def budget_of(chat_id: int) -> Budget | Window:
    return GROUP if chat_id < 0 else PRIVATE_CHAT
