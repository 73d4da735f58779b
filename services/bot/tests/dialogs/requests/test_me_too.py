"""What others have reported already: offered before a request is sent, and followed (decision 45)."""

from uuid import uuid4

import pytest

from bot_service.application.views.tickets import Verb
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

SECRET = "my neighbour Jim hit it"


@pytest.fixture
async def lamp(world: World, ann: Talker) -> None:
    """Ann has reported the lamp of a kitchen, with a secret and a photo."""
    world.places.put("HQ", "Head office")
    world.places.put("HQ-K", "Kitchen", "HQ")
    await reported(ann, f"Lamp is broken\n{SECRET}")
    await ann.replies(ann.card(1), f"Again: {SECRET}")


@pytest.fixture
async def dan(talker: TalkerFor) -> Talker:
    return talker(8, "Dan")


async def reported(talker: Talker, text: str) -> None:
    await talker.says("/new")
    await talker.says(text)
    await talker.sends_photo(f"p{talker.id}")
    await talker.says("HQ-K")
    await talker.taps("🟡")
    await talker.taps("✅ Send")


async def asked(talker: Talker, text: str = "The lamp in here is dark") -> None:
    await talker.says("/new")
    await talker.says(text)
    await talker.says("HQ-K")


@pytest.mark.usefixtures("lamp")
async def test_who_reports_the_like_may_join_in(world: World, ann: Talker, bob: Talker, dan: Talker) -> None:
    await asked(dan)
    offer = dan.last
    assert "Somebody has reported it already" in offer.text
    assert "#1 Lamp is broken" in offer.text
    await dan.taps("🙋 Me too: #1", offer)
    assert "You will hear how #1 goes on" in offer.text
    assert world.tickets.followers[1] == {"users/3"}
    assert len(world.tickets.tickets) == 1
    await world.news()
    assert "👥 1 person follows it" in ann.card(1).text
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    assert "#1" in dan.last.text
    assert dan.last is not offer


@pytest.mark.usefixtures("lamp")
async def test_nothing_of_the_reporters_is_shown(world: World, bob: Talker, dan: Talker) -> None:
    await world.news()
    await asked(dan)
    await dan.taps("🙋 Me too: #1")
    card = dan.card(1)
    await bob.answers(bob.card(1), "We are on it")
    await bob.taps("✅ Send")
    await world.news()
    await dan.says("#1")
    await dan.says("/my")
    await dan.taps("#1")
    await dan.says("/search neighbour")
    for data in ("t:a:1::0", "t:p:1::0", "h:1:0", "f:1:0", "t:o:1::0"):
        await dan.taps_data(data, card)
    everything = "\n".join(shown.text for shown in dan.chat)
    assert "Jim" not in everything
    assert "Ann" not in everything
    assert all(shown.method == "sendMessage" for shown in dan.chat)


@pytest.mark.usefixtures("lamp")
async def test_followed_requests_are_listed_and_left(world: World, bob: Talker, dan: Talker) -> None:
    await world.news()
    await dan.says("/my")
    await dan.taps("👁 Followed")
    assert "You follow no requests" in dan.last.text
    await asked(dan)
    await dan.taps("🙋 Me too: #1")
    await dan.says("/my")
    assert "Requests that you follow" in dan.last.text, "there is nothing else"
    assert "#1 Lamp is broken" in dan.last.text
    await dan.taps("Open requests", dan.last)
    await dan.taps("👁 Followed", dan.last)
    await dan.taps("#1", dan.last)
    card = dan.last
    assert "👁 You follow this request" in card.text
    assert list(card.buttons) == ["💬 Comment", "🔕 Follow no longer"]
    await dan.taps("🔕", card)
    assert "You no longer follow request #1" in card.text
    assert not world.tickets.followers[1]
    again = await dan.taps_data("t:f:1::0", card)
    assert again.show_alert
    before = len(dan.chat)
    await bob.answers(bob.card(1), "We are on it")
    await bob.taps("✅ Send")
    await world.news()
    assert len(dan.chat) == before


@pytest.mark.usefixtures("lamp")
async def test_whoever_answers_the_reporter_is_told_that_others_read_it(
    world: World, bob: Talker, dan: Talker
) -> None:
    await world.news()
    await bob.answers(bob.card(1), "Call me: 555")
    assert bob.last.text.startswith("The reporter of #1 will read:")
    await bob.taps("✖️ Cancel")
    await bob.replies(bob.card(1), "Key is at 555")
    note = bob.last
    await asked(dan)
    await dan.taps("🙋 Me too: #1")
    await bob.answers(bob.card(1), "Call me: 555")
    assert bob.last.text.startswith("The reporter of #1 and 1 person who follows it will read:")
    await bob.taps("✖️ Cancel")
    await bob.taps("✉️ Tell", note)
    assert note.text.startswith("The reporter of #1 and 1 person who follows it will read:")


@pytest.mark.usefixtures("lamp")
async def test_a_follower_comments_and_sees_what_they_said(world: World, ann: Talker, dan: Talker) -> None:
    await asked(dan)
    await dan.taps("🙋 Me too: #1")
    await dan.taps("💬 Comment", dan.card(1))
    await dan.says("It sparks, too")
    await world.news()
    assert "It sparks, too" in "\n".join(shown.text for shown in ann.chat)
    await dan.says("#1")
    assert "It sparks, too" in dan.last.text


