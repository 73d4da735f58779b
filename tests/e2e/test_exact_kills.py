"""Processes that are killed, or stand still, at one point and no other: what is there afterwards, and how often."""

import asyncio
import os
import signal
import time
from typing import Final
from uuid import uuid4

import asyncpg
import grpc
import pytest

from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline.tickets.v1.ticket_service_pb2 import CreateTicketRequest
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline.tickets.v1.user_service_pb2 import RegisterUserRequest
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_local.demo.api_client import ApiClient
from fixline_local.demo.expectations import button_with, has_button, has_text
from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.desk.desk import Desk
from fixline_local.soak.process_faults import end, frozen
from fixline_local.telegram.client import TelegramPeople
from fixline_rpc.client.call_metadata import bearer
from fixline_rpc.client.channel import acting_as, create_channel
from fixline_testing.connections import connected
from fixline_testing.rpc import failure

from .doing import tap_on, times_left

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk-faults")]

HELD: Final = """
CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS
$$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER held AFTER INSERT ON requests
DEFERRABLE INITIALLY {when} FOR EACH ROW EXECUTE FUNCTION held();
SELECT pg_advisory_lock(4711);
"""
"""Whoever makes a request waits in the middle of the transaction, or in its commit."""
WAITING: Final = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"

LEFT: Final = (
    "SELECT EXISTS (SELECT FROM inbox WHERE state = 'PENDING')"
    " OR EXISTS (SELECT FROM deliveries WHERE state = 'PENDING')"
)
"""Whether the bot has anything to do."""


async def until(connection: asyncpg.Connection, question: str, answer: object, *values: object) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await connection.fetchval(question, *values) != answer:  # noqa: ASYNC110  # other processes work on it
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(("when", "there"), [("IMMEDIATE", 0), ("DEFERRED", 1)], ids=["before", "after"])
async def test_killed_before_or_after_its_commit_the_tickets_service_leaves_no_or_one_ticket(
    desk: Desk, when: str, there: int
) -> None:
    """The answer is lost with it; whoever asks again, with the same `request_id`, has that one."""
    programs, title = desk.programs, f"Killed at {when}"
    request = CreateTicketRequest(ticket=Ticket(title=title), request_id=str(uuid4()))
    stored = "SELECT count(*) FROM requests WHERE title = $1"
    async with (
        connected(programs.postgres.dsn("tickets")) as holder,
        create_channel(programs.tickets_target(), token=programs.token("tickets")) as channel,
    ):
        person = RegisterUserRequest(telegram_id=4713, display_name="Once")
        user = (await UserServiceStub(channel).RegisterUser(person, timeout=PATIENCE_SECONDS)).user.name
        await holder.execute(HELD.format(when=when))
        options = [("grpc.enable_retries", 0)]
        async with grpc.aio.insecure_channel(programs.tickets_target(), options=options) as direct:
            lost = TicketServiceStub(direct).CreateTicket(
                request,
                metadata=(("authorization", bearer(programs.token("tickets"))), *acting_as(user)),
                timeout=PATIENCE_SECONDS,
            )
            await until(holder, WAITING, 1)
            os.kill(await desk.pid("tickets"), signal.SIGKILL)
            assert (await failure(lost)).code is grpc.StatusCode.UNAVAILABLE
        await holder.execute("SELECT pg_advisory_unlock(4711)")
        await until(holder, WAITING, 0)
        # Waits for the end of the transaction.
        await holder.execute("DROP TRIGGER held ON requests; DROP FUNCTION held")
        assert await holder.fetchval(stored, title) == there
        await desk.ready("tickets")
        create = TicketServiceStub(channel).CreateTicket
        # The channel tries again only now and then, and may not know yet that somebody is there.
        again = await create(request, metadata=acting_as(user), timeout=PATIENCE_SECONDS, wait_for_ready=True)
        assert again.ticket.title == title
        assert await holder.fetchval(stored, title) == 1


async def test_killed_after_the_tickets_service_answered_the_bot_makes_no_second_ticket(
    desk: Desk, people: TelegramPeople, api: ApiClient
) -> None:
    rita = await people.create_person("Rita", last_name="Twice")
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    sent = await rita.send_text("The heating bangs")
    for label in ("New request", "Skip", "Normal"):
        await tap_on(rita, label, after=sent)
    preview = await rita.wait_for(has_button("Send"), PATIENCE_SECONDS, after=sent)
    before = {event.ticket for event in await api.all_events()}
    async with connected(desk.programs.postgres.dsn("bot")) as holder:
        async with holder.transaction():
            # What it would say cannot be stored, and so the update is not done with.
            await holder.execute("LOCK TABLE deliveries IN SHARE ROW EXCLUSIVE MODE")
            tapping = asyncio.create_task(rita.tap(preview, button_with("Send", preview), wait=1.0))
            async with asyncio.timeout(PATIENCE_SECONDS):
                while {event.ticket for event in await api.all_events()} == before:  # noqa: ASYNC110  # another process
                    await asyncio.sleep(0.02)
            await end(desk, "bot", signal.SIGKILL)
            await tapping
        await rita.wait_for(has_text("is sent"), PATIENCE_SECONDS, after=sent)
        await until(holder, LEFT, False)
    assert len({event.ticket for event in await api.all_events()} - before) == 1
    assert sum("is sent" in message.text for message in await rita.messages()) == 1


async def test_killed_after_telegram_took_the_message_the_bot_says_it_once_more_at_most(
    desk: Desk, people: TelegramPeople
) -> None:
    rita = await people.create_person("Rita", last_name="Echo")
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    fault = await people.add_fault(method="sendMessage", chat_id=rita.id, drip_seconds=60)
    sent = await rita.send_text("/help")
    await rita.wait_for(has_text("/cancel"), PATIENCE_SECONDS, after=sent)
    assert await times_left(people, fault) == 0
    await end(desk, "bot", signal.SIGKILL)
    async with connected(desk.programs.postgres.dsn("bot")) as holder:
        await until(holder, LEFT, False)
    said = [each for each in await rita.messages() if each.id > sent.id and "/cancel" in each.text]
    assert len(said) == 2, "as often as it was killed, and once"


async def test_a_call_to_a_frozen_service_ends_in_its_time_and_then_all_is_well_at_once(desk: Desk) -> None:
    programs = desk.programs
    request = RegisterUserRequest(telegram_id=4714, display_name="Frozen")
    async with create_channel(programs.tickets_target(), token=programs.token("tickets")) as channel:
        register = UserServiceStub(channel).RegisterUser
        known = await register(request, timeout=PATIENCE_SECONDS)
        async with frozen(desk, "tickets"):
            began = time.monotonic()
            assert (await failure(register(request, timeout=1.0))).code is grpc.StatusCode.DEADLINE_EXCEEDED
            assert 0.9 < time.monotonic() - began < 10.0
        began = time.monotonic()
        assert await register(request, timeout=PATIENCE_SECONDS) == known
        assert time.monotonic() - began < 10.0
