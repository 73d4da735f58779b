"""/broadcast: what is said to many people, to whom, and how it is shown; the bot's database is a real one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from bot_service.adapters.inbound.telegram.drawing.office.announcements import call_to, progress_call
from bot_service.adapters.inbound.worker.broadcaster import Broadcaster
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.chats.chats import Chat
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_testing.talker import STICKER, Talker
from bot_testing.world import World


@pytest.fixture
def bot_database(real_bot_database: Database) -> Database:
    return real_bot_database


class Telegram:
    """Has announcements go out, and does with the waiting calls what the senders do."""

    def __init__(self, world: World, database: Database) -> None:
        office = world.desk.office
        assert office is not None
        self._world = world
        self._database = database
        self.broadcaster = Broadcaster(
            broadcasts=office.broadcasts,
            call_to=call_to,
            progress=progress_call,
            nobody_asks=Slots[object](1).idle,
            told_seconds=0.0,
        )

    async def goes_on(self) -> bool:
        """Take a step, and let everything arrive that waits; False where there is nothing to do any more."""
        is_busy = await self.broadcaster.step()
        for row in await self.waiting():
            call = OutgoingCall(
                method=row["method"],
                chat_id=row["chat_id"],
                arguments=row["arguments"],
                urgency=Urgency(row["urgency"]),
            )
            self._world.carry_out([call], row["cause"])
            await self._close(row["id"], "SENT")
        return is_busy

    async def all_arrives(self) -> None:
        while await self.goes_on():
            pass

    async def waiting(self) -> list[Mapping[str, Any]]:
        async with self._database.transaction() as connection:
            found = await connection.execute(
                text("SELECT * FROM deliveries WHERE state = 'PENDING' ORDER BY urgency, id")
            )
            return [dict(row) for row in found.mappings()]

    async def _close(self, id_: int, state: str) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                text("UPDATE deliveries SET state = :state, finished_at = now() WHERE id = :id"),
                {"id": id_, "state": state},
            )


@pytest.fixture
async def telegram(world: World, bot_database: Database) -> Telegram:
    world.desk = replace(world.desk, chats=SqlChats(bot_database))
    world.handler = world.handler_for(world.desk)
    return Telegram(world, bot_database)


@pytest.fixture
async def eve(telegram: Telegram, eve: Talker) -> Talker:  # noqa: ARG001  # their chats are to be in its database
    await eve.says("/start")
    return eve


@pytest.fixture
async def ann(telegram: Telegram, ann: Talker) -> Talker:  # noqa: ARG001
    await ann.says("/start")
    return ann


@pytest.fixture
async def rus(telegram: Telegram, rus: Talker) -> Talker:  # noqa: ARG001
    await rus.says("/start")
    return rus


async def test_everybody_gets_it_as_it_was_written(
    telegram: Telegram, eve: Talker, ann: Talker, rus: Talker
) -> None:
    await eve.says("/broadcast")
    assert "What do you want to tell" in eve.last.text
    bold = [{"type": "bold", "offset": 3, "length": 5}, {"type": "url", "offset": 0, "length": 2}]
    await eve.says("No water from 2 to 4", entities=bold)
    preview, asked = eve.chat[-2:]
    assert preview.text == "📢 Announcement\n\nNo water from 2 to 4"
    assert preview.buttons == {}
    await eve.taps("Everybody", asked)
    assert "goes to 3 people" in asked.text
    await eve.taps("📤 Send (3)", asked)
    assert "On its way: 0 of 3" in asked.text
    heard = len(ann.chat)
    await telegram.all_arrives()
    assert len(ann.chat) == heard + 1
    assert ann.last.text == preview.text
    title, water = ann.last.arguments["entities"]
    assert (title["type"], title["offset"]) == ("bold", 0)
    begins = len("📢 Announcement\n\n".encode("utf-16-le")) // 2
    assert (water["offset"], water["length"]) == (begins + 3, 5), "what was marked is"
    assert rus.last.text == "📢 Объявление\n\nNo water from 2 to 4"
    assert "3 people got it" in asked.text
    assert asked.buttons == {}
    assert "3 people got it" in asked.text
    await telegram.all_arrives()
    assert len(ann.chat) == heard + 1


async def test_who_wants_none_hears_only_what_is_urgent(
    telegram: Telegram, eve: Talker, ann: Talker, rus: Talker
) -> None:
    async def announced(words: str, *, urgent: bool) -> str:
        """Return what its author is shown in the end."""
        await eve.says("/broadcast")
        await eve.says(words)
        await eve.taps("Everybody")
        if urgent:
            await eve.taps("❗️ Make it urgent")
        await eve.taps("📤 Send")
        await telegram.all_arrives()
        return next(each.text for each in reversed(eve.chat) if each.text.startswith("✅ Sent"))

    await announced("Cake", urgent=False)
    shown = ann.last
    assert "but for urgent ones" in (await ann.taps("🔕 No announcements", shown)).text
    assert (shown.buttons, shown.text) == ({}, "📢 Announcement\n\nCake")
    assert "One person wants no announcements" in await announced("More cake", urgent=False)
    assert ann.last is shown
    assert "More cake" in rus.last.text
    await announced("Fire drill", urgent=True)
    assert ann.last.text == "❗️ Important\n\nFire drill"
    assert ann.last.buttons == {}
    await ann.says("/settings")
    await ann.taps("🔕 Announcements: only urgent ones")
    assert "📢 Announcements: on" in ann.last.buttons
    await announced("Again cake", urgent=False)
    assert "Again cake" in ann.last.text


async def test_staff_and_people_with_open_requests_and_those_of_a_place(
    telegram: Telegram, eve: Talker, ann: Talker, rus: Talker
) -> None:
    await eve.says("/locations")
    await eve.taps("➕ Add")
    await eve.taps("building")
    await eve.says("HQ Head office")
    await ann.reports()
    await eve.says("/broadcast")
    await eve.says("A word")
    asked = eve.last
    for choice, said in (
        ("Staff", "goes to 2 people"),
        ("With open requests", "goes to one person"),
    ):
        await eve.taps(choice, asked)
        assert said in asked.text
        await eve.taps("👥 Somebody else", asked)
    await eve.taps("Of a place…", asked)
    assert "code of the place" in asked.text
    await eve.says("XYZ")
    assert "no place with this code" in eve.last.text
    await eve.says("hq")
    assert "Nobody would get it" in eve.last.text
    assert "reported something in HQ" in eve.last.text
    assert not any("Send" in label for label in eve.last.buttons)
    await eve.taps("👥 Somebody else")
    await eve.taps("With open requests")
    await eve.taps("📤 Send")
    quiet = len(rus.chat)
    await telegram.all_arrives()
    assert "A word" in ann.last.text
    assert len(rus.chat) == quiet


async def test_it_is_stopped_and_dropped(telegram: Telegram, world: World, eve: Talker, ann: Talker) -> None:
    for number in range(20):
        chat = Chat(chat_id=900 + number, user_name=(await ann_name(world, ann)), language="en")
        await world.desk.chats.save(chat)
    await eve.says("/broadcast")
    await eve.says("A word")
    asked = eve.last
    await eve.taps("Everybody", asked)
    assert "22 people" in asked.text
    send = asked.buttons["📤 Send (22)"]
    await eve.taps("📤 Send (22)", asked)
    await telegram.goes_on()
    assert "0 of 22" in asked.text
    await telegram.goes_on()
    assert "2 of 22" in asked.text
    await eve.taps("⏹ Stop", asked)
    assert "Stopped" in asked.text
    await telegram.all_arrives()
    assert "Stopped. 4 got it, 18 did not" in asked.text
    await eve.taps_data(send, asked)
    assert "Stopped. 4 got it, 18 did not" in asked.text, "it does not begin anew"
    await eve.says("/broadcast")
    await eve.says("Another word")
    await eve.taps("🗑 Drop")
    assert "Nobody got it" in eve.last.text
    assert not await telegram.waiting()


async def test_it_goes_to_whom_that_is_when_it_is_sent(telegram: Telegram, eve: Talker, ann: Talker) -> None:
    await eve.says("/broadcast")
    await eve.says("A word")
    asked = eve.last
    await eve.taps("Everybody", asked)
    assert "goes to 2 people" in asked.text
    await eve.says("/staff ann")
    await eve.taps("🚫 Shut out")
    await eve.says("No more")
    heard = len(ann.chat)
    await eve.taps("📤 Send (2)", asked)
    await telegram.all_arrives()
    assert "One person got it" in asked.text
    assert len(ann.chat) == heard


async def ann_name(world: World, ann: Talker) -> str:
    chat = await world.desk.chats.get(ann.id)
    assert chat is not None
    return chat.user_name


async def test_a_photo_goes_with_it_and_an_album_does_not(
    telegram: Telegram, eve: Talker, ann: Talker
) -> None:
    await eve.says("/broadcast")
    for number in range(3):
        await eve.sends_photo(f"album-{number}", media_group_id="a")
    assert "room for one photo" in eve.last.text
    assert "What do you want to tell" in eve.chat[-2].text, "it is said once"
    await eve.sends(sticker=STICKER)
    await eve.says("x" * 4_001)
    assert "at most 4000" in eve.last.text.replace(",", "")
    await eve.sends_photo("pic", caption="The new kitchen")
    await eve.taps("Everybody")
    await eve.taps("📤 Send")
    await telegram.all_arrives()
    assert (ann.last.method, ann.last.arguments["photo"]) == ("sendPhoto", "pic")
    assert ann.last.text == "📢 Announcement\n\nThe new kitchen"


async def test_who_blocked_the_bot_is_counted_and_gets_nothing_late(
    telegram: Telegram, world: World, eve: Talker, ann: Talker
) -> None:
    chat = await world.desk.chats.get(ann.id)
    assert chat is not None
    await eve.says("/broadcast")
    await eve.says("A word")
    asked = eve.last
    await eve.taps("Everybody", asked)
    await world.desk.chats.save(replace(chat, reachable=False))
    await eve.taps("📤 Send", asked)
    await telegram.all_arrives()
    assert "One person got it" in asked.text
    assert "One person has blocked the bot" in asked.text
    await world.desk.chats.save(chat)
    assert not await telegram.waiting()


async def test_only_admins(telegram: Telegram, eve: Talker, rus: Talker) -> None:  # noqa: ARG001
    await rus.says("/broadcast")
    assert "только администраторы" in rus.last.text
    await eve.says("/broadcast")
    await eve.says("A word")
    data = eve.last.buttons["Everybody"]
    assert "только администраторы" in (await rus.taps_data(data, None)).text


async def test_cancel_ends_only_its_own_question(telegram: Telegram, eve: Talker) -> None:  # noqa: ARG001
    await eve.says("/broadcast")
    older = eve.last.buttons["✖️ Cancel"]
    await eve.says("/broadcast")
    await eve.taps_data(older, None)
    await eve.says("A word")
    assert "Who is to get it" in eve.last.text
