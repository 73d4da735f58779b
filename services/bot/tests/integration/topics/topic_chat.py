"""A chat on the simulator in which tickets have topics, and what is delivered there of ticket 7."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot_service.application.commands.deliveries.attempts import DeliveryOutcome
from bot_service.domain.deliveries.outgoing import IN_TOPIC, MessageRole, OutgoingCall, Urgency
from bot_testing.sending import Telegram
from fixline_local.telegram.client import PersonClient
from fixline_local.telegram.client_messages import Message

LOOK = {"name": "#7 Lamp", "icon": "❗️"}


@dataclass(slots=True)
class TopicChat:
    telegram: Telegram
    id: int
    person: PersonClient
    """Somebody who is in there."""
    seconds_between: ClassVar[float] = 1
    """How much time passes after each try."""

    async def say(self, *calls: OutgoingCall, cause: str = "tickets/7/events/1") -> None:
        await self.telegram.replica.say(*calls, cause=cause)

    async def deliver(self) -> list[DeliveryOutcome]:
        """Deliver until nothing can be claimed; return what became of each try."""
        outcomes = []
        while claimed := await self.telegram.replica.deliveries.claim(1):
            outcomes.append((await self.telegram.deliver(claimed[0])).outcome)
            await self.telegram.replica.pass_time(self.seconds_between)
        return outcomes

    async def shown(self) -> list[tuple[str, int | None]]:
        """Return each message with the topic that it is in."""
        messages = [each for each in await self.person.messages() if each.text and self.counts(each)]
        return [(each.text, each.raw.get("message_thread_id")) for each in messages]

    def counts(self, _message: Message) -> bool:
        return True

    async def calls(self, method: str) -> int:
        return len(await self.telegram.people.calls(method))

    def made(self, method: str, text: str, **more: Any) -> OutgoingCall:
        role = more.pop("role", MessageRole.NOTICE)
        return OutgoingCall(
            method=method,
            chat_id=self.id,
            arguments={"text": text} | more,
            ticket=7,
            role=role,
            edits_card=method == "editMessageText" and "message_id" not in more,
            urgency=Urgency.NOTIFICATION,
        )

    def card(self, text: str) -> OutgoingCall:
        return self.made("editMessageText", text, role=MessageRole.CARD, **{IN_TOPIC: LOOK})

    def notice(self, text: str) -> OutgoingCall:
        return self.made("sendMessage", text, **{IN_TOPIC: LOOK})
