import asyncio
from collections.abc import Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter

from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.errors import ApiError
from fixline_local.telegram.limits.budgets import SendBudgets
from fixline_local.telegram.people import ALEX, RITA
from fixline_local.telegram.simulator import TelegramSimulator


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def spend_all(budgets: SendBudgets, chat_id: int) -> int:
    for count in range(1000):
        try:
            budgets.spend(1, chat_id)
        except ApiError:
            return count
    raise AssertionError("no limit")


def test_private_chat_has_a_short_burst_then_one_a_second() -> None:
    clock = Seconds()
    budgets = SendBudgets(clock=clock)
    assert spend_all(budgets, 7) == 12
    with pytest.raises(ApiError) as refused:
        budgets.spend(1, 7)
    assert (refused.value.code, refused.value.retry_after) == (429, 1)
    assert refused.value.description == "Too Many Requests: retry after 1"
    clock.now += 1
    assert spend_all(budgets, 7) == 1
    assert spend_all(budgets, 8) == 12


def test_group_has_20_in_any_minute() -> None:
    clock = Seconds()
    budgets = SendBudgets(clock=clock)
    for _ in range(5):
        budgets.spend(1, -100)
    clock.now += 40
    assert spend_all(budgets, -100) == 15
    with pytest.raises(ApiError) as refused:
        budgets.spend(1, -100)
    assert refused.value.retry_after == 20
    clock.now += 20
    assert spend_all(budgets, -100) == 5
    clock.now += 60
    assert spend_all(budgets, -100) == 20


def test_bot_has_30_a_second() -> None:
    budgets = SendBudgets(clock=Seconds())
    for chat in range(1, 31):
        budgets.spend(1, chat)
    with pytest.raises(ApiError):
        budgets.spend(1, 31)
    budgets.spend(2, 31)


async def test_429_on_the_wire_and_a_switch(make_bot: Callable[..., Bot]) -> None:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        bot = make_bot(url=simulator.url)
        rita = people.person(RITA)
        await rita.start()
        burst = [bot.send_message(RITA, f"message {number}") for number in range(30)]
        with pytest.raises(TelegramRetryAfter) as refused:
            await asyncio.gather(*burst)
        assert refused.value.retry_after >= 1
        await people.set_limits(enabled=False)
        group = await people.create_group("Staff", [RITA, ALEX])
        for number in range(21):
            await bot.send_message(group, f"message {number}")
        alex = people.person(ALEX, chat_id=group)
        assert len(await alex.messages()) == 21
        await alex.send_text("hello all")
        message = (await bot.get_updates(timeout=5))[-1].message
        assert message is not None
        assert (message.chat.type, message.chat.title, message.text) == ("supergroup", "Staff", "hello all")
