"""What the desk's people do to tickets by the buttons of a card."""

import pytest

from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


@pytest.mark.usefixtures("taken")
async def test_more_opens_the_rest_in_place_and_closes_again(bob: Talker) -> None:
    first, count, text = dict(bob.card(1).buttons), len(bob.chat), bob.card(1).text
    await bob.taps("More", bob.card(1))
    assert {"↩️ Put back", "⬅️ Back"} <= set(bob.card(1).buttons)
    assert (len(bob.chat), bob.card(1).text) == (count, text)
    await bob.taps("⬅️ Back", bob.card(1))
    assert bob.card(1).buttons == first


async def test_what_is_opened_stays_open_while_it_fits(taken: World, ann: Talker, bob: Talker) -> None:
    await bob.taps("More", bob.card(1))
    opened = bob.card(1).buttons
    await ann.replies(ann.card(1), "It flickers")
    await taken.news()
    assert "It flickers" in bob.card(1).text
    assert bob.card(1).buttons == opened
    await bob.taps("⏱", bob.card(1))
    urgencies = bob.card(1).buttons
    assert "🔴 Urgent" in urgencies
    await ann.replies(ann.card(1), "And hums")
    await taken.news()
    assert "And hums" in bob.card(1).text
    assert bob.card(1).buttons == urgencies
    # What can be done is something else now.
    taken.tickets.move(1, TicketState.WAITING_VENDOR, "users/1")
    await taken.news()
    assert "▶️ Go on" in bob.card(1).buttons
    assert "More…" in bob.card(1).buttons


async def test_put_back_into_the_queue(taken: World, bob: Talker, gus: Talker) -> None:
    await bob.taps("More", bob.card(1))
    answer = await bob.taps("↩️ Put back", bob.card(1))
    assert answer.text == "It is back in the queue."
    assert taken.tickets.tickets[1].assignee == ""
    await taken.news()
    assert "🙋 Take" in bob.card(1).buttons
    await gus.says("#1")
    assert "🙋 Взять" in gus.last.buttons


async def test_going_on_after_waiting(taken: World, bob: Talker) -> None:
    taken.tickets.move(1, TicketState.WAITING_VENDOR, "users/1")
    await taken.news()
    assert "▶️ Go on" in bob.card(1).buttons
    answer = await bob.taps("▶️ Go on", bob.card(1))
    assert answer.text.startswith("It is being worked on again")
    assert taken.tickets.tickets[1].state is TicketState.IN_PROGRESS
    again = await bob.taps_data("t:u:1::0", bob.card(1))
    assert again.show_alert
    assert "changed" in again.text


async def test_whose_role_is_lost_is_told_so_and_loses_the_buttons(taken: World, bob: Talker) -> None:
    await bob.taps("More", bob.card(1))
    taken.users.drop(20)
    answer = await bob.taps("↩️ Put back", bob.card(1))
    assert answer.show_alert
    assert taken.tickets.tickets[1].assignee != ""
    for action in "mblu":
        assert (await bob.taps_data(f"t:{action}:1::0", bob.card(1))).text


async def test_no_other_agent_gets_at_a_colleagues_ticket(taken: World, bob: Talker, gus: Talker) -> None:
    await bob.taps("More", bob.card(1))
    for label in ("↩️ Put back", "⬅️ Back"):
        answer = await gus.taps_data(bob.card(1).buttons[label], gus.card(1))
        assert answer.text == "Заявкой #1 занимается Bob."
    assert taken.tickets.tickets[1].assignee == taken.users.named("Bob")
    assert gus.card(1).buttons == {}


@pytest.mark.usefixtures("taken")
async def test_people_are_not_of_the_desk(ann: Talker) -> None:
    assert "More…" not in ann.card(1).buttons
    assert (await ann.taps_data("t:m:1::0", ann.card(1))).show_alert
    assert (await ann.taps_data("t:l:1::0", ann.card(1))).text == "Your role does not allow this."


async def test_dispatchers_choose_who_does_it_and_see_how_much_each_has(
    taken: World, bob: Talker, gus: Talker, talker: TalkerFor
) -> None:
    taken.users.promote(taken.users.named("Bob"), Role.DISPATCHER)
    taken.users.forget_agents()
    others = [talker(100 + n, f"Agent {n}") for n in range(6)]
    for each in others:
        await each.says("/start")
        taken.users.appoint(each.id)
    await bob.taps("More", bob.card(1))
    await bob.taps("👤 Assign", bob.card(1))
    people = list(bob.card(1).buttons)
    assert people[:2] == ["🙋 Bob (you) · 1", "Agent 0 · 0"]
    assert people[-2:] == ["More ▶️", "⬅️ Back"]
    await bob.taps("More ▶️", bob.card(1))
    assert list(bob.card(1).buttons) == ["Agent 5 · 0", "Гусь · 0", "◀️ Back", "⬅️ Back"]
    await bob.taps("◀️ Back", bob.card(1))
    assert list(bob.card(1).buttons) == people
    await bob.taps("More ▶️", bob.card(1))
    answer = await bob.taps("Гусь", bob.card(1))
    assert answer.text == "Гусь has it now, and is told."
    assert "Assigned to: Гусь" in bob.card(1).text
    await taken.news()
    assert "теперь ваша" in gus.last.text


async def test_who_left_meanwhile_is_not_given_anything(taken: World, bob: Talker, gus: Talker) -> None:
    taken.users.promote(taken.users.named("Bob"), Role.DISPATCHER)
    taken.users.forget_agents()
    await bob.taps("More", bob.card(1))
    await bob.taps("👤 Assign", bob.card(1))
    people = dict(bob.card(1).buttons)
    taken.users.drop(gus.id)
    answer = await bob.taps_data(people["Гусь · 0"], bob.card(1))
    assert answer.show_alert
    assert "no longer work" in answer.text
    assert "More…" in bob.card(1).buttons
    # An agent's card has no such button, and what is forged does nothing.
    taken.users.promote(taken.users.named("Bob"), Role.AGENT)
    assert (await bob.taps_data(people["🙋 Bob (you) · 1"], bob.card(1))).show_alert
    for forged in ("w:p:1:x", "w:g:1:", "w:g:1:4711", "w:p:1:99999", "w:w:1:o", "w:i:1:NOW", "w:y:1:HIGH-9"):
        assert (await bob.taps_data(forged, bob.card(1))).text
    assert taken.tickets.tickets[1].assignee == taken.users.named("Bob")
