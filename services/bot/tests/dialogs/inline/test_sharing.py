"""@bot in any chat."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from aiogram.methods import AnswerInlineQuery
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent

from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.tickets.ticket_finder import FoundTicket, Queue
from bot_service.application.ports.tickets.tickets import NewTicket
from bot_service.application.ports.updates.allowances import TAPS, of_staff
from bot_service.application.views.tickets import TicketView
from bot_service.domain.tickets.priority import Priority
from bot_testing.shown import VisibleText
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import BOT_ID, World


async def asked(talker: Talker, words: str, handler: DispatchedUpdates | None = None) -> AnswerInlineQuery:
    """Write `@desk_bot words` somewhere; return the answer."""
    world, before = talker.world, len(talker.world.answers.inline)
    number = next(world.numbers)
    query = {"id": str(number), "from": talker.user, "query": words, "offset": "", "chat_type": "group"}
    await world.feed({"update_id": number, "inline_query": query}, handler)
    (answer,) = world.answers.inline[before:]
    assert answer.inline_query_id == str(number)
    assert answer.is_personal
    assert answer.cache_time is not None
    assert answer.cache_time <= 5
    assert len(answer.results) <= 50
    return AnswerInlineQuery.model_validate(answer.model_dump())


def numbers(answer: AnswerInlineQuery) -> list[str]:
    return [result.id for result in answer.results]


async def test_a_card_says_what_anybody_may_hear_and_leads_to_the_rest(ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp <b>\nMy phone is 123", "Room <1>")
    await bob.says("/ticket 1")
    await bob.answers(bob.card(1), "Internal words")
    await bob.taps("✅ Send")
    count = len(bob.chat)
    answer = await asked(bob, "1")
    (result,) = answer.results
    assert isinstance(result, InlineQueryResultArticle)
    assert isinstance(result.input_message_content, InputTextMessageContent)
    assert result.reply_markup is not None
    assert result.title == "#1 Lamp <b>"
    assert result.description == "🔵 Waiting to be taken · Room <1>"
    shared = VisibleText.of(result.input_message_content.message_text)
    assert shared == "#1 Lamp <b>\n🔵 Waiting to be taken · 📍\u00a0Room <1>"
    assert "Ann" not in shared
    ((button,),) = result.reply_markup.inline_keyboard
    assert button.url == "https://t.me/desk_bot?start=t_1"
    assert len(bob.chat) == count, "nothing is said in their chat"
    await bob.says("/start t_1")
    assert bob.last is bob.card(1)
    await ann.says("/start t_99")
    assert "There is no request #99" in ann.last.text
    assert "/new" in ann.last.text, "whoever comes by a link that is not for them is welcome all the same"


async def test_everybody_finds_what_they_may_see(ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports("Lamp", "Room <1>")
    await ann.reports("Door", "Hall")
    assert numbers(await asked(bob, "lamp")) == ["1"]
    await bob.says("/ticket 1")
    await bob.taps("🙋 Take")
    assert numbers(await asked(bob, "")) == ["1"], "what they work on"
    assert numbers(await asked(ann, "")) == ["1", "2"], "what they reported"
    for words in ("lamp", "1", "#1"):
        answer = await asked(gus, words)
        assert numbers(answer) == []
        assert answer.button is not None
        assert answer.button.text == "Ничего не нашлось. Открыть бота"
        assert answer.button.start_parameter == "inline"
    await gus.says("/start inline")
    assert "Ссылка не работает" not in gus.last.text


async def test_whoever_never_started_the_bot_is_led_there_and_stays_unknown(
    world: World, ann: Talker, talker: TalkerFor
) -> None:
    await ann.reports("Lamp", "Room <1>")
    eve = talker(99, "Eve")
    for words in ("", "lamp"):
        answer = await asked(eve, words)
        assert answer.results == []
        assert answer.button is not None
        assert answer.button.text == "Start the bot to share requests"
    assert await world.desk.chats.get(eve.id) is None
    world.users.deactivate(world.users.named("Ann"))
    assert (await asked(ann, "lamp")).results == []


async def test_at_most_fifty(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp", "Room <1>")
    another = NewTicket(title="Lamp", description="", location="", priority=Priority.LOW)
    for _ in range(59):
        await world.desk.tickets.create(another, acting=world.users.named("Ann"), request_id=uuid4())
    assert len((await asked(bob, "lamp")).results) == 50


async def test_it_leaves_the_conversation_as_it_is(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    question = ann.last
    _ = await asked(ann, "lamp")
    assert question.buttons
    await ann.says("Room 1")
    assert "urgent" in ann.last.text


async def test_what_is_shared_in_the_chat_with_the_bot_is_no_new_request(ann: Talker) -> None:
    await ann.reports("Lamp", "Room <1>")
    count = len(ann.chat)
    us = {"id": BOT_ID, "is_bot": True, "first_name": "Desk"}
    await ann.says("#1 Lamp", via_bot=us)
    assert len(ann.chat) == count
    await ann.says("A cat is on the roof", via_bot=us | {"id": 43})
    assert any("New request" in label for label in ann.last.buttons)


class FinderThatIsDown:
    """Implements `TicketFinder`."""

    async def search(
        self, query: str, *, acting: str, tag: str = "", limit: int, start: int = 0
    ) -> Sequence[FoundTicket]:
        raise UnavailableError(f"{query} {acting} {tag} {limit} {start}")

    async def counts(
        self, *, acting: str, everybodys: bool, place: str = "", tag: str = ""
    ) -> Mapping[Queue, int]:
        raise UnavailableError(f"{acting} {everybodys} {place} {tag}")

    async def queue(
        self,
        which: Queue,
        *,
        acting: str,
        everybodys: bool,
        place: str = "",
        tag: str = "",
        assignee: str = "",
        limit: int,
        start: int = 0,
    ) -> Sequence[TicketView]:
        raise UnavailableError(f"{which} {acting} {everybodys} {place} {tag} {assignee} {limit} {start}")


async def test_nothing_is_tried_again_when_it_would_be_too_late(world: World, ann: Talker) -> None:
    await ann.reports("Lamp", "Room <1>")
    handler = world.handler_for(replace(world.desk, finder=FinderThatIsDown()))
    answer = await asked(ann, "lamp", handler)
    assert (answer.results, answer.cache_time, answer.button) == ([], 0, None)


async def test_more_than_anybody_types(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp", "Room <1>")
    world.allowances.are_tested = True
    for _ in range(of_staff(TAPS).most):
        assert numbers(await asked(bob, "lamp")) == ["1"]
    count = len(bob.chat)
    assert (await asked(bob, "lamp")).results == []
    assert len(bob.chat) == count
