"""What is done to a ticket in words: asked for, taken, and told to whom it concerns."""

import pytest

from bot_service.application.views.tickets import TicketState
from bot_testing.talker import STICKER, Talker, TalkerFor
from bot_testing.world import World


async def chooses(talker: Talker, label: str) -> None:
    if "More…" in talker.card(1).buttons:
        await talker.taps("More", talker.card(1))
    await talker.taps(label, talker.card(1))


def state(world: World) -> str:
    return world.tickets.tickets[1].state


def urgency(world: World) -> str:
    return world.tickets.tickets[1].priority


async def test_a_question_stops_the_clock_until_it_is_answered(
    taken: World, ann: Talker, bob: Talker
) -> None:
    await chooses(bob, "❓ Ask")
    assert "the clock stops" in bob.last.text
    await bob.says("Which lamp, left or right?")
    assert bob.last.text.startswith("❓ The reporter of #1 has your question.")
    assert state(taken) == "WAITING_REPORTER"
    await taken.news()
    question = ann.last
    assert "Bob needs your answer" in question.text
    assert "Which lamp, left or right?" in question.text
    await ann.replies(question, "The left one")
    assert state(taken) == "IN_PROGRESS"
    await taken.news()
    assert "The left one" in bob.last.text
    assert "▶️ Go on" not in bob.card(1).buttons


async def test_a_question_has_words(taken: World, bob: Talker) -> None:
    await chooses(bob, "❓ Ask")
    await bob.sends_photo("P1")
    assert "no text" in bob.last.text
    await bob.sends(sticker=STICKER)
    assert "cannot make a request" in bob.last.text
    await bob.says("/queue")
    await bob.says("Which one?")
    assert taken.tickets.tickets[1].state is TicketState.WAITING_REPORTER
    assert taken.tickets.events[-1].reason == "Which one?"


async def test_a_long_question_is_read_as_a_whole(taken: World, ann: Talker, bob: Talker) -> None:
    await chooses(bob, "❓ Ask")
    await bob.says(f"{'x' * 1_500} the end")
    await taken.news()
    assert "the end" in ann.last.text
    assert taken.tickets.events[-2].reason.endswith("…")


async def test_waiting_for_a_supplier_with_and_without_a_note(taken: World, ann: Talker, bob: Talker) -> None:
    await chooses(bob, "🚚 Supplier")
    await bob.says("The part comes on Monday")
    await taken.news()
    assert "The part comes on Monday" in ann.last.text
    assert "Waiting for a supplier" in ann.card(1).text
    await bob.taps("▶️ Go on", bob.card(1))
    await chooses(bob, "🚚 Supplier")
    question = bob.last
    await bob.taps("Without a note", question)
    assert question.text == "🚚 #1 is waiting for a supplier."
    assert not question.buttons
    assert taken.tickets.tickets[1].state is TicketState.WAITING_VENDOR
    await bob.says("Something new")
    assert "something new?" in bob.last.text


async def test_resolved_with_words_and_a_picture(taken: World, ann: Talker, bob: Talker) -> None:
    await chooses(bob, "📝 Resolve, say how")
    await bob.sends_photo("AFTER", caption="New bulb")
    assert bob.last.text.startswith("🟢 #1 is resolved.")
    ticket = taken.tickets.tickets[1]
    assert (ticket.state, ticket.resolution) == (TicketState.RESOLVED, "New bulb")
    await taken.news()
    assert any("New bulb" in shown.text and "👍 Confirm" in shown.buttons for shown in ann.chat)
    await ann.taps("📷 Show photos")
    assert ann.last.method == "sendPhoto"


