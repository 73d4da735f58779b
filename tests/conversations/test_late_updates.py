"""What Telegram hands over twice, in another order, or a day late."""

import time
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import aiohttp
from sqlalchemy import text

from .desk import LocalDesk
from .people import Talker
from .replicas import SECRET_HEADER
from .requests import report

ALMOST_A_DAY = 24 * 3600 - 60
"""Telegram keeps what it could not hand over for a day, and no longer."""
Update = dict[str, Any]


async def updates(desk: LocalDesk) -> list[Update]:
    """Return what has come, in the order of Telegram's numbers."""
    async with desk.engine.connect() as connection:
        return list(await connection.scalars(text("SELECT payload FROM inbox ORDER BY update_id")))


async def hand_over(desk: LocalDesk, handed: Sequence[Update]) -> None:
    """Have these come, one after the other, whatever came before; the bot takes each."""
    if desk.bot is not None:
        for update in handed:
            await desk.bot.receiver(update)
    else:
        (bot,) = desk.simulator.world.bots.all()
        async with aiohttp.ClientSession() as session:
            for update in handed:
                headers = {SECRET_HEADER: bot.webhook.secret_token}
                async with session.post(bot.webhook.url, json=update, headers=headers) as answer:
                    assert answer.status == 200
    await desk.settled()


async def states(desk: LocalDesk) -> set[str]:
    async with desk.engine.connect() as connection:
        return set(await connection.scalars(text("SELECT state FROM inbox")))


def saying(like: Update, words: str, *, after: int, seconds_ago: int = 0) -> Update:
    """Return an update with other words in it, which came so many after this one."""
    said = deepcopy(like)
    said["update_id"] += after
    message = said["message"]
    message |= {"message_id": message["message_id"] + 1_000 + after, "text": words}
    message["date"] = int(time.time()) - seconds_ago
    return said


async def test_what_comes_again_is_done_once(desk: LocalDesk, rita: Talker, alex: Talker) -> None:
    await report(rita, "The lamp is dead")
    await alex.taps("button-take")
    come = await updates(desk)
    seen = [(each.id, each.text) for talker in (rita, alex) for each in await talker.sees_all()]
    await hand_over(desk, [*come, *reversed(come)])
    assert [(each.id, each.text) for talker in (rita, alex) for each in await talker.sees_all()] == seen
    assert len(desk.store.tickets) == 1
    assert len(await updates(desk)) == len(come)


async def test_what_comes_in_another_order_is_all_heard(desk: LocalDesk, rita: Talker) -> None:
    await rita.says("/new")
    (*_, last) = await updates(desk)
    last["message"].pop("entities")
    await hand_over(
        desk, [saying(last, "The door squeaks", after=20), saying(last, "The lamp is dead", after=10)]
    )
    assert await states(desk) == {"DONE"}
    await rita.says("/cancel")
    await report(rita, "The sink is full")
    assert [ticket.title for ticket in desk.store.tickets.values()] == ["The sink is full"]


async def test_what_comes_almost_a_day_late_is_done_as_if_it_came_now(desk: LocalDesk, rita: Talker) -> None:
    await rita.says("/my")
    (*_, last) = await updates(desk)
    last["message"].pop("entities")
    await hand_over(desk, [saying(last, "The lamp is dead", after=10, seconds_ago=ALMOST_A_DAY)])
    await rita.taps("button-new-request")
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    preview = await rita.sees("preview")
    (*_, tapped) = [each for each in await updates(desk) if "callback_query" in each]
    (send,) = [button.data for row in preview.buttons for button in row if button.data.startswith("d:s:")]
    late = deepcopy(tapped)
    late["update_id"] += 10
    # Telegram takes no answer to a tap that is so old.
    late["callback_query"] |= {"id": "4711", "data": send}
    late["callback_query"]["message"] |= {"message_id": preview.id, "text": preview.text}
    await hand_over(desk, [late])
    (ticket,) = desk.store.tickets.values()
    assert ticket.title == "The lamp is dead"
    await rita.says("/my")
    await rita.sees("list-reported-open")
