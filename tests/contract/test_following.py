"""What the bot counts on where somebody says "me too"."""

from uuid import uuid4

import pytest

from bot_service.application.errors import InvalidFieldsError, NotFoundError
from bot_service.application.ports.people.users import UserView
from bot_service.application.ports.tickets.tickets import NewTicket, TicketList
from bot_service.application.queries.tickets.sight import only_follows
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.tickets.priority import Priority

from .gateways import Gateways


async def lamp(gateways: Gateways, by: UserView) -> TicketView:
    await gateways.put_place("HQ", "Head office", "")
    ticket = NewTicket(
        title="Lamp flickers", description="", location="HQ", place="HQ", priority=Priority.LOW
    )
    return await gateways.tickets.create(ticket, acting=by.name, request_id=uuid4())


async def test_joining_and_leaving(gateways: Gateways) -> None:
    ann, dan = await gateways.person(), await gateways.person(8, "Dan")
    ticket = await lamp(gateways, ann)
    (found,) = await gateways.following.similar("My lamp", "HQ", acting=dan.name)
    assert (found.number, found.title, found.state, found.follower_count) == (
        ticket.number,
        "Lamp flickers",
        ticket.state,
        0,
    )
    assert found.create_time == ticket.create_time
    key = uuid4()
    for _ in range(2):
        joined = await gateways.following.join(
            ticket.number, "My lamp", "HQ", acting=dan.name, request_id=key
        )
        assert only_follows(joined.allowed_verbs)
        assert joined.follower_count == 1
    assert await gateways.tickets.followers(ticket.number) == {dan.name}
    assert [each.number for each in await followed(gateways, dan)] == [ticket.number]
    assert await gateways.following.similar("My lamp", "HQ", acting=dan.name) == []
    assert Verb.UNFOLLOW not in (await gateways.tickets.get(ticket.number, acting=ann.name)).allowed_verbs
    left = await gateways.following.unfollow(ticket.number, acting=dan.name, request_id=uuid4())
    assert left.follower_count == 0
    assert not await followed(gateways, dan)
    with pytest.raises(NotFoundError):
        await gateways.following.unfollow(ticket.number, acting=dan.name, request_id=uuid4())


async def followed(gateways: Gateways, who: UserView) -> list[TicketView]:
    return list(await gateways.tickets.list(TicketList.FOLLOWED, acting=who.name, limit=9))


async def test_nobody_joins_what_is_not_like_theirs(gateways: Gateways) -> None:
    ann, dan = await gateways.person(), await gateways.person(8, "Dan")
    ticket = await lamp(gateways, ann)
    assert not await gateways.following.similar("The door", "HQ", acting=dan.name)
    assert not await gateways.following.similar("My lamp", "NOWHERE", acting=dan.name)
    assert not await gateways.following.similar("My lamp", "HQ", acting=ann.name)
    for text, place in (("The door", "HQ"), ("My lamp", "NOWHERE")):
        with pytest.raises(NotFoundError):
            await gateways.following.join(ticket.number, text, place, acting=dan.name, request_id=uuid4())
    with pytest.raises(InvalidFieldsError):
        await gateways.following.similar("", "HQ", acting=dan.name)
