"""Which links there may not be beside others, on every set of adapters."""

import asyncio
import itertools

import pytest

from tickets_service.domain.links.errors import (
    LinkChainTooLongError,
    LinkCycleError,
    LinkExistsError,
    LinkNotFoundError,
    ParentExistsError,
)
from tickets_service.domain.links.link import LONGEST_CHAIN, Direction, LinkKind
from tickets_testing.desk import Desk

from .casting import INCOMING, cast, seen

HIERARCHIES = [LinkKind.BLOCKS, LinkKind.PARENT, LinkKind.SPLIT_FROM, LinkKind.FOLLOW_UP_OF]


async def test_one_parent(desk: Desk) -> None:
    _, dot, (parent, child, other) = await cast(desk, 3)
    link = await desk.link(child, dot, parent, direction=INCOMING, kind=LinkKind.PARENT)
    with pytest.raises(ParentExistsError):
        await desk.link(other, dot, child, kind=LinkKind.PARENT)
    await desk.link(parent, dot, other, kind=LinkKind.PARENT)
    assert seen(await desk.links(parent, dot)) == [
        (child.id, LinkKind.PARENT, Direction.OUTGOING),
        (other.id, LinkKind.PARENT, Direction.OUTGOING),
    ]
    await desk.unlink(child, dot, link)
    await desk.link(other, dot, child, kind=LinkKind.PARENT)


@pytest.mark.parametrize("kind", HIERARCHIES)
async def test_no_circles(desk: Desk, kind: LinkKind) -> None:
    _, dot, (one, two, three) = await cast(desk, 3)
    await desk.link(one, dot, two, kind=kind)
    await desk.link(two, dot, three, kind=kind)
    for first, last in ((two, one), (three, one)):
        with pytest.raises(LinkCycleError):
            await desk.link(first, dot, last, kind=kind)
        with pytest.raises(LinkCycleError):
            await desk.link(last, dot, first, kind=kind, direction=INCOMING)
    assert len((await desk.links(three, dot)).items) == 1
    # Links of another kind, and those without a direction, make no circle with these.
    await desk.link(three, dot, one, kind=LinkKind.RELATED)
    await desk.link(three, dot, one, kind=next(each for each in HIERARCHIES if each is not kind))


async def test_two_halves_of_a_circle_at_once(desk: Desk) -> None:
    _, dot, tickets = await cast(desk, 6)
    ring = list(zip(tickets, [*tickets[1:], tickets[0]], strict=True))
    for kind in HIERARCHIES:
        adding = [desk.link(source, dot, target, kind=kind) for source, target in ring]
        answers = await asyncio.gather(*adding, return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, BaseException)]
        assert len(refused) == 1
        assert isinstance(refused[0], LinkCycleError)


async def test_the_same_link_twice(desk: Desk) -> None:
    _, dot, (one, other) = await cast(desk)
    await desk.link(one, dot, other)
    for again in ((one, other, Direction.OUTGOING), (other, one, INCOMING)):
        with pytest.raises(LinkExistsError):
            await desk.link(again[0], dot, again[1], direction=again[2])
    await desk.link(one, dot, other, kind=LinkKind.SPLIT_FROM)
    assert len((await desk.links(one, dot)).items) == 2


async def test_the_same_link_at_once(desk: Desk) -> None:
    _, dot, (one, other) = await cast(desk)
    for kind in (LinkKind.RELATED, LinkKind.BLOCKS):
        adding = [desk.link(one, dot, other, kind=kind) for _ in range(4)]
        answers = await asyncio.gather(*adding, return_exceptions=True)
        assert sum(isinstance(answer, LinkExistsError) for answer in answers) == 3
    removing = [desk.unlink(one, dot, (await desk.links(one, dot)).items[0]) for _ in range(4)]
    answers = await asyncio.gather(*removing, return_exceptions=True)
    assert sum(isinstance(answer, LinkNotFoundError) for answer in answers) == 3


async def test_a_chain_has_an_end(desk: Desk) -> None:
    _, dot, tickets = await cast(desk, LONGEST_CHAIN + 2)
    for source, target in itertools.pairwise(tickets):
        await desk.link(source, dot, target)
    newest = await desk.create(dot)
    for last in (tickets[1], tickets[0]):
        with pytest.raises(LinkChainTooLongError):
            await desk.link(newest, dot, last)
    await desk.link(newest, dot, tickets[2])
    with pytest.raises(LinkCycleError):
        await desk.link(tickets[-1], dot, tickets[2])


async def test_many_ways_are_walked_once(desk: Desk) -> None:
    """A ladder of twelve rungs with two tickets each has 4,096 ways through it."""
    _, dot, tickets = await cast(desk, 24)
    rungs = [tickets[at : at + 2] for at in range(0, 24, 2)]
    for above, below in itertools.pairwise(rungs):
        for source in above:
            for target in below:
                await desk.link(source, dot, target)
    with pytest.raises(LinkCycleError):
        await desk.link(rungs[-1][0], dot, rungs[0][1])
    added = await desk.link(rungs[0][0], dot, rungs[-1][1])
    assert (added.ticket_id, added.other_id) == (rungs[0][0].id, rungs[-1][1].id)
