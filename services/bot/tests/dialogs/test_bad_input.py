"""What cannot be accepted is said in a sentence, and nothing is lost."""

import pytest

from bot_service.application.ports.chats.chats import Chat
from bot_testing.talker import STICKER, Talker, TalkerFor
from bot_testing.world import World

MIB = 1024 * 1024


async def test_a_text_that_is_too_long(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("x" * 4_001)
    assert "too long" in ann.last.text
    await ann.says("x" * 4_000)
    assert "Where is it?" in ann.last.text


async def test_a_paste_that_was_made_whole_again_is_refused_as_one(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("x" * 5_460)
    assert "at most 4,000 characters" in ann.last.text
    number = await ann.says("🔥" * 2_100)
    assert "Where is it?" in ann.last.text
    await ann.edits(number + 1, text="🔥" * 2_048)
    assert "Edit" in ann.last.text or "edit" in ann.last.text, "the first part is not all of it"


async def test_a_place_that_is_too_long(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.says("x" * 201)
    assert "too long for a place" in ann.last.text
    await ann.says("x" * 200)
    assert "How urgent" in ann.last.text


@pytest.mark.parametrize("nothing", ["\u0001 \n", "\u200b\u200d", "\u2800\ufe0f", "\u3164"])
async def test_a_text_of_nothing(ann: Talker, nothing: str) -> None:
    await ann.says("/new")
    await ann.says(nothing)
    assert "no text" in ann.last.text
    await ann.says("Lamp")
    await ann.says(nothing)
    assert "type the place" in ann.last.text


async def test_texts_that_are_too_long_together(ann: Talker) -> None:
    await ann.says("x" * 3_000)
    await ann.says("y" * 1_000)
    assert "Together with what you wrote before" in ann.last.text
    await ann.says("y" * 999)
    assert "Shall I make a new request" in ann.last.text


async def test_the_longest_text_in_astral_letters_fits_every_message(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports("𝔏" * 2_048, "&" * 200)
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    for _ in range(3):
        await ann.replies(ann.card(1), "<" * 4_000)
        await world.news()
    assert "…" in bob.last.text


async def test_a_file_over_20_mb_is_refused_at_once_and_its_caption_kept(ann: Talker) -> None:
    large = {"file_id": "f", "file_unique_id": "u", "file_size": 21 * MIB, "file_name": "film.mp4"}
    await ann.sends(document=large)
    assert "larger than 20 MB" in ann.last.text
    assert "film.mp4" in ann.last.text
    await ann.sends(document=large, caption="Leak on film")
    assert "larger than 20 MB" in ann.chat[-2].text
    await ann.taps("📝 New request")
    assert "Where is it?" in ann.last.text
    await ann.sends(document=large, caption="Another view")
    assert "larger than 20 MB" in ann.chat[-2].text
    assert "Where is it?" in ann.last.text


async def test_too_many_attachments(world: World, ann: Talker) -> None:
    await ann.says("/new")
    for number in range(10):
        await ann.sends_photo(f"p{number}")
    await ann.sends_photo("p10")
    assert "at most 10 attachments" in ann.last.text
    await ann.says("Leaks")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert len(world.tickets.tickets[1].attachments) == 10


@pytest.mark.parametrize(
    "content",
    [
        {"story": {"id": 1, "chat": {"id": 8, "type": "private"}}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"sticker": STICKER},
    ],
)
async def test_kinds_that_cannot_be_part_of_a_request(ann: Talker, content: dict[str, object]) -> None:
    await ann.says("/new")
    await ann.sends(**content)
    assert "cannot make a request of this" in ann.last.text
    await ann.says("Lamp")
    assert "Where is it?" in ann.last.text


@pytest.mark.parametrize(
    "own",
    [
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"checklist_tasks_done": {"marked_as_done_task_ids": [1]}},
        {"checklist_tasks_added": {"tasks": [{"id": 1, "text": "Lamp"}]}},
        {"community_chat_added": {"community": {}}},
        {"community_chat_removed": {}},
        {"managed_bot_created": {"bot": {"id": 5}}},
        {"poll_option_added": {"option_persistent_id": "1", "option_text": "Lamp"}},
        {"poll_option_deleted": {"option_persistent_id": "1", "option_text": "Lamp"}},
        {"chat_owner_left": {}},
        {"chat_owner_changed": {"new_owner": {"id": 8}}},
        {"suggested_post_approved": {"send_date": 1}},
        {"suggested_post_declined": {}},
        {"gift": {"gift": {"id": "1"}}},
        {"unique_gift": {}},
        {"gift_upgrade_sent": {}},
        {"forum_topic_created": {"name": "Lamp", "icon_color": 1}},
        {"forum_topic_edited": {}},
        {"direct_message_price_changed": {"are_direct_messages_enabled": True}},
        {"widget": {"html": "Lamp"}},
        {"of_a_later_bot_api": {"text": "Lamp"}},
    ],
)
async def test_telegrams_own_messages_get_no_answer(ann: Talker, own: dict[str, object]) -> None:
    await ann.sends(**own)
    assert not ann.chat


async def test_a_forward_of_unknown_origin_is_heard(ann: Talker) -> None:
    """aiogram#1840."""
    await ann.says("No light", forward_origin={"type": "unheard of"}, external_reply={"origin": {}})
    assert "Shall I make a new request" in ann.last.text


async def test_halves_of_surrogate_pairs(world: World, talker: TalkerFor) -> None:
    """The apps cut long texts wherever they like; PostgreSQL and gRPC carry no half of a letter."""
    half = "\ud83d"
    person = talker(8, f"Eve{half}")
    person.user |= {"last_name": half, "username": f"eve{half}"}
    world.contents["f"] = b"data"
    document = {"file_id": "f", "file_unique_id": "f", "file_size": 4, "file_name": f"{half}film.bin"}
    await person.sends(document=document, caption=f"No light {half}")
    await person.taps("📝 New request")
    await person.says(f"Room {half}")
    await person.taps("🟡 Normal")
    await person.taps("✅ Send")
    ticket, (file,) = world.tickets.tickets[1], await world.files.list(1, limit=9)
    known = world.users.known("users/1")
    assert (ticket.title, ticket.location) == ("No light \ufffd", "Room \ufffd")
    assert (file.file_name, known.display_name) == ("\ufffdfilm.bin", "Eve\ufffd \ufffd")
    await person.replies(person.card(1), half)
    assert "".join(shown.text for shown in person.chat).encode()


async def test_somebody_who_is_switched_off(world: World, ann: Talker) -> None:
    await ann.says("Lamp")
    world.users.deactivate("users/1")
    await ann.says("/my")
    assert "shut out" in ann.last.text
    answer = await ann.taps("📝 New request", ann.chat[0])
    assert "shut out" in answer.text


async def test_groups_are_left_alone(world: World, ann: Talker) -> None:
    update = ann.message(text="/start")
    update["message"]["chat"] = {"id": -100, "type": "supergroup", "title": "All"}
    await world.feed(update)
    assert world.chats == {}


async def test_names_of_all_kinds(world: World, talker: TalkerFor) -> None:
    odd = talker(4711, "\u3164\u2063")
    await odd.says("/start")
    assert "Hello, Person 4711!" in odd.last.text
    await talker(4712, "\u3164", "ru").says("/start")
    assert "Здравствуйте, Пользователь 4712!" in world.chats[4712].popitem()[1].text
    turned = talker(8, "Eve\u202e")
    await turned.says("/start")
    assert world.users.known("users/3").display_name == "Eve"
    marked = talker(9, "<b>&Eve")
    await marked.says("/start")
    assert "Hello, <b>&Eve!" in marked.last.text
    marked.user |= {"username": "eve", "first_name": "\u3164"}
    await marked.says("/start")
    assert "Hello, eve!" in marked.last.text
    assert world.users.known("users/4").username == "eve"


async def test_what_people_wrote_turns_no_line_of_ours(ann: Talker) -> None:
    await ann.says("Lamp \u202eis broken")
    await ann.taps("📝 New request")
    await ann.says("Room \u2067 1")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await ann.says("/my")
    assert "#1 Lamp is broken" in ann.last.text
    assert not {"\u202e", "\u2067"} & set("".join([*ann.last.buttons, ann.last.text, ann.card(1).text]))


async def test_everybody_is_answered_in_their_language(talker: TalkerFor) -> None:
    codes = (
        ("ru", "Здравствуйте"),
        ("ru-RU", "Здравствуйте"),
        ("de-AT", "Guten Tag"),
        ("fi", "Hello"),
        (None, "Hello"),
    )
    for id_, (code, word) in enumerate(codes, start=100):
        person = talker(id_, "Eve", code)
        await person.says("/start")
        assert word in person.last.text


async def test_somebody_whose_chat_is_known_to_the_bot_alone(world: World, ann: Talker) -> None:
    """The tickets service's database was put back to an earlier state."""
    await world.desk.chats.save(Chat(chat_id=ann.id, user_name="users/4711", language="ru", reachable=False))
    await ann.says("/start")
    assert "Hello, Ann" in ann.last.text
    assert await world.desk.chats.get(ann.id) == Chat(chat_id=ann.id, user_name="users/1", language="en")


async def test_who_is_made_an_agent_is_one_at_their_next_tap(world: World, ann: Talker) -> None:
    await ann.says("/queue")
    assert "Only staff" in ann.last.text
    world.users.appoint(ann.id)
    await ann.says("/queue")
    assert "Nothing is waiting to be taken" in ann.last.text


async def test_a_message_of_nobody_is_left_alone(world: World, ann: Talker) -> None:
    update = ann.message(text="Lamp")
    del update["message"]["from"]
    await world.feed(update)
    assert world.chats == {}
