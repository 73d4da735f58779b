"""What the bot counts on where requests have to do with one another."""

from uuid import uuid4

import pytest

from bot_service.application.errors import ForbiddenError, InvalidFieldsError, NotFoundError, RefusedError
from bot_service.application.ports.people.users import UserView
from bot_service.application.ports.tickets.ticket_links import MOST_LINKS
from bot_service.application.ports.tickets.tickets import NewTicket
from bot_service.application.views.events import EventType
from bot_service.application.views.tickets import LinkKind, TicketState
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority

from .gateways import Gateways

SEEN_THERE = {
    LinkKind.RELATED: LinkKind.RELATED,
    LinkKind.BLOCKS: LinkKind.BLOCKED_BY,
    LinkKind.PART_OF: LinkKind.PARENT_OF,
    LinkKind.SPLIT_FROM: LinkKind.SPLIT_INTO,
    LinkKind.FOLLOWED_UP_BY: LinkKind.FOLLOW_UP_OF,
}


async def dispatcher(gateways: Gateways) -> UserView:
    dana = await gateways.person(30, "Dana")
    gateways.promote(dana.name, Role.DISPATCHER)
    return dana


@pytest.mark.parametrize("kind", SEEN_THERE)
async def test_both_tickets_have_it_until_it_is_taken_away(gateways: Gateways, kind: LinkKind) -> None:
    ann, bob, dana = await gateways.person(), await gateways.agent(), await dispatcher(gateways)
    one, two = [(await gateways.created(ann)).number for _ in range(2)]
    links, request_id = gateways.links, uuid4()
    added = [await links.add(one, two, kind, acting=bob.name, request_id=request_id) for _ in range(2)]
    assert added[0] == added[1]
    assert (added[0].other, added[0].kind) == (two, kind)
    assert await links.of_ticket(one, acting=ann.name) == [added[0]]
    (there,) = await links.of_ticket(two, acting=None)
    assert (there.other, there.kind) == (one, SEEN_THERE[kind])
    with pytest.raises(RefusedError) as refused:
        await links.add(one, two, kind, acting=bob.name, request_id=uuid4())
    assert refused.value.reason == "LINK_EXISTS"
    with pytest.raises(ForbiddenError):
        await links.remove(there.name, acting=ann.name, request_id=uuid4())
    request_id = uuid4()
    for _ in range(2):
        assert await links.remove(there.name, acting=bob.name, request_id=request_id) == there
    with pytest.raises(NotFoundError):
        await links.remove(there.name, acting=dana.name, request_id=uuid4())
    assert await links.of_ticket(one, acting=ann.name) == []
    told = [each for each in await gateways.work.history(one, acting=ann.name) if each.link is not None]
    assert [each.type for each in told] == [EventType.LINK_ADDED, EventType.LINK_REMOVED]
    assert told[0].link == added[0]


async def test_what_does_not_fit(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    one, two, three = [(await gateways.created(ann)).number for _ in range(3)]
    links = gateways.links
    await links.add(one, two, LinkKind.PARENT_OF, acting=bob.name, request_id=uuid4())
    for number, other, reason in ((two, one, "LINK_CYCLE"), (three, two, "PARENT_EXISTS")):
        with pytest.raises(RefusedError) as refused:
            await links.add(number, other, LinkKind.PARENT_OF, acting=bob.name, request_id=uuid4())
        assert refused.value.reason == reason
    for other, kind in ((one, LinkKind.RELATED), (two, LinkKind.DUPLICATE_OF)):
        with pytest.raises(InvalidFieldsError):
            await links.add(one, other, kind, acting=bob.name, request_id=uuid4())
    with pytest.raises(NotFoundError):
        await links.add(one, 4711, LinkKind.RELATED, acting=bob.name, request_id=uuid4())
    with pytest.raises(ForbiddenError):
        await links.add(one, two, LinkKind.RELATED, acting=ann.name, request_id=uuid4())


async def test_nobody_hears_of_a_ticket_that_they_may_not_see(gateways: Gateways) -> None:
    ann, eve, bob = await gateways.person(), await gateways.person(8, "Eve"), await gateways.agent()
    one, two = (await gateways.created(ann)).number, (await gateways.created(eve)).number
    await gateways.links.add(one, two, LinkKind.BLOCKS, acting=bob.name, request_id=uuid4())
    assert await gateways.links.of_ticket(one, acting=ann.name) == []
    assert len(await gateways.links.of_ticket(one, acting=bob.name)) == 1
    with pytest.raises(NotFoundError):
        await gateways.links.of_ticket(two, acting=ann.name)


async def test_what_goes_on_and_what_was_merged_is_linked(gateways: Gateways) -> None:
    ann, dana = await gateways.person(), await dispatcher(gateways)
    one, two = [(await gateways.created(ann)).number for _ in range(2)]
    await gateways.work.merge(two, one, acting=dana.name, request_id=uuid4())
    (merged,) = await gateways.links.of_ticket(one, acting=dana.name)
    assert (merged.other, merged.kind) == (two, LinkKind.DUPLICATED_BY)
    with pytest.raises(RefusedError):
        await gateways.links.remove(merged.name, acting=dana.name, request_id=uuid4())
    gateways.arrange(one, TicketState.CLOSED, "")
    again = NewTicket(title="Again", description="", location="", priority=Priority.LOW, goes_on_with=one)
    new = await gateways.tickets.create(again, acting=ann.name, request_id=uuid4())
    (link,) = await gateways.links.of_ticket(new.number, acting=ann.name)
    assert (link.other, link.kind) == (one, LinkKind.FOLLOW_UP_OF)


async def test_the_newest_come_first_and_as_many_as_are_asked_for(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    hub, *others = [(await gateways.created(ann)).number for _ in range(MOST_LINKS + 3)]
    for other in others:
        await gateways.links.add(hub, other, LinkKind.RELATED, acting=bob.name, request_id=uuid4())
    newest_first = others[::-1]
    usual = await gateways.links.of_ticket(hub, acting=ann.name)
    assert [each.other for each in usual] == newest_first[: MOST_LINKS + 1]
    all_of_them = await gateways.links.of_ticket(hub, acting=None, most=1_000)
    assert [each.other for each in all_of_them] == newest_first
