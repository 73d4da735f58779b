"""A request for somebody who is not in Telegram: it is theirs from when they open a link that was passed on to them."""

import re

import pytest

from bot_service.domain.requests.newcomer import Newcomer
from bot_testing.shown import Shown
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

from .test_on_behalf import FOR, previewed, sent

LINK = re.compile(r"https://t\.me/desk_bot\?start=(\S+)")
NEW_LINK = "🔗 Make a new link"


async def opens(talker: Talker, invitation: Shown) -> str:
    """Follow the link of an invitation that was passed on; return all that they read then."""
    await talker.says(f"/start {LINK.findall(invitation.text)[0]}")
    return "".join(each.text for each in talker.chat)


async def reported(maker: Talker, said: str = "Julia, room 5") -> Shown:
    """Report something for somebody; return the invitation."""
    await previewed(maker)
    await maker.says(said)
    await maker.taps("✅ Send")
    return maker.last


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Julia", Newcomer(name="Julia")),
        (" Julia P. , room 5, +49 ", Newcomer(name="Julia P.", contact="room 5, +49")),
        ("Julia\nroom 5\n+49", Newcomer(name="Julia", contact="room 5 +49")),
        ("Julia, room 5\n+49", Newcomer(name="Julia", contact="room 5 +49")),
    ],
)
def test_a_name_and_how_to_reach_them(said: str, expected: Newcomer) -> None:
    assert Newcomer.said(said) == expected


