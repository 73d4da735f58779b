"""The story while parts of the desk freeze, go away and come back, for a little longer than a call may take."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from fixline_local.demo.api_client import ApiClient
from fixline_local.demo.expectations import has_button, has_text
from fixline_local.demo.story import PATIENCE_SECONDS, Step
from fixline_local.desk.desk import Desk
from fixline_local.soak.process_faults import end, forget_conversations, frozen, stopped
from fixline_local.telegram.client import TelegramPeople

from .conftest import new_story, require_one_finished_ticket

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]

FAULT_SECONDS = 7.0
"""A call gives up after five, a statement too."""
Fault = Callable[[Desk, str], AbstractAsyncContextManager[None]]


@pytest.mark.parametrize(
    ("fault", "program", "at"),
    [
        (frozen, "tickets", "sends the request"),
        (frozen, "postgres", "takes the request"),
        (frozen, "valkey", "says where"),
        (stopped, "tickets", "sends a photo with a caption"),
        (stopped, "postgres", "replies to the question"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)).replace(" ", "-"),
)
async def test_what_does_not_answer_for_a_while_changes_nothing(
    desk: Desk, people: TelegramPeople, api: ApiClient, fault: Fault, program: str, at: str
) -> None:
    story = await new_story(people, 3)

    async def inject(step: Step) -> None:
        if step.title == at:
            async with fault(desk, program):
                await asyncio.sleep(FAULT_SECONDS)

    async with asyncio.timeout(5 * PATIENCE_SECONDS):
        await story.play(during=inject)
    await require_one_finished_ticket(story, api)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["with-farewell", "at-once"])
async def test_postgresql_that_starts_anew_in_the_middle_changes_nothing(
    desk: Desk, people: TelegramPeople, api: ApiClient, how: signal.Signals
) -> None:
    story = await new_story(people, 4)

    async def restart(step: Step) -> None:
        if step.title in {"sends a photo with a caption", "sends the request", "resolves the request"}:
            await end(desk, "postgres", how)

    async with asyncio.timeout(5 * PATIENCE_SECONDS):
        await story.play(during=restart)
    await require_one_finished_ticket(story, api)


async def test_conversations_that_are_lost_begin_again_where_it_can_be_seen(
    desk: Desk, people: TelegramPeople
) -> None:
    rita = await people.create_person("Rita", last_name="Flush")
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    sent = await rita.send_text("/new")
    await rita.wait_for(has_text("What is wrong"), PATIENCE_SECONDS, after=sent)
    sent = await rita.send_text("The lamp is dead")
    question = await rita.wait_for(has_text("Where"), PATIENCE_SECONDS, after=sent)
    await forget_conversations(desk)
    sent = await rita.send_text("Room 214")
    offer = await rita.wait_for(has_button("New request"), PATIENCE_SECONDS, after=sent)
    assert "Room 214" in offer.text
    # What the button was about is gone, and is said to be.
    answer = await rita.tap(question, question.button_texts[0], wait=PATIENCE_SECONDS / 2)
    assert answer is not None
    assert answer.text


async def test_who_writes_while_the_tickets_service_is_away_is_helped_and_then_heard(
    desk: Desk, people: TelegramPeople
) -> None:
    rita = await people.create_person("Rita", last_name="Away")
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    async with stopped(desk, "tickets"):
        first = await rita.send_text("The lamp is dead")
        asked = await rita.send_text("/help")
        await rita.wait_for(has_text("/cancel"), PATIENCE_SECONDS, after=asked)
    await rita.wait_for(has_button("New request"), PATIENCE_SECONDS, after=first)
