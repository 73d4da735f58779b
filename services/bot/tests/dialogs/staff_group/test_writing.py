"""What is written in a topic: notes, unless it is for the reporter."""

from typing import Any

import pytest

from bot_testing.member import GROUP, Member
from bot_testing.talker import STICKER, Talker, photo
from bot_testing.world import World

SECRET = "He broke it himself"


def said(world: World) -> list[tuple[str, bool]]:
    return [(comment.text, comment.internal) for comment in world.tickets.comments.get(1, [])]


async def test_staffs_words_are_notes_and_the_reporter_never_reads_them(
    reported: World, agent: Member, ann: Talker
) -> None:
    number = await agent.says_on(1, SECRET)
    assert said(reported) == [(SECRET, True)]
    assert agent.reactions == [(GROUP, number + 1)]
    await reported.news()
    await agent.edits(number + 1, text=f"{SECRET}, twice", message_thread_id=agent.topic(1).thread)
    assert said(reported) == [(f"{SECRET}, twice", True)]
    await reported.news()
    await ann.says("/my")
    await ann.says("#1")
    assert all(SECRET not in message.text for message in ann.chat)


async def test_reply_goes_to_the_reporter_and_says_so(reported: World, agent: Member, ann: Talker) -> None:
    await agent.says_on(1, "/reply We come at three")
    assert said(reported) == [("We come at three", False)]
    assert agent.last.text == "✉️ That goes to the reporter, Ann."
    assert agent.last.arguments["message_thread_id"] == agent.topic(1).thread
    await reported.news()
    assert "We come at three" in ann.last.text
    await agent.says_on(1, "/reply")
    assert agent.last.text.startswith("Write your words after it")
    await agent.says_on(1, "/start")
    assert len(said(reported)) == 1, "no command is a note"


async def test_a_reply_to_the_reporters_words_goes_to_them(
    reported: World, agent: Member, ann: Talker
) -> None:
    await ann.replies(ann.last, "When?")
    await reported.news()
    copy = agent.last
    thread = agent.topic(1).thread
    await agent.replies(copy, "At three", message_thread_id=thread)
    await agent.replies(agent.card(1), SECRET, message_thread_id=thread)
    assert said(reported)[1:] == [("At three", False), (SECRET, True)]


async def test_files_go_to_the_reporter_only_and_albums_are_one(reported: World, agent: Member) -> None:
    thread = agent.topic(1).thread
    for name in ("A", "B"):
        await agent.sends(photo=photo(name), media_group_id="1", message_thread_id=thread, caption="See")
    assert [each.text[:22] for each in agent.chat][-1] == "Notes take only words."
    assert sum(each.text.startswith("Notes take") for each in agent.chat) == 1
    assert said(reported) == []
    reported.contents |= {"C": b"\xff\xd8 jpeg", "D": b"\xff\xd8 jpeg"}
    await agent.sends(photo=photo("C"), media_group_id="2", message_thread_id=thread, caption="/reply Look")
    await agent.sends(photo=photo("D"), media_group_id="2", message_thread_id=thread)
    assert len(said(reported)) == 1
    assert said(reported)[0][0].startswith("Look")
    assert sum(each.text.startswith("✉️") for each in agent.chat) == 1


async def test_words_below_a_later_picture_of_a_reply_are_said_too(reported: World, agent: Member) -> None:
    thread = agent.topic(1).thread
    reported.contents |= {"C": b"\xff\xd8 jpeg", "D": b"\xff\xd8 jpeg"}
    await agent.sends(photo=photo("C"), media_group_id="2", message_thread_id=thread, caption="/reply Look")
    await agent.sends(photo=photo("D"), media_group_id="2", message_thread_id=thread, caption="And there")
    assert [(text.partition("\n")[0], internal) for text, internal in said(reported)] == [
        ("Look", False),
        ("And there", False),
    ]


async def test_what_other_bots_say_is_left_alone(reported: World, agent: Member, stranger: Member) -> None:
    count = len(agent.chat)
    stranger.user = {"id": 61, "is_bot": True, "first_name": "Another"}
    await stranger.says_on(1, "Beep")
    assert len(agent.chat) == count
    assert said(reported) == []


async def test_others_are_told_once_and_nothing_of_theirs_is_kept(
    reported: World, agent: Member, stranger: Member, ann: Talker
) -> None:
    reported.allowances.are_tested = True
    count = len(agent.chat)
    for member, more, words in (
        (stranger, {}, "Only staff work on requests here"),
        (Member(ann), {}, "Only staff work on requests here"),
        (agent, {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "Staff"}}, "I cannot see who"),
    ):
        extra: dict[str, Any] = more
        await member.says_on(1, "/reply Me too", **extra)
        await member.says_on(1, "Me too", **extra)
        count += 1
        assert len(agent.chat) == count
        assert agent.last.text.startswith(words)
    assert said(reported) == []


async def test_in_general_and_elsewhere_nothing_is_said(reported: World, agent: Member) -> None:
    count = len(agent.chat)
    await agent.says("hello all")
    await agent.sends(text="#1", message_thread_id=99_999)
    await agent.sends(new_chat_title="Desk")
    assert len(agent.chat) == count
    assert said(reported) == []


async def test_commands_of_the_private_chat_lead_there(reported: World, agent: Member) -> None:
    await agent.says("/queue")
    assert agent.last.text == "I answer that in our own chat."
    assert "message_thread_id" not in agent.last.arguments
    await agent.says_on(1, "/ticket 1", is_topic_message=True)
    assert agent.last.text == "I answer that in our own chat."
    assert agent.last.arguments["message_thread_id"] == agent.topic(1).thread
    await agent.says_on(1, "/id", is_topic_message=True)
    assert str(GROUP) in agent.last.text
    assert said(reported) == []


@pytest.mark.parametrize("text", ["/reply Done", SECRET])
async def test_who_is_staff_no_more_says_nothing_there(reported: World, agent: Member, text: str) -> None:
    reported.users.drop(agent.id)
    await agent.says_on(1, text)
    assert said(reported) == []


async def test_what_cannot_be_said_is_refused_in_words(reported: World, agent: Member, ann: Talker) -> None:
    await ann.says("/my")
    await ann.taps("#1")
    await ann.taps("🗑")
    await ann.taps("🗑")
    await reported.news()
    assert agent.topic(1).is_closed
    await agent.says_on(1, "/reply Too late")
    assert said(reported) == []
    assert "closed" in agent.last.text.lower()


async def test_an_edited_reply_is_said_without_its_command(
    reported: World, agent: Member, ann: Talker
) -> None:
    number = await agent.says_on(1, "/reply We come at three")
    await reported.news()
    thread = agent.topic(1).thread
    await agent.edits(number + 1, text="/reply We come at four", message_thread_id=thread)
    assert said(reported) == [("We come at four", False)]
    await reported.news()
    assert "We come at four" in ann.last.text
    assert "/reply" not in ann.last.text
    count = len(agent.chat)
    await agent.edits(number + 1, text="/reply We come at four", message_thread_id=thread)
    assert len(agent.chat) == count, "Telegram edits a message also when it draws a preview of a link"


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": STICKER},
        {"pinned_message": {"message_id": 3, "date": 1, "chat": {"id": -1, "type": "supergroup"}}},
    ],
)
@pytest.mark.usefixtures("reported")
async def test_what_strangers_send_beside_words_is_no_crash(
    agent: Member, stranger: Member, content: dict[str, Any]
) -> None:
    count = len(agent.chat)
    await stranger.sends(message_thread_id=agent.topic(1).thread, **content)
    assert len(agent.chat) == count
