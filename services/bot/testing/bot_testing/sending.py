"""A bot that delivers to the simulated Telegram, and what came of that."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency
from bot_testing.replica import Replica
from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.beyond_types import loosely


@dataclass(slots=True, kw_only=True)
class Telegram:
    """A bot that delivers, the person it talks with, and what it reported as bugs."""

    replica: Replica
    simulator: TelegramSimulator
    people: TelegramPeople
    rita: PersonClient
    deliver: DeliverCall
    limiter: MemoryRateLimiter
    crashes: list[Exception] = field(default_factory=list)
    unheard: list[tuple[int, Sequence[int]]] = field(default_factory=list)
    """Chats where nothing arrived, and the tickets that it was about."""
    unsure: list[tuple[int, Sequence[int]]] = field(default_factory=list)
    """Chats of which nobody knows whether it arrived there."""
    unheard_error: Exception | None = None

    async def tell_unheard(
        self, chat_id: int, tickets: Sequence[int], *, is_unsure: bool = False
    ) -> Sequence[OutgoingCall]:
        if self.unheard_error is not None:
            raise self.unheard_error
        if is_unsure:
            self.unsure.append((chat_id, tickets))
            return [OutgoingCall(method="sendMessage", chat_id=5, arguments={"text": "they may not have it"})]
        self.unheard.append((chat_id, tickets))
        return [OutgoingCall(method="sendMessage", chat_id=5, arguments={"text": "they do not hear you"})]

    async def deliver_next(self) -> DeliveryAttempt:
        (delivery,) = await self.replica.deliveries.claim(1)
        return await self.deliver(delivery)

    async def states(self) -> list[tuple[object, ...]]:
        return await self.replica.rows("SELECT state, attempts, resent FROM deliveries ORDER BY id")

    async def heard(self) -> list[str]:
        return [message.text for message in await self.rita.messages() if message.from_bot]


def say(text: str = "hello", urgency: Urgency = Urgency.ANSWER, **more: object) -> OutgoingCall:
    return loosely(
        OutgoingCall, method="sendMessage", chat_id=RITA, arguments={"text": text}, urgency=urgency, **more
    )


def card(text: str) -> OutgoingCall:
    return OutgoingCall(
        method="editMessageText",
        chat_id=RITA,
        arguments={"text": text},
        ticket=7,
        role=MessageRole.CARD,
        edits_card=True,
    )
