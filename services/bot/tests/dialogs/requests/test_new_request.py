"""Making a request: offers, questions, preview, sending."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from bot_service.adapters.outbound.memory.files.files import MemoryFiles
from bot_service.application.errors import UnavailableError
from bot_service.application.views.tickets import TicketView
from bot_service.domain.tickets.priority import Priority
from bot_testing.talker import Talker, TapAnswer
from bot_testing.world import World


def sent_by(world: World) -> list[TicketView]:
    return list(world.tickets.tickets.values())


async def test_new_asks_what_where_how_urgent_and_shows_a_preview(world: World, ann: Talker) -> None:
    await ann.says("/new")
    assert "What is wrong?" in ann.last.text
    await ann.says("Lamp is broken\nIt flickers & buzzes")
    assert "Where is it?" in ann.last.text
    await ann.says("Room 1\nby the door")
    assert "How urgent" in ann.last.text
    await ann.taps("🔴 Urgent")
    assert "It flickers & buzzes" in ann.last.text
    await ann.taps("✅ Send")
    (ticket,) = sent_by(world)
    assert ticket.title == "Lamp is broken"
    assert ticket.description == "Lamp is broken\nIt flickers & buzzes"
    assert ticket.location == "Room 1 by the door"
    assert ticket.priority is Priority.URGENT


async def test_not_now_drops_the_offer(ann: Talker) -> None:
    await ann.says("Just thinking")
    offer = ann.last
    await ann.taps("Not now")
    assert not offer.buttons
    assert "Write to me" in offer.text
    await ann.says("/cancel")
    assert "nothing to cancel" in ann.last.text


async def test_several_messages_in_a_row_are_one_offer(ann: Talker) -> None:
    await ann.says("Lamp is broken")
    first = ann.last
    await ann.says("It is the one by the door")
    assert first.buttons == {}
    await ann.taps("📝 New request", ann.last)
    await ann.taps("Skip")
    await ann.taps("🟢 Can wait")
    assert "Lamp is broken\nIt is the one by the door" in ann.last.text


async def test_what_comes_much_later_is_another_story(world: World, ann: Talker) -> None:
    await ann.says("Lamp is broken")
    first, start = ann.last, ann.last.buttons["📝 New request"]
    ann.clock += 3_600
    await ann.says("Door is stuck")
    assert "Lamp" not in ann.last.text
    answer = await ann.taps_data(start, first)
    assert answer.show_alert
    assert not first.buttons
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert [ticket.title for ticket in sent_by(world)] == ["Door is stuck"]


async def test_what_comes_during_the_dialog_joins_the_request(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.sends_photo("p1")
    assert "What is wrong?" in ann.last.text
    await ann.says("Leak")
    await ann.sends_photo("p2", caption="From the left")
    assert "Where is it?" in ann.last.text
    await ann.says("Cellar")
    await ann.sends_photo("p3")
    assert "How urgent" in ann.last.text
    await ann.says("Water is running")
    assert "How urgent" in ann.last.text
    await ann.taps("🟠 High")
    old_preview, send = ann.last, ann.last.buttons["✅ Send"]
    await ann.sends_photo("p4")
    await ann.says("And it smells")
    assert old_preview.buttons == {}
    answer = await ann.taps_data(send, old_preview)
    assert answer == TapAnswer("This has changed in the meantime.", show_alert=True)
    assert "And it smells" not in old_preview.text
    await ann.taps("✅ Send", ann.last)
    (ticket,) = sent_by(world)
    assert ticket.description == "Leak\nFrom the left\nWater is running\nAnd it smells"
    assert len(ticket.attachments) == 4


async def test_recent_places_are_buttons(world: World, ann: Talker) -> None:
    for place in ("Room 1", "Room 2", "Room 1"):
        await ann.reports("Lamp is broken", place)
    await ann.says("Door is stuck")
    await ann.taps("📝 New request")
    assert list(ann.last.buttons)[:2] == ["Room 1", "Room 2"]
    await ann.taps("Room 2")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert sent_by(world)[-1].location == "Room 2"


async def test_every_answer_can_be_changed_in_the_preview(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.says("Room 1")
    await ann.taps("🟢 Can wait")
    await ann.taps("✏️ What")
    await ann.says("Both lamps")
    await ann.taps("📍 Where")
    await ann.says("Room 2")
    await ann.taps("⏱ Urgency")
    await ann.taps("🔴 Urgent")
    await ann.taps("✅ Send")
    (ticket,) = sent_by(world)
    assert (ticket.title, ticket.location, ticket.priority) == ("Both lamps", "Room 2", Priority.URGENT)


async def test_an_edited_message_changes_the_request_before_and_after_it_is_sent(
    world: World, ann: Talker
) -> None:
    update = ann.message(text="Lapm is broken")
    await world.feed(update)
    message_id = update["message"]["message_id"]
    await ann.edits(message_id, text="Lamp is broken")
    assert "Lamp is broken" in ann.last.text
    await ann.taps("📝 New request")
    await ann.edits(message_id, text="The lamp is broken")
    assert "Where is it?" in ann.last.text
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert sent_by(world)[0].title == "The lamp is broken"
    await ann.edits(message_id, text="The lamps are broken")
    assert "is corrected" in ann.last.text
    assert sent_by(world)[0].title == "The lamps are broken"
    count = len(ann.chat)
    await ann.edits(message_id, location={"latitude": 1.0, "longitude": 2.0})
    assert len(ann.chat) == count


async def test_cancelling_by_button_and_by_command(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.taps("✖️ Cancel")
    assert "Nothing was sent" in ann.last.text
    await ann.says("/new")
    await ann.says("Lamp")
    shown, skip = ann.last, ann.last.buttons["Skip"]
    await ann.says("/cancel")
    assert "Nothing was sent" in ann.last.text
    assert not shown.buttons
    answer = await ann.taps_data(skip, shown)
    assert "out of date" in answer.text
    assert not sent_by(world)


async def test_new_again_goes_on_with_the_unfinished_request(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.says("/new")
    assert "not sent yet" in ann.chat[-2].text
    assert "Where is it?" in ann.last.text


async def test_a_second_tap_on_send_sends_nothing_more(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    preview, send = ann.last, ann.last.buttons["✅ Send"]
    await ann.taps_data(send, preview)
    answer = await ann.taps_data(send, preview)
    assert "sent already" in answer.text
    assert len(sent_by(world)) == 1


async def test_a_service_that_is_down_loses_nothing_and_makes_nothing_twice(
    world: World, ann: Talker
) -> None:
    """The files service goes away after the ticket was made; the same tap, handled again, ends with one ticket."""

    class DownOnce(MemoryFiles):
        down = True

        async def attach(self, ticket: int, names: Sequence[str], *, acting: str, request_id: UUID) -> None:
            if self.down:
                self.down = False
                raise UnavailableError
            await super().attach(ticket, names, acting=acting, request_id=request_id)

    await ann.sends_photo("p1", caption="Leak")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    files = DownOnce()
    handler = world.handler_for(replace(world.desk, files=files))
    preview = ann.last
    with pytest.raises(UnavailableError):
        await ann.taps("✅ Send", preview, handler=handler)
    # Even as another update: a second tap means the same request.
    await ann.taps("✅ Send", preview, handler=handler)
    assert len(sent_by(world)) == 1
    assert len(await files.list(1, limit=5)) == 1
