"""Tickets created for others, and services that act without a person, on every set of adapters."""

from uuid import uuid4

import pytest

from tickets_service.application.commands.tickets.create_ticket import CreateTicket
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.principal import Principal
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorRequiredError,
    PermissionDeniedError,
    ReporterNotEligibleError,
    UserNotFoundError,
)
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk

MONITOR = Principal("monitor", acts=True)


async def test_staff_create_for_another(desk: Desk) -> None:
    ann = await desk.person()
    for who in (await desk.agent(), await desk.staff(Role.DISPATCHER), await desk.staff(Role.ADMIN)):
        ticket = await desk.create(who, reporter_id=ann.id)
        assert (ticket.reporter_id, ticket.assignee_id, ticket.state) == (ann.id, None, State.OPEN)
        created = (await desk.history(ticket))[0]
        assert (created.actor, created.on_behalf_of) == (f"users/{who.id}", f"users/{ann.id}")
        assert [event for _, event in (await desk.settled()).events][-1] == created
        assert (await desk.cancel(ticket, ann)).state is State.CANCELLED


async def test_naming_oneself_is_no_news(desk: Desk) -> None:
    ann = await desk.person()
    ticket = await desk.create(ann, reporter_id=ann.id)
    assert (await desk.history(ticket))[0].on_behalf_of == ""


async def test_who_may_not(desk: Desk) -> None:
    ann, bob, aud = await desk.person(), await desk.person(), await desk.staff(Role.AUDITOR)
    gus = await desk.agent()
    for somebody, refusal in (
        (bob, PermissionDeniedError),
        (aud, PermissionDeniedError),
        (None, ActorRequiredError),
    ):
        with pytest.raises(refusal):
            await desk.create(somebody, reporter_id=ann.id)
    with pytest.raises(InvalidArgumentError) as caught:
        await desk.create(MONITOR)
    assert [each.field for each in caught.value.violations] == ["reporter"]
    await desk.deactivate(ann.id)
    for other in (gus, MONITOR):
        with pytest.raises(ReporterNotEligibleError):
            await desk.create(other, reporter_id=ann.id)
        with pytest.raises(UserNotFoundError):
            await desk.create(other, reporter_id=UserId(4711))


async def test_a_service_creates_once_per_key(desk: Desk) -> None:
    ann, bob, key = await desk.person(), await desk.person(), str(uuid4())

    async def create(reporter: UserView) -> TicketView:
        return await desk.do.tickets.create_ticket(
            CreateTicket(principal=MONITOR, title="Hot", reporter_id=reporter.id, request_id=key)
        )

    ticket = await create(ann)
    assert await create(ann) == ticket
    with pytest.raises(IdempotencyKeyReusedError):
        await create(bob)
    created = (await desk.history(ticket))[0]
    assert (created.actor, created.on_behalf_of) == ("services/monitor", f"users/{ann.id}")


async def test_what_a_service_says(desk: Desk) -> None:
    ann = await desk.person()
    ticket = await desk.create(ann)
    await desk.wait_for_reporter(ticket, MONITOR, reason="Which lamp?")
    said = await desk.comment(ticket, MONITOR, "It is 80 C")
    assert (said.comment.author, said.ticket.state) == ("services/monitor", State.WAITING_REPORTER)
    note = (await desk.note(ticket, MONITOR, text="Sensor 7")).comment
    edited = await desk.edit(said.comment, MONITOR, "It is 81 C")
    assert (edited.author, edited.version) == ("services/monitor", 2)
    for reader, texts in (
        (ann, ["It is 81 C"]),
        (None, ["It is 81 C"]),
        (MONITOR, ["Sensor 7", "It is 81 C"]),
    ):
        page = await desk.do.comments.list_comments(
            ListComments(principal=desk.as_(reader), ticket_id=ticket.id)
        )
        assert [comment.text for comment in page.items] == texts
    events = [event for event in await desk.history(ticket) if event.actor == "services/monitor"]
    assert [event.type for event in events] == [
        EventType.STATE_CHANGED,
        EventType.COMMENT_ADDED,
        EventType.NOTE_ADDED,
        EventType.COMMENT_EDITED,
    ]
    assert [event.change for event in events[2:]] == [note, edited]
    assert note.visibility is Visibility.INTERNAL
    assert [event for _, event in (await desk.settled()).events][-4:] == events


async def test_whose_comments_a_service_edits(desk: Desk) -> None:
    ann = await desk.person()
    ticket = await desk.create(ann)
    own = (await desk.comment(ticket, MONITOR)).comment
    hers = (await desk.comment(ticket, ann)).comment
    for what, somebody, refusal in (
        (hers, MONITOR, PermissionDeniedError),
        (own, ann, PermissionDeniedError),
        (own, Principal("other", acts=True), PermissionDeniedError),
        (own, Principal("monitor"), ActorRequiredError),
    ):
        with pytest.raises(refusal):
            await desk.edit(what, somebody, "Changed")


async def test_what_a_service_does(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann)
    assert (await desk.assign(ticket, MONITOR, to=gus)).state is State.OPEN
    assert (await desk.update(ticket, MONITOR, title="Hot lamp")).title == "Hot lamp"
    assert (await desk.wait_for_vendor(ticket, MONITOR)).state is State.WAITING_VENDOR
    assert (await desk.resume(ticket, MONITOR)).state is State.IN_PROGRESS
    assert (await desk.resolve(ticket, MONITOR)).state is State.RESOLVED
    assert (await desk.reopen(ticket, MONITOR)).state is State.IN_PROGRESS
    assert (await desk.cancel(ticket, MONITOR)).state is State.CANCELLED
    other = await desk.create(ann)
    assert (await desk.reject(other, MONITOR)).state is State.REJECTED
    assert {event.actor for event in (await desk.history(ticket))[1:]} == {"services/monitor"}
    third = await desk.create(ann)
    for verb in ("take", "release", "confirm", "rate", "follow", "unfollow"):
        with pytest.raises(ActorRequiredError):
            await getattr(desk, verb)(third, MONITOR)


async def test_a_service_goes_on_with_a_ticket(desk: Desk) -> None:
    ann = await desk.person()
    former = await desk.cancel(await desk.create(ann), ann)
    ticket = await desk.create(MONITOR, reporter_id=ann.id, follow_up_of=former.id)
    linked = [event for event in await desk.history(ticket) if event.type is EventType.LINK_ADDED]
    assert [event.actor for event in linked] == ["services/monitor"]
