"""What somebody reads once a day."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot_service.adapters.inbound.telegram.notifications.digest import TelegramDigests
from bot_service.application.ports.notifications.held_calls import DueDigest, HeldNews
from bot_service.domain.notifications.quiet import NoticePreferences
from bot_testing.shown import VisibleText
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import AGENTS, World


async def digest_of(world: World, talker: Talker, *news: HeldNews) -> str:
    """Return what the digest says; empty where there is none."""
    chat = await world.desk.chats.get(talker.id)
    assert chat is not None
    due = DueDigest(
        chat_id=talker.id,
        user_name=chat.user_name,
        language=chat.language,
        chosen=NoticePreferences(digest_hour=8),
        due=datetime(2026, 11, 24, 8, tzinfo=UTC),
        news=news,
        held=(),
    )
    written = await TelegramDigests(world.desk)(due)
    if not written.calls:
        return ""
    (call,) = written.calls
    arguments: dict[str, Any] = dict(call.arguments)
    rows = arguments["reply_markup"]["inline_keyboard"]
    return VisibleText.of(arguments["text"]) + "|" + " ".join(each["text"] for row in rows for each in row)


async def report(talker: Talker, title: str, urgency: str = "🟡 Normal") -> None:
    await talker.says(f"/new {title}")
    await talker.taps("Skip")
    await talker.taps(urgency)
    await talker.taps("✅ Send")


async def test_a_reporter_reads_what_changed_in_theirs(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, "Lamp")
    await report(ann, "Tap")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    said = await digest_of(world, ann, HeldNews(ticket=1, count=1), HeldNews(ticket=2, count=3))
    assert "Nov 23, 2026" in said
    assert "#1 Lamp\n🟡 In progress · 1 message" in said
    assert "#2 Tap\n🔵 Waiting to be taken · 3 messages" in said
    assert said.endswith("|#1 #2")
    assert "🙋" not in said, "what staff read is not for them"


async def test_where_there_is_nothing_to_say_nothing_is_said(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/start")
    await bob.says("/start")
    assert await digest_of(world, ann) == ""
    assert await digest_of(world, bob) == ""


async def test_what_is_not_theirs_to_see_is_left_out(world: World, ann: Talker, talker: TalkerFor) -> None:
    eve = talker(99, "Eve")
    await eve.says("/start")
    await report(ann, "Secret")
    assert await digest_of(world, eve, HeldNews(ticket=1, count=1), HeldNews(ticket=77, count=1)) == ""


async def test_staff_read_what_is_late_due_today_and_free(world: World, ann: Talker, bob: Talker) -> None:
    for title in ("Late", "Soon", "Tomorrow", *(f"Free {number}" for number in range(10))):
        await report(ann, title)
    await world.news()
    for number, hours in ((1, -3), (2, 5), (3, 30)):
        await bob.taps("🙋 Take", bob.card(number))
        world.tickets.change(number, next_due=world.now + timedelta(hours=hours))
    said = await digest_of(world, bob)
    overdue, today, free = (said.index(word) for word in ("Overdue", "Due today", "Waiting to be taken"))
    assert overdue < said.index("#1 Late") < today < said.index("#2 Soon") < free < said.index("#4 Free 0")
    assert "Tomorrow" not in said
    assert "And 2 more" in said


@pytest.mark.parametrize(("language", "words"), [("ru", "Ждут исполнителя"), ("de", "Noch nicht übernommen")])
async def test_in_their_language(
    world: World, ann: Talker, talker: TalkerFor, language: str, words: str
) -> None:
    uwe = talker(AGENTS[0], "Uwe", language)
    await uwe.says("/start")
    await report(ann, "Lamp")
    assert words in await digest_of(world, uwe)