async def test_declined_with_a_reason(world: World, ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports()
    await world.news()
    await chooses(bob, "🚫 Decline")
    question = bob.last
    assert list(question.buttons) == ["✖️ Cancel"]
    await bob.sends_photo("P1", caption="See", media_group_id="a")
    assert "Only words" in bob.last.text
    count = len(bob.chat)
    await bob.sends_photo("P2", media_group_id="a")
    assert len(bob.chat) == count, "of an album it is said once"
    await bob.says("x" * 1_001)
    assert "at most 1000" in bob.last.text.replace(",", "")
    await gus.taps("🙋 Взять", gus.card(1))
    await bob.says("Not ours")
    assert "Гусь has request #1 now" in bob.last.text
    await bob.says("Not ours")
    assert bob.last.text.startswith("Shall I make a new request of this?")
    await gus.taps("Ещё", gus.card(1))
    assert "🚫 Отклонить" not in gus.card(1).buttons
    await gus.taps("↩️ Вернуть", gus.card(1))
    await world.news()
    await chooses(bob, "🚫 Decline")
    await bob.says("Not ours")
    await world.news()
    assert "declined" in ann.last.text
    assert "Not ours" in ann.last.text


async def test_the_question_can_be_left(taken: World, bob: Talker) -> None:
    await chooses(bob, "📝 Resolve, say how")
    await bob.taps("✖️ Cancel", bob.last)
    assert bob.last.text == "All right, request #1 stays as it is."
    await chooses(bob, "❓ Ask")
    await bob.says("/cancel")
    assert bob.last.text == "All right, request #1 stays as it is."
    assert taken.tickets.tickets[1].state is TicketState.IN_PROGRESS


async def test_how_urgent_it_is_changes_with_a_reason(taken: World, ann: Talker, bob: Talker) -> None:
    await chooses(bob, "⏱ Urgency")
    assert list(bob.card(1).buttons) == ["🟢 Can wait", "🟠 High", "🔴 Urgent", "⬅️ Back"]
    await bob.taps("🔴 Urgent", bob.card(1))
    question = bob.last
    assert list(question.buttons) == ["Somebody could get hurt", "Many people are affected", "✖️ Cancel"]
    await bob.taps("Somebody could get hurt", question)
    assert question.text == "⏱ Urgency of #1 is now: 🔴 Urgent"
    assert urgency(taken) == "URGENT"
    assert taken.tickets.events[-1].reason == "Somebody could get hurt"
    await taken.news()
    assert "🔴 Urgent" in ann.card(1).text
    await chooses(bob, "⏱ Urgency")
    await bob.taps("🟢 Can wait", bob.card(1))
    assert list(bob.last.buttons) == ["It can wait", "✖️ Cancel"]
    await bob.sends_photo("P1")
    assert "Only words" in bob.last.text
    await bob.says("The room is empty until May")
    assert urgency(taken) == "LOW"
    assert taken.tickets.events[-1].reason == "The room is empty until May"


async def test_no_step_is_taken_twice_and_none_by_whoever_may_not(
    taken: World, ann: Talker, bob: Talker
) -> None:
    await chooses(bob, "📝 Resolve, say how")
    question = bob.last
    without = question.buttons["Without a note"]
    await bob.taps("Without a note", question)
    count = len(taken.tickets.events)
    answer = await bob.taps_data(without, question)
    assert "changed" in answer.text
    for data in (without, "w:w:1:v", "w:y:1:HIGH-0", "t:q:1::0", "t:j:1::0", "t:i:1::0", "t:g:1::0"):
        assert (await ann.taps_data(data, ann.card(1))).show_alert
    assert len(taken.tickets.events) == count


async def test_what_was_asked_stands_on_both_cards_while_it_waits(
    taken: World, ann: Talker, bob: Talker
) -> None:
    await chooses(bob, "❓ Ask")
    await bob.says("Which <lamp>?")
    await taken.news()
    for talker in (ann, bob):
        assert "\n\n❓ Question: Which <lamp>?" in talker.card(1).text
        await talker.says("#1")
        assert "❓ Question: Which <lamp>?" in talker.last.text
    await ann.replies(ann.card(1), "The left one")
    await taken.news()
    for talker in (ann, bob):
        assert "Which <lamp>?" not in talker.card(1).text


@pytest.mark.parametrize(
    ("label", "words", "line"),
    [
        ("🚚 Supplier", "A bulb", "🚚 Waiting for: A bulb"),
        ("🚚 Supplier", "x" * 1_000, "🚚 Waiting for: " + "x" * 1_000),
    ],
)
async def test_so_does_what_it_waits_for(
    taken: World, ann: Talker, bob: Talker, label: str, words: str, line: str
) -> None:
    await chooses(bob, label)
    await bob.says(words)
    await taken.news()
    for talker in (ann, bob):
        assert line in talker.card(1).text


async def test_why_nothing_comes_of_it_is_reread(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await chooses(bob, "🚫 Decline")
    await bob.says("Not our building")
    await world.news()
    for talker in (ann, bob):
        assert "Why declined: Not our building" in talker.card(1).text


async def test_what_the_system_gives_as_a_reason_is_not_shown(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    world.tickets.move(1, TicketState.WAITING_VENDOR, "system", "in no language of theirs")
    await world.news()
    for talker in (ann, bob):
        assert "in no language" not in talker.card(1).text


async def test_who_only_follows_it_does_not_read_what_its_reporter_is_asked(
    taken: World, bob: Talker, talker: TalkerFor
) -> None:
    eve = talker(30, "Eve")
    await eve.says("/start")
    taken.tickets.followers[1] = {taken.users.named("Eve")}
    await chooses(bob, "❓ Ask")
    await bob.says("Is that your phone number?")
    await taken.news()
    await eve.says("#1")
    assert "Lamp" in eve.last.text
    assert "phone number" not in "".join(shown.text for shown in eve.chat)
