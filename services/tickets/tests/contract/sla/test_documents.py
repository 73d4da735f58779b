"""Policies and calendars through their use cases, on every set of adapters."""

from datetime import date, timedelta
from typing import Unpack

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.application.commands.sla.create_calendar import CreateSlaCalendar
from tickets_service.application.commands.sla.delete_calendar import DeleteSlaCalendar
from tickets_service.application.commands.sla.update_calendar import UpdateSlaCalendar
from tickets_service.application.commands.sla.update_policy import UpdateSlaPolicy
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.paging import Page
from tickets_service.application.queries.sla.get_calendar import GetSlaCalendar
from tickets_service.application.queries.sla.get_policy import GetSlaPolicy
from tickets_service.application.queries.sla.list_calendars import ListSlaCalendars
from tickets_service.application.queries.sla.list_changes import ListSlaChanges
from tickets_service.application.queries.sla.list_policies import ListSlaPolicies
from tickets_service.application.views.sla import SlaChangeView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.changes import SlaChangeType
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.errors import (
    SlaCalendarExistsError,
    SlaCalendarInUseError,
    SlaCalendarNotFoundError,
    SlaStaleError,
)
from tickets_service.domain.sla.policy import DEFAULT_POLICIES
from tickets_service.domain.sla.week import ROUND_THE_CLOCK, WeeklyInterval
from tickets_testing.desk import Desk, Listing
from tickets_testing.verbs import Doer

HOUR = timedelta(hours=1)
WEEK = tuple((weekday, 540, 1020) for weekday in range(5))
KEYS = [f"0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c{number:02x}" for number in range(40)]


class Office:
    """What an admin does to policies and calendars, each time with a key of its own."""

    def __init__(self, desk: Desk, boss: Doer) -> None:
        self.desk, self.by, self.keys = desk, desk.as_(boss), iter(KEYS)

    async def create(self, code: str = "office", **more: object) -> CalendarDocument:
        given = {"title": "Office", "zone": "Europe/Berlin", "weekly": WEEK, "request_id": next(self.keys)}
        asked = loosely(CreateSlaCalendar, principal=self.by, code=code, **{**given, **more})
        return await self.desk.do.sla.create_sla_calendar(asked)

    async def update(self, code: str = "office", **more: object) -> CalendarDocument:
        given = {"title": "Office", "zone": "Europe/Berlin", "weekly": WEEK, "request_id": next(self.keys)}
        asked = loosely(UpdateSlaCalendar, principal=self.by, code=code, **{**given, **more})
        return await self.desk.do.sla.update_sla_calendar(asked)

    async def delete(self, code: str = "office", **more: object) -> None:
        given = {"request_id": next(self.keys), **more}
        await self.desk.do.sla.delete_sla_calendar(
            loosely(DeleteSlaCalendar, principal=self.by, code=code, **given)
        )

    async def promise(self, **more: object) -> PolicyDocument:
        given = {
            "priority": Priority.HIGH,
            "first_response_seconds": 3_600,
            "resolution_seconds": 4 * 3_600,
            "calendar": "24x7",
            "request_id": next(self.keys),
        }
        asked = loosely(UpdateSlaPolicy, principal=self.by, **{**given, **more})
        return await self.desk.do.sla.update_sla_policy(asked)

    async def changes(self, subject: str = "", **more: Unpack[Listing]) -> Page[SlaChangeView]:
        return await self.desk.do.sla.list_sla_changes(
            ListSlaChanges(principal=self.by, subject=subject, **more)
        )


@pytest.fixture
async def office(desk: Desk) -> Office:
    return Office(desk, await desk.staff(Role.ADMIN))


async def test_what_a_desk_begins_with(desk: Desk, office: Office) -> None:
    policies = await desk.do.sla.list_sla_policies(ListSlaPolicies(principal=office.by))
    assert [policy.priority for policy in policies] == list(Priority)
    for policy in policies:
        default = DEFAULT_POLICIES[policy.priority]
        assert (policy.first_response, policy.resolution) == (default.first_response, default.resolution)
        assert (policy.calendar, policy.etag) == ("24x7", "1")
    calendar = await desk.do.sla.get_sla_calendar(GetSlaCalendar(principal=office.by, code="24x7"))
    assert (calendar.zone, calendar.weekly, calendar.holidays) == ("UTC", ROUND_THE_CLOCK, frozenset())
    assert (await office.changes()).items == []


async def test_a_policy_is_replaced(desk: Desk, office: Office) -> None:
    ann = await desk.person()
    changed = await office.promise(first_response_seconds=1_800, etag="1", reason=" Faster ")
    assert (changed.first_response, changed.resolution, changed.etag) == (HOUR / 2, 4 * HOUR, "2")
    query = GetSlaPolicy(principal=office.by, priority=Priority.HIGH)
    assert await desk.do.sla.get_sla_policy(query) == changed
    ticket = await desk.create(ann, priority=Priority.HIGH)
    assert ticket.sla.first_response_due_at == ticket.created_at + HOUR / 2
    [view] = (await office.changes()).items
    assert (view.change.type, view.change.subject) == (SlaChangeType.POLICY_UPDATED, "slaPolicies/high")
    assert (view.change.actor, view.change.reason) == (f"users/{office.by.user_id}", "Faster")
    assert view.change.occurred_at == desk.clock.now()
    before = {"first_response_minutes": 60, "resolution_minutes": 240, "calendar": "slaCalendars/24x7"}
    assert view.change.before == before
    assert view.change.after == {**before, "first_response_minutes": 30}
    assert view.traceparent
    with pytest.raises(SlaStaleError):
        await office.promise(etag="1")
    # What already is so, is no change.
    assert await office.promise(first_response_seconds=1_800) == changed
    assert len((await office.changes()).items) == 1


