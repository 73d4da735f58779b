"""Buttons in topics: what each of the desk's people can do is theirs to see alone."""

from typing import Any

import pytest
from aiogram.methods import (
    DeleteEphemeralMessage,
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
    SendMessage,
)

from bot_service.application.views.tickets import TicketState
from bot_service.domain.tickets.priority import Priority
from bot_testing.member import GROUP, GROUP_CHAT, Member
from bot_testing.shown import Shown
from bot_testing.talker import Talker, TapAnswer
from bot_testing.world import World


async def opened(world: World, member: Member) -> SendMessage:
    """Tap [More…]; return what they alone are shown."""
    await member.taps("More…", member.card(1))
    shown = world.answers.ephemeral[-1]
    assert isinstance(shown, SendMessage)
    return shown


def labels(shown: Any) -> list[str]:
    return [button.text for row in shown.reply_markup.inline_keyboard for button in row]


async def taps_there(world: World, member: Member, label: str) -> TapAnswer:
    """Tap a button of what they alone see."""
    shown: Any = next(
        each for each in reversed(world.answers.ephemeral) if getattr(each, "reply_markup", None)
    )
    buttons = [button for row in shown.reply_markup.inline_keyboard for button in row]
    (data,) = [each.callback_data for each in buttons if each.text.startswith(label)]
    number = next(world.numbers)
    message = {
        "message_id": 0,
        "ephemeral_message_id": 7,
        "date": member.clock,
        "chat": GROUP_CHAT,
        "message_thread_id": member.topic(1).thread,
        "receiver_user": member.user,
        "text": "x",
    }
    callback = {
        "id": str(number),
        "from": member.user,
        "chat_instance": "1",
        "data": data,
        "message": message,
    }
    answers = await world.feed({"update_id": number, "callback_query": callback})
    assert len(answers) == 1
    return TapAnswer(text=answers[0].text or "", show_alert=bool(answers[0].show_alert))


async def test_more_is_for_whoever_tapped(reported: World, agent: Member) -> None:
    count = len(agent.chat)
    shown = await opened(reported, agent)
    parameters: Any = shown.ephemeral_message_parameters
    assert parameters.receiver_user_id == agent.id
    assert parameters.callback_query_id
    assert (shown.chat_id, shown.message_thread_id) == (GROUP, agent.topic(1).thread)
    assert "Only you see this" in shown.text
    assert labels(shown) == [
        "🙋 Take",
        "✅ Resolve",
        "⏱ Urgency",
        "🔒 Note",
        "📋 More in our chat",
    ]
    assert len(agent.chat) == count, "nobody else sees anything"


async def test_where_telegram_does_not_take_that_their_own_chat_opens(reported: World, agent: Member) -> None:
    reported.answers.refuses_ephemeral = True
    answer = await agent.taps("More…", agent.card(1))
    assert answer.url == "https://t.me/desk_bot?start=t_1"


async def test_a_bot_whose_name_is_not_known_says_how_to_get_there(reported: World, agent: Member) -> None:
    reported.answers.says_our_name = False
    reported.bot._me = None
    shown = await opened(reported, agent)
    assert "📋 More in our chat" not in labels(shown), "a link without a name leads nowhere"
    reported.answers.refuses_ephemeral = True
    answer = await agent.taps("More…", agent.card(1))
    assert (answer.url, answer.show_alert) == ("", True)
    assert "/ticket 1" in answer.text


async def test_work_is_done_there_and_the_offer_goes(reported: World, agent: Member) -> None:
    _ = await opened(reported, agent)
    assert (await taps_there(reported, agent, "🙋 Take")).text == "It is yours."
    gone = reported.answers.ephemeral[-1]
    assert isinstance(gone, DeleteEphemeralMessage)
    assert (gone.receiver_user_id, gone.ephemeral_message_id) == (agent.id, 7)
    await reported.news()
    shown = await opened(reported, agent)
    assert "✅ Resolve" in labels(shown)
    answer = await taps_there(reported, agent, "🔒 Note")
    assert answer.show_alert
    assert answer.text.startswith("Write it in this topic")
    await taps_there(reported, agent, "✅ Resolve")
    assert reported.tickets.tickets[1].state is TicketState.RESOLVED


async def test_urgency_is_changed_with_a_reason(reported: World, agent: Member) -> None:
    _ = await opened(reported, agent)
    await taps_there(reported, agent, "⏱ Urgency")
    choice = reported.answers.ephemeral[-1]
    assert isinstance(choice, EditEphemeralMessageReplyMarkup)
    assert (await taps_there(reported, agent, "🔴")).text == "Why?"
    await taps_there(reported, agent, "⬅️ Back")
    assert labels(reported.answers.ephemeral[-1]) == labels(choice), "one may think again"
    await taps_there(reported, agent, "🔴")
    await taps_there(reported, agent, "Somebody could get hurt")
    assert isinstance(reported.answers.ephemeral[-1], DeleteEphemeralMessage)
    assert reported.tickets.tickets[1].priority is Priority.URGENT
    assert reported.tickets.events[-1].reason == "Somebody could get hurt"


async def test_dispatchers_assign(reported: World, ada: Member, agent: Member) -> None:
    _ = await opened(reported, ada)
    await taps_there(reported, ada, "👤 Assign")
    await taps_there(reported, ada, "Bob")
    await reported.news()
    assert agent.topic(1).icon == "👀"
    assert agent.card(1).disabled == ["🔒 Taken by Bob"]


async def test_roles_are_asked_at_every_tap(
    reported: World, agent: Member, stranger: Member, ann: Talker
) -> None:
    card = agent.card(1)
    for member in (stranger, Member(ann)):
        for label in ("🙋 Take", "More…"):
            answer = await member.taps(label, card)
            assert answer.text.startswith("Only staff work on requests here")
            assert answer.show_alert
    reported.users.drop(agent.id)
    assert (await agent.taps("🙋 Take", card)).text.startswith("Only staff")
    assert reported.answers.ephemeral == []
    assert reported.tickets.tickets[1].assignee == ""


@pytest.mark.usefixtures("reported")
async def test_whoever_is_slower_hears_who_has_it(agent: Member, gus: Talker) -> None:
    card = agent.card(1)
    take = card.buttons["🙋 Take"]
    await agent.taps("🙋 Take", card)
    late = await Member(gus).taps_data(take, card)
    assert late.show_alert
    assert late.text == "Заявку уже взял другой сотрудник."


@pytest.mark.usefixtures("reported")
async def test_buttons_of_long_ago_are_answered(agent: Member) -> None:
    for data in ("nonsense", "t:z:1::0", "w:q:1:"):
        answer = await agent.taps_data(data, Shown(id=1, method="sendMessage", text="x"))
        assert answer.text or answer.url


async def test_whoever_goes_back_sees_the_ticket_as_it_is_by_then(
    reported: World, agent: Member, ada: Member
) -> None:
    before = await opened(reported, ada)
    assert any(label.startswith("🙋") for label in labels(before))
    await agent.taps("🙋 Take", agent.card(1))
    await reported.news()
    await taps_there(reported, ada, "⏱")
    await taps_there(reported, ada, "🔴")
    await taps_there(reported, ada, "⬅️")
    await taps_there(reported, ada, "⬅️")
    shown = reported.answers.ephemeral[-1]
    assert isinstance(shown, EditEphemeralMessageText)
    assert (shown.ephemeral_message_id, shown.receiver_user_id) == (7, ada.id)
    assert shown.text != before.text, "its state is another one"
    assert not any(label.startswith("🙋") for label in labels(shown))
