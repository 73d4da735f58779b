"""Internal notes stay internal, and comments keep their versions, on every set of adapters."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import of_kind
from tickets_service.application.principal import Principal
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.history.list_ticket_events import ListTicketEvents
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.errors import CommentNotFoundError, TicketNotFoundError
from tickets_service.domain.tickets.comment import WITHDRAWN, Visibility
from tickets_service.domain.tickets.errors import CommentWithdrawnError
from tickets_service.domain.tickets.events import SAYING, EventType
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer


async def texts(desk: Desk, ticket: TicketView, who: Doer) -> list[str]:
    page = await desk.do.comments.list_comments(ListComments(principal=desk.as_(who), ticket_id=ticket.id))
    return [comment.text for comment in page.items]


async def types(desk: Desk, ticket: TicketView, who: Doer, page_size: int = 0) -> list[EventType]:
    query = ListTicketEvents(principal=desk.as_(who), ticket_id=ticket.id, page_size=page_size)
    return [event.type for event in (await desk.do.history.list_ticket_events(query)).items]


async def test_who_sees_a_note(desk: Desk) -> None:
    ann, gus, reporting_agent = await desk.person(), await desk.agent(), await desk.agent()
    others = [await desk.staff(role) for role in (Role.DISPATCHER, Role.ADMIN, Role.AUDITOR)]
    ticket = await desk.take(await desk.create(ann), gus)
    note = await desk.note(ticket, gus, text="She is always like that")
    await desk.comment(ticket, gus, "On my way")
    await desk.edit(note.comment, gus, "Never mind")
    assert (note.comment.visibility, note.ticket) == (Visibility.INTERNAL, ticket)
    for insider in (gus, *others):
        assert await texts(desk, ticket, insider) == ["On my way", "Never mind"]
        assert EventType.NOTE_ADDED in await types(desk, ticket, insider)
    for outsider in (ann, None):
        assert await texts(desk, ticket, outsider) == ["On my way"]
        assert await types(desk, ticket, outsider) == [
            EventType.TICKET_CREATED,
            EventType.TICKET_ASSIGNED,
            EventType.STATE_CHANGED,
            EventType.COMMENT_ADDED,
        ]
    # An agent is a reporter like any other where somebody else does the work.
    own = await desk.take(await desk.create(reporting_agent), gus)
    await desk.note(own, gus)
    assert await texts(desk, own, reporting_agent) == []


async def test_who_was_staff_when_they_wrote_it(desk: Desk) -> None:
    ann, gus, eva = await desk.person(), await desk.agent(), await desk.agent()
    monitor = Principal("monitor", acts=True)
    ticket, own = await desk.create(ann), await desk.create(gus)
    await desk.follow(ticket, eva)
    written = [
        await desk.comment(ticket, ann),
        await desk.comment(ticket, gus),
        await desk.note(ticket, gus),
        await desk.comment(ticket, monitor),
        await desk.comment(own, gus),
        await desk.note(own, eva),
    ]
    expected = [False, True, True, False, False, True]
    assert [each.comment.by_staff for each in written] == expected
    boss = await desk.staff(Role.ADMIN)
    await desk.appoint(gus.id, Role.USER)
    await desk.appoint(ann.id, Role.AGENT)
    for which, count in ((ticket, 4), (own, 2)):
        said = await desk.do.comments.list_comments(
            ListComments(principal=desk.as_(boss), ticket_id=which.id)
        )
        told = await desk.do.history.list_ticket_events(
            ListTicketEvents(principal=desk.as_(boss), ticket_id=which.id)
        )
        of_events = [of_kind(CommentView, event.change) for event in told.items if event.type in SAYING]
        assert [each.by_staff for each in reversed(said.items)] == expected[:count]
        assert [each.by_staff for each in of_events] == expected[:count]
        del expected[:count]
    edited = await desk.edit(written[5].comment, eva, "Changed")
    assert edited.by_staff


async def test_pages_are_full_without_the_notes(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann)
    for number in range(4):
        await desk.note(ticket, gus, text=f"note {number}")
        await desk.comment(ticket, gus, f"comment {number}")
    query = ListComments(principal=desk.as_(ann), ticket_id=ticket.id, page_size=2)
    page = await desk.do.comments.list_comments(query)
    assert [comment.text for comment in page.items] == ["comment 3", "comment 2"]
    assert (
        await types(desk, ticket, ann, page_size=3)
        == [EventType.TICKET_CREATED] + [EventType.COMMENT_ADDED] * 2
    )


async def test_who_writes_a_note(desk: Desk) -> None:
    ann, bob, auditor = await desk.person(), await desk.person(), await desk.staff(Role.AUDITOR)
    ticket = await desk.create(ann)
    for somebody, refusal in (
        (ann, PermissionDeniedError),
        (bob, TicketNotFoundError),
        (auditor, PermissionDeniedError),
        (None, ActorRequiredError),
    ):
        with pytest.raises(refusal):
            await desk.note(ticket, somebody)
    assert len(await desk.history(ticket)) == 1


async def test_versions(desk: Desk) -> None:
    ann, start = await desk.person(), desk.clock.now()
    ticket = await desk.create(ann)
    first = (await desk.comment(ticket, ann, "Lmap")).comment
    desk.clock.advance(timedelta(minutes=1))
    await desk.edit(first, ann, " Lamp ")
    desk.clock.advance(timedelta(minutes=1))
    edited = await desk.edit(first, ann, " The lamp ")
    assert (edited.id, edited.text, edited.version) == (first.id, "The lamp", 3)
    assert (edited.created_at, edited.edited_at) == (start, start + timedelta(minutes=2))
    assert await texts(desk, ticket, ann) == ["The lamp"]
    said = [event for event in await desk.history(ticket) if event.type is not EventType.TICKET_CREATED]
    comments = [of_kind(CommentView, event.change) for event in said]
    told = [
        (event.type, comment.text, comment.version) for event, comment in zip(said, comments, strict=True)
    ]
    assert told == [
        (EventType.COMMENT_ADDED, "Lmap", 1),
        (EventType.COMMENT_EDITED, "Lamp", 2),
        (EventType.COMMENT_EDITED, "The lamp", 3),
    ]
    assert said[0].change == first
    assert said[2].change == edited
    assert [event for _, event in (await desk.settled()).events][1:] == said
    assert await desk.edit(first, ann, "The lamp") == edited
    assert len(await desk.history(ticket)) == 4


async def test_who_edits(desk: Desk) -> None:
    ann, bob, gus = await desk.person(), await desk.person(), await desk.agent()
    boss = await desk.staff(Role.ADMIN)
    ticket, other = await desk.create(ann), await desk.create(ann)
    comment = (await desk.comment(ticket, ann)).comment
    note = (await desk.note(ticket, gus)).comment
    for what, somebody, refusal in (
        (comment, gus, PermissionDeniedError),
        (comment, boss, PermissionDeniedError),
        (comment, bob, TicketNotFoundError),
        (comment, None, ActorRequiredError),
        (note, ann, CommentNotFoundError),
        (note, boss, PermissionDeniedError),
    ):
        with pytest.raises(refusal):
            await desk.edit(what, somebody, "Changed")
    for number, place in ((4711, ticket.id), (comment.id, other.id)):
        elsewhere = type(comment)(
            **{name: getattr(comment, name) for name in comment.__slots__}
            | {"id": number, "ticket_id": place}
        )
        with pytest.raises(CommentNotFoundError):
            await desk.edit(elsewhere, ann, "Changed")
    assert len(await desk.history(ticket)) == 3


async def test_who_no_longer_sees_notes_gets_none_by_repeating(desk: Desk) -> None:
    gus, key, added = await desk.agent(), str(uuid4()), str(uuid4())
    ticket = await desk.create(gus)
    note = (await desk.note(ticket, gus, request_id=added)).comment
    assert (await desk.note(ticket, gus, request_id=added)).comment == note
    first = await desk.edit(note, gus, "Changed", request_id=key)
    assert await desk.edit(note, gus, "Changed", request_id=key) == first
    await desk.appoint(gus.id, Role.USER)
    with pytest.raises(CommentNotFoundError):
        await desk.edit(note, gus, "Changed", request_id=key)
    with pytest.raises(PermissionDeniedError):
        await desk.note(ticket, gus, request_id=added)
    assert len(await desk.history(ticket)) == 3


async def said_in_history(desk: Desk, ticket: TicketView, who: Doer) -> list[tuple[str, bool]]:
    query = ListTicketEvents(principal=desk.as_(who), ticket_id=ticket.id)
    said = [each.change for each in (await desk.do.history.list_ticket_events(query)).items]
    return [(each.text, each.withdrawn_at is not None) for each in said if isinstance(each, CommentView)]


async def test_what_was_taken_back_is_told_to_those_alone_who_see_notes(desk: Desk) -> None:
    ann, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.take(await desk.create(ann), gus)
    wrong = (await desk.comment(ticket, gus, "She is always like that")).comment
    right = (await desk.comment(ticket, gus, "On my way")).comment
    key = str(uuid4())
    taken_back = await desk.withdraw(wrong, gus, request_id=key)
    assert (taken_back.text, taken_back.version, taken_back.withdrawn_at) == (WITHDRAWN, 2, desk.clock.now())
    assert await desk.withdraw(wrong, gus, request_id=key) == taken_back
    assert await desk.withdraw(wrong, gus) == taken_back
    with pytest.raises(CommentWithdrawnError):
        await desk.edit(wrong, gus, "After all")
    with pytest.raises(PermissionDeniedError):
        await desk.withdraw(right, dot)
    assert await texts(desk, ticket, ann) == ["On my way", WITHDRAWN]
    for outsider in (ann, None):
        assert await said_in_history(desk, ticket, outsider) == [
            (WITHDRAWN, True),
            ("On my way", False),
            (WITHDRAWN, True),
        ]
    assert await said_in_history(desk, ticket, gus) == [
        ("She is always like that", True),
        ("On my way", False),
        (WITHDRAWN, True),
    ]