@pytest.mark.usefixtures("lamp")
async def test_something_else_goes_on_and_is_not_asked_again(world: World, dan: Talker) -> None:
    await asked(dan)
    await dan.taps("📝 No, something else")
    await dan.taps("🟡")
    await dan.says("It is by the door")
    assert "check your request" in dan.last.text
    await dan.taps("✅ Send")
    assert len(world.tickets.tickets) == 2


@pytest.mark.usefixtures("lamp")
@pytest.mark.parametrize("said", ["urgent", "more of it"])
async def test_who_goes_on_writing_is_understood(world: World, dan: Talker, said: str) -> None:
    await asked(dan)
    await dan.says(said)
    if said != "urgent":
        await dan.taps("🟡")
    await dan.taps("✅ Send")
    assert len(world.tickets.tickets) == 2


@pytest.mark.usefixtures("lamp")
async def test_what_is_done_meanwhile_is_joined_by_nobody(world: World, ann: Talker, dan: Talker) -> None:
    await asked(dan)
    await world.desk.tickets.cancel(1, acting="users/1", request_id=uuid4())
    answer = await dan.taps("🙋 Me too: #1")
    assert answer.show_alert
    assert "How urgent" in dan.last.text
    await dan.taps("🟡")
    await dan.taps("✅ Send")
    assert len(world.tickets.tickets) == 2
    assert not world.tickets.followers.get(1)
    assert ann.chat


@pytest.mark.usefixtures("lamp")
async def test_ones_own_and_what_is_elsewhere_is_not_offered(world: World, ann: Talker, dan: Talker) -> None:
    await asked(ann, "The lamp again")
    assert "How urgent" in ann.last.text
    await asked(dan, "The door squeaks")
    assert "How urgent" in dan.last.text
    await dan.says("/cancel")
    world.places.put("LAB", "Laboratory")
    await dan.says("/new")
    await dan.says("Lamp is dark")
    await dan.says("LAB")
    assert "How urgent" in dan.last.text


@pytest.mark.usefixtures("lamp")
async def test_after_a_scan_it_is_offered_at_once(dan: Talker) -> None:
    await dan.says("/start loc_HQ-K")
    await dan.says("No light from the lamp")
    assert "Somebody has reported it already" in dan.last.text


@pytest.mark.usefixtures("lamp")
async def test_a_number_that_was_never_offered_is_joined_by_nobody(world: World, dan: Talker) -> None:
    await asked(dan, "The door squeaks")
    draft = next(iter(dan.last.buttons.values())).split(":")[2]
    for number in ("1", "99", "x", "", "-1"):
        await dan.taps_data(f"d:j:{draft}:{number}", dan.last)
    assert not world.tickets.followers.get(1)


@pytest.mark.usefixtures("lamp")
async def test_a_colleague_who_follows_sees_it_all(world: World, talker: TalkerFor) -> None:
    eve = talker(9, "Eve")
    await eve.says("/start")
    name = next(user.name for user in world.users._users.values() if user.telegram_id == eve.id)
    world.tickets.followers[1] = {name}
    world.users.promote(name, Role.DISPATCHER)
    await eve.says("#1")
    assert "Jim" in eve.last.text
    assert Verb.UNFOLLOW in world.tickets.verbs(1, name)


async def test_it_is_asked_in_russian(world: World, lamp: None, gus: Talker) -> None:  # noqa: ARG001  # what is there
    world.users.promote("users/2", Role.USER)
    await asked(gus, "Lamp не горит")
    assert "Это не о том же?" in gus.last.text
    await gus.taps("🙋 И у меня: #1")
    assert "Вы узнаете, как идут дела с заявкой #1" in gus.last.text


@pytest.mark.usefixtures("lamp")
async def test_who_follows_opens_what_the_desk_sent_and_nothing_of_the_reporters(
    world: World, ann: Talker, bob: Talker, dan: Talker
) -> None:
    await asked(dan)
    await dan.taps("🙋 Me too: #1")
    await world.news()
    await ann.sends_photo("of Ann", caption="And here", reply_to_message=reply_to(ann))
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✍️", bob.card(1))
    await bob.sends_photo("of Bob", caption="It will look so")
    await bob.taps("✅ Send")
    await world.news()
    await dan.taps("📷 Show photos")
    assert (dan.last.method, dan.last.arguments["photo"]) == ("sendPhoto", "of Bob")
    await dan.says("#1")
    assert "📷 Show photos" in dan.last.buttons
    await dan.taps("📷 Show photos", dan.last)
    assert (dan.last.method, dan.last.arguments["photo"]) == ("sendPhoto", "of Bob")
    await bob.taps("📷 Show photos", bob.card(1))
    assert len(bob.last.arguments["media"]) == 3


def reply_to(talker: Talker) -> dict[str, object]:
    return {"message_id": talker.card(1).id, "date": 1, "chat": {"id": talker.id, "type": "private"}}
