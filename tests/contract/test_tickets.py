"""What the bot's dialogs count on when they call the tickets service."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from bot_service.application.errors import (
    ForbiddenError,
    InvalidFieldsError,
    NotFoundError,
    RefusedError,
    StaleError,
)
from bot_service.application.ports.tickets.tickets import NewTicket, TicketList
from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority

from .gateways import Gateways

NEW = NewTicket(title="Lamp", description="It\nflickers", location="Room 1", priority=Priority.URGENT)


async def test_a_created_ticket_is_what_was_sent(gateways: Gateways) -> None:
    ann = await gateways.person()
    ticket = await gateways.tickets.create(NEW, acting=ann.name, request_id=uuid4())
    assert (ticket.title, ticket.description, ticket.location) == ("Lamp", "It\nflickers", "Room 1")
    assert (ticket.priority, ticket.state) == (Priority.URGENT, TicketState.OPEN)
    assert (ticket.reporter, ticket.assignee, ticket.stars) == (ann.name, "", None)
    assert ticket.create_time.tzinfo is not None
    assert await gateways.tickets.get(ticket.number, acting=ann.name) == ticket


async def test_an_etag_fits_on_a_button(gateways: Gateways) -> None:
    ticket = await gateways.created(await gateways.person())
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,32}", ticket.etag)


async def test_the_same_request_id_creates_once(gateways: Gateways) -> None:
    ann, request_id = await gateways.person(), uuid4()
    first = await gateways.tickets.create(NEW, acting=ann.name, request_id=request_id)
    assert await gateways.tickets.create(NEW, acting=ann.name, request_id=request_id) == first
    assert len(await gateways.tickets.list(TicketList.REPORTED, acting=ann.name, limit=5)) == 1


async def test_a_request_id_says_one_thing_only(gateways: Gateways) -> None:
    ann, request_id = await gateways.person(), uuid4()
    await gateways.tickets.create(NEW, acting=ann.name, request_id=request_id)
    other = NewTicket(title="Door", description="", location="", priority=Priority.LOW)
    with pytest.raises(InvalidFieldsError):
        await gateways.tickets.create(other, acting=ann.name, request_id=request_id)


async def test_what_is_entered_wrongly_is_named(gateways: Gateways) -> None:
    ann = await gateways.person()
    wrong = NewTicket(
        title=" ", description="x" * 4_001, location="x" * 201, priority=Priority.LOW, attachments=()
    )
    with pytest.raises(InvalidFieldsError) as caught:
        await gateways.tickets.create(wrong, acting=ann.name, request_id=uuid4())
    assert set(caught.value.fields) == {"ticket.title", "ticket.description", "ticket.location"}


async def test_others_tickets_do_not_exist(gateways: Gateways) -> None:
    ann, eve = await gateways.person(), await gateways.person(8, "Eve")
    ticket = await gateways.created(ann)
    for number in (ticket.number, 4711):
        with pytest.raises(NotFoundError):
            await gateways.tickets.get(number, acting=eve.name)
        with pytest.raises(NotFoundError):
            await gateways.comments.add(number, "Hm", acting=eve.name, request_id=uuid4())
        with pytest.raises(NotFoundError):
            await gateways.comments.recent(number, acting=eve.name, limit=3)
        with pytest.raises(NotFoundError):
            await gateways.comments.all(number, acting=eve.name)
    seen = await gateways.tickets.get(ticket.number, acting=None)
    assert replace(seen, allowed_verbs=ticket.allowed_verbs) == ticket


async def test_lists_are_in_their_order_and_limited(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    tickets = [await gateways.created(ann, f"Lamp {number}") for number in range(4)]
    urgent = NewTicket(title="Fire", description="", location="", priority=Priority.URGENT)
    await gateways.tickets.create(urgent, acting=ann.name, request_id=uuid4())
    await gateways.tickets.take(tickets[0].number, acting=bob.name, request_id=uuid4())
    gateways.arrange(tickets[3].number, TicketState.CLOSED, bob.name)

    async def titles(which: TicketList, who: str, start: int = 0, limit: int = 2) -> list[str]:
        found = await gateways.tickets.list(which, acting=who, start=start, limit=limit)
        return [ticket.title for ticket in found]

    assert await titles(TicketList.REPORTED, ann.name) == ["Fire", "Lamp 3"]
    assert await titles(TicketList.REPORTED, ann.name, start=2) == ["Lamp 2", "Lamp 1"]
    assert await titles(TicketList.REPORTED_OPEN, ann.name, limit=9) == ["Fire", "Lamp 0", "Lamp 1", "Lamp 2"]
    assert await titles(TicketList.REPORTED_DONE, ann.name) == ["Lamp 3"]
    assert await titles(TicketList.UNASSIGNED, bob.name) == ["Fire", "Lamp 1"]
    assert await titles(TicketList.UNASSIGNED, bob.name, start=2) == ["Lamp 2"]
    assert await titles(TicketList.UNASSIGNED, bob.name, start=3) == []
    assert await titles(TicketList.ASSIGNED, bob.name) == ["Lamp 0"]
    with pytest.raises(ForbiddenError):
        await gateways.tickets.list(TicketList.UNASSIGNED, acting=ann.name, limit=2)


async def test_taking(gateways: Gateways) -> None:
    ann, bob, gus = await gateways.person(), await gateways.agent(), await gateways.agent(9_002, "Gus")
    number = (await gateways.created(ann)).number
    with pytest.raises(ForbiddenError):
        await gateways.tickets.take(number, acting=ann.name, request_id=uuid4())
    request_id = uuid4()
    taken = await gateways.tickets.take(number, acting=bob.name, request_id=request_id)
    assert (taken.assignee, taken.state) == (bob.name, TicketState.IN_PROGRESS)
    assert await gateways.tickets.take(number, acting=bob.name, request_id=request_id) == taken
    assert await gateways.tickets.take(number, acting=bob.name, request_id=uuid4()) == taken
    with pytest.raises(RefusedError) as caught:
        await gateways.tickets.take(number, acting=gus.name, request_id=uuid4())
    assert caught.value.reason == "TICKET_ALREADY_ASSIGNED"
    with pytest.raises(NotFoundError):
        await gateways.tickets.get(number, acting=gus.name)


async def test_from_resolved_to_rated(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    with pytest.raises(RefusedError) as early:
        await gateways.tickets.rate(number, 5, acting=ann.name, request_id=uuid4())
    assert early.value.reason == "RATING_NOT_ALLOWED"
    with pytest.raises(RefusedError) as unresolved:
        await gateways.tickets.confirm(number, acting=ann.name, request_id=uuid4())
    assert unresolved.value.reason == "TRANSITION_NOT_ALLOWED"
    taken = await gateways.tickets.take(number, acting=bob.name, request_id=uuid4())
    with pytest.raises(ForbiddenError):
        await gateways.tickets.resolve(number, acting=ann.name, request_id=uuid4())
    resolved = await gateways.tickets.resolve(number, etag=taken.etag, acting=bob.name, request_id=uuid4())
    assert resolved.state is TicketState.RESOLVED
    closed = await gateways.tickets.confirm(number, etag=resolved.etag, acting=ann.name, request_id=uuid4())
    assert closed.state is TicketState.CLOSED
    rated = await gateways.tickets.rate(number, 4, acting=ann.name, request_id=uuid4())
    assert rated.stars == 4
    corrected = await gateways.tickets.rate(number, 5, acting=ann.name, request_id=uuid4())
    assert (corrected.stars, corrected.rate_time) == (5, rated.rate_time)
    for error, change in (
        (
            "TICKET_CLOSED_FOR_COMMENTS",
            gateways.comments.add(number, "Hi", acting=ann.name, request_id=uuid4()),
        ),
        ("TRANSITION_NOT_ALLOWED", gateways.tickets.take(number, acting=bob.name, request_id=uuid4())),
    ):
        with pytest.raises(RefusedError) as refused:
            await change
        assert refused.value.reason == error


async def test_what_is_resolved_is_reopened_and_remembers_it(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    tickets, key = gateways.tickets, uuid4()
    with pytest.raises(RefusedError) as early:
        await tickets.reopen(number, "Dark", acting=ann.name, request_id=uuid4())
    assert early.value.reason == "TRANSITION_NOT_ALLOWED"
    await tickets.resolve(number, acting=bob.name, request_id=uuid4())
    reopened = await tickets.reopen(number, "Dark", acting=ann.name, request_id=key)
    assert (reopened.state, reopened.reopen_count) == (TicketState.IN_PROGRESS, 1)
    assert await tickets.reopen(number, "Dark", acting=ann.name, request_id=key) == reopened
    await tickets.resolve(number, acting=bob.name, request_id=uuid4())
    await tickets.confirm(number, acting=ann.name, request_id=uuid4())
    with pytest.raises(RefusedError):
        await tickets.reopen(number, "Dark", acting=ann.name, request_id=uuid4())
    gateways.promote(bob.name, Role.ADMIN)
    with pytest.raises(InvalidFieldsError):
        await tickets.reopen(number, "", acting=bob.name, request_id=uuid4())
    assert (await tickets.reopen(number, "Dark", acting=bob.name, request_id=uuid4())).reopen_count == 2


async def test_followers_are_told_whole(gateways: Gateways) -> None:
    ann = await gateways.person()
    number = (await gateways.created(ann)).number
    assert await gateways.tickets.followers(number) == frozenset()
    following = {(await gateways.person(100 + n, "Eve")).name for n in range(201)}
    for name in following:
        gateways.follow(number, name)
    assert await gateways.tickets.followers(number) == following
    with pytest.raises(NotFoundError):
        await gateways.tickets.followers(4711)


async def test_a_stale_etag_is_refused(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    shown = await gateways.created(ann)
    commented = await gateways.comments.add(shown.number, "Hm", acting=ann.name, request_id=uuid4())
    assert commented.ticket.etag == shown.etag, "talk alone does not change the ticket"
    taken = await gateways.tickets.take(shown.number, etag=shown.etag, acting=bob.name, request_id=uuid4())
    with pytest.raises(StaleError):
        await gateways.tickets.resolve(shown.number, etag=shown.etag, acting=bob.name, request_id=uuid4())
    resolved = await gateways.tickets.resolve(
        shown.number, etag=taken.etag, acting=bob.name, request_id=uuid4()
    )
    rated = await gateways.tickets.rate(
        shown.number, 5, etag=resolved.etag, acting=ann.name, request_id=uuid4()
    )
    assert len({shown.etag, taken.etag, resolved.etag, rated.etag}) == 4
    with pytest.raises(StaleError):
        await gateways.tickets.confirm(shown.number, etag=resolved.etag, acting=ann.name, request_id=uuid4())


async def test_whoever_is_switched_off_is_refused(gateways: Gateways) -> None:
    ann = await gateways.person()
    await gateways.deactivate(ann.name)
    with pytest.raises(ForbiddenError):
        await gateways.created(ann)


async def test_every_verb_may_be_repeated_and_answers_the_same(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    tickets, key = gateways.tickets, uuid4()
    resolved = await tickets.resolve(number, acting=bob.name, request_id=key)
    assert await tickets.resolve(number, acting=bob.name, request_id=key) == resolved
    with pytest.raises(RefusedError):
        await tickets.resolve(number, acting=bob.name, request_id=uuid4())
    key, etag = uuid4(), resolved.etag
    closed = await tickets.confirm(number, acting=ann.name, etag=etag, request_id=key)
    assert await tickets.confirm(number, acting=ann.name, etag=etag, request_id=key) == closed
    with pytest.raises(InvalidFieldsError):
        await tickets.rate(number, 6, acting=ann.name, request_id=uuid4())
    with pytest.raises(NotFoundError):
        await tickets.rate(number, 5, acting=(await gateways.person(8, "Eve")).name, request_id=uuid4())
    key = uuid4()
    rated = await tickets.rate(number, 5, acting=ann.name, request_id=key)
    assert await tickets.rate(number, 5, acting=ann.name, request_id=key) == rated


async def test_only_the_reporter_confirms_and_rates(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    await gateways.tickets.take(number, acting=bob.name, request_id=uuid4())
    await gateways.tickets.resolve(number, acting=bob.name, request_id=uuid4())
    with pytest.raises(ForbiddenError):
        await gateways.tickets.confirm(number, acting=bob.name, request_id=uuid4())
    with pytest.raises(ForbiddenError):
        await gateways.tickets.rate(number, 5, acting=bob.name, request_id=uuid4())


async def test_a_word_goes_with_the_stars(gateways: Gateways) -> None:
    ann = await gateways.person()
    ticket = await gateways.created(ann)
    gateways.arrange(ticket.number, TicketState.RESOLVED, "")
    rated = await gateways.tickets.rate(
        ticket.number, 4, comment=" Quick ", acting=ann.name, request_id=uuid4()
    )
    assert (rated.stars, rated.rating_comment) == (4, "Quick")
    with pytest.raises(InvalidFieldsError) as caught:
        await gateways.tickets.rate(
            ticket.number, 4, comment="x" * 1_001, acting=ann.name, request_id=uuid4()
        )
    assert set(caught.value.fields) == {"rating.comment"}
