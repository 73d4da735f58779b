"""Who sets for how long things are kept, what is seen of it, and what others still hold, on every set of adapters."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tickets_service.application.commands.retention.clear_ticket import ClearTicket
from tickets_service.application.commands.retention.postpone_clearing import PostponeClearing
from tickets_service.application.commands.retention.update_policy import UpdateRetentionPolicy
from tickets_service.application.principal import Principal
from tickets_service.application.queries.reports.list_audit_events import ListAuditEvents
from tickets_service.application.queries.retention.get_policy import GetRetentionPolicy
from tickets_service.application.queries.retention.list_runs import ListRetentionRuns
from tickets_service.application.queries.retention.list_uncleared import ListUnclearedTickets
from tickets_service.application.queries.retention.preview_retention import PreviewRetention
from tickets_service.application.views.audit import AuditKind
from tickets_service.application.views.people import UserView
from tickets_service.application.views.retention import RetentionRun
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.user import Role
from tickets_service.domain.retention.policy import RetentionPolicy
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk
from tickets_testing.records import BOT

SERVICE = Principal(BOT)
DAY = timedelta(days=1)


async def keep_for(desk: Desk, days: int, by: UserView, key: str = "", reason: str = "") -> RetentionPolicy:
    return await desk.do.retention.update_retention_policy(
        UpdateRetentionPolicy(
            principal=desk.as_(by), days=days, reason=reason, request_id=key or str(uuid4())
        )
    )


async def runs(desk: Desk, by: UserView) -> list[RetentionRun]:
    page = await desk.do.retention.list_retention_runs(ListRetentionRuns(principal=desk.as_(by)))
    return list(page.items)


async def clear(desk: Desk, ticket_id: TicketId, files: int = 0) -> None:
    await desk.do.retention.clear_ticket(
        ClearTicket(principal=SERVICE, ticket_id=ticket_id, files=files, request_id=str(uuid4()))
    )


async def test_it_is_off_until_an_admin_says_so_which_is_on_record(desk: Desk) -> None:
    admin = await desk.staff(Role.ADMIN)
    query = GetRetentionPolicy(principal=desk.as_(admin))
    assert (await desk.do.retention.get_retention_policy(query)).days == 0
    key = str(uuid4())
    set_ = await keep_for(desk, 365, admin, key, reason="the works council asked")
    assert await keep_for(desk, 365, admin, key, reason="the works council asked") == set_
    assert await keep_for(desk, 365, admin) == set_
    assert await desk.do.retention.get_retention_policy(query) == set_
    assert set_ == RetentionPolicy(days=365, updated_at=desk.clock.now())
    await keep_for(desk, 0, admin)
    page = await desk.do.reports.list_audit_events(
        ListAuditEvents(principal=desk.as_(admin), kinds=frozenset({AuditKind.RETENTION}))
    )
    told = [(each.subject, each.type, each.actor, each.reason, each.changes[0]) for each in page.items]
    assert [(each[0], each[1], each[2]) for each in told] == 2 * [
        ("retentionPolicy", "RETENTION_CHANGED", f"users/{admin.id}")
    ]
    assert [(each[4].field, each[4].before, each[4].after) for each in told] == [
        ("days", "365", "0"),
        ("days", "0", "365"),
    ]
    assert told[1][3] == "the works council asked"


@pytest.mark.parametrize("days", [-1, 1, 29, 3_651])
async def test_it_is_a_month_at_least_and_ten_years_at_most(desk: Desk, days: int) -> None:
    admin = await desk.staff(Role.ADMIN)
    with pytest.raises(InvalidArgumentError, match="between 30 and 3650"):
        await keep_for(desk, days, admin)
    with pytest.raises(InvalidArgumentError, match="between 30 and 3650"):
        await desk.do.retention.preview_retention(PreviewRetention(principal=desk.as_(admin), days=days))


async def test_a_day_is_a_line_of_the_log_with_what_others_have_deleted(desk: Desk) -> None:
    admin, ann = await desk.staff(Role.ADMIN), await desk.person()
    first = await desk.cancel(await desk.create(ann), by=ann)
    await desk.comment(other := await desk.create(ann), by=ann, text="hello")
    await keep_for(desk, 30, admin)
    desk.clock.advance(31 * DAY)
    began = desk.clock.now()
    await desk.do.workers.anonymize_ended()
    desk.clock.advance(timedelta(hours=1))
    await desk.cancel(other, by=ann)
    await desk.do.workers.anonymize_ended()
    (run,) = await runs(desk, admin)
    assert (run.day, run.days, run.tickets, run.comments) == (began.date(), 30, 1, 0)
    assert (run.started_at, run.last_at, run.uncleared) == (began, desk.clock.now(), 1)
    desk.clock.advance(31 * DAY)
    await desk.do.workers.anonymize_ended()
    waiting = await desk.do.retention.list_uncleared_tickets(ListUnclearedTickets(principal=SERVICE))
    assert (waiting.tickets, waiting.waiting) == ([first.id, other.id], 2)
    for _ in range(2):
        await clear(desk, first.id, files=3)
    await clear(desk, TicketId(10_000), files=5)
    newest, oldest = await runs(desk, admin)
    assert (newest.tickets, newest.comments, newest.files, newest.uncleared) == (1, 1, 0, 1)
    assert (oldest.files, oldest.uncleared) == (3, 0)


async def test_what_cannot_be_deleted_now_is_listed_later_and_counts_whole(desk: Desk) -> None:
    admin, ann = await desk.staff(Role.ADMIN), await desk.person()
    stuck, other = [await desk.cancel(await desk.create(ann), by=ann) for _ in range(2)]
    await keep_for(desk, 30, admin)
    desk.clock.advance(31 * DAY)
    await desk.do.workers.anonymize_ended()

    async def listed() -> tuple[list[int], int]:
        found = await desk.do.retention.list_uncleared_tickets(ListUnclearedTickets(principal=SERVICE))
        return list(found.tickets), found.waiting

    async def postpone(ticket_id: TicketId, files: int) -> None:
        await desk.do.retention.postpone_ticket_clearing(
            PostponeClearing(principal=SERVICE, ticket_id=ticket_id, files=files, request_id=str(uuid4()))
        )

    await postpone(stuck.id, 5)
    assert await listed() == ([other.id], 2)
    desk.clock.advance(timedelta(minutes=5))
    assert await listed() == ([stuck.id, other.id], 2)
    # Two of its files went the first time.
    await postpone(stuck.id, 3)
    desk.clock.advance(timedelta(minutes=9))
    assert await listed() == ([other.id], 2)
    desk.clock.advance(timedelta(minutes=1))
    assert await listed() == ([stuck.id, other.id], 2)
    for _ in range(20):
        await postpone(stuck.id, 3)
    desk.clock.advance(timedelta(hours=6))
    assert await listed() == ([stuck.id, other.id], 2)
    await clear(desk, stuck.id, files=3)
    await postpone(stuck.id, 9)  # late: it is cleared
    await clear(desk, other.id, files=1)
    assert await listed() == ([], 0)
    (run,) = await runs(desk, admin)
    assert (run.files, run.uncleared) == (6, 0)


async def test_a_preview_tells_what_would_go_and_changes_nothing(desk: Desk) -> None:
    admin, ann, bob = await desk.staff(Role.ADMIN), await desk.person(), await desk.person("Bob")
    query = PreviewRetention(principal=desk.as_(admin), days=30)
    nothing = await desk.do.retention.preview_retention(query)
    assert (nothing.tickets, nothing.people, nothing.oldest, nothing.first) == (0, 0, None, [])
    tickets = []
    for reporter in (ann, bob, ann):
        tickets.append(await desk.cancel(await desk.create(reporter), by=reporter))
        desk.clock.advance(DAY)
    desk.clock.advance(30 * DAY)
    before = [await desk.stored(each) for each in tickets]
    seen = await desk.do.retention.preview_retention(query)
    assert (seen.tickets, seen.people, seen.comments) == (3, 2, 0)
    assert seen.oldest == desk.clock.now() - 33 * DAY
    assert seen.first == [each.id for each in tickets]
    assert [await desk.stored(each) for each in tickets] == before
