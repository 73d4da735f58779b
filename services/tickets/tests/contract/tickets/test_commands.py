"""What commands refuse, and what repeating them does, on every set of adapters."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import of_kind
from tickets_service.application.commands.comments.add_comment import AddedComment
from tickets_service.application.commands.tickets.create_ticket import CreateTicket
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import DomainError, InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorNotFoundError,
    ActorRequiredError,
    PermissionDeniedError,
    UserDeactivatedError,
)
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.state import State
from tickets_service.domain.tickets.errors import (
    AlreadyRatedError,
    RatingNotAllowedError,
    TicketAlreadyAssignedError,
    TicketClosedForCommentsError,
    TransitionNotAllowedError,
)
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

VERBS = ["take", "comment", "resolve", "confirm", "rate"]


async def refused(
    desk: Desk, kind: type[DomainError], verb: str, ticket: TicketView, by: Doer, **more: object
) -> None:
    """The verb is refused and changes nothing."""
    before = await desk.stored(ticket), await desk.history(ticket)
    with pytest.raises(kind):
        await getattr(desk, verb)(ticket, by, **more)
    assert (await desk.stored(ticket), await desk.history(ticket)) == before


@pytest.mark.parametrize("verb", VERBS)
async def test_strangers_to_a_ticket_do_not_learn_that_it_exists(desk: Desk, verb: str) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    ticket = await desk.create(ann)
    missing = replace(ticket, id=TicketId(4711))
    messages = []
    for one in (ticket, missing):
        with pytest.raises(TicketNotFoundError) as caught:
            await getattr(desk, verb)(one, bob)
        messages.append(str(caught.value).replace(str(one.id), "N"))
    assert messages[0] == messages[1]
    assert len(await desk.history(ticket)) == 1


@pytest.mark.parametrize("verb", VERBS)
async def test_who_may_act_at_all(desk: Desk, verb: str) -> None:
    ann = await desk.person("Ann")
    ticket = await desk.create(ann)
    await refused(desk, ActorRequiredError, verb, ticket, None)
    await refused(desk, ActorNotFoundError, verb, ticket, replace(ann, id=UserId(999)))
    await desk.deactivate(ann.id)
    await refused(desk, UserDeactivatedError, verb, ticket, ann)


async def test_creating_needs_an_active_person(desk: Desk) -> None:
    ann = await desk.person("Ann")
    with pytest.raises(ActorRequiredError):
        await desk.create(None)
    await desk.deactivate(ann.id)
    with pytest.raises(UserDeactivatedError):
        await desk.create(ann)


async def test_roles(desk: Desk) -> None:
    ann, gus, eva = await desk.person("Ann"), await desk.agent("Gus"), await desk.agent("Eva")
    ticket = await desk.create(ann)
    await refused(desk, PermissionDeniedError, "take", ticket, ann)
    await refused(desk, PermissionDeniedError, "resolve", ticket, ann)
    await refused(desk, PermissionDeniedError, "confirm", ticket, gus)
    await desk.take(ticket, gus)
    await refused(desk, TicketAlreadyAssignedError, "take", ticket, eva)
    for verb in ("comment", "resolve", "confirm", "rate"):
        await refused(desk, TicketNotFoundError, verb, ticket, eva)
    await desk.resolve(ticket, gus)
    await refused(desk, PermissionDeniedError, "confirm", ticket, gus)
    await refused(desk, PermissionDeniedError, "rate", ticket, gus)
    await refused(desk, TicketAlreadyAssignedError, "take", ticket, eva)


async def test_an_agents_own_report(desk: Desk) -> None:
    gus, eva = await desk.agent("Gus"), await desk.agent("Eva")
    ticket = await desk.create(gus)
    await desk.take(ticket, eva)
    await desk.comment(ticket, gus, "Please hurry")
    await refused(desk, PermissionDeniedError, "resolve", ticket, gus)
    await desk.resolve(ticket, eva)
    await desk.confirm(ticket, gus)


async def test_states(desk: Desk) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent("Gus")
    ticket = await desk.create(ann)
    await refused(desk, TransitionNotAllowedError, "confirm", ticket, ann)
    await refused(desk, RatingNotAllowedError, "rate", ticket, ann)
    await desk.resolve(ticket, gus)
    await refused(desk, TransitionNotAllowedError, "resolve", ticket, gus)
    await refused(desk, TransitionNotAllowedError, "take", ticket, gus)
    await desk.rate(ticket, ann)
    await desk.rate(ticket, ann, stars=1)
    desk.clock.advance(timedelta(days=1, seconds=1))
    await refused(desk, AlreadyRatedError, "rate", ticket, ann)
    await desk.comment(ticket, ann, "Thanks")
    await desk.confirm(ticket, ann)
    await refused(desk, TicketClosedForCommentsError, "comment", ticket, ann)
    await refused(desk, TransitionNotAllowedError, "confirm", ticket, ann)


async def test_every_fault_is_named(desk: Desk) -> None:
    ann = await desk.person("Ann")
    with pytest.raises(InvalidArgumentError) as caught:
        await desk.create(ann, "", description="x" * 4001, location="\0", attachments=("x",))
    assert {each.field for each in caught.value.violations} == {
        "ticket.title",
        "ticket.description",
        "ticket.location",
        "ticket.attachments[0]",
    }
    ticket = await desk.create(ann)
    await desk.resolve(ticket, await desk.agent())
    await refused(desk, InvalidArgumentError, "comment", ticket, ann, text=" ")
    await refused(desk, InvalidArgumentError, "rate", ticket, ann, stars=6)
    for verb in VERBS:
        await refused(desk, InvalidArgumentError, verb, ticket, ann, request_id="x")


async def test_repeating_a_command_gives_its_first_answer(desk: Desk) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent("Gus")
    keys = [str(uuid4()) for _ in range(6)]

    async def story() -> list[TicketView | AddedComment]:
        return [
            ticket := await desk_create(desk, ann, keys[0]),
            await desk.take(ticket, gus, request_id=keys[1]),
            await desk.comment(ticket, gus, request_id=keys[2]),
            await desk.resolve(ticket, gus, request_id=keys[3]),
            await desk.rate(ticket, ann, stars=4, comment="ok", request_id=keys[4]),
            await desk.confirm(ticket, ann, request_id=keys[5]),
        ]

    first = await story()
    ticket = of_kind(TicketView, first[0])
    history = await desk.history(ticket)
    assert await story() == first
    assert await desk.history(ticket) == history
    assert await desk.stored(ticket) == first[-1]


async def desk_create(
    desk: Desk, by: UserView, key: str, title: str = "Lamp", caller: str = "bot"
) -> TicketView:
    return await desk.do.tickets.create_ticket(
        CreateTicket(principal=Principal(caller, by.id), title=title, request_id=key)
    )


async def test_a_key_stands_for_one_request_of_one_caller(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    key = str(uuid4())
    ticket = await desk_create(desk, ann, key)
    with pytest.raises(IdempotencyKeyReusedError):
        await desk_create(desk, ann, key, title="Another lamp")
    with pytest.raises(IdempotencyKeyReusedError):
        await desk_create(desk, bob, key)
    await refused(desk, IdempotencyKeyReusedError, "comment", ticket, ann, request_id=key)
    assert (await desk_create(desk, ann, key, caller="console")).id != ticket.id


async def test_a_refused_command_leaves_its_key_free(desk: Desk) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent("Gus")
    ticket, key = await desk.create(ann), str(uuid4())
    await refused(desk, TransitionNotAllowedError, "confirm", ticket, ann, request_id=key)
    await desk.resolve(ticket, gus)
    assert (await desk.confirm(ticket, ann, request_id=key)).state is State.CLOSED


async def test_a_deactivated_person_gets_no_stored_answer(desk: Desk) -> None:
    ann, key = await desk.person("Ann"), str(uuid4())
    await desk_create(desk, ann, key)
    await desk.deactivate(ann.id)
    with pytest.raises(UserDeactivatedError):
        await desk_create(desk, ann, key)


async def test_the_same_key_many_times_at_once_has_one_effect(desk: Desk) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent("Gus")
    key = str(uuid4())
    tickets = await asyncio.gather(*(desk_create(desk, ann, key) for _ in range(6)))
    assert tickets == [tickets[0]] * 6
    key = str(uuid4())
    resolved = await asyncio.gather(*(desk.resolve(tickets[0], gus, request_id=key) for _ in range(6)))
    assert resolved == [resolved[0]] * 6
    key = str(uuid4())
    added = await asyncio.gather(*(desk.comment(tickets[0], ann, request_id=key) for _ in range(6)))
    assert added == [added[0]] * 6
    assert len(await desk.history(tickets[0])) == 3


async def test_of_agents_who_take_at_once_one_gets_it(desk: Desk) -> None:
    ticket = await desk.create(await desk.person())
    agents = [await desk.agent() for _ in range(3)]
    answers = await asyncio.gather(*(desk.take(ticket, agent) for agent in agents), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == [
        "TicketAlreadyAssignedError",
        "TicketAlreadyAssignedError",
        "TicketView",
    ]
    assert len(await desk.history(ticket)) == 3
