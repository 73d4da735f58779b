"""A process of the bot that deals with updates by one handler."""

from collections.abc import Awaitable, Callable, Sequence

from bot_service.application.commands.updates.process_update import Processed, ProcessUpdate
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica
from fixline_testing.beyond_types import loosely

HELLO = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "hello"})
SORRY = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "sorry"})
LATER = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "later"})
PATIENCE = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "patience"})
Handle = Callable[[UpdateKey], Awaitable[Sequence[OutgoingCall]]]


class Regrets:
    async def gave_up(self, update: ClaimedUpdate, incident: str) -> Sequence[OutgoingCall]:
        assert (update.chat_id, incident) == (1, "01234567")
        return [SORRY]

    async def takes_longer(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        assert update.chat_id == 1
        return [PATIENCE]

    async def in_its_turn(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        assert update.chat_id == 1
        return [LATER]

    async def unsaid(self, call: OutgoingCall, incident: str) -> Sequence[OutgoingCall]:
        raise AssertionError((call, incident))


class ProcessingBot:
    """A process of the bot with one handler, and what it reported as bugs."""

    def __init__(self, replica: Replica, handle: Handle, **options: object) -> None:
        self.crashes: list[Exception] = []
        self.replica = replica
        self.handle = handle

        def report(error: Exception, traceparent: str = "") -> str:  # noqa: ARG001  # the port's name
            self.crashes.append(error)
            return "01234567"

        async def handler(key: UpdateKey, update: object) -> Sequence[OutgoingCall]:  # noqa: ARG001  # the port's
            return await self.handle(key)

        self.process = loosely(
            ProcessUpdate,
            inbox=replica.inbox,
            handler=handler,
            apologies=Regrets(),
            report_crash=report,
            **options,
        )

    async def next(self) -> Processed:
        (update,) = await self.replica.inbox.claim(1)
        return await self.process(update)

    async def said(self) -> list[str]:
        rows = await self.replica.rows("SELECT arguments->>'text' FROM deliveries ORDER BY id")
        return [str(text) for (text,) in rows]


def failing(error: Exception) -> Handle:
    async def handle(_key: UpdateKey) -> Sequence[OutgoingCall]:
        raise error

    return handle


async def answering(_key: UpdateKey) -> Sequence[OutgoingCall]:
    return [HELLO]
