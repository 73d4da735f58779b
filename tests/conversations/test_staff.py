"""What staff do, in every language."""

import pytest_asyncio

from .conftest import SCOPE, NewTalker
from .people import Talker
from .requests import add_places, report


async def opens(agent: Talker, number: int) -> None:
    """Open a request's card, with all that can be done to it."""
    await agent.says(f"/ticket {number}")
    await agent.taps("button-more")


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def taken(rita: Talker, alex: Talker) -> int:
    """The number of Rita's request, which Alex has."""
    number = await report(rita, "The lamp is dead")
    await alex.taps("button-take")
    return number


async def test_the_queue_by_who_has_what(rita: Talker, alex: Talker) -> None:
    await alex.says("/queue")
    await alex.sees("none-queue-unassigned")
    first, second = await report(rita, "The lamp is dead"), await report(rita, "The sink is full")
    await alex.says("/queue")
    listed = await alex.sees("queue-unassigned")
    assert "The lamp is dead" in listed.text
    assert "The sink is full" in listed.text
    await alex.taps("button-open", number=str(first), on=listed)
    await alex.sees("card-title", number=str(first))
    await alex.taps("button-take")
    await alex.says("/queue")
    await alex.taps("button-queue-mine")
    listed = await alex.sees("queue-mine")
    assert f"#{first}" in listed.text
    assert f"#{second}" not in listed.text
    await alex.taps("button-queue-overdue")
    await alex.sees("none-queue-overdue")
    await alex.taps("button-queue-waiting")
    await alex.sees("none-queue-waiting")
    await alex.taps("button-queue-all")
    await alex.sees("queue-all")


async def test_the_queue_of_one_place(rita: Talker, alex: Talker, ada: Talker) -> None:
    await add_places(ada)
    await report(rita, "The lamp is dead")
    await report(rita, "The projector is dead", where="Meeting room")
    await alex.says("/queue")
    await alex.taps("button-queue-place")
    # There is but one building.
    await alex.taps("button-place-whole", name="Head office")
    listed = await alex.reads("The projector is dead")
    assert "The lamp is dead" not in listed.text


async def test_taken_and_put_back(taken: int, rita: Talker, alex: Talker, new_talker: NewTalker) -> None:
    boris = await new_talker("Boris")
    await boris.says(f"/ticket {taken}")
    await boris.sees("find-unknown", number=str(taken))
    await opens(alex, taken)
    await alex.taps("button-release")
    await alex.is_told("toast-released")
    await rita.sees("state-open")


async def test_the_slower_one_is_told_who_has_it(alex: Talker, dora: Talker, rita: Talker) -> None:
    await report(rita, "The lamp is dead")
    shown = await alex.sees("notice-created", name="Rita")
    await dora.taps("button-take")
    await alex.taps("button-take", on=shown, late=True)
    assert alex.answer is not None
    assert alex.answer.text
    await rita.sees("notice-taken", assignee="Dora")


async def test_a_dispatcher_gives_it_to_somebody_and_to_somebody_else(
    rita: Talker, alex: Talker, dora: Talker
) -> None:
    number = await report(rita, "The lamp is dead")
    await opens(dora, number)
    await dora.taps("button-assign")
    await dora.taps("button-colleague", name="Alex")
    await dora.is_told("toast-assigned", name="Alex")
    await alex.sees("notice-assigned", number=str(number), name="Dora")
    await opens(dora, number)
    await dora.taps("button-assign")
    await dora.taps("button-colleague-self", name="Dora")
    await alex.sees("notice-passed-on", number=str(number), assignee="Dora")


async def test_who_is_away_is_given_work_knowingly(rita: Talker, alex: Talker, dora: Talker) -> None:
    number = await report(rita, "The lamp is dead")
    await alex.says("/settings")
    await alex.taps("button-away")
    await alex.sees("away-none")
    await alex.taps("button-away-fortnight")
    await alex.sees("away-line")
    await opens(dora, number)
    await dora.taps("button-assign")
    await dora.taps("button-colleague-away", name="Alex")
    await dora.is_told("toast-assigned-away", name="Alex")
    await dora.sees("card-assignee-away")
    assert not await rita.has_read("🌴")
    await alex.says("/away")
    await alex.taps("button-away-over")
    await alex.sees("away-none")


