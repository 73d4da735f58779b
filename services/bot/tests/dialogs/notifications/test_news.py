"""What others hear of a ticket."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot_service.adapters.outbound.memory.files.files import MemoryFiles
from bot_service.application.errors import UnavailableError
from bot_service.application.views.events import EventType
from bot_service.application.views.files import FileView
from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_news_of_what_nobody_has_to_hear(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    assert world.users.known("users/1").role is Role.AGENT
    count = len(ann.chat), len(bob.chat)
    world.tickets.record(1, EventType.OTHER, "system")
    world.tickets.record(4711, EventType.TICKET_CREATED, "system")
    await world.news()
    assert (len(ann.chat), len(bob.chat)) == count


async def test_the_files_of_a_new_request_are_bound_to_it_where_its_sender_did_not_come_to_that(
    world: World, ann: Talker
) -> None:
    """The bot ended between the two, and the draft was lost."""

    class Unbound(MemoryFiles):
        async def upload(self, *given: Any, **named: Any) -> FileView:
            return await world.files.upload(*given, **named)

        async def attach(self, *_: object, **__: object) -> None:
            raise UnavailableError

    await ann.says("/new")
    await ann.says("Lamp")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.sends_photo("photo-1")
    away = world.handler_for(replace(world.desk, files=Unbound()))
    with pytest.raises(UnavailableError):
        await ann.taps("✅ Send", handler=away)
    assert await world.files.list(1, limit=10) == []
    await world.news()
    await world.news()
    (file,) = await world.files.list(1, limit=10)
    assert file.telegram_file_id == "photo-1"


async def test_news_of_what_the_desk_itself_did(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    world.tickets.move(1, TicketState.RESOLVED, "system")
    world.tickets.move(1, TicketState.CLOSED, "system")
    await world.news()
    assert bob.last.text == "✅ #1 “Lamp” is closed: nobody objected in time."
    assert "counts as resolved" in ann.last.text
    assert "Closed" in ann.card(1).text


async def test_a_reporter_whose_answer_is_awaited(
    world: World, ann: Talker, bob: Talker, gus: Talker, talker: TalkerFor
) -> None:
    def remind(number: int) -> None:
        time = datetime(2026, 11, 30, 14, 5, tzinfo=UTC)
        world.tickets.record(number, EventType.REPORTER_REMINDED, "system", resolve_time=time)

    ira = talker(8, "Ира", "ru")
    await ann.reports()
    await world.news()
    await ira.says("/new")
    await ira.says("Дверь")
    await ira.taps("Пропустить")
    await ira.taps("🟡 Обычная")
    await ira.taps("✅ Отправить")
    await bob.taps("🙋 Take", bob.card(1))
    for number in (1, 2):
        world.tickets.move(number, TicketState.WAITING_REPORTER, "users/1")
    await world.news()
    staff = len(bob.chat), len(gus.chat)
    remind(1)
    remind(2)
    await world.news()
    assert ann.last.text == (
        "⏳ We still need your answer on #1 “Lamp”. "
        "Without it, the request will be closed as resolved on Nov 30, 2026, 2:05\u202fPM.\n\n"
        "Reply to this message to answer."
    )
    assert ira.last.text == (
        "⏳ Ждём вашего ответа по заявке #2 «Дверь». "
        "Без ответа она будет закрыта как выполненная: 30 нояб. 2026\u202fг., 14:05.\n\n"
        "Ответить можно прямо на это сообщение."
    )
    assert (len(bob.chat), len(gus.chat)) == staff
    await ann.replies(ann.last, "The second floor")
    assert [comment.text for comment in world.tickets.comments[1]] == ["The second floor"]
    # What was answered in the meantime is not asked for any more.
    world.tickets.move(1, TicketState.IN_PROGRESS, "users/1")
    count = len(ann.chat)
    remind(1)
    await world.news()
    assert len(ann.chat) == count


async def test_who_is_shut_out_hears_nothing_of_the_desk_any_more(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    world.users.deactivate(world.users.named("Bob"))
    before = [(each.id, each.text) for each in bob.chat]
    await ann.replies(ann.card(1), "My phone is 12345")
    await world.news()
    assert [(each.id, each.text) for each in bob.chat] == before
    assert "My phone is 12345" in gus.last.text, "somebody has to hear it"
