"""A colleague's ticket is not theirs to see; who has it, staff are told."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World


async def test_who_has_it_is_said(world: World, ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports()
    await world.news()
    await gus.answers(gus.card(1), "Waits for Send")
    preview = gus.last
    await bob.taps("🙋 Take", bob.card(1))
    expected = "Заявкой #1 занимается Bob."
    for data in ("t:o:1::0", "t:a:1::0", "t:p:1::0", "t:w:1::0", "t:r:1::0", "h:1:0"):
        assert (await gus.taps_data(data, gus.card(1))).text == expected
    assert (await gus.taps("✅ Отправить", preview)).text == expected
    await gus.replies(gus.card(1), "Mine, too")
    assert gus.last.text == expected
    await gus.says("#1")
    assert gus.last.text == expected


@pytest.mark.parametrize("text", ["#1", "#99"])
async def test_nobody_else_is_told(world: World, ann: Talker, bob: Talker, gus: Talker, text: str) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    eve = Talker(world, 99, "Eve", "en")
    await eve.says(text)
    assert "does not exist, or is not yours" in eve.last.text
    await gus.says("#99")
    assert "Такой заявки нет" in gus.last.text
