"""Who did what: the same list on every set of adapters, the newest first, page by page."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.application.commands.people.set_user_role import SetUserRole
from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.queries.reports.list_audit_events import ListAuditEvents
from tickets_service.application.views.audit import AuditEventView, AuditKind
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

MINUTE = timedelta(minutes=1)


async def listed(desk: Desk, by: Doer, **query: object) -> list[AuditEventView]:
    """Read all pages, three at a time."""
    found: list[AuditEventView] = []
    token = ""
    while True:
        asked = loosely(ListAuditEvents, principal=desk.as_(by), page_size=3, page_token=token, **query)
        page = await desk.do.reports.list_audit_events(asked)
        found += page.items
        if not page.next_token:
            return found
        token = page.next_token


async def worked_on(desk: Desk) -> tuple[TicketView, UserView, UserView]:
    ann, gus = await desk.person(), await desk.agent("Gus")
    first = await desk.create(ann)
    desk.clock.advance(MINUTE)
    await desk.take(first, gus)
    await desk.create(ann)
    desk.clock.advance(MINUTE)
    await desk.resolve(first, gus)
    return first, ann, gus


async def test_the_newest_comes_first_and_nothing_twice(desk: Desk) -> None:
    first, ann, gus = await worked_on(desk)
    auditor, boss = await desk.staff(Role.AUDITOR), await desk.staff(Role.ADMIN)
    given = SetUserRole(
        principal=desk.as_(boss), user_id=ann.id, reason="because", role=Role.AGENT, request_id=str(uuid4())
    )
    await desk.do.people.set_user_role(given)
    found = await listed(desk, auditor)
    assert len({(each.kind, each.id) for each in found}) == len(found)
    times = [each.place.numbers for each in found]
    assert times == sorted(times, reverse=True)
    newest = next(each for each in found if each.kind is AuditKind.TICKET)
    assert (newest.subject, newest.type, newest.actor) == (
        f"tickets/{first.id}",
        "STATE_CHANGED",
        f"users/{gus.id}",
    )
    assert [(each.field, each.before, each.after) for each in newest.changes] == [
        ("state", "IN_PROGRESS", "RESOLVED")
    ]
    (role,) = [each for each in found if each.type == "ROLE_CHANGED"]
    assert (role.subject, role.actor, role.reason) == (f"users/{ann.id}", f"users/{boss.id}", "because")
    assert [(each.field, each.before, each.after) for each in role.changes] == [("role", "user", "agent")]
    assert {each.actor for each in found} > {f"users/{ann.id}", f"users/{gus.id}"}


@pytest.mark.usefixtures("campus")
async def test_it_is_narrowed_down(desk: Desk) -> None:
    first, ann, gus = await worked_on(desk)
    auditor = await desk.staff(Role.AUDITOR)
    by_gus = await listed(desk, auditor, actor=gus.id)
    assert {each.actor for each in by_gus} == {f"users/{gus.id}"}
    of_ticket = await listed(desk, auditor, ticket=first.id)
    assert {each.subject for each in of_ticket} == {f"tickets/{first.id}"}
    assert [each.type for each in of_ticket][-1] == "TICKET_CREATED"
    places = await listed(desk, auditor, kinds=frozenset({AuditKind.LOCATION}))
    assert places
    assert {each.kind for each in places} == {AuditKind.LOCATION}
    assert all(each.subject.startswith("locations/") for each in places)
    begin = of_ticket[-1].occurred_at
    later = await listed(
        desk, auditor, ticket=first.id, created_from=begin + MINUTE, created_before=begin + 2 * MINUTE
    )
    assert later
    assert all(each.occurred_at == begin + MINUTE for each in later)
    assert await listed(desk, auditor, actor=ann.id, created_before=begin) == []


async def test_what_cannot_be_asked(desk: Desk) -> None:
    first, _, _ = await worked_on(desk)
    auditor = await desk.staff(Role.AUDITOR)
    with pytest.raises(InvalidArgumentError):
        await listed(desk, auditor, ticket=first.id, kinds=frozenset({AuditKind.USER}))
    now = desk.clock.now()
    with pytest.raises(InvalidArgumentError):
        await listed(desk, auditor, created_from=now, created_before=now)
    page = await desk.do.reports.list_audit_events(ListAuditEvents(principal=desk.as_(auditor), page_size=1))
    with pytest.raises(PageTokenInvalidError):
        await desk.do.reports.list_audit_events(
            ListAuditEvents(principal=desk.as_(auditor), actor=first.reporter_id, page_token=page.next_token)
        )


@pytest.mark.parametrize("role", [Role.USER, Role.AGENT, Role.DISPATCHER])
async def test_only_admins_and_auditors(desk: Desk, role: Role) -> None:
    somebody = await desk.person() if role is Role.USER else await desk.staff(role)
    with pytest.raises(PermissionDeniedError):
        await listed(desk, somebody)
