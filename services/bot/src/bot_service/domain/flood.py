"""When somebody writes so much at once that answers would only pile up behind it."""

from dataclasses import dataclass, field, replace
from typing import Final

from bot_service.domain.outgoing import MessageRole, OutgoingCall, Urgency

MOST_IN_A_BREATH: Final = 10
"""Messages: an album has as many. From the next one on it is a flood, until there is quiet."""
QUIET_SECONDS: Final = 3.0
MOST_CHATS: Final = 10_000


@dataclass(slots=True)
class Breath:
    messages: int
    last_at: float


@dataclass(slots=True)
class Floods:
    """Who floods, as far as this process sees: it answers for its own share of a chat's messages."""

    _breaths: dict[int, Breath] = field(default_factory=dict)

    def counts(self, chat_id: int, at: float) -> bool:
        """Count a message that came at that time (seconds of any clock); tell whether its chat floods."""
        breath = self._breaths.get(chat_id)
        if breath is None or at - breath.last_at > QUIET_SECONDS:
            self._breaths.pop(chat_id, None)
            breath = self._breaths[chat_id] = Breath(0, at)
            if len(self._breaths) > MOST_CHATS:
                del self._breaths[next(iter(self._breaths))]
        breath.messages += 1
        breath.last_at = max(breath.last_at, at)
        return breath.messages > MOST_IN_A_BREATH


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
