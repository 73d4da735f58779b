"""What people mark in a text is kept with each of its versions, on every set of adapters."""

from uuid import uuid4

import pytest

from fixline_testing.beyond_types import of_kind
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.history.list_ticket_events import ListTicketEvents
from tickets_service.application.views.changes import FieldsUpdated
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.marks import Mark, MarkKind
from tickets_service.domain.tickets.events import SAYING, EventType, FieldChange
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

BOLD = Mark(0, 4, MarkKind.BOLD)
LINK = Mark(5, 5, MarkKind.LINK, url="https://example.org/guide")
WHEN = Mark(5, 5, MarkKind.DATE_TIME, time=1_900_000_000, time_format="Dt")
CODE = Mark(0, 4, MarkKind.PRE, language="python")


async def comments(desk: Desk, ticket: TicketView, who: Doer) -> list[CommentView]:
    page = await desk.do.comments.list_comments(ListComments(principal=desk.as_(who), ticket_id=ticket.id))
    return list(page.items)


async def test_every_version_of_a_comment_keeps_its_own(desk: Desk) -> None:
    ann = await desk.person()
    ticket = await desk.create(ann)
    first = (await desk.comment(ticket, ann, "Read  this", marks=(BOLD, LINK))).comment
    assert first.marks == (BOLD, LINK)
    marked_otherwise = await desk.edit(first, ann, "Read  this", marks=(CODE, WHEN))
    assert (marked_otherwise.version, marked_otherwise.marks) == (2, (CODE, WHEN))
    again = await desk.edit(first, ann, "Read  this", marks=(CODE, WHEN))
    assert again.version == 2
    plain = await desk.edit(first, ann, "Read  this")
    assert (plain.version, plain.marks) == (3, ())
    assert [each.marks for each in await comments(desk, ticket, ann)] == [()]
    said = [of_kind(CommentView, each.change) for each in await desk.history(ticket) if each.type in SAYING]
    assert [each.marks for each in said] == [(BOLD, LINK), (CODE, WHEN), ()]


async def test_a_description_and_what_it_was(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, description=" Read  this", description_marks=(Mark(1, 4, MarkKind.BOLD),))
    assert ticket.description_marks == (BOLD,)
    assert (await desk.stored(ticket)).description_marks == (BOLD,)
    updated = await desk.update(
        ticket, gus, fields=("description",), description="Read  this", description_marks=(LINK,)
    )
    assert updated.description_marks == (LINK,)
    # Whoever changes something else leaves them as they are.
    assert (await desk.update(ticket, gus, title="Other")).description_marks == (LINK,)
    await desk.update(ticket, gus, fields=("description",), description="No more")
    assert (await desk.stored(ticket)).description_marks == ()
    changes = [
        of_kind(FieldsUpdated, each.change).fields
        for each in await desk.history(ticket)
        if each.type is EventType.TICKET_UPDATED
    ]
    assert changes[0] == (FieldChange("description", "Read  this", "Read  this", (BOLD,), (LINK,)),)
    assert changes[2] == (FieldChange("description", "Read  this", "No more", (LINK,), ()),)


async def test_a_repeated_request_has_them_in_its_answer(desk: Desk) -> None:
    ann, key = await desk.person(), str(uuid4())
    ticket = await desk.create(ann, description="Read  this", description_marks=(BOLD,))
    first = await desk.comment(ticket, ann, "Read  this", marks=(BOLD,), request_id=key)
    assert await desk.comment(ticket, ann, "Read  this", marks=(BOLD,), request_id=key) == first
    with pytest.raises(IdempotencyKeyReusedError):
        await desk.comment(ticket, ann, "Read  this", marks=(LINK,), request_id=key)


async def test_what_the_release_before_wrote_has_no_marks_of_another_text(postgres_desk: Desk) -> None:
    ann = await postgres_desk.person()
    ticket = await postgres_desk.create(ann, description="Read  this", description_marks=(BOLD,))
    await postgres_desk.comment(ticket, ann, "Read  this", marks=(BOLD,))
    await postgres_desk.execute("UPDATE comments SET comment = 'Something else'")
    await postgres_desk.execute("UPDATE requests SET description = 'Something else'")
    assert [each.marks for each in await comments(postgres_desk, ticket, ann)] == [()]
    assert (await postgres_desk.stored(ticket)).description_marks == ()


async def test_what_was_taken_back_marks_nothing(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann)
    said = (await desk.comment(ticket, gus, "Read  this", marks=(LINK,))).comment
    await desk.withdraw(said, gus)
    assert [each.marks for each in await comments(desk, ticket, gus)] == [()]
    query = ListTicketEvents(principal=desk.as_(ann), ticket_id=ticket.id)
    events = (await desk.do.history.list_ticket_events(query)).items
    told = [of_kind(CommentView, each.change).marks for each in events if each.type in SAYING]
    assert told == [(), ()]
    kept = [of_kind(CommentView, each.change) for each in await desk.history(ticket) if each.type in SAYING]
    assert [each.marks for each in kept] == [(LINK,), ()]
