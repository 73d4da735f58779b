"""By what staff find tickets again, on every set of adapters."""

from uuid import uuid4

import pytest

from fixline_testing.beyond_types import of_kind
from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.principal import Principal
from tickets_service.application.queries.search.search_tickets import SearchTickets
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.queries.tickets.list_common_tags import ListCommonTags
from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.application.views.changes import TagChange
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.tickets.errors import TicketStaleError, TooManyTagsError
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.tags import MOST_TAGS
from tickets_testing.desk import Desk
from tickets_testing.records import BOT
from tickets_testing.verbs import Doer


async def seen(desk: Desk, ticket: TicketView, by: Doer) -> tuple[str, ...]:
    query = GetTicket(principal=desk.as_(by), ticket_id=ticket.id)
    return (await desk.do.tickets.get_ticket(query)).tags


async def test_added_and_removed(desk: Desk) -> None:
    ticket, gus = await desk.create(await desk.person()), await desk.agent()
    key = str(uuid4())
    tagged = await desk.tag(ticket, gus, " #Leak", "Third  Floor", "Лифт", request_id=key)
    assert tagged.tags == ("leak", "third-floor", "лифт")
    assert tagged.etag != ticket.etag
    assert await desk.tag(ticket, gus, " #Leak", "Third  Floor", "Лифт", request_id=key) == tagged
    with pytest.raises(TicketStaleError):
        await desk.tag(ticket, gus, "late", etag=ticket.etag)
    changed = await desk.tag(tagged, gus, "leak", "roof", remove=("third floor", "never"))
    assert changed.tags == ("leak", "roof", "лифт")
    same = await desk.tag(changed, gus, "roof", remove=("never",))
    assert same.etag == changed.etag
    assert await seen(desk, ticket, gus) == changed.tags
    events = [each for each in await desk.history(ticket) if each.type is EventType.TAGS_CHANGED]
    assert [of_kind(TagChange, each.change) for each in events] == [
        TagChange(("leak", "third-floor", "лифт"), ()),
        TagChange(("roof",), ("third-floor",)),
    ]


async def test_no_more_than_so_many(desk: Desk) -> None:
    ticket, gus = await desk.create(await desk.person()), await desk.agent()
    tags = [f"t{n}" for n in range(MOST_TAGS)]
    await desk.tag(ticket, gus, *tags)
    with pytest.raises(TooManyTagsError):
        await desk.tag(ticket, gus, "more")
    assert (await desk.tag(ticket, gus, "more", remove=("t0",))).tags == ("more", *tags[1:])


async def test_whoever_sees_no_notes_sees_no_tags(desk: Desk) -> None:
    ann, eve, gus = await desk.person("Ann"), await desk.person("Eve"), await desk.agent()
    ada, eva = await desk.staff(Role.ADMIN), await desk.agent("Eva")
    ticket = await desk.create(ann)
    await desk.follow(ticket, ada, user=eve)
    await desk.tag(ticket, gus, "leak")
    for by, tags in ((ann, ()), (eve, ()), (gus, ("leak",)), (ada, ("leak",)), (None, ("leak",))):
        assert await seen(desk, ticket, by) == tags
    auditor = await desk.staff(Role.AUDITOR)
    assert await seen(desk, ticket, auditor) == ("leak",)
    # Neither by the answers to what they do, nor by a repeated one.
    comment, update = str(uuid4()), str(uuid4())
    for _ in range(2):
        assert (await desk.comment(ticket, ann, "Hello?", request_id=comment)).ticket.tags == ()
        assert (await desk.update(ticket, ann, request_id=update)).tags == ()
    assert (await desk.unfollow(ticket, eve)).tags == ()
    listed = await desk.do.tickets.list_tickets(ListTickets(principal=desk.as_(ann)))
    assert [each.tags for each in listed.items] == [()]
    found = await desk.do.search.search_tickets(SearchTickets(principal=desk.as_(ann), query="lamp"))
    assert [hit.ticket.tags for hit in found.items] == [()]
    history = (await desk.events(ticket, ann)).items
    assert EventType.TAGS_CHANGED not in {each.type for each in history}
    assert EventType.TAGS_CHANGED in {each.type for each in (await desk.events(ticket, gus)).items}
    await desk.take(ticket, gus)
    with pytest.raises(TicketNotFoundError):
        await desk.tag(ticket, eva, "mine")
    with pytest.raises(PermissionDeniedError):
        await desk.tag(ticket, ann, "mine")
    with pytest.raises(ActorRequiredError):
        await desk.tag(ticket, None, "mine")


async def test_found_by_their_tag(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    one, two, three = [await desk.create(ann, title) for title in ("Lamp", "Lamp", "Door")]
    await desk.tag(one, gus, "leak")
    await desk.tag(three, gus, "leak", "roof")

    async def listed(tag: str) -> list[int]:
        query = ListTickets(principal=desk.as_(gus), listing=Listing.UNASSIGNED, tag=tag)
        return sorted(each.id for each in (await desk.do.tickets.list_tickets(query)).items)

    assert await listed("#Leak") == [one.id, three.id]
    assert await listed("roof") == [three.id]
    assert await listed("") == [one.id, two.id, three.id]
    search = SearchTickets(principal=desk.as_(gus), query="lamp", tag="leak")
    assert [hit.ticket.id for hit in (await desk.do.search.search_tickets(search)).items] == [one.id]
    with pytest.raises(InvalidArgumentError):
        await listed("42")
    for ask in (
        desk.do.tickets.list_tickets(ListTickets(principal=desk.as_(ann), tag="leak")),
        desk.do.search.search_tickets(SearchTickets(principal=desk.as_(ann), query="lamp", tag="leak")),
    ):
        with pytest.raises(PermissionDeniedError):
            await ask


async def test_the_most_used(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    for tags in (("roof", "leak"), ("leak",), ("door",), ()):
        ticket = await desk.create(ann)
        if tags:
            await desk.tag(ticket, gus, *tags)
    used = await desk.do.tickets.list_common_tags(ListCommonTags(principal=desk.as_(gus)))
    assert [(each.tag, each.tickets) for each in used] == [("leak", 2), ("door", 1), ("roof", 1)]
    few = await desk.ports.tickets.common_tags(among=2, limit=1)
    assert [(each.tag, each.tickets) for each in few] == [("door", 1)]
    for principal, error in (
        (desk.as_(ann), PermissionDeniedError),
        (Principal(BOT, None), ActorRequiredError),
    ):
        with pytest.raises(error):
            await desk.do.tickets.list_common_tags(ListCommonTags(principal=principal))
