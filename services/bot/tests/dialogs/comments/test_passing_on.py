"""What the desk sends along with its words, whoever hears of these sees."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot_service.domain.deliveries.outgoing import IN_TOPIC, OutgoingCall, Urgency
from bot_testing.shown import Shown
from bot_testing.talker import Talker, TalkerFor, photo
from bot_testing.world import World


def pictures(of: Talker) -> list[Shown]:
    return [shown for shown in of.chat if shown.method in {"sendPhoto", "sendMediaGroup"}]


async def test_a_picture_of_the_finished_work_is_seen_at_once(taken: World, ann: Talker, bob: Talker) -> None:
    await bob.taps("More", bob.card(1))
    await bob.taps("📝 Resolve", bob.card(1))
    await bob.sends_photo("after", caption="A new bulb")
    (shown,) = pictures(ann)
    assert shown.arguments["photo"] == "after"
    assert shown.arguments["disable_notification"], "the notice rings"
    assert (await taken.links.ticket_of(ann.id, shown.id)) == 1, "a reply to it is one to the ticket"
    sent = next(call for call in taken.made if call.method == "sendPhoto")
    assert (sent.urgency, sent.is_digested) == (Urgency.NOTIFICATION, True)
    assert pictures(bob) == []
    await taken.news()
    assert any("A new bulb" in each.text for each in ann.chat)


async def test_of_an_answer_once_it_is_sent_with_the_rest_of_the_album(
    taken: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    eve = talker(9, "Eve")
    await eve.says("/start")
    taken.tickets.followers[1] = {taken.users.named("Eve")}
    taken.tickets.change(1, follower_count=1)
    await bob.taps("✍️ Reply", bob.card(1))
    await bob.sends_photo("one", media_group_id="a", caption="Like this?")
    assert pictures(ann) == [], "it waits for [Send]"
    await bob.taps("✅ Send")
    await bob.sends_photo("two", media_group_id="a")
    assert [shown.arguments["photo"] for shown in pictures(ann)] == ["one", "two"]
    assert [shown.arguments["photo"] for shown in pictures(eve)] == ["one", "two"]


async def test_a_picture_that_takes_the_place_of_another_does_so_everywhere(
    taken: World, ann: Talker, bob: Talker
) -> None:
    taken.contents |= {name: name.encode() for name in ("one", "one, sharp", "one, bright")}
    await bob.taps("✍️ Reply", bob.card(1))
    first = await bob.writes(photo=photo("one"), media_group_id="a", caption="Like this?")
    await bob.taps("✅ Send")
    await bob.sends_photo("two", media_group_id="a")
    await bob.edits(first, photo=photo("one"), caption="Like this, maybe?", media_group_id="a")
    assert [shown.arguments["photo"] for shown in pictures(ann)] == ["one", "two"], "only the words changed"
    await bob.edits(first, photo=photo("one, sharp"), caption="Like this?", media_group_id="a")
    (album,) = pictures(ann)
    assert [each["media"] for each in album.arguments["media"]] == ["one, sharp", "two"]
    await bob.edits(first, photo=photo("one"), caption="Like this?", media_group_id="a")
    (album,) = pictures(ann)
    assert [each["media"] for each in album.arguments["media"]] == ["one", "two"]
    taken.now += timedelta(hours=49)
    await bob.edits(first, photo=photo("one, bright"), caption="Like this?", media_group_id="a")
    late, fresh = pictures(ann)
    assert late is album, "Telegram deletes it no more"
    assert fresh.arguments["photo"] == "one, bright"


def with_substitutes(call: OutgoingCall) -> Iterator[OutgoingCall]:
    yield call
    for each in call.otherwise:
        yield from with_substitutes(each)


async def test_what_takes_the_place_of_a_refused_picture_comes_like_it(taken: World, bob: Talker) -> None:
    """Without a sound, and into the topic."""
    taken.private_topics.on = True
    await bob.taps("✍️ Reply", bob.card(1))
    await bob.sends_photo("one", caption="Like this?")
    await bob.taps("✅ Send")
    call = next(each for each in taken.made if each.method == "sendPhoto")
    _, *substitutes = with_substitutes(call)
    assert substitutes
    for each in substitutes:
        assert each.arguments["disable_notification"]
        assert each.arguments[IN_TOPIC] == call.arguments[IN_TOPIC]


async def test_of_what_is_worked_on_again(taken: World, ann: Talker, bob: Talker) -> None:
    await bob.taps("✅ Resolve", bob.card(1))
    await taken.news()
    await bob.taps("🔄 Reopen", bob.card(1))
    await bob.sends_photo("crack", media_group_id="a", caption="It broke again")
    await bob.sends_photo("other", media_group_id="a")
    assert [shown.arguments["photo"] for shown in pictures(ann)] == ["crack", "other"]


@pytest.mark.usefixtures("taken")
async def test_of_a_note_and_of_a_reporter_nobody_is_shown_any(ann: Talker, bob: Talker) -> None:
    await bob.taps("More", bob.card(1))
    await bob.taps("🔒 Note", bob.card(1))
    await bob.sends_photo("inside", caption="Who drilled here?")
    await ann.sends_photo("mine", caption="#1 still dark")
    await ann.replies(ann.card(1), "See the picture")
    assert pictures(ann) == pictures(bob) == []


async def test_who_is_shut_out_is_shown_nothing(taken: World, ann: Talker, bob: Talker) -> None:
    reporter = taken.tickets.tickets[1].reporter
    taken.users.deactivate(reporter)
    await bob.taps("More", bob.card(1))
    await bob.taps("📝 Resolve", bob.card(1))
    await bob.sends_photo("after", caption="A new bulb")
    assert pictures(ann) == []
