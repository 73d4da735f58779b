"""One person who sends or taps more than anybody does: one sentence, then silence, until there is room again."""

from datetime import timedelta

import pytest

from bot_service.application.ports.updates.allowances import MESSAGES, TAPS, of_staff
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


@pytest.mark.parametrize(
    ("language", "words"), [("en", "more than 120 messages"), ("ru", "больше 120 сообщений")]
)
async def test_messages_beyond_it_get_one_sentence_and_then_nothing(
    world: World, talker: TalkerFor, language: str, words: str
) -> None:
    world.allowances.are_tested = True
    rita, eve = talker(7, "Rita", language), talker(8, "Eve", language)
    for _ in range(MESSAGES.most):
        await rita.says("/id")
    answered = len(rita.chat)
    await rita.says("/id")
    assert words in rita.last.text
    for _ in range(10):
        await rita.says("/id")
    assert len(rita.chat) == answered + 1
    # Others are none the worse for it, nor are taps.
    await eve.says("/id")
    assert "8" in eve.last.text
    world.now += MESSAGES.within
    await rita.says("/id")
    assert words not in rita.last.text


async def test_taps_beyond_it_get_one_alert_and_then_an_empty_answer(world: World, ann: Talker) -> None:
    world.allowances.are_tested = True
    await ann.says("/settings")
    for _ in range(TAPS.most):
        await ann.taps_data("no such button", ann.last)
    first = await ann.taps_data("no such button", ann.last)
    assert first.show_alert
    assert "wait a minute" in first.text or "seconds" in first.text
    assert len(first.text) <= 200  # of an alert, in Telegram
    for _ in range(5):
        assert (await ann.taps_data("no such button", ann.last)).text == ""
    world.now += TAPS.within + timedelta(seconds=1)
    assert (await ann.taps_data("no such button", ann.last)).text


async def test_staff_have_more(world: World, bob: Talker) -> None:
    world.allowances.are_tested = True
    for _ in range(MESSAGES.most + 1):
        await bob.says("/id")
    assert "more than" not in bob.last.text
    assert of_staff(MESSAGES).most > of_staff(TAPS).most > MESSAGES.most
