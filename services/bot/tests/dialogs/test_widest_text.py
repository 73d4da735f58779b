"""The widest text everywhere: each of its characters takes two of the units in which Telegram counts, or is markup.

What `Shown` holds was checked against Telegram's limits.
"""

from datetime import timedelta

import pytest

from bot_service.application.views.events import AlertView, EventType
from bot_service.application.views.tickets import Promise
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

NAME = 64


@pytest.mark.parametrize("character", ["🔥", "&"])
async def test_no_message_is_longer_than_telegram_takes(
    world: World, talker: TalkerFor, bob: Talker, character: str
) -> None:
    ann = talker(7, character * NAME)
    ann.user["last_name"] = character * NAME
    for number in range(11):
        title = f"{number}{character * 195}"
        await ann.says(f"{title}\n{character * 3_700}")
        await ann.taps("📝 New request")
        await ann.says(character * 200)
        await ann.taps("🟡 Normal")
        assert ann.last.text.endswith("Urgency: 🟡 Normal")
        await ann.taps("✅ Send")
        await world.news()
        assert character * 20 in ann.card(number + 1).text
    await ann.says("/my")
    assert "#10" in ann.last.text
    await ann.taps("More", ann.last)
    assert "#11" in ann.last.text
    await bob.says("/queue")
    assert "#10" in bob.last.text
    for _ in range(3):
        await ann.replies(ann.card(1), character * 4_000)
    await world.news()
    assert "A reply to this message" in bob.last.text
    await bob.taps("🙋 Take", bob.card(1))
    for _ in range(3):
        await ann.replies(ann.card(1), character * 4_000)
        await bob.answers(bob.card(1), character * 4_000)
        await bob.taps("✅ Send")
        await world.news()
    assert "A reply to this message" in bob.last.text
    await ann.taps("💬 Comment", ann.card(1))
    await ann.says("/cancel")
    for percent in (75, 100):
        for promise in Promise:
            alert = AlertView(promise, percent, superseded=False)
            world.tickets.record(1, EventType.SLA_ALERT, "system", alert=alert)
    due = world.now + timedelta(days=1)
    world.tickets.record(1, EventType.REPORTER_REMINDED, "system", resolve_time=due)
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("5 ★", ann.last)
    await world.news()
    await ann.taps("👍 Confirm", ann.card(1))
    await world.news()
    assert any("confirmed" in shown.text for shown in bob.chat)