async def test_a_question_stops_the_clock_until_it_is_answered(
    taken: int, rita: Talker, alex: Talker
) -> None:
    await opens(alex, taken)
    await alex.taps("button-ask-reporter")
    await alex.sees("ask-question", number=str(taken))
    await alex.says("Which lamp?")
    await alex.sees("question-asked", number=str(taken))
    question = await rita.sees("notice-question", name="Alex")
    assert "Which lamp?" in question.text
    await rita.says("The left one", to=question)
    await alex.sees("notice-from-reporter", text="The left one")
    await rita.sees("state-in-progress")


async def test_waiting_for_a_supplier_and_going_on(taken: int, rita: Talker, alex: Talker) -> None:
    await opens(alex, taken)
    await alex.taps("button-wait-for-supplier")
    await alex.says("The part comes on Monday")
    await alex.sees("waits-for-supplier", number=str(taken))
    await rita.sees("notice-supplier", number=str(taken))
    await rita.reads("The part comes on Monday")
    await alex.says(f"/ticket {taken}")
    await alex.taps("button-resume")
    await alex.is_told("toast-resumed")


async def test_resolved_with_words_and_a_picture(taken: int, rita: Talker, alex: Talker) -> None:
    await opens(alex, taken)
    await alex.taps("button-resolve-so")
    await alex.sees("ask-done", number=str(taken))
    await alex.sends_photo("New bulb")
    await alex.sees("resolved-now", number=str(taken))
    await rita.sees("notice-resolved-so", number=str(taken), text="New bulb")


async def test_declined_with_a_reason(rita: Talker, alex: Talker) -> None:
    number = await report(rita, "The coffee is cold")
    await opens(alex, number)
    await alex.taps("button-reject")
    await alex.says("Not ours, sorry")
    await alex.sees("declined-now", number=str(number))
    await rita.sees("notice-rejected", number=str(number), name="Alex")
    await rita.reads("Not ours, sorry")


async def test_cancelled_by_a_dispatcher(rita: Talker, dora: Talker) -> None:
    number = await report(rita, "The coffee is cold")
    await opens(dora, number)
    await dora.taps("button-cancel-request")
    await dora.says("It was a test")
    await dora.sees("cancelled-now", number=str(number))
    await rita.sees("notice-cancelled", number=str(number), name="Dora")


async def test_reopened_by_the_desk(taken: int, rita: Talker, alex: Talker) -> None:
    await alex.taps("button-resolve")
    await alex.says(f"/ticket {taken}")
    await alex.taps("button-reopen")
    await alex.sees("ask-why-staff", number=str(taken))
    await alex.says("It flickers")
    await rita.sees("notice-reopened", number=str(taken))


async def test_how_urgent_it_is_and_why(taken: int, rita: Talker, alex: Talker) -> None:
    await opens(alex, taken)
    await alex.taps("button-change-urgency")
    await alex.taps("priority-urgent")
    await alex.sees("ask-why-urgency", number=str(taken))
    await alex.taps("reason-safety")
    await alex.sees("urgency-changed", number=str(taken))
    await rita.sees("priority-urgent")


async def test_a_note_is_for_the_desk_alone(taken: int, rita: Talker, alex: Talker, dora: Talker) -> None:
    await opens(alex, taken)
    await alex.taps("button-note")
    await alex.says("She reports this every week")
    await alex.sees("noted", number=str(taken))
    await dora.says(f"/ticket {taken}")
    await dora.taps("button-more")
    await dora.taps("button-show-all")
    await dora.reads("She reports this every week")
    await rita.says(f"/ticket {taken}")
    await rita.says("/search week")
    assert not await rita.has_read("every week")


async def test_what_staff_reply_to_a_notice_is_a_note_until_they_tell_the_reporter(
    taken: int, rita: Talker, alex: Talker
) -> None:
    card = await alex.reads("The lamp is dead")
    await alex.says("Bulb E27 is in the cellar", to=card)
    await alex.sees("noted", number=str(taken))
    assert not await rita.has_read("cellar")
    await alex.taps("button-to-reporter")
    await alex.taps("button-send")
    await rita.sees("notice-answer", text="Bulb E27 is in the cellar")


async def test_a_reply_is_seen_before_it_goes_out_and_can_be_dropped(
    taken: int, rita: Talker, alex: Talker
) -> None:
    await alex.taps("button-reply")
    await alex.sees("ask-reply", number=str(taken))
    await alex.says("Tomorow at ten")
    await alex.sees("comment-preview", number=str(taken), text="Tomorow at ten")
    await alex.taps("button-cancel")
    await alex.sees("comment-dropped")
    assert not await rita.has_read("Tomorow")


