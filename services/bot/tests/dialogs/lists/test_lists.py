"""/my and /queue."""

from datetime import timedelta

from bot_service.application.ports.tickets import TicketList
from bot_testing.talker import Talker
from bot_testing.world import World


async def send_new(talker: Talker, text: str = "Lamp is broken", place: str = "Room 1") -> None:
    await talker.says("/new")
    await talker.says(text)
    await talker.says(place)
    await talker.taps("🟡 Normal")
    await talker.taps("✅ Send")


async def test_requests_are_listed_and_opened(world: World, ann: Talker) -> None:
    await ann.says("/my")
    assert "no requests yet" in ann.last.text
    for number in range(11):
        await send_new(ann, f"Lamp {number} <b>")
    await ann.says("/my")
    assert "#11 Lamp 10 <b>" in ann.last.text
    assert "Lamp 0" not in ann.last.text
    assert "newest 10" in ann.last.text
    await ann.taps("#11")
    assert ann.last is ann.card(11)
    listed = await world.desk.tickets.list(TicketList.REPORTED, acting="users/1", limit=20)
    assert len(listed) == 11


async def test_ages_and_both_queues(world: World, ann: Talker, bob: Talker) -> None:
    await send_new(ann, "Lamp")
    await send_new(ann, "Door")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.says("/queue")
    assert "Yours" in bob.chat[-2].text
    assert "#1 Lamp" in bob.chat[-2].text
    assert "Waiting to be taken" in bob.last.text
    assert "#2 Door" in bob.last.text
    assert "just now" in bob.last.text
    for seconds, age in ((3_600, "1 hour ago"), (47 * 3_600, "2 days ago"), (59, "2 days ago")):
        world.now += timedelta(seconds=seconds)
        await bob.says("/queue")
        assert age in bob.last.text
