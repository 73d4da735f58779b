"""The story while parts of the desk freeze, go away and come back, for a little longer than a call may take."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp
import pytest

from fixline_local.demo.api_client import ApiClient
from fixline_local.demo.expectations import button_with, has_button, has_text
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import PATIENCE_SECONDS, Step
from fixline_local.desk.desk import Desk
from fixline_local.soak.process_faults import end, forget_conversations, frozen, stopped
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.client_messages import File
from fixline_local.telegram.people import ALEX
from fixline_testing.connections import connected

from .conftest import new_story, require_one_finished_ticket
from .doing import tap_on, times_left

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk-faults")]

FAULT_SECONDS = 7.0
"""A call gives up after five, a statement too."""
Fault = Callable[[Desk, str], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def locked(desk: Desk, table: str) -> AsyncIterator[None]:
    """Let nobody read or write a table of the tickets service."""
    async with connected(desk.programs.postgres.dsn("tickets")) as connection, connection.transaction():
        await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.parametrize(
    ("fault", "program", "at"),
    [
        (frozen, "tickets", "sends the request"),
        (frozen, "postgres", "takes the request"),
        (frozen, "valkey", "says where"),
        (stopped, "tickets", "sends a photo with a caption"),
        (stopped, "postgres", "replies to the question"),
        (locked, "requests", "takes the request"),
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


async def metrics_of_the_bot(desk: Desk) -> str:
    url = f"http://127.0.0.1:{desk.programs.addresses.bot_admin}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.text()


@pytest.mark.parametrize("fault", [stopped, frozen])
async def test_people_are_served_without_valkey_and_find_their_drafts_when_it_is_back(
    desk: Desk, people: TelegramPeople, api: ApiClient, fault: Fault
) -> None:
    rita = await people.create_person("Rita", last_name="Draft")
    eve = await people.create_person("Eve", last_name="Anew")
    for each, what in ((rita, "lamp"), (eve, "door")):
        await each.wait_for(lambda _: True, PATIENCE_SECONDS, after=await each.start())
        sent = await each.send_text("/new")
        await each.wait_for(has_text("What is wrong"), PATIENCE_SECONDS, after=sent)
        sent = await each.send_text(f"The {what} is broken")
        await each.wait_for(has_text("Where"), PATIENCE_SECONDS, after=sent)
    before = len(await api.all_events())
    async with fault(desk, "valkey"):
        # A command, the rest of what was begun, and a request from the start.
        sent = await rita.send_text("/help")
        await rita.wait_for(has_text("/cancel"), PATIENCE_SECONDS, after=sent)
        sent = await eve.send_text("Room 214")
        told = await eve.wait_for(has_text("start again"), PATIENCE_SECONDS, after=sent)
        for label in ("New request", "Skip", "Urgent", "Send"):
            await tap_on(eve, label, after=told)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(await api.all_events()) == before:  # noqa: ASYNC110  # other processes tell nobody
                await asyncio.sleep(0.1)
        await desk.ready("bot")  # by and by: on a busy machine PostgreSQL may miss the 40 ms of one check
        assert "\nvalkey_reachable 0.0\n" in await metrics_of_the_bot(desk)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while "\nvalkey_reachable 1.0\n" not in await metrics_of_the_bot(desk):  # noqa: ASYNC110  # the same
            await asyncio.sleep(0.1)
    if fault is frozen:  # the desk of the tests has a Valkey that keeps nothing when it ends
        sent = await rita.send_text("Room 7")
        await rita.wait_for(has_text("urgent"), PATIENCE_SECONDS, after=sent)


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


async def test_an_album_over_which_the_bot_is_killed_is_one_request(
    desk: Desk, people: TelegramPeople, api: ApiClient
) -> None:
    rita = await people.create_person("Rita", last_name="Album")
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    sent = await rita.send_text("/new")
    await rita.wait_for(has_text("What is wrong"), PATIENCE_SECONDS, after=sent)
    before = {event.ticket for event in await api.all_events()}
    files = [File(f"{number}.jpg", "image/jpeg", broken_lamp(number)) for number in range(4)]
    *_, last = await rita.send_album(files, "The lamp is dead")
    await end(desk, "bot", signal.SIGKILL)
    for label in ("Skip", "Normal"):
        await tap_on(rita, label, after=last)
    await rita.wait_for(has_text("4 attachments"), PATIENCE_SECONDS, after=last)
    await tap_on(rita, "Send", after=last)
    await rita.wait_for(has_text("is sent"), PATIENCE_SECONDS, after=last)
    (ticket,) = {event.ticket for event in await api.all_events()} - before
    assert (await api.ticket(ticket)).title == "The lamp is dead"
    assert len(await api.files_of(ticket)) == len(files)


async def test_who_waits_to_be_heard_is_told_when_the_bot_is_killed_over_the_message(
    desk: Desk, people: TelegramPeople
) -> None:
    rita, alex = await people.create_person("Rita", last_name="Unsure"), people.person(ALEX)
    began = await alex.send_text("/my")
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    sent = await rita.send_text("The tap drips")
    for label in ("New request", "Skip", "Normal", "Send"):
        await tap_on(rita, label, after=sent)
    await tap_on(alex, "Take", after=began)
    taken = await alex.wait_for(has_button("Reply"), PATIENCE_SECONDS, after=began)
    await rita.wait_for(has_text("Alex"), PATIENCE_SECONDS, after=sent)
    await alex.tap(taken, button_with("Reply", taken), wait=PATIENCE_SECONDS / 2)
    await alex.wait_for(has_text("Write"), PATIENCE_SECONDS, after=taken)
    written = await alex.send_text("On my way")
    preview = await alex.wait_for(has_button("Send"), PATIENCE_SECONDS, after=written)
    fault = await people.add_fault(method="sendMessage", delay_seconds=600, times=2)
    await alex.tap(preview, button_with("Send", preview), wait=PATIENCE_SECONDS / 2)
    for left in (1, 0):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await times_left(people, fault) > left:  # noqa: ASYNC110  # another process's fault
                await asyncio.sleep(0.1)
        await end(desk, "bot", signal.SIGKILL)
    await alex.wait_for(has_text("I cannot tell whether"), PATIENCE_SECONDS, after=written)
