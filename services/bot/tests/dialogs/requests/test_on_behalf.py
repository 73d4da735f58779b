"""A request that is made for somebody else whom the desk knows, by one of the staff."""

from uuid import uuid4

import pytest

from bot_service.application.views.tickets import TicketView
from bot_testing.talker import STICKER, Talker, TalkerFor
from bot_testing.world import World

FOR = "👤 For somebody else"


def sent(world: World) -> TicketView:
    return world.tickets.tickets[max(world.tickets.tickets)]


def telegram_id_of(world: World, name: str) -> int:
    return world.users.known(name).telegram_id


async def previewed(talker: Talker, *, label: str = FOR) -> None:
    await talker.says("/new")
    await talker.says("Lamp is broken")
    await talker.says("Room 1")
    await talker.taps("🟡")
    await talker.taps(label)


async def test_who_is_known_is_found_by_name_and_hears_of_it(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/start")
    await previewed(bob)
    assert "Whose request is it?" in bob.last.text
    await bob.says("an")
    await bob.taps("Ann")
    assert "👤 For: Ann" in bob.last.text
    await bob.taps("✅ Send")
    assert telegram_id_of(world, sent(world).reporter) == ann.id
    await world.news()
    assert "Bob has reported this for you" in ann.last.text
    assert "Lamp is broken" in ann.last.text
    await ann.replies(ann.last, "By the door")
    assert world.tickets.comments[1][0].text == "By the door"


async def test_a_contact_and_a_forward_say_who_it_is(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/start")
    await previewed(bob)
    await bob.sends(contact={"phone_number": "+1", "first_name": "Tenant of 5", "user_id": ann.id})
    assert "👤 For: Ann" in bob.last.text, "by the name that she gave herself"
    await bob.taps(FOR)
    origin = {
        "type": "user",
        "date": bob.clock,
        "sender_user": {"id": 77, "is_bot": False, "first_name": "Zed"},
    }
    await bob.says("My door!", forward_origin=origin)
    assert "👤 For: Zed" in bob.last.text
    assert "My door!" not in bob.last.text
    await bob.taps("✅ Send")
    assert telegram_id_of(world, sent(world).reporter) == 77


async def test_what_the_owner_of_a_contact_calls_somebody_renames_nobody(world: World, bob: Talker) -> None:
    """Somebody who wrote in a group, was shown before, or came with an import has no chat with the bot."""
    await world.desk.people.register(
        telegram_id=77, display_name="Юлия Мороз", username="julia", language="", request_id=uuid4()
    )
    await previewed(bob)
    contact = {"phone_number": "+1", "first_name": "Uljia", "last_name": "5th floor", "user_id": 77}
    await bob.sends(contact=contact)
    assert "👤 For: Юлия Мороз" in bob.last.text
    (julia,) = await world.desk.people.called("@julia", limit=1)
    assert julia.display_name == "Юлия Мороз"
    await bob.taps(FOR)
    await bob.sends(contact={**contact, "user_id": 78})
    assert "👤 For: Uljia 5th floor" in bob.last.text, "of whom nobody knew that is all there is"
    await bob.taps(FOR)
    sender = {"id": 78, "is_bot": False, "first_name": "Ulyana", "username": "ulyana"}
    await bob.says("My door!", forward_origin={"type": "user", "date": bob.clock, "sender_user": sender})
    assert "👤 For: Ulyana" in bob.last.text, "that is her own word"


@pytest.mark.parametrize("last_tap", ["🙋 It is my own", "Bob"])
async def test_it_can_be_ones_own_again(world: World, ann: Talker, bob: Talker, last_tap: str) -> None:
    await ann.says("/start")
    await previewed(bob)
    await bob.says("Ann")
    await bob.taps("Ann")
    await bob.taps(FOR)
    if last_tap == "Bob":
        await bob.says("bob")
    await bob.taps(last_tap)
    assert "👤 For:" not in bob.last.text
    await bob.taps("✅ Send")
    assert telegram_id_of(world, sent(world).reporter) == bob.id


async def test_what_names_nobody_leaves_the_question_open(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/start")
    await previewed(bob)
    await bob.says("Nobody at all")
    assert "I know nobody called so" in bob.last.text
    await bob.sends_photo("p")
    assert "Please write the name" in bob.last.text
    await bob.sends(sticker=STICKER)
    answer = await bob.taps_data("t:w:9::0", bob.last)
    assert answer.show_alert
    await bob.says("ann")
    await bob.taps("Ann")
    await bob.taps("✅ Send")
    assert telegram_id_of(world, sent(world).reporter) == ann.id


async def test_who_was_shut_out_is_not_found(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/start")
    await previewed(bob)
    await bob.says("ann")
    name = next(user.name for user in world.users._users.values() if user.telegram_id == ann.id)
    world.users.deactivate(name)
    answer = await bob.taps("Ann")
    assert "changed" in answer.text
    await bob.taps(FOR)
    await bob.says("ann")
    assert "I know nobody called so" in bob.last.text
    assert not world.tickets.tickets


async def test_others_name_whom_the_desk_does_not_know(world: World, bob: Talker, ann: Talker) -> None:
    """Nobody but staff learns who is known here, and nobody is bothered by what was not theirs."""
    assert bob.chat
    await previewed(ann)
    assert "They need no Telegram" in ann.last.text
    draft = ann.last.buttons["🙋 It is my own"].split(":")[2]
    await ann.taps_data(f"d:P:{draft}:1", ann.last)
    assert "👤 For:" not in ann.last.text, "data of a button can be made up"
    await ann.taps(FOR)
    count = len(ann.chat)
    await ann.says("bob")
    assert "Bob" not in "".join(shown.text + "".join(shown.buttons) for shown in ann.chat[count:])
    assert "👤 For: bob (not in Telegram yet)" in ann.last.text
    await ann.taps("✅ Send")
    assert telegram_id_of(world, sent(world).reporter) == 0


async def test_who_is_no_longer_staff_reports_for_nobody(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/start")
    await previewed(bob)
    await bob.says("ann")
    await bob.taps("Ann")
    world.users.drop(bob.id)
    await bob.taps("✅ Send")
    assert not world.tickets.tickets


@pytest.mark.parametrize("by_button", [True, False])
async def test_who_is_no_longer_staff_looks_for_nobody(
    world: World, ann: Talker, bob: Talker, *, by_button: bool
) -> None:
    await ann.says("/start")
    await previewed(bob)
    if by_button:
        await bob.says("ann")
    world.users.drop(bob.id)
    await (bob.taps("Ann") if by_button else bob.says("ann"))
    assert "check your request" in bob.last.text
    assert "Ann" not in "".join([bob.last.text, *bob.last.buttons])


async def test_it_is_asked_in_russian(world: World, talker: TalkerFor, gus: Talker) -> None:
    await talker(9, "Пётр").says("/start")
    await gus.says("/new")
    await gus.says("Не горит свет")
    await gus.says("Комната 1")
    await gus.taps("🟡")
    await gus.taps("👤 За другого")
    await gus.says("петр")
    await gus.taps("Пётр")
    assert "👤 За кого: Пётр" in gus.last.text
    await gus.taps("✅")
    assert telegram_id_of(world, sent(world).reporter) == 9
