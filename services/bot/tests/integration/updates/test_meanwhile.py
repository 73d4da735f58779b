"""A chat whose update waits for a service, and what it asks meanwhile."""

from collections.abc import Sequence

import pytest

from bot_service.application.commands.updates.process_update import ProcessOutcome
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.updates.inbox import ReceivedUpdate
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.updates.without_services import command_in
from bot_testing.replica import Replica

from .processing import ProcessingBot

HEAD = 1


def text_update(update_id: int, text: str, *, marked: int = 0) -> dict[str, object]:
    entities = [{"type": "bot_command", "offset": 0, "length": marked}] if marked else []
    message = {
        "message_id": update_id,
        "chat": {"id": 1, "type": "private"},
        "text": text,
        "entities": entities,
    }
    return {"update_id": update_id, "message": message}


async def write(replica: Replica, update_id: int, text: str) -> None:
    payload = text_update(update_id, text, marked=len(text) if text.startswith("/") else 0)
    await replica.inbox.receive(
        ReceivedUpdate(update_id=update_id, chat_id=1, type="message", payload=payload), ""
    )


class Away:
    """A service that is away for the first update, and for all that `needs` it."""

    def __init__(self, replica: Replica) -> None:
        self.needs = {HEAD}
        self.bot = ProcessingBot(replica, self.handle)

    async def handle(self, key: UpdateKey) -> Sequence[OutgoingCall]:
        if key.update_id in self.needs:
            raise UnavailableError
        arguments = {"text": f"answer to {key.update_id}"}
        return [OutgoingCall(method="sendMessage", chat_id=1, arguments=arguments)]


async def states(replica: Replica) -> list[tuple[object, ...]]:
    return await replica.rows("SELECT update_id, state FROM inbox ORDER BY update_id")


async def test_what_needs_no_service_is_answered_and_the_rest_waits_in_order(replica: Replica) -> None:
    for update_id, text in enumerate(["Lamp", "/help", "Room 1", "/cancel", "/id", "/help"], start=HEAD):
        await write(replica, update_id, text)
    away = Away(replica)
    for _ in range(3):
        assert (await away.bot.next()).outcome is ProcessOutcome.DEFERRED
        await replica.pass_time(12)
    # Each command once, the newest of it; what /cancel is about has not been dealt with.
    assert sorted(await away.bot.said()) == ["answer to 5", "answer to 6", "later", "patience"]
    assert await states(replica) == [
        (1, "PENDING"),
        (2, "DONE"),
        (3, "PENDING"),
        (4, "PENDING"),
        (5, "DONE"),
        (6, "DONE"),
    ]
    away.needs = set()
    for _ in range(3):
        assert (await away.bot.next()).outcome is ProcessOutcome.DONE
    assert (await away.bot.said())[-3:] == [f"answer to {number}" for number in (1, 3, 4)]
    assert await replica.inbox.claim(5) == []


async def test_what_needs_the_service_after_all_waits_too(replica: Replica) -> None:
    for update_id, text in ((HEAD, "Lamp"), (2, "/help")):
        await write(replica, update_id, text)
    away = Away(replica)
    away.needs = {HEAD, 2}
    assert (await away.bot.next()).outcome is ProcessOutcome.DEFERRED
    assert await away.bot.said() == []
    assert await states(replica) == [(1, "PENDING"), (2, "PENDING")]


@pytest.mark.parametrize(
    ("update", "command"),
    [
        (text_update(1, "/help", marked=5), "help"),
        (text_update(1, "/Help@desk_bot please", marked=14), "help"),
        (text_update(1, "/cancel", marked=7), "cancel"),
        (text_update(1, "/help"), None),
        ({"update_id": 1, "message": {"text": "/help"}}, None),
        ({"update_id": 1, "message": {"text": "/help", "entities": "x"}}, None),
        ({"update_id": 1, "callback_query": {"data": "/help"}}, None),
        ({"update_id": 1, "edited_message": text_update(1, "/help", marked=5)["message"]}, None),
    ],
)
def test_a_command_is_what_telegram_marks_as_one(update: dict[str, object], command: str | None) -> None:
    assert command_in(update) == command
