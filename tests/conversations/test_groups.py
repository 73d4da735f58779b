"""Requests of what people write in a group of theirs, in every language."""

from dataclasses import replace

from fixline_local.telegram.client import TelegramPeople

from .conftest import NewGroup, NewTalker
from .desk import LocalDesk
from .people import Talker


async def test_a_message_becomes_the_request_of_whoever_wrote_it(
    rita: Talker, alex: Talker, new_group: NewGroup
) -> None:
    rita_there, alex_there = await new_group("Second floor", rita, alex, basic=True)
    said = await rita_there.says("The lamp over the stairs is dead")
    await alex_there.says("/new", to=said)
    receipt = await alex_there.sees("group-receipt", number="1", name="Rita")
    assert receipt.reply_to == said.id
    await alex_there.sees("group-where")
    await rita.sees("notice-created-for-you", name="Alex")
    card = await rita.sees("card-title", number="1", title="The lamp over the stairs is dead")
    assert await rita.has("button-correct", on=card)
    asked = await rita_there.says("/new", to=said)
    again = await rita_there.sees("group-already", number="1")
    assert again.reply_to == asked.id


async def test_what_stands_after_the_command_is_ones_own_request(
    rita: Talker, alex: Talker, new_group: NewGroup
) -> None:
    rita_there, _ = await new_group("Second floor", rita, alex, basic=True)
    await rita_there.says("/new The door squeaks")
    await rita_there.sees("group-receipt", number="1", name="Rita")
    await alex.sees("notice-created", name="Rita")
    await alex.reads("The door squeaks")


async def test_only_staff_make_requests_of_what_others_wrote(
    rita: Talker, new_talker: NewTalker, new_group: NewGroup
) -> None:
    fred = await new_talker("Fred")
    rita_there, fred_there = await new_group("Second floor", rita, fred, basic=True)
    said = await rita_there.says("The lamp over the stairs is dead")
    await fred_there.says("/new", to=said)
    await fred_there.sees("group-not-yours", name="Rita")
    await fred_there.says("/new")
    await fred_there.sees("group-how")
    await rita.says("/my")
    await rita.sees("none-reported-open")


async def test_what_is_private_is_not_answered_there(
    desk: LocalDesk, rita: Talker, alex: Talker, new_group: NewGroup
) -> None:
    rita_there, _ = await new_group("Second floor", rita, alex, basic=True)
    (bot,) = desk.simulator.world.bots.all()
    await rita_there.says(f"/my@{bot.username}")
    await rita_there.sees("group-in-private")
    await rita_there.says("/id")
    await rita_there.sees("group-id", id=str(rita_there.client.chat_id))
    said = len(await rita_there.sees_all())
    await rita_there.says("What a morning")
    assert len(await rita_there.sees_all()) == said + 1, "it speaks when it is spoken to"


async def test_a_group_that_becomes_a_supergroup_in_the_middle_hears_the_answer_there(
    desk: LocalDesk, rita: Talker, alex: Talker, new_group: NewGroup
) -> None:
    rita_there, alex_there = await new_group("Second floor", rita, alex, basic=True)
    await rita_there.says("/new The lamp is dead")
    await rita_there.sees("group-receipt", number="1", name="Rita")
    old = rita_there.client.chat_id
    async with TelegramPeople(desk.url) as people:
        await people.add_fault(method="sendMessage", status=500)  # of what is tried before the group moves
        await rita_there.client.send_text("/new The door squeaks")
        moved = await people.request("POST", f"/api/chats/{old}/migrate", params={"as": str(rita.id)})
        await desk.settled()
        rita_now, alex_now = (
            replace(each, client=people.person(each.id, chat_id=moved["id"]), since=0)
            for each in (rita_there, alex_there)
        )
        await rita_now.sees("group-receipt", number="2", name="Rita")
        said = await rita_now.says("The window does not close")
        await alex_now.says("/new", to=said)
        await alex_now.sees("group-receipt", number="3", name="Rita")
        await rita_now.says("/id")
        await rita_now.sees("group-id", id=str(moved["id"]))
