"""Whoever a change concerns hears of it in a message of its own, once, with the reason in words."""

import pytest

from bot_service.application.views.events import AssigneeView, EventType, MergeView
from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

BOB, GUS, DORA = "users/1", "users/2", "users/3"
WHY = "Needs a <part>"


@pytest.fixture
async def dora(world: World, bob: Talker, gus: Talker, talker: TalkerFor) -> Talker:
    """A dispatcher; after Bob and Gus, who are agents."""
    assert bob.chat
    assert gus.chat
    dispatcher = talker(22, "Dora")
    await dispatcher.says("/start")
    world.users.promote(DORA, Role.DISPATCHER)
    return dispatcher


async def heard(world: World, *talkers: Talker) -> list[list[str]]:
    """Present what happened; return what each was told in new messages."""
    counts = [len(talker.chat) for talker in talkers]
    await world.news()
    return [
        [shown.text for shown in talker.chat[count:]] for talker, count in zip(talkers, counts, strict=True)
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (TicketState.WAITING_REPORTER, "❓ Dora needs your answer on your request #1 “Lamp”."),
        (TicketState.WAITING_VENDOR, "🚚 Your request #1 “Lamp” is waiting for a supplier."),
        (TicketState.REJECTED, "⚪ Your request #1 “Lamp” was declined by Dora."),
        (TicketState.CANCELLED, "⚪ Your request #1 “Lamp” was cancelled by Dora."),
    ],
)
async def test_the_reporter_hears_the_reason(
    world: World, bob: Talker, dora: Talker, ann: Talker, state: TicketState, said: str
) -> None:
    await ann.reports()
    await world.news()
    world.tickets.move(1, state, DORA, WHY)
    to_ann, to_bob, to_dora = await heard(world, ann, bob, dora)
    assert [text.removesuffix("\n\nReply to this message to answer.") for text in to_ann] == [
        f"{said}\n\n{WHY}"
    ]
    assert (to_bob, to_dora) == ([], [])


