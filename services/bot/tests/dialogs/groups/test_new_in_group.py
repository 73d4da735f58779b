"""/new in an ordinary group: requests of messages, with a receipt that everybody sees."""

from typing import Any

import pytest

from bot_service.domain.requests.draft import MAX_TEXT
from bot_service.domain.words.marked_text import Mark, MarkKind
from bot_testing.shown import Shown
from bot_testing.talker import STICKER, Json, Talker, TalkerFor, photo
from bot_testing.world import World

GROUP = -4_200
OFFICE: Json = {"id": GROUP, "type": "group", "title": "Second floor"}
OPENING = "https://t.me/desk_bot?start="


class Group:
    """A group that the bot is in, and what it says there."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.numbers = iter(range(1, 100))

    @property
    def said(self) -> list[Shown]:
        return list(self.world.chats.get(GROUP, {}).values())

    @property
    def last(self) -> Shown:
        return self.said[-1]

    def message(self, by: Talker, **content: Any) -> Json:
        """What somebody wrote there, of which the bot heard nothing."""
        return {
            "message_id": next(self.numbers),
            "date": by.clock,
            "chat": OFFICE,
            "from": by.user,
            **content,
        }

    async def hears(self, by: Talker, text: str, replied: Json | None = None, **content: Any) -> None:
        more = {} if replied is None else {"reply_to_message": replied}
        await by.sends(chat=OFFICE, text=text, **more, **content)


@pytest.fixture
def group(world: World) -> Group:
    return Group(world)


async def name_of(talker: Talker) -> str:
    (known,) = await talker.world.users.called(str(talker.user["first_name"]), limit=2)
    return known.name


async def test_their_own_message(group: Group, ann: Talker, world: World) -> None:
    lamp = group.message(ann, text="The lamp in 114 is broken")
    await group.hears(ann, "/new", lamp)
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.reporter) == ("The lamp in 114 is broken", await name_of(ann))
    receipt = group.last
    assert "#1 The lamp in 114 is broken – request of Ann" in receipt.text
    assert "Where is it?" in receipt.text
    assert "Ann, open me in private" in receipt.text, "they never did"
    assert list(receipt.links.values()) == [f"{OPENING}t_1"]
    assert receipt.arguments["reply_parameters"] == {
        "message_id": lamp["message_id"],
        "allow_sending_without_reply": True,
    }
    assert ann.chat == [], "nobody who never opened it is written to"
    await ann.says("/start t_1")
    assert "#1 The lamp in 114 is broken" in ann.last.text


async def test_somebody_elses_by_staff(group: Group, ann: Talker, bob: Talker, world: World) -> None:
    await ann.says("/start")
    lamp = group.message(ann, text="it flickers again!!")
    await group.hears(bob, "/new@Desk_Bot Lamp in 114", lamp)
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.reporter) == ("Lamp in 114", await name_of(ann))
    assert ticket.description == "Lamp in 114\nit flickers again!!"
    assert "open me in private" not in group.last.text
    await world.news()
    assert "#1" in ann.last.text, "they hear of it where they are"


async def test_the_same_message_is_one_request(group: Group, ann: Talker, bob: Talker, world: World) -> None:
    lamp = group.message(ann, text="The lamp is broken")
    await group.hears(bob, "/new", lamp)
    await group.hears(ann, "/new", lamp)
    assert list(world.tickets.tickets) == [1]
    assert "request #1 already" in group.last.text
    assert list(group.last.links.values()) == [f"{OPENING}t_1"]


async def test_another_try_of_the_same_update_makes_nothing_twice(ann: Talker, world: World) -> None:
    update = ann.message(chat=OFFICE, text="/new The lamp is broken")
    await world.feed(update)
    await world.feed(update)
    assert list(world.tickets.tickets) == [1]


async def test_others_messages_are_not_theirs_to_report(
    group: Group, ann: Talker, talker: TalkerFor, world: World
) -> None:
    lamp = group.message(talker(8, "Zed <b>"), text="The lamp is broken")
    await group.hears(ann, "/new", lamp)
    assert "Zed <b> can reply to the message with /new themselves" in group.last.text
    assert not world.tickets.tickets


async def test_words_after_the_command_need_no_message(group: Group, ann: Talker, world: World) -> None:
    await group.hears(ann, "/new Tap drips in the kitchen")
    assert world.tickets.tickets[1].title == "Tap drips in the kitchen"
    await group.hears(ann, "/new")
    assert "Reply with /new" in group.last.text
    assert list(group.last.links.values()) == [f"{OPENING}group"]
    await group.hears(ann, "/new", group.message(ann, sticker=STICKER))
    assert "Reply with /new" in group.last.text
    await ann.says("/start group")
    assert "link" not in ann.last.text
    assert "/new" in ann.last.text


async def test_a_part_of_an_album_brings_its_picture(group: Group, ann: Talker, world: World) -> None:
    world.contents["lamp"] = b"\xff\xd8 jpeg"
    part = group.message(ann, photo=photo("lamp"), media_group_id="9", caption="Lamp, see picture")
    await group.hears(ann, "/new", part)
    ticket = world.tickets.tickets[1]
    assert ticket.title == "Lamp, see picture"
    assert len(ticket.attachments) == 1
    bare = group.message(ann, photo=photo("lamp"))
    await group.hears(ann, "/new", bare)
    assert world.tickets.tickets[2].title == "Photo"


async def test_an_album_is_taken_as_far_as_the_bot_heard_of_it(
    group: Group, ann: Talker, world: World
) -> None:
    """Where it may read everything, it was told of the other parts."""
    parts = []
    for number in range(3):
        world.contents[f"lamp{number}"] = b"\xff\xd8 jpeg"
        caption = {"caption": "Lamp, from all sides"} if number == 0 else {}
        parts.append(group.message(ann, photo=photo(f"lamp{number}"), media_group_id="99", **caption))
    for heard in parts[:2]:
        await ann.sends(**heard)
    await group.hears(ann, "/new", parts[2])
    ticket = world.tickets.tickets[1]
    assert ticket.title == "Lamp, from all sides"
    assert len(ticket.attachments) == 3


@pytest.mark.parametrize(
    "nobody",
    [
        {"sender_chat": OFFICE, "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
        {
            "sender_chat": {"id": -1001, "type": "channel", "title": "News"},
            "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        },
        {"from": {"id": 42, "is_bot": True, "first_name": "Desk"}},
    ],
)
async def test_what_is_no_person_has_no_requests(
    group: Group, ann: Talker, world: World, nobody: Json
) -> None:
    await group.hears(ann, "/new", group.message(ann, text="We meet at ten", **nobody))
    assert "not from a person" in group.last.text
    if nobody["from"]["id"] != 42:
        await group.hears(ann, "/new The lamp is broken", **nobody)
        assert "switch anonymity off" in group.last.text
    assert not world.tickets.tickets
    assert not await world.users.called(nobody["from"]["first_name"], limit=1), "nobody became known"


async def test_what_is_refused_is_said_in_the_group(group: Group, ann: Talker, world: World) -> None:
    await group.hears(ann, "/new", group.message(ann, text="x" * (MAX_TEXT + 1)))
    assert str(f"{MAX_TEXT:,}") in group.last.text
    assert not world.tickets.tickets
    assert ann.chat == []


async def test_all_other_talk_is_left_alone(group: Group, ann: Talker, world: World) -> None:
    for text in ("Good morning", "/start", "/my", "/new@other_bot Lamp", "#1", "/news"):
        await group.hears(ann, text)
    await ann.sends(chat=OFFICE, photo=photo("lamp"))
    await ann.sends(chat=OFFICE | {"type": "supergroup", "is_forum": True}, text="/new Lamp")
    await ann.sends(chat=OFFICE, migrate_to_chat_id=-100_4200)
    assert group.said == []
    assert not await world.users.called("Ann", limit=1), "who talks to others is none of the bot's business"


async def test_commands_for_other_bots_are_not_counted(group: Group, ann: Talker, world: World) -> None:
    await ann.says("/start")
    world.allowances.are_tested = True
    for _ in range(100):
        await group.hears(ann, "/dice@other_bot")
    assert group.said == []


async def test_settings_that_name_a_group_find_its_id_there(group: Group, ann: Talker, world: World) -> None:
    await group.hears(ann, "/id")
    assert group.last.text == f"This group’s id is {GROUP}."
    anonymous = {"sender_chat": OFFICE, "from": {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}}
    await group.hears(ann, "/id@desk_bot", **anonymous)
    assert len(group.said) == 2
    await group.hears(ann, "/id@other_bot")
    assert len(group.said) == 2
    assert not await world.users.called("Ann", limit=1)


async def test_what_is_answered_in_private_leads_there(group: Group, ann: Talker) -> None:
    for text in ("/my@desk_bot", "/HELP@Desk_bot", "/search@desk_bot lamp"):
        await group.hears(ann, text)
        assert group.last.text == "I answer that in our own chat."
        assert list(group.last.links.values()) == [f"{OPENING}group"]
    assert len(group.said) == 3


async def test_in_their_language(group: Group, talker: TalkerFor) -> None:
    ivan = talker(9, "Иван", "ru")
    await group.hears(ivan, "/new", group.message(ivan, text="Не горит лампа"))
    assert "автор: Иван" in group.last.text


async def test_what_is_marked_there_is_marked_in_the_request(group: Group, ann: Talker, world: World) -> None:
    lamp = group.message(ann, text="Lamp is dark", entities=[{"type": "bold", "offset": 0, "length": 4}])
    await group.hears(ann, "/new", lamp)
    assert world.tickets.tickets[1].description_marks == (Mark(0, 4, MarkKind.BOLD),)