async def test_two_requests_about_the_same_become_one(
    rita: Talker, dora: Talker, new_talker: NewTalker
) -> None:
    first = await report(rita, "The lift is stuck")
    fred = await new_talker("Fred")
    second = await report(fred, "The elevator does not move")
    await opens(dora, second)
    await dora.taps("button-merge")
    await dora.sees("ask-merge", number=str(second))
    await dora.says(f"#{first}")
    await dora.sees("merge-preview", number=str(second), target=str(first), count=0)
    await dora.taps("button-merge-now")
    await dora.sees("merged-now", number=str(second), target=str(first))
    await fred.sees("notice-merged", number=str(second), target=str(first))


async def test_what_happened_to_it(taken: int, alex: Talker) -> None:
    await opens(alex, taken)
    await alex.taps("button-history")
    shown = await alex.sees("history-created")
    assert "Alex" in shown.text
    await alex.sees("history-taken")


async def test_found_by_words_and_by_number(taken: int, alex: Talker) -> None:
    await alex.says("/search lamp")
    await alex.reads("The lamp is dead")
    await alex.says("/ticket")
    await alex.sees("ask-which-request")
    await alex.says(str(taken))
    await alex.sees("card-title", number=str(taken))
    await alex.says("/ticket 4711")
    await alex.sees("find-unknown", number="4711")


async def test_shared_in_another_chat_by_who_may_see_it(taken: int, rita: Talker, alex: Talker) -> None:
    found = await alex.client.ask_inline("lamp")
    assert found is not None
    assert [result["title"] for result in found.results] == [f"#{taken} The lamp is dead"]
    outsider = await rita.client.ask_inline("sink")
    assert outsider is not None
    assert not outsider.results


async def test_an_answer_for_somebody_who_blocked_the_bot_waits_for_them(
    taken: int, rita: Talker, alex: Talker
) -> None:
    await rita.blocks()
    await alex.says(f"/ticket {taken}")
    await alex.taps("button-reply")
    await alex.says("Tomorrow at ten")
    await alex.taps("button-send")
    await alex.sees("comment-kept", number=str(taken), text="Tomorrow at ten")
    await rita.starts()
    await rita.reads("Tomorrow at ten")


async def test_tags_are_for_the_desk_and_narrow_the_queue_down(
    taken: int, rita: Talker, alex: Talker
) -> None:
    other = await report(rita, "The sink is full")
    await opens(alex, taken)
    await alex.taps("button-tags")
    await alex.says("leak, 2nd-floor")
    await alex.sees("tagged", number=str(taken))
    await alex.says(f"/ticket {other}")
    await alex.taps("button-more")
    await alex.taps("button-tags")
    await alex.taps("button-tag", tag="leak")
    await alex.is_told("toast-tagged", tag="leak")
    await rita.says(f"/ticket {taken}")
    assert not await rita.has_read("leak")


async def test_what_one_request_has_to_do_with_another(taken: int, rita: Talker, alex: Talker) -> None:
    other = await report(rita, "The fuse is blown")
    await opens(alex, taken)
    await alex.taps("button-link")
    await alex.taps("link-blocked-by", other="…")
    await alex.says(f"#{other}")
    await alex.taps("button-link-to", number=str(other))
    await alex.sees("linked-now", number=str(taken))
    await alex.says(f"/ticket {taken}")
    await alex.taps("button-linked", number=str(other))
    await alex.sees("card-title", number=str(other), title="The fuse is blown")


async def test_a_reply_is_put_differently_and_taken_back(taken: int, rita: Talker, alex: Talker) -> None:
    await alex.says(f"/ticket {taken}")
    await alex.taps("button-reply")
    await alex.says("Tomorow at ten")
    await alex.taps("button-send")
    await rita.reads("Tomorow at ten")
    await alex.taps("button-say-anew")
    await alex.says("Tomorrow at eleven")
    await alex.sees("comment-corrected-so", number=str(taken), text="Tomorrow at eleven")
    assert await rita.has_read("Tomorrow at eleven")
    assert not await rita.has_read("Tomorow at ten")
    await alex.taps("button-take-back")
    await alex.taps("button-take-back-now")
    await alex.sees("taken-back", number=str(taken))
    assert not await rita.has_read("Tomorrow at eleven")
