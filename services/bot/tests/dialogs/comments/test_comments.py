"""Comments: by button, by reply, and of staff with a preview."""

from bot_service.application.views.comments import CommentView
from bot_service.application.views.events import EventType
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_a_reporter_comments_by_button_and_by_reply(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.taps("💬 Comment", ann.card(1))
    assert "Write your comment" in ann.last.text
    await ann.says("x" * 4_001)
    assert "too long" in ann.last.text
    own = await ann.says("It <flickers>") + 1
    await ann.says("And buzzes", reply_to_message={**ann.message(text="?")["message"], "message_id": own})
    assert [comment.text for comment in world.tickets.comments[1]] == ["It <flickers>", "And buzzes"]
    await ann.says("Something else")
    assert "or something new?" in ann.last.text
    await world.news()
    assert "And buzzes" in bob.card(1).text


async def test_a_comment_may_be_called_off(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.taps("💬 Comment", ann.card(1))
    await ann.taps("✖️ Cancel")
    assert "no comment" in ann.last.text
    await ann.taps("💬 Comment", ann.card(1))
    await ann.says("/cancel")
    assert "no comment" in ann.last.text
    assert not world.tickets.comments[1]


async def test_cancel_of_an_older_question_leaves_the_newer_one(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.taps("💬 Comment", ann.card(1))
    older = ann.last
    cancel = older.buttons["✖️ Cancel"]
    await ann.taps("💬 Comment", ann.card(1))
    said = await ann.taps_data(cancel, older)
    assert "out of date" in said.text
    assert "no comment" not in older.text
    await ann.says("It buzzes")
    assert [comment.text for comment in world.tickets.comments[1]] == ["It buzzes"]


async def test_a_request_being_made_is_not_lost_to_a_comment(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.says("/new")
    await ann.says("Door")
    answer = await ann.taps("💬 Comment", ann.card(1))
    assert "First finish" in answer.text
    await ann.replies(ann.card(1), "By the way")
    assert world.tickets.comments[1][0].text == "By the way"
    await ann.taps("Skip")
    assert "How urgent" in next(shown.text for shown in reversed(ann.chat) if shown.buttons)


async def test_what_staff_write_is_shown_before_it_goes_out(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.answers(bob.card(1), "Which <floor>?")
    assert "will read" in bob.last.text
    assert not world.tickets.comments[1]
    preview = bob.last
    send = preview.buttons["✅ Send"]
    await bob.taps("✅ Send", preview)
    assert "Sent to the reporter" in preview.text
    answer = await bob.taps_data(send, preview)
    assert answer.show_alert
    assert [comment.text for comment in world.tickets.comments[1]] == ["Which <floor>?"]
    await world.news()
    assert "Bob about your request #1" in ann.last.text
    await bob.answers(bob.card(1), "Never mind")
    await bob.taps("✖️ Cancel")
    assert "Nothing was sent" in bob.last.text
    await bob.answers(bob.card(1), "Never mind")
    preview = bob.last
    await bob.says("/cancel")
    assert "Nothing was sent" in bob.last.text
    await bob.taps("✅ Send", preview)
    assert not preview.buttons
    await bob.says("/cancel")
    assert "nothing to cancel" in bob.last.text
    await ann.replies(ann.last, "The second")
    await world.news()
    assert "The second" in bob.last.text, "whoever asked hears the answer, taken or not"


async def test_a_refused_comment_can_be_sent_again(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.answers(bob.card(1), "On my way")
    preview = bob.last
    await gus.taps("🙋 Взять", gus.card(1))
    answer = await bob.taps("✅ Send", preview)
    assert "Гусь has request #1 now" in answer.text
    assert "✅ Send" in preview.buttons


async def test_an_agent_reports_too_and_comments_as_a_reporter(
    world: World, bob: Talker, gus: Talker
) -> None:
    await bob.reports("Door")
    await world.news()
    assert set(bob.card(1).buttons) >= {"🙋 Take", "💬 Comment"}
    await bob.replies(bob.card(1), "Now it squeaks")
    assert len(bob.liked) == 1
    count = len(bob.chat)
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    assert len(bob.chat) == count, "nobody hears of what they did themselves"
    assert "Исполнитель: Bob" in gus.card(1).text


async def test_attachments_come_with_comments_and_are_shown_again(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.sends_photo("p1", caption="Leak")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()
    await bob.taps("📷 Show photos", bob.card(1))
    assert (bob.last.method, bob.last.arguments["photo"]) == ("sendPhoto", "p1")

    message = {"message_id": ann.card(1).id, "date": 1, "chat": {"id": 7, "type": "private"}}
    await ann.sends_photo("p2", reply_to_message=message)
    world.contents |= {"d1": b"pdf", "v1": b"ogg"}
    document = {"file_id": "d1", "file_unique_id": "d", "file_name": "plan.pdf", "file_size": 3}
    await ann.sends(document=document, caption="The plan", reply_to_message=message)
    voice = {"file_id": "v1", "file_unique_id": "v", "duration": 1, "file_size": 3}
    await ann.sends(voice=voice, reply_to_message=message)
    assert world.tickets.comments[1][1].text == "The plan\n📎 plan.pdf"
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    count = len(bob.chat)
    await bob.taps("📷 Show photos", bob.card(1))
    assert [shown.method for shown in bob.chat[count:]] == ["sendMediaGroup", "sendDocument", "sendVoice"]
    assert [media["media"] for media in bob.chat[count].arguments["media"]] == ["p1", "p2"]


async def test_a_closed_request_takes_no_comments(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("👍 Confirm", ann.last)
    await ann.replies(ann.card(1), "Thanks")
    assert "takes no more comments" in ann.last.text


async def test_writing_ends_where_the_request_takes_no_more_comments(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports()
    await world.news()
    write = ann.card(1).buttons["💬 Comment"]
    await ann.taps("💬 Comment", ann.card(1))
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("👍 Confirm", ann.card(1))
    await ann.says("Thanks")
    assert "takes no more comments" in ann.last.text
    await ann.says("The heater is cold")
    assert "Shall I make a new request" in ann.last.text
    answer = await ann.taps_data(write, ann.card(1))
    assert "takes no more comments" in answer.text
    assert "💬 Comment" not in ann.card(1).buttons


async def test_what_a_service_writes_comes_from_the_desk(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    said = CommentView(author="services/monitor", text="It is 80 °C", create_time=world.tickets.now())
    world.tickets.comments[1].append(said)
    world.tickets.record(1, EventType.COMMENT_ADDED, said.author, comment=said)
    await world.news()
    assert "The desk about your request #1" in ann.last.text
    for somebody in (ann, bob):
        assert "🛠 The desk" in somebody.card(1).text
        assert "It is 80 °C" in somebody.card(1).text


async def test_what_a_follower_writes_is_not_the_desks(
    world: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    await ann.reports()
    await world.news()
    eve = talker(8, "Eve")
    await eve.says("/start")
    assert world.users.known("users/3").display_name == "Eve"
    said = CommentView(author="users/3", text="Mine flickers too", create_time=world.tickets.now())
    world.tickets.comments[1].append(said)
    world.tickets.record(1, EventType.COMMENT_ADDED, said.author, comment=said)
    await world.news()
    assert "Eve about your request #1" in ann.last.text
    for somebody in (ann, bob):
        assert "💬 Eve: Mine flickers too" in somebody.card(1).text
    # Nobody answers for a ticket by following it, least of all once they do not any more.
    count = len(eve.chat)
    await ann.replies(ann.card(1), "My phone is 555")
    await world.news()
    assert len(eve.chat) == count
