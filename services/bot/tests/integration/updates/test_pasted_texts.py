"""Texts that Telegram's apps sent in parts, from claim to claim on a real inbox."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot_service.application.commands.updates.process_update import ProcessOutcome
from bot_service.application.ports.updates.inbox import ReceivedUpdate
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica

from .processing import HELLO, ProcessingBot, answering


def text_of(update_id: int, text: str, date: int = 100) -> ReceivedUpdate:
    message = {"message_id": update_id, "date": date, "chat": {"id": 1, "type": "private"}, "text": text}
    payload = {"update_id": update_id, "message": message}
    return ReceivedUpdate(update_id=update_id, chat_id=1, type="message", payload=payload)


async def test_a_paste_that_the_app_sent_in_parts_is_one_text(replica: Replica) -> None:
    handled = []

    async def handle(key: UpdateKey, update: Mapping[str, Any]) -> Sequence[OutgoingCall]:
        handled.append((key.update_id, update["message"]["text"]))
        return [HELLO]

    for update_id, text in ((1, "x" * 4096), (2, "y" * 1364), (3, "And it smells")):
        await replica.inbox.receive(text_of(update_id, text), "")
    bot = ProcessingBot(replica, answering)
    bot.process = replace(bot.process, handler=handle)
    assert (await bot.next()).outcome is ProcessOutcome.WAITING, "the rest may be under way"
    assert await replica.inbox.claim(1) == []
    await replica.pass_time(2)
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert handled == [(1, "x" * 4096 + "y" * 1364)]
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert handled[1:] == [(3, "And it smells")]
    assert await replica.rows("SELECT state FROM inbox") == [("DONE",)] * 3
    assert await bot.said() == ["hello"] * 2
    assert await replica.inbox.claim(1) == []


async def test_a_long_text_alone_is_dealt_with_a_moment_later(replica: Replica) -> None:
    await replica.inbox.receive(text_of(1, "x" * 3000), "")
    await replica.inbox.receive(text_of(2, "Thanks!"), "")
    bot = ProcessingBot(replica, answering)
    assert (await bot.next()).outcome is ProcessOutcome.WAITING
    await replica.pass_time(2)
    assert [(await bot.next()).outcome for _ in range(2)] == [ProcessOutcome.DONE] * 2


async def test_the_parts_of_a_text_that_somebody_else_took_over_stay(replica: Replica) -> None:
    async def lose_the_claim(_key: UpdateKey) -> Sequence[OutgoingCall]:
        await replica.rows("UPDATE inbox SET claimed_by = NULL, claimed_at = NULL RETURNING 1")
        return [HELLO]

    await replica.inbox.receive(text_of(1, "x" * 4096), "")
    await replica.inbox.receive(text_of(2, "y" * 1364), "")
    await replica.pass_time(2)
    bot = ProcessingBot(replica, lose_the_claim)
    assert (await bot.next()).outcome is ProcessOutcome.LOST
    assert await replica.rows("SELECT state FROM inbox") == [("PENDING",)] * 2
    assert await bot.said() == []
