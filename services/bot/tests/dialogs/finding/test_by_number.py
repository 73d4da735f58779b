"""/ticket."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.mark.parametrize("said", ["/ticket 1", "/ticket #1", "/TICKET  №1 ", "/ticket@desk_bot # 1"])
async def test_a_number_opens_the_live_card(world: World, ann: Talker, bob: Talker, said: str) -> None:
    await ann.reports("Lamp is broken", "Room 1")
    await bob.says(said)
    assert bob.last is bob.card(1)
    assert "#1 Lamp is broken" in bob.last.text
    assert any(label.startswith("🙋 Take") for label in bob.last.buttons)
    await world.news()
    await ann.says(said)
    assert "#1 Lamp is broken" in ann.last.text, "also for whoever reported it"


async def test_alone_it_asks_once(ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports("Lamp is broken", "Room 1")
    await gus.says("/ticket")
    assert gus.last.text == "Какую заявку показать? Пришлите номер, например 42, или слова из неё."
    await gus.says("1")
    assert gus.last is gus.card(1)
    await gus.says("Дверь не закрывается")
    assert any("Новая заявка" in label for label in gus.last.buttons), "nothing is asked any more"
    await bob.says("/ticket")
    await bob.says("/cancel")
    assert bob.last.text == "OK, I am not looking for a request any more."
    await bob.says("/cancel")
    assert "nothing to cancel" in bob.last.text


async def test_what_does_not_exist_or_is_not_theirs(ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports("Lamp is broken", "Room 1")
    await bob.says("/ticket 99")
    assert bob.last.text == "There is no request #99, or it is not yours to see."
    await bob.says("/ticket lamp")
    assert "A request has a number, such as /ticket 42." in bob.last.text
    for beyond in ("0", "-1", "9" * 19, "1 2"):
        await bob.says(f"/ticket {beyond}")
        assert "A request has a number" in bob.last.text
    await bob.says("/ticket 1")
    await bob.taps("🙋 Take")
    await gus.says("/ticket 1")
    assert gus.last.text == "Заявкой #1 занимается Bob."
    await gus.says("/ticket")
    await gus.says("7")
    assert gus.last.text == "Заявки #7 нет, или она вам не видна."


async def test_it_takes_nothing_from_what_is_being_written(ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp is broken", "Room 1")
    await bob.says("/new")
    await bob.says("/ticket")
    assert "/ticket 42" in bob.last.text
    assert "your next message belongs" in bob.last.text
    await bob.says("/ticket 1")
    assert bob.last is bob.card(1)
    await bob.says("A chair")
    assert "Where is it" in bob.last.text, "the answer to what was asked before"