async def test_a_repeated_change_is_answered_once_more(office: Office) -> None:
    first = await office.promise(first_response_seconds=60, request_id=KEYS[39])
    await office.promise(first_response_seconds=120)
    assert await office.promise(first_response_seconds=60, request_id=KEYS[39]) == first
    created = await office.create(request_id=KEYS[38])
    assert await office.create(request_id=KEYS[38]) == created
    with pytest.raises(IdempotencyKeyReusedError):
        await office.create("other", request_id=KEYS[38])
    await office.delete(request_id=KEYS[37])
    await office.delete(request_id=KEYS[37])
    assert len((await office.changes()).items) == 4


async def test_a_calendar_from_beginning_to_end(desk: Desk, office: Office) -> None:
    created = await office.create(holidays=("2026-12-25",))
    assert created.holidays == {date(2026, 12, 25)}
    assert created.weekly == tuple(
        WeeklyInterval(weekday=weekday, opens=540, closes=1020) for weekday in range(5)
    )
    query = GetSlaCalendar(principal=office.by, code="office")
    assert await desk.do.sla.get_sla_calendar(query) == created
    with pytest.raises(SlaCalendarExistsError):
        await office.create()
    assert (await office.update(holidays=("2026-12-25",))).etag == "1"
    shorter = await office.update(weekly=((4, 600, 720), (0, 540, 600)), zone="UTC", etag="1", title="Short")
    assert (shorter.title, shorter.zone, shorter.holidays, shorter.etag) == ("Short", "UTC", frozenset(), "2")
    assert [each.weekday for each in shorter.weekly] == [0, 4]
    assert await desk.do.sla.get_sla_calendar(query) == shorter
    with pytest.raises(SlaStaleError):
        await office.update(etag="1")
    with pytest.raises(SlaStaleError):
        await office.delete(etag="1")
    await office.delete(etag="2")
    with pytest.raises(SlaCalendarNotFoundError):
        await desk.do.sla.get_sla_calendar(query)
    for gone in (office.update, office.delete):
        with pytest.raises(SlaCalendarNotFoundError):
            await gone()
    changes = (await office.changes(subject="slaCalendars/office")).items
    assert [view.change.type for view in changes] == [
        SlaChangeType.CALENDAR_DELETED,
        SlaChangeType.CALENDAR_UPDATED,
        SlaChangeType.CALENDAR_CREATED,
    ]
    assert (changes[0].change.after, changes[2].change.before) == ({}, {})
    assert changes[0].change.before == changes[1].change.after


async def test_a_calendar_in_use(desk: Desk, office: Office) -> None:
    ann = await desk.person()
    await office.create()
    with pytest.raises(SlaCalendarNotFoundError):
        await office.promise(calendar="nowhere")
    await office.promise(calendar="office")
    with pytest.raises(SlaCalendarInUseError):
        await office.delete()
    ticket = await desk.create(ann, priority=Priority.HIGH)
    # 9:00 UTC on a Monday is 10:00 in Berlin, and work ends at 17:00 there.
    assert ticket.sla.resolution_due_at == ticket.created_at + 4 * HOUR
    await office.update(weekly=((0, 540, 720), (1, 540, 720)))
    await desk.do.workers.review_clocks()
    moved = (await desk.stored(ticket)).sla
    assert moved.resolution_due_at == ticket.created_at + 25 * HOUR


async def test_targets_out_of_reach(desk: Desk, office: Office) -> None:
    await office.create("rare", weekly=((0, 0, 1),))
    with pytest.raises(InvalidArgumentError) as caught:
        await office.promise(calendar="rare", resolution_seconds=366 * 86_400)
    assert [each.field for each in caught.value.violations] == ["policy.resolution"]
    await office.create()
    await office.promise(calendar="office", resolution_seconds=366 * 86_400)
    with pytest.raises(InvalidArgumentError) as caught:
        await office.update(weekly=((0, 0, 1),))
    assert [each.field for each in caught.value.violations] == ["calendar"]
    assert "slaPolicies/high" in caught.value.violations[0].description
    query = GetSlaCalendar(principal=office.by, code="office")
    assert (await desk.do.sla.get_sla_calendar(query)).etag == "1"


async def test_pages(desk: Desk, office: Office) -> None:
    for code in ("a", "b", "c"):
        await office.create(code)
    found, token = [], ""
    while True:
        query = ListSlaCalendars(principal=office.by, page_size=2, page_token=token)
        page = await desk.do.sla.list_sla_calendars(query)
        found += [each.code for each in page.items]
        if not (token := page.next_token):
            break
    assert found == ["24x7", "a", "b", "c"]
    newest = await office.changes(page_size=2)
    oldest = await office.changes(page_size=2, page_token=newest.next_token)
    subjects = [view.change.subject for view in [*newest.items, *oldest.items]]
    assert subjects == ["slaCalendars/c", "slaCalendars/b", "slaCalendars/a"]
    assert oldest.next_token == ""


async def test_a_zone_this_machine_lacks(postgres_desk: Desk) -> None:
    office = Office(postgres_desk, await postgres_desk.staff(Role.ADMIN))
    await office.create()
    await postgres_desk.execute("UPDATE sla_calendars SET zone = 'Mars/Base' WHERE code = 'office'")
    with pytest.raises(InvalidArgumentError) as caught:
        await office.promise(calendar="office")
    assert [each.field for each in caught.value.violations] == ["policy.calendar"]