async def test_from_a_colleague_to_the_person_themselves(
    world: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    await previewed(ann)
    await ann.says("Julia, room 5")
    assert "👤 For: Julia (not in Telegram yet)\n☎️ room 5" in ann.last.text
    await ann.taps("✅ Send")
    how, invitation = ann.chat[-2:]
    assert "Julia is not in Telegram yet" in how.text
    assert "Ann has reported this for you: #1 Lamp is broken" in invitation.text
    assert not invitation.buttons
    await world.news()
    assert "From: Julia" in bob.card(1).text
    assert "no message reaches them. ☎️ room 5" in bob.card(1).text
    assert "☎️ room 5" in ann.card(1).text, "which she wrote"
    assert "👥 1 person follows it" in bob.card(1).text, "Ann does, who has no such problem herself"
    await bob.taps("🙋 Take", bob.card(1))
    await bob.answers(bob.card(1), "Which lamp?")
    await bob.taps("✅ Send")
    await world.news()
    assert "Which lamp?" in ann.last.text, "who named her goes on hearing of it"
    julia = talker(70, "Julia P.")
    assert "what was reported for you is yours now" in await opens(julia, invitation)
    await julia.says("/my")
    assert "Lamp is broken" in julia.last.text
    assert sent(world).reporter == world.users.named("Julia P.")
    assert world.tickets.followers[1] == {world.users.named("Ann")}
    await world.news()
    assert "From: Julia P." in bob.card(1).text
    assert "not in Telegram" not in bob.card(1).text
    assert "Lamp is broken" in julia.card(1).text
    await bob.taps_data("t:h:1::0", bob.card(1))
    assert "👋 Came to Telegram: the request is theirs" in bob.last.text
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    assert "👍 Confirm" in "".join(julia.last.buttons)
    assert "From: Julia P." in bob.card(1).text
    assert "not in Telegram" not in bob.card(1).text


async def test_who_named_them_reads_what_they_wrote_until_it_is_theirs(
    world: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    await ann.says("/new")
    await ann.sends_photo("p1", caption="Lamp\nIt hangs by one wire")
    await ann.taps("Skip")
    await ann.taps("🟡")
    await ann.taps(FOR)
    await ann.says("Julia")
    await ann.taps("✅ Send")
    invitation = ann.last
    card = ann.card(1)
    assert "It hangs by one wire" in card.text
    assert "From: Julia" in card.text
    assert list(card.buttons) == ["💬 Comment", "📷 Show photos", NEW_LINK, "🔕 Follow no longer"]
    await ann.taps("📷", card)
    assert ann.last.arguments["photo"] == "p1"
    eve = talker(30, "Eve")
    await eve.says("/start")
    world.tickets.followers[1].add(world.users.named("Eve"))
    await eve.says("#1")
    assert "one wire" not in eve.last.text, "who only follows it"
    assert (await eve.taps_data("t:p:1::0", eve.last)).show_alert
    await opens(talker(70, "Julia P."), invitation)
    await ann.says("#1")
    assert "one wire" not in ann.last.text
    assert bob.chat


async def test_staff_who_report_for_somebody_named_before_follow_it_and_get_a_link(
    world: World, bob: Talker, gus: Talker
) -> None:
    await previewed(bob)
    await bob.says("Julia, room 5")
    await bob.taps("📇 Julia")
    await bob.taps("✅ Send")
    julia = sent(world).reporter
    for somebody, name, gets in ((bob, "Bob", True), (gus, "Гусь", False)):
        await previewed(somebody, label="👤")
        await somebody.says("Julia")
        await somebody.taps("Julia")
        count = len(somebody.chat)
        await somebody.taps("✅")
        ticket = sent(world)
        assert ticket.reporter == julia
        assert world.tickets.followers[ticket.number] == {world.users.named(name)}
        links = [each for each in somebody.chat[count:] if LINK.search(each.text)]
        assert bool(links) is gets, "who named her has links to give"


async def test_a_link_serves_one_person_and_another_can_be_made(
    ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    first = await reported(ann)
    how = ann.chat[-2]
    await ann.taps(NEW_LINK, how)
    second = ann.last
    assert LINK.findall(second.text) != LINK.findall(first.text)
    await opens(talker(70, "Julia"), second)
    for invitation in (first, second):
        assert "This link does not work" in await opens(talker(71, "Thief"), invitation)
    answer = await ann.taps(NEW_LINK, how)
    assert answer.show_alert
    assert "here by now" in answer.text
    assert (await bob.taps_data("t:J:1::0", bob.last)).show_alert


async def test_there_is_no_link_to_who_is_shut_out(world: World, ann: Talker) -> None:
    await reported(ann)
    how = ann.chat[-2]
    world.users.deactivate(sent(world).reporter)
    assert "They were shut out" in (await ann.taps(NEW_LINK, how)).text


async def test_staff_are_offered_whom_they_know_first(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/start")
    await previewed(bob)
    await bob.says("Ann, room 5")
    assert list(bob.last.buttons) == ["Ann", "📇 Ann: not in Telegram", "🙋 It is my own"]
    await bob.taps("📇 Ann")
    assert "👤 For: Ann (not in Telegram yet)" in bob.last.text
    await bob.taps("✅ Send")
    assert world.users.known(sent(world).reporter).contact == "room 5"
    await previewed(bob)
    await bob.says("Zed")
    assert "I know nobody called so" in bob.last.text
    await bob.taps("📇 Zed")
    await bob.taps(FOR)
    await bob.taps("🙋 It is my own")
    assert "👤 For:" not in bob.last.text


async def test_a_contact_that_is_no_person_of_telegrams(world: World, ann: Talker) -> None:
    await previewed(ann)
    await ann.sends(contact={"phone_number": "+49301234", "first_name": "Julia", "last_name": "P."})
    assert "👤 For: Julia P. (not in Telegram yet)\n☎️ +49301234" in ann.last.text
    await ann.taps("✅ Send")
    assert world.users.known(sent(world).reporter).contact == "+49301234"


async def test_whose_message_was_forwarded_is_called_as_its_sender(
    world: World, ann: Talker, bob: Talker
) -> None:
    julia = {"id": 70, "is_bot": False, "first_name": "Julia", "last_name": "P."}
    await previewed(ann)
    await ann.says("My door, please!", forward_origin={"type": "user", "date": 0, "sender_user": julia})
    assert "👤 For: Julia P. (not in Telegram yet)" in ann.last.text
    # Of who hides their account, also staff get no more than a name.
    hidden = {"type": "hidden_user", "date": 0, "sender_user_name": "Zoe, Room 5"}
    await previewed(bob)
    await bob.says("My door, please!", forward_origin=hidden)
    await bob.taps("📇 Zoe, Room 5")
    await bob.taps("✅ Send")
    assert world.users.known(sent(world).reporter).display_name == "Zoe, Room 5"


async def test_what_is_no_name_leaves_the_question_open(ann: Talker) -> None:
    await previewed(ann)
    for said, refused in (
        (", room 5", "Please write the name"),
        ("x" * 129, "too long for a name"),
        (f"Julia, {'x' * 201}", "how to reach somebody"),
    ):
        await ann.says(said)
        assert refused in ann.last.text
    await ann.says("Julia")
    assert "👤 For: Julia" in ann.last.text


async def test_a_bot_without_a_name_makes_the_link_later(world: World, ann: Talker) -> None:
    world.answers.says_our_name = False
    await reported(ann)
    assert "I cannot make a link" in ann.last.text
    world.answers.says_our_name = True
    await ann.taps(NEW_LINK)
    assert LINK.search(ann.last.text)


async def test_what_is_sent_twice_is_one_request_of_one_person(world: World, ann: Talker) -> None:
    await previewed(ann)
    await ann.says("Julia")
    send = ann.last.buttons["✅ Send"]
    await ann.taps_data(send, ann.last)
    people = len(world.users._users)
    answer = await ann.taps_data(send, ann.last)
    assert "sent already" in answer.text
    assert (len(world.tickets.tickets), len(world.users._users)) == (1, people)


async def test_in_russian(world: World, talker: TalkerFor, gus: Talker) -> None:
    ivan = talker(9, "Иван", "ru")
    await ivan.says("/new")
    await ivan.says("Не горит свет")
    await ivan.says("Комната 1")
    await ivan.taps("🟡")
    await ivan.taps("👤 За другого")
    await ivan.says("Юля, каб. 5")
    assert "👤 За кого: Юля (пока не в Telegram)" in ivan.last.text
    await ivan.taps("✅")
    assert "Иван сообщает за вас: #1 Не горит свет" in ivan.last.text
    await world.news()
    assert "Пока не в Telegram: сообщения не доходят. ☎️ каб. 5" in gus.card(1).text
