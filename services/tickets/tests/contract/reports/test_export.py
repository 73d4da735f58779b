"""Everything, ticket by ticket, on every set of adapters."""

from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.application.errors import ResumeTokenInvalidError
from tickets_service.application.principal import Principal
from tickets_service.application.queries.reports.export_tickets import ExportTickets, ExportTicketsHandler
from tickets_service.application.tokens import seal
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.reports import Exported
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.state import State
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

MINUTE = timedelta(minutes=1)


async def export(desk: Desk, by: Doer = None, *, most: int = 10_000, **query: object) -> list[Exported]:
    handler = ExportTicketsHandler(
        users=desk.ports.users, reports=desk.ports.reports, batch=3, comment_batch=4
    )
    found: list[Exported] = []
    async with aclosing(handler(loosely(ExportTickets, principal=desk.as_(by), **query))) as stream:
        async for each in stream:
            found.append(each)
            if len(found) == most:
                break
    return found


def told(found: list[Exported]) -> list[str]:
    return [f"#{each.item.id}" if isinstance(each.item, TicketView) else each.item.text for each in found]


async def crowd(desk: Desk, number: int = 8) -> list[TicketView]:
    """Tickets a minute apart; the n-th has 2 n comments, and a note."""
    ann, gus = await desk.person(), await desk.agent()
    tickets = []
    for index in range(number):
        ticket = await desk.create(ann)
        tickets.append(ticket)
        for said in range(2 * index):
            await desk.comment(ticket, ann, f"{index}.{said}")
        await desk.note(ticket, gus, text=f"note {index}")
        desk.clock.advance(MINUTE)
    return tickets


def expected(tickets: list[TicketView], *, notes: bool) -> list[str]:
    return [
        line
        for index, ticket in enumerate(tickets)
        for line in (
            f"#{ticket.id}",
            *(f"{index}.{said}" for said in range(2 * index)),
            *([f"note {index}"] if notes else []),
        )
    ]


async def test_tickets_and_what_was_said(desk: Desk) -> None:
    tickets = await crowd(desk)
    assert [each.item for each in await export(desk)] == tickets
    public = await export(desk, include_comments=True)
    assert told(public) == expected(tickets, notes=False)
    for role in (Role.DISPATCHER, Role.ADMIN, Role.AUDITOR):
        seen = await export(desk, await desk.staff(role), include_comments=True)
        assert told(seen) == expected(tickets, notes=True)
    assert isinstance(public[2].item, CommentView)


async def test_every_token_leads_on(desk: Desk) -> None:
    tickets = await crowd(desk, 5)
    lines = expected(tickets, notes=False)
    whole = await export(desk, include_comments=True)
    for number, each in enumerate(whole, 1):
        rest = await export(desk, include_comments=True, resume_token=each.resume_token)
        assert told(rest) == lines[number:]
    later = await desk.create(await desk.person())
    rest = await export(desk, include_comments=True, resume_token=whole[-1].resume_token)
    assert [each.item for each in rest] == [later]


async def test_cut_and_continued(desk: Desk) -> None:
    tickets = await crowd(desk, 6)
    seen: list[str] = []
    token = ""
    while part := await export(desk, most=5, include_comments=True, resume_token=token):
        seen += told(part)
        token = part[-1].resume_token
    assert seen == expected(tickets, notes=False)


async def test_narrowed_down(desk: Desk) -> None:
    tickets = await crowd(desk, 7)
    gus = await desk.agent()
    for ticket in tickets[2:4]:
        await desk.take(ticket, gus)
    some = await export(desk, states=frozenset({State.IN_PROGRESS}))
    assert [each.item.id for each in some] == [ticket.id for ticket in tickets[2:4]]
    span = await export(desk, created_from=tickets[1].created_at, created_before=tickets[6].created_at)
    assert [each.item.id for each in span] == [ticket.id for ticket in tickets[1:6]]
    assert await export(desk, created_from=desk.clock.now() + MINUTE) == []
    with pytest.raises(InvalidArgumentError) as caught:
        await export(desk, created_from=tickets[1].created_at, created_before=tickets[1].created_at)
    assert [each.field for each in caught.value.violations] == ["created_before"]


async def test_created_at_the_same_time(desk: Desk) -> None:
    ann = await desk.person()
    tickets = [await desk.create(ann) for _ in range(7)]
    assert [each.item for each in await export(desk)] == tickets


async def test_tokens_of_others(desk: Desk) -> None:
    await crowd(desk, 2)
    (first, *_) = await export(desk)
    for query in (
        {"include_comments": True},
        {"states": frozenset({State.OPEN})},
        {"created_from": desk.clock.now()},
    ):
        with pytest.raises(ResumeTokenInvalidError):
            await loosely(export, desk, resume_token=first.resume_token, **query)
    bound_to = "0" * 16
    for token in (
        "x",
        seal("page", bound_to, 1),
        seal("export", bound_to, 1, 2, 3),
        seal("export", bound_to, 1, 2),
        seal("export", bound_to, 1 << 80, 2, 3),
        seal("export", bound_to, "x", 2, 3),
    ):
        with pytest.raises(ResumeTokenInvalidError):
            await export(desk, resume_token=token)


async def test_who_may(desk: Desk) -> None:
    for role in (Role.USER, Role.AGENT):
        with pytest.raises(PermissionDeniedError):
            await export(desk, await desk.staff(role))


async def test_a_service_that_acts_sees_notes(desk: Desk) -> None:
    tickets = await crowd(desk, 3)
    query = ExportTickets(principal=replace(Principal("monitor"), acts=True), include_comments=True)
    async with aclosing(desk.do.reports.export_tickets(query)) as stream:
        assert told([each async for each in stream]) == expected(tickets, notes=True)
