"""Topics in a reporter's own chat and in the staff group, whatever becomes of them, and of the bot there."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.members import STAFF_GROUP_RIGHTS

from .conftest import SCOPE
from .desk import LocalDesk
from .people import Talker
from .requests import report


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def people(desk: LocalDesk) -> AsyncIterator[TelegramPeople]:
    async with TelegramPeople(desk.url) as people:
        yield people


async def switch(desk: LocalDesk, people: TelegramPeople, *, enabled: bool) -> None:
    """Have private chats have topics, or none; return once each process of the bot has heard of it."""
    await people.switch_topics(enabled=enabled)
    known = len(await people.calls("getMe"))
    async with asyncio.timeout(60):
        # Each asks again and again; the second time after that surely did.
        while len(await people.calls("getMe")) < known + 2 * desk.bots:
            await doubt(desk, people)
            await asyncio.sleep(0.05)
    await people.clear_faults()


async def doubt(desk: LocalDesk, people: TelegramPeople) -> None:
    """Have the bot, or each of its processes in turn, find out that Telegram may be away: then it asks at once."""
    if desk.bot is not None:
        desk.bot.registration.doubt.set()
        return
    somebody = await people.create_person("Tom")
    await people.add_fault(method="answerInlineQuery", status=502)
    await somebody.ask_inline(wait=0)
    await desk.settled()


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def has_topics(desk: LocalDesk, people: TelegramPeople) -> AsyncIterator[None]:
    """Private chats have topics for this test: whoever comes next shares the bot."""
    await switch(desk, people, enabled=True)
    yield
    await switch(desk, people, enabled=False)


async def report_in_topic(reporter: Talker, what: str) -> None:
    await reporter.says(what)
    for key in ("button-new-request", "button-no-place", "priority-medium", "button-send"):
        await reporter.taps(key)


async def topics(talker: Talker) -> list[str]:
    return [" ".join(filter(None, [each["icon"], each["name"]])) for each in await talker.client.topics()]


async def thread(talker: Talker) -> int:
    (topic,) = await talker.client.topics()
    return int(topic["id"])


@pytest.mark.usefixtures("has_topics")
async def test_a_request_is_told_of_and_talked_about_in_its_topic(rita: Talker, alex: Talker) -> None:
    await report_in_topic(rita, "The lamp is dead")
    said = await rita.sees("request-sent-topic", number="1", title="The lamp is dead")
    assert "message_thread_id" not in said.raw
    assert await topics(rita) == ["❗️ #1 The lamp is dead"]
    topic = await thread(rita)
    await alex.taps("button-take")
    taken = await rita.sees("notice-taken", number="1", assignee="Alex")
    assert taken.raw["message_thread_id"] == topic
    assert await topics(rita) == ["⚡️ #1 The lamp is dead"]
    await rita.says("It smokes", topic=topic)
    await alex.sees("notice-from-reporter", text="It smokes")
    await rita.client.delete_topic(topic)
    await alex.taps("button-resolve")
    again = await thread(rita)
    assert again != topic
    resolved = await rita.sees("notice-resolved", number="1")
    assert resolved.raw["message_thread_id"] == again
    await rita.taps("button-confirm", on=resolved)
    assert await topics(rita) == ["🏁 ✓ #1 The lamp is dead"]
    assert await topics(alex) == []
    cards = [each for each in await rita.sees_all() if each.raw.get("message_thread_id") == again]
    assert any("The lamp is dead" in each.text for each in cards), "the card is drawn in it anew"


@pytest.mark.usefixtures("has_topics")
async def test_switched_off_all_is_as_before(
    desk: LocalDesk, people: TelegramPeople, rita: Talker, alex: Talker
) -> None:
    await report_in_topic(rita, "The lamp is dead")
    await switch(desk, people, enabled=False)
    await alex.taps("button-take")
    taken = await rita.sees("notice-taken", number="1", assignee="Alex")
    assert "message_thread_id" not in taken.raw
    await report(rita, "The door squeaks")
    await rita.sees("request-sent", number="2")


async def test_the_staff_group_goes_on_once_the_bot_has_its_rights_again(
    desk: LocalDesk, people: TelegramPeople, rita: Talker, ada: Talker
) -> None:
    group = await people.create_group("Staff", [ada.id], forum=True, rights=STAFF_GROUP_RIGHTS)
    there = Talker("Ada", ada.language, desk, people.person(ada.id, chat_id=group))
    await there.says("/link")
    await there.sees("group-linked")
    assert [each["command"] for each in await there.client.commands()] == ["reply"]
    await there.client.make_bot("administrator", ["can_pin_messages", "can_manage_chat"])
    await desk.settled()
    await report(rita, "The lamp is dead")
    assert await topics(there) == []
    await there.client.make_bot("administrator", STAFF_GROUP_RIGHTS)
    await there.says("Please go on")
    assert await topics(there) == ["❗️ #1 The lamp is dead"]
    # Without the right to pin, all is there but the pin.
    await there.client.make_bot("administrator", ["can_manage_topics", "can_manage_chat"])
    await report(rita, "The door squeaks")
    assert sorted(await topics(there)) == ["❗️ #1 The lamp is dead", "❗️ #2 The door squeaks"]


async def test_sent_away_from_the_staff_group_the_bot_serves_everybody_else(
    desk: LocalDesk, people: TelegramPeople, rita: Talker, ada: Talker, alex: Talker
) -> None:
    group = await people.create_group("Staff", [ada.id], forum=True, rights=STAFF_GROUP_RIGHTS)
    there = Talker("Ada", ada.language, desk, people.person(ada.id, chat_id=group))
    await there.says("/link")
    await report(rita, "The lamp is dead")
    await there.client.make_bot("kicked")
    await desk.settled()
    await alex.taps("button-take")
    await rita.sees("notice-taken", number="1", assignee="Alex")
    # Back again, it is linked anew, and has what is open.
    await there.client.make_bot("administrator", STAFF_GROUP_RIGHTS)
    await there.says("/link")
    await there.sees("group-linked")
    assert "⚡️ #1 The lamp is dead" in await topics(there)


async def test_sent_away_from_an_ordinary_group_the_bot_has_the_request_all_the_same(
    desk: LocalDesk, people: TelegramPeople, rita: Talker, alex: Talker
) -> None:
    group = await people.create_group("Second floor", [rita.id, alex.id], basic=True)
    there = Talker("Rita", rita.language, desk, people.person(rita.id, chat_id=group))
    await people.add_fault(
        method="sendMessage", status=403, description="Forbidden: bot was kicked from the group chat"
    )
    await there.says("/new The lamp is dead")
    await alex.reads("The lamp is dead")
    await there.client.make_bot("kicked")
    await desk.settled()
    await there.client.make_bot("member")
    await there.says("/new The door squeaks")
    await there.reads("The door squeaks")
