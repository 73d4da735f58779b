"""After it was resolved: confirmed, or not fixed and why, and rated; in whichever order, by one set of buttons."""

from datetime import timedelta

import pytest

from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker
from bot_testing.world import World

ABOUT_ONE = {"date": 1, "chat": {"id": 7, "type": "private"}}


async def test_not_fixed_asks_why_and_tells_the_agent(resolved: World, ann: Talker, bob: Talker) -> None:
    notice = ann.last
    assert list(notice.buttons)[:2] == ["👍 Confirm", "👎 Not fixed"]
    await ann.taps("👎 Not fixed", notice)
    assert "What is not fixed on #1 Lamp?" in ann.last.text
    assert notice.buttons == {}
    await ann.says("It still <flickers>")
    assert "Request #1 is being worked on again" in ann.last.text
    assert resolved.tickets.tickets[1].state is TicketState.IN_PROGRESS
    count = len(bob.chat)
    await resolved.news()
    assert [shown.text for shown in bob.chat[count:]] == ["🔄 Ann reopened #1 “Lamp”.\n\nIt still <flickers>"]
    assert "✅ Resolve" in bob.card(1).buttons
    assert "👎 Not fixed" not in ann.card(1).buttons
    await ann.says("The door squeaks")
    assert "or something new?" in ann.last.text


