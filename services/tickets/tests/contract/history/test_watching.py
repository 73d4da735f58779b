"""Watching, on every set of adapters."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

import pytest

from fixline_testing.beyond_types import present
from tickets_service.application.errors import ResumeTokenInvalidError
from tickets_service.application.ports.history.feed import FeedPosition
from tickets_service.application.principal import Principal
from tickets_service.application.queries.history.watch_events import Watched, WatchEvents, token_of
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk

PATIENCE = 30
ALL = WatchEvents(principal=Principal("bot"))


async def some(desk: Desk, query: WatchEvents, count: int) -> list[Watched]:
    """The first `count` events; a slow machine may send heartbeats between them."""
    found: list[Watched] = []
    async with asyncio.timeout(PATIENCE), aclosing(desk.do.history.watch_events(query)) as stream:
        async for watched in stream:
            if watched.event:
                found.append(watched)
            if len(found) == count:
                break
    return found


async def next_event(stream: AsyncIterator[Watched]) -> Watched:
    while not (watched := await anext(stream)).event:
        pass
    return watched


async def test_what_was_and_what_comes(desk: Desk) -> None:
    ann = await desk.person()
    ticket = await desk.create(ann)
    seen = []
    async with asyncio.timeout(PATIENCE), aclosing(desk.do.history.watch_events(ALL)) as stream:
        for number in range(3):
            seen.append((await next_event(stream)).event)
            if number < 2:
                await desk.comment(ticket, ann, f"No. {number}")
    assert seen == await desk.history(ticket)


async def test_a_waiting_consumer_is_woken(desk: Desk) -> None:
    patient = replace(desk.do.history.watch_events, idle_poll_seconds=3_600.0)
    desk.do.history.watch_events = patient
    ann = await desk.person()
    ticket = await desk.create(ann)
    token = (await some(desk, ALL, 1))[0].resume_token
    waiting = asyncio.create_task(some(desk, replace(ALL, resume_token=token), 1))
    await asyncio.wait([waiting], timeout=0.1)
    added = await desk.comment(ticket, ann)
    assert present((await waiting)[0].event).change == added.comment


async def test_resuming_from_every_token(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    for _ in range(2):
        await desk.take(await desk.create(ann), gus)
    whole = await some(desk, ALL, 6)
    for index, watched in enumerate(whole[:-1]):
        resumed = await some(desk, replace(ALL, resume_token=watched.resume_token), 5 - index)
        assert resumed == whole[index + 1 :]


async def test_small_pages_show_the_same(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    for _ in range(3):
        await desk.take(await desk.create(ann), gus)
    whole = await some(desk, ALL, 9)
    desk.do.history.watch_events = replace(desk.do.history.watch_events, batch=2)
    assert await some(desk, ALL, 9) == whole


async def test_types_and_heartbeats(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.take(await desk.create(ann), gus)
    await desk.settled()
    query = replace(ALL, types=frozenset({EventType.TICKET_ASSIGNED}), heartbeat=timedelta(seconds=1))
    async with asyncio.timeout(PATIENCE), aclosing(desk.do.history.watch_events(query)) as stream:
        assert present((await next_event(stream)).event).type is EventType.TICKET_ASSIGNED
        heartbeat = await anext(stream)
    assert heartbeat.event is None
    # The heartbeat's token is ahead of everything that was filtered out.
    await desk.comment(ticket, gus)
    resumed = await some(desk, replace(ALL, resume_token=heartbeat.resume_token), 1)
    assert present(resumed[0].event).type is EventType.COMMENT_ADDED


async def test_a_busy_stream_with_a_filter_still_gives_a_sign_of_life(desk: Desk) -> None:
    await desk.create(await desk.person())
    query = replace(ALL, types=frozenset({EventType.TICKET_RATED}), heartbeat=timedelta(seconds=1))
    async with asyncio.timeout(PATIENCE), aclosing(desk.do.history.watch_events(query)) as stream:
        assert [(await anext(stream)).event for _ in range(2)] == [None, None]


async def test_closing_ends_streams_now_and_later(desk: Desk) -> None:
    await desk.create(await desk.person())
    desk.do.history.watch_events = replace(desk.do.history.watch_events, idle_poll_seconds=3_600.0)
    async with asyncio.timeout(PATIENCE), aclosing(desk.do.history.watch_events(ALL)) as stream:
        await next_event(stream)
        waiting = asyncio.ensure_future(anext(stream, "ended"))
        desk.signal.close()
        assert await waiting == "ended"
    assert await some(desk, ALL, 99) == []


@pytest.mark.parametrize("token", ["x", "AAAA", token_of(FeedPosition(2**62, 1))])
async def test_tokens_that_were_never_given_out(desk: Desk, token: str) -> None:
    with pytest.raises(ResumeTokenInvalidError):
        await some(desk, replace(ALL, resume_token=token), 1)


@pytest.mark.parametrize("seconds", [0, -5, 0.999, 60.001, 3_600])
async def test_heartbeats_have_limits(desk: Desk, seconds: float) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        await some(desk, replace(ALL, heartbeat=timedelta(seconds=seconds)), 1)
    assert [each.field for each in caught.value.violations] == ["heartbeat_interval"]


async def test_people_do_not_watch(desk: Desk) -> None:
    for who in (await desk.person(), await desk.agent()):
        with pytest.raises((PermissionDeniedError, ActorRequiredError)):
            await some(desk, replace(ALL, principal=desk.as_(who)), 1)


async def test_purging_old_answers(desk: Desk) -> None:
    ann = await desk.person()
    for _ in range(3):
        await desk.create(ann)
    purge = replace(desk.do.workers.purge_answers, batch=2)
    assert await purge() == 0
    desk.clock.advance(timedelta(hours=48, seconds=1))
    await desk.create(ann)
    assert await purge() == 3
    assert await purge() == 0