@pytest.mark.usefixtures("dora")
async def test_the_answer_to_a_question_is_a_reply_to_it(world: World, bob: Talker, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    world.tickets.move(1, TicketState.WAITING_REPORTER, BOB, "Which floor?")
    await world.news()
    assert ann.last.text.endswith("Reply to this message to answer.")
    await ann.replies(ann.last, "The second")
    assert [comment.text for comment in world.tickets.comments[1]] == ["The second"]


async def test_who_had_it_and_who_has_it_now(world: World, bob: Talker, dora: Talker, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    world.tickets.change(1, assignee=BOB)
    world.tickets.record(
        1, EventType.TICKET_ASSIGNED, DORA, assignee=AssigneeView("", BOB), reason="You know lamps"
    )
    to_ann, to_bob, to_dora = await heard(world, ann, bob, dora)
    assert to_ann == ["🙋 Bob is taking care of your request #1 “Lamp”.\n\nYou know lamps"]
    assert to_bob == ["📌 #1 “Lamp” is yours now: Dora assigned it to you.\n\nYou know lamps"]
    assert to_dora == []
    # Nobody is waited for beside who has it.
    assert "📌 Assigned" in ann.card(1).text
    assert "Waiting to be taken" not in ann.card(1).text
    assert "Bob" in ann.card(1).text
    await ann.says("/my")
    assert "Waiting to be taken" not in ann.last.text
    await bob.taps("📋 Open #1", bob.last)
    assert "✅ Resolve" in bob.card(1).buttons

    world.tickets.change(1, assignee=DORA)
    world.tickets.record(1, EventType.TICKET_ASSIGNED, DORA, assignee=AssigneeView(BOB, DORA))
    to_ann, to_bob, to_dora = await heard(world, ann, bob, dora)
    assert to_ann == ["🙋 Dora is taking care of your request #1 “Lamp”."]
    assert to_bob == ["🔁 #1 “Lamp” is no longer yours: Dora has it now."]
    assert to_dora == []

    world.tickets.change(1, assignee="")
    world.tickets.record(1, EventType.TICKET_ASSIGNED, BOB, assignee=AssigneeView(DORA, ""))
    to_ann, to_bob, to_dora = await heard(world, ann, bob, dora)
    assert (to_ann, to_bob) == ([], [])
    assert to_dora == ["🔁 #1 “Lamp” is no longer yours: Bob put it back into the queue."]
    assert "Waiting to be taken" in ann.card(1).text


async def test_a_withdrawn_request_is_said_to_who_works_on_it(world: World, bob: Talker, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    world.tickets.move(1, TicketState.CANCELLED, "users/2", "It works again")
    to_ann, to_bob = await heard(world, ann, bob)
    assert to_ann == []
    assert to_bob == ["⚪ Ann cancelled #1 “Lamp”. There is nothing left to do on it.\n\nIt works again"]


@pytest.mark.usefixtures("dora")
async def test_a_reopening_is_said_once(world: World, bob: Talker, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    world.tickets.move(1, TicketState.IN_PROGRESS, DORA, WHY)
    world.tickets.record(1, EventType.TICKET_REOPENED, DORA, reason=WHY)
    to_ann, to_bob = await heard(world, ann, bob)
    assert to_ann == [f"🔄 Your request #1 “Lamp” is being worked on again.\n\n{WHY}"]
    assert to_bob == [f"🔄 Dora reopened #1 “Lamp”.\n\n{WHY}"]


@pytest.mark.usefixtures("dora")
async def test_a_merge_is_said_on_both_sides(world: World, bob: Talker, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.reports("The lamp again")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    world.tickets.change(2, duplicate_of=1)
    world.tickets.move(2, TicketState.DUPLICATE, DORA, "Same lamp")
    for number in (2, 1):
        world.tickets.record(
            number, EventType.TICKET_MERGED, DORA, reason="Same lamp", merge=MergeView(source=2, target=1)
        )
    to_ann, to_bob = await heard(world, ann, bob)
    assert to_ann == [
        "🔗 Your request #2 “The lamp again” goes on as #1, which is about the same.\n\nSame lamp"
    ]
    assert to_bob == ["🔗 Dora merged #2 into #1 “Lamp”.\n\nSame lamp"]
    assert "🔗 Goes on as #1" in ann.card(2).text
    await ann.taps("📋 Open #1", ann.last)
    assert "Lamp" in ann.card(1).text


async def test_the_card_follows_a_correction(world: World, bob: Talker, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    world.tickets.change(1, title="Lamp in the hall", location="Hall 2")
    world.tickets.record(1, EventType.TICKET_UPDATED, BOB)
    assert await heard(world, ann, bob) == [[], []]
    for somebody in (ann, bob):
        assert "Lamp in the hall" in somebody.card(1).text
        assert "Hall 2" in somebody.card(1).text


async def test_what_was_done_is_said_with_the_question(world: World, bob: Talker, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    world.tickets.change(1, resolution="Changed the <bulb>")
    world.tickets.move(1, TicketState.RESOLVED, BOB)
    ((said,),) = await heard(world, ann)
    assert "Changed the <bulb>" in said
    assert "Is it fixed?" in said
    assert "What was done: Changed the <bulb>" in ann.card(1).text


@pytest.mark.usefixtures("bob")
async def test_what_a_service_decides_has_its_reason_and_the_clock_has_none(
    world: World, ann: Talker
) -> None:
    await ann.reports()
    await world.news()
    world.tickets.move(1, TicketState.WAITING_VENDOR, "services/monitor", WHY)
    world.tickets.move(1, TicketState.CANCELLED, "system", "internal words")
    ((supplier, cancelled),) = await heard(world, ann)
    assert WHY in supplier
    assert cancelled == "⚪ Your request #1 “Lamp” was cancelled by The desk."


async def test_whoever_follows_hears_what_becomes_of_it(
    world: World, bob: Talker, ann: Talker, talker: TalkerFor
) -> None:
    await ann.reports()
    await world.news()
    eve = talker(30, "Eve")
    await eve.says("/start")
    world.tickets.followers[1] = {"users/3"}
    assert world.users.known("users/3").display_name == "Eve"
    await bob.taps("🙋 Take", bob.card(1))
    assert (await heard(world, eve)) == [[]]
    await bob.answers(bob.card(1), "The part comes on Monday")
    await bob.taps("✅ Send")
    ((said,),) = await heard(world, eve)
    assert "The part comes on Monday" in said
    await ann.replies(ann.card(1), "Good")
    assert (await heard(world, eve)) == [[]]
    world.tickets.move(1, TicketState.RESOLVED, BOB)
    assert (await heard(world, eve)) == [["🟢 #1 “Lamp”, which you follow, is resolved."]]
    assert eve.last.buttons == {}
    await ann.taps("👎 Not fixed", ann.card(1))
    await ann.says("My words are for the desk")
    ((reopened,),) = await heard(world, eve)
    assert reopened == "🔄 #1 “Lamp”, which you follow, is being worked on again."
    world.tickets.move(1, TicketState.CANCELLED, BOB, WHY)
    assert (await heard(world, eve)) == [[f"⚪ #1 “Lamp”, which you follow, was cancelled by Bob.\n\n{WHY}"]]


async def test_whoever_works_on_it_hears_that_somebody_else_resolved_it(
    world: World, bob: Talker, dora: Talker, ann: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    world.tickets.move(1, TicketState.RESOLVED, DORA)
    to_bob, to_dora = await heard(world, bob, dora)
    assert (to_bob, to_dora) == (["🟢 Dora resolved #1 “Lamp”, which is yours."], [])
    # What the clock resolved has no name to it.
    world.tickets.move(1, TicketState.RESOLVED, "system")
    (to_bob,) = await heard(world, bob)
    assert to_bob == ["🟢 The desk resolved #1 “Lamp”, which is yours."]