async def test_a_picture_says_why_as_well(resolved: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("👎 Not fixed", ann.card(1))
    await ann.sends_photo("p1", media_group_id="a", caption="Look")
    await ann.sends_photo("p2", media_group_id="a")
    await resolved.news()
    assert "Look" in bob.chat[-2].text
    assert "📎" in bob.last.text
    await bob.taps("📷 Show photos", bob.card(1))
    assert [media["media"] for media in bob.last.arguments["media"]] == ["p1", "p2"]


async def test_a_long_why_is_kept_whole(resolved: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("👎 Not fixed", ann.card(1))
    await ann.says("x" * 3_000)
    await resolved.news()
    assert "x" * 999 + "…" in bob.chat[-2].text
    assert "x" * 3_000 in bob.last.text


async def test_without_a_word(resolved: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("👎 Not fixed", ann.card(1))
    question = ann.last
    answer = await ann.taps("Reopen without a word", question)
    assert answer.text == "It is being worked on again."
    assert question.buttons == {}
    await resolved.news()
    assert bob.last.text == "🔄 Ann reopened #1 “Lamp”."
    await ann.says("Something else")
    assert "or something new?" in ann.last.text


@pytest.mark.parametrize("by_button", [True, False])
async def test_it_may_be_called_off(resolved: World, ann: Talker, *, by_button: bool) -> None:
    await ann.taps("👎 Not fixed", ann.card(1))
    await (ann.taps("✖️ Cancel", ann.last) if by_button else ann.says("/cancel"))
    assert "#1 stays resolved" in ann.last.text
    await ann.says("Something else")
    assert "or something new?" in ann.last.text
    assert resolved.tickets.tickets[1].state is TicketState.RESOLVED


async def test_what_is_no_longer_resolved_is_not_reopened(resolved: World, ann: Talker) -> None:
    reopen = ann.card(1).buttons["👎 Not fixed"]
    await ann.taps("👎 Not fixed", ann.card(1))
    resolved.tickets.move(1, TicketState.IN_PROGRESS, "users/1")
    await ann.says("It flickers")
    assert "changed in the meantime" in ann.last.text
    answer = await ann.taps_data(reopen, ann.card(1))
    assert "changed in the meantime" in answer.text
    assert "👎 Not fixed" not in ann.card(1).buttons


async def test_words_to_a_resolved_request_do_not_vanish_into_it(
    resolved: World, ann: Talker, bob: Talker
) -> None:
    await ann.replies(ann.last, "It is dark again")
    assert "“Lamp” is resolved. Is it not fixed?" in ann.last.text
    assert "It is dark again" in ann.last.text
    assert not resolved.tickets.comments[1]
    question = ann.last
    await ann.taps("🔄 Reopen", question)
    assert "being worked on again" in question.text
    await resolved.news()
    assert bob.last.text == "🔄 Ann reopened #1 “Lamp”.\n\nIt is dark again"


async def test_thanks_are_only_added(resolved: World, ann: Talker, bob: Talker) -> None:
    await ann.replies(ann.last, "Thank you!")
    question = ann.last
    await ann.taps("💬 Just add it", question)
    assert question.text == "Added to request #1."
    await resolved.news()
    assert "Thank you!" in bob.last.text
    assert resolved.tickets.tickets[1].state is TicketState.RESOLVED
    await ann.taps("💬 Comment", ann.card(1))
    await ann.sends_photo("p1")
    await ann.taps("✖️ Cancel", ann.last)
    assert ann.last.text == "Deleted. Nothing was added."
    assert len(resolved.tickets.comments[1]) == 1


async def test_a_rating_leaves_the_other_buttons_good(resolved: World, ann: Talker) -> None:
    notice, text = ann.last, ann.last.text
    await ann.taps("4 ★", notice)
    assert notice.text == text, "a notice does not become a second card"
    assert list(notice.buttons) == [
        *("👍 Confirm", "👎 Not fixed"),
        *("1 ★", "2 ★", "3 ★", "✓ 4", "5 ★"),
        "💬 Add a word",
    ]
    await resolved.news()
    assert "★★★★☆" in ann.card(1).text
    answer = await ann.taps("👍 Confirm", notice)
    assert answer.text == "Thank you! The request is closed."
    assert notice.text == text
    assert "👍 Confirm" not in notice.buttons


async def test_a_rating_can_be_corrected_for_a_day(resolved: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("1 ★", ann.last)
    await resolved.news()
    resolved.now += timedelta(hours=23)
    await ann.taps("5 ★", ann.card(1))
    await resolved.news()
    assert "★★★★★" in ann.card(1).text
    assert "★★★★★" in bob.last.text
    resolved.now += timedelta(hours=2)
    answer = await ann.taps("2 ★", ann.card(1))
    assert "a day" in answer.text
    assert not [label for label in ann.card(1).buttons if "★" in label]


@pytest.mark.usefixtures("resolved")
async def test_neither_a_rating_nor_a_comment_makes_an_older_button_stale(ann: Talker, bob: Talker) -> None:
    confirm = ann.last.buttons["👍 Confirm"]
    await ann.taps("4 ★", ann.card(1))
    await bob.answers(bob.card(1), "Here is the bill")
    await bob.taps("✅ Send")
    answer = await ann.taps_data(confirm, ann.chat[-1])
    assert answer.text == "Thank you! The request is closed."


async def test_an_older_resolution_is_not_confirmed(resolved: World, ann: Talker, bob: Talker) -> None:
    notice = ann.last
    confirm = notice.buttons["👍 Confirm"]
    await ann.taps("👎 Not fixed", notice)
    await ann.says("It is dark")
    await resolved.news()
    await bob.taps("✅ Resolve", bob.card(1))
    await resolved.news()
    answer = await ann.taps_data(confirm, notice)
    assert "changed in the meantime" in answer.text
    assert "Resolved" in ann.card(1).text
    answer = await ann.taps("👍 Confirm", notice)
    assert answer.text == "Thank you! The request is closed."


async def test_buttons_of_earlier_releases_carry_the_etag(resolved: World, ann: Talker) -> None:
    ticket = resolved.tickets.tickets[1]
    await ann.taps_data(f"t:c:1:{ticket.etag}:0", ann.card(1))
    assert resolved.tickets.tickets[1].state is TicketState.CLOSED


async def test_staff_reopen_too_and_say_why(resolved: World, ann: Talker, bob: Talker) -> None:
    await bob.taps("🔄 Reopen", bob.card(1))
    assert "Everybody on the request reads" in bob.last.text
    await bob.says("The wrong lamp")
    await resolved.news()
    assert ann.last.text == "🔄 Your request #1 “Lamp” is being worked on again.\n\nThe wrong lamp"


async def test_what_is_closed_for_good_needs_a_reason(resolved: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("👍 Confirm", ann.card(1))
    resolved.users.promote("users/1", Role.ADMIN)
    await resolved.news()
    await bob.taps("🔄 Reopen", bob.card(1))
    assert list(bob.last.buttons) == ["✖️ Cancel"]
    await bob.replies(bob.last, "Ann called: it is dark")
    assert resolved.tickets.tickets[1].state is TicketState.IN_PROGRESS


async def test_a_reply_elsewhere_is_no_reason(resolved: World, ann: Talker) -> None:
    await ann.reports("Door")
    await ann.taps("👎 Not fixed", ann.card(1))
    await ann.replies(ann.card(2), "It squeaks")
    assert resolved.tickets.comments[2][0].text == "It squeaks"
    await ann.says("Dark")
    assert resolved.tickets.tickets[1].state is TicketState.IN_PROGRESS
