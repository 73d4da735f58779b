"""How buttons look, which of them do nothing any more, and questions that are answered by replying to them."""

from bot_service.application.views.tickets import TicketState
from bot_testing.talker import Talker
from bot_testing.world import World


async def report(talker: Talker, world: World) -> None:
    await talker.says("Lamp")
    await talker.taps("📝 New request")
    await talker.taps("Skip")
    await talker.taps("🟡 Normal")
    assert talker.last.styles["✅ Send"] == "primary"
    await talker.taps("✅ Send")
    await world.news()


async def test_what_is_done_is_green_and_what_is_not_is_red(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, world)
    await ann.taps("🗑", ann.card(1))
    assert [style for style in ann.last.styles.values() if style] == ["danger"]
    assert bob.card(1).styles["🙋 Take"] == "primary"
    assert bob.card(1).styles["✍️ Reply to reporter"] is None
    await bob.taps("🙋 Take", bob.card(1))
    assert bob.card(1).styles["✅ Resolve"] == "success"
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    assert ann.last.styles["👍 Confirm"] == "success"
    assert ann.last.styles["👎 Not fixed"] == "danger"


async def test_whoever_was_slower_sees_who_has_it(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await report(ann, world)
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    assert gus.card(1).disabled == ["🔒 Исполнитель: Bob"]
    assert gus.card(1).buttons == {}
    assert bob.card(1).disabled == []
    assert ann.card(1).disabled == []


async def test_an_answer_to_a_question_is_a_reply_and_ends_it(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, world)
    await bob.taps("✍️ Reply", bob.card(1))
    question = bob.last
    assert question.markup["force_reply"] is True
    await bob.replies(question, "Which lamp?")
    assert "Which lamp?" in bob.last.text
    await bob.taps("✅ Send")
    await bob.says("Another thing is broken")
    assert any("New request" in label for label in bob.last.buttons), "nothing is asked any more"
    assert [comment.text for comment in world.tickets.comments[1]] == ["Which lamp?"]


async def test_an_edit_forces_nothing(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, world)
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("👎 Not fixed", ann.card(1))
    question = ann.last
    assert question.markup["force_reply"] is True
    await ann.replies(question, "It flickers")
    assert "force_reply" not in question.markup
    assert world.tickets.tickets[1].state is TicketState.IN_PROGRESS
    await ann.says("Another thing is broken")
    assert any("New request" in label for label in ann.last.buttons)


async def test_declining_is_red_and_its_reason_is_a_reply(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, world)
    await bob.taps("More", bob.card(1))
    assert bob.card(1).styles["🚫 Decline"] == "danger"
    await bob.taps("🚫 Decline", bob.card(1))
    question = bob.last
    assert question.markup["force_reply"] is True
    await bob.replies(question, "It is not ours")
    assert world.tickets.tickets[1].state is TicketState.REJECTED
    await bob.says("Another thing is broken")
    assert any("New request" in label for label in bob.last.buttons)


async def test_questions_for_notes_and_for_why_it_is_urgent_force_a_reply(
    world: World, ann: Talker, bob: Talker
) -> None:
    await report(ann, world)
    await bob.taps("More", bob.card(1))
    await bob.taps("🔒 Note", bob.card(1))
    note = bob.last
    assert note.markup["force_reply"] is True
    await bob.replies(note, "Ask Carl")
    await bob.taps("⏱ Urgency", bob.card(1))
    await bob.taps("🔴", bob.card(1))
    why = bob.last
    assert why.markup["force_reply"] is True
    await bob.replies(why, "Water on the floor")
    assert world.tickets.tickets[1].priority == "URGENT"
