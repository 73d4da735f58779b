"""When somebody writes so much at once that answers would only pile up behind it."""

from collections import deque
from dataclasses import dataclass, field, replace
from typing import Final

from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency

MOST_AT_ONCE: Final = 15
WITHIN_SECONDS: Final = 3.0
"""More messages in so short a time, an album and a half, are a flood: answers go out at one a second."""
QUIET_SECONDS: Final = 3.0
"""When it is over."""
MOST_CHATS: Final = 10_000


@dataclass(slots=True)
class Floods:
    """Who floods, as far as this process sees: it answers for its own share of a chat's messages."""

    _times: dict[int, deque[float]] = field(default_factory=dict)

    def counts(self, chat_id: int, at: float) -> bool:
        """Count a message that came at that time (seconds of any clock); tell whether it is part of a flood."""
        times = self._times.get(chat_id)
        if times is None:
            times = self._times[chat_id] = deque(maxlen=MOST_AT_ONCE)
            if len(self._times) > MOST_CHATS:
                del self._times[next(iter(self._times))]
        is_full = len(times) == MOST_AT_ONCE
        first = times[0] if is_full else 0.0
        times.append(at)
        return is_full and at - first <= WITHIN_SECONDS


def is_talk(call: OutgoingCall, chat_id: int) -> bool:
    """Tell whether `call` is a sentence of the conversation in that chat, which the next one makes superfluous."""
    return (
        call.method == "sendMessage"
        and call.chat_id == chat_id
        and call.role is MessageRole.OTHER
        and call.ticket is None
        and call.urgency is Urgency.ANSWER
    )


def waiting_for_quiet(call: OutgoingCall, chat_id: int) -> OutgoingCall:
    return replace(call, waits_for_quiet=True) if is_talk(call, chat_id) else call
