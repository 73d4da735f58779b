"""SlaService, and what tickets and their events say of the clocks, over the wire."""

import json
from datetime import timedelta
from uuid import uuid4

import grpc
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import event_pb2, sla_pb2, ticket_pb2
from fixline.tickets.v1 import sla_service_pb2 as pb
from fixline.tickets.v1 import ticket_service_pb2 as tickets_pb
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client

Sla = ticket_pb2.Ticket.Sla


async def admin(client: Client) -> str:
    boss = str(await client.person(60, "Bo"))
    await client.desk.appoint(UserId(int(boss.removeprefix("users/"))), Role.ADMIN)
    return boss


def after(start: Timestamp, hours: float) -> Timestamp:
    moment = Timestamp()
    moment.FromDatetime(start.ToDatetime() + timedelta(hours=hours))
    return moment


async def test_what_a_ticket_says_of_its_clocks(client: Client) -> None:
    ann, gus = await client.person(), await client.agent()
    ticket = await client.create(ann, priority=ticket_pb2.PRIORITY_HIGH)
    start = ticket.create_time
    assert ticket.sla == Sla(
        first_response=Sla.Clock(state=Sla.STATE_RUNNING, due_time=after(start, 1)),
        resolution=Sla.Clock(state=Sla.STATE_RUNNING, due_time=after(start, 4)),
        next_due_time=after(start, 1),
    )
    client.desk.clock.advance(timedelta(minutes=30))
    await client.do("Take", ticket, gus)
    waiting = await client.call(
        "WaitForVendor", tickets_pb.WaitForVendorRequest(name=ticket.name, request_id=str(uuid4())), gus
    )
    assert waiting.ticket.sla == Sla(
        first_response=Sla.Clock(
            state=Sla.STATE_FINISHED, due_time=after(start, 1), stop_time=after(start, 0.5)
        ),
        resolution=Sla.Clock(state=Sla.STATE_PAUSED),
    )
    resolved = (await client.do("Resolve", ticket, gus)).ticket.sla
    assert (resolved.resolution.state, resolved.resolution.stop_time) == (
        Sla.STATE_FINISHED,
        after(start, 0.5),
    )
    dropped = (await client.do("Cancel", await client.create(ann), ann)).ticket.sla
    assert [dropped.first_response.state, dropped.resolution.state] == [Sla.STATE_DROPPED] * 2


async def test_an_alert_among_the_events(client: Client) -> None:
    ann = await client.person()
    ticket = await client.create(ann, priority=ticket_pb2.PRIORITY_HIGH)
    client.desk.clock.advance(timedelta(hours=1))
    await client.desk.do.workers.review_clocks()
    answer = await client.call(
        "ListTicketEvents", tickets_pb.ListTicketEventsRequest(ticket=ticket.name), ann
    )
    warnings = [event for event in answer.events if event.type == event_pb2.EVENT_TYPE_SLA_ALERT]
    assert [event.sla_alert.threshold for event in warnings] == [75, 90, 100]
    assert warnings[0].sla_alert == event_pb2.Event.SlaAlert(
        clock=ticket_pb2.SLA_CLOCK_FIRST_RESPONSE,
        threshold=75,
        reach_time=after(ticket.create_time, 0.75),
        superseded=True,
    )
    assert (warnings[2].actor, warnings[2].sla_alert.superseded) == ("system", False)


async def test_policies(client: Client) -> None:
    boss = await admin(client)
    listed = (await client.call("ListSlaPolicies", pb.ListSlaPoliciesRequest(), boss)).policies
    names = [policy.name for policy in listed]
    assert names == ["slaPolicies/low", "slaPolicies/medium", "slaPolicies/high", "slaPolicies/urgent"]
    urgent = (
        await client.call("GetSlaPolicy", pb.GetSlaPolicyRequest(name="slaPolicies/urgent"), boss)
    ).policy
    assert urgent == listed[3]
    assert (urgent.priority, urgent.calendar, urgent.etag) == (
        ticket_pb2.PRIORITY_URGENT,
        "slaCalendars/24x7",
        "1",
    )
    assert (urgent.first_response.seconds, urgent.resolution.seconds) == (1_800, 7_200)
    urgent.first_response.CopyFrom(Duration(seconds=600))
    request = pb.UpdateSlaPolicyRequest(policy=urgent, etag="1", reason="Faster", request_id=str(uuid4()))
    changed = (await client.call("UpdateSlaPolicy", request, boss)).policy
    assert (changed.first_response.seconds, changed.etag) == (600, "2")
    stale = pb.UpdateSlaPolicyRequest(policy=urgent, etag="1", request_id=str(uuid4()))
    failure = await client.failure("UpdateSlaPolicy", stale, boss)
    assert (failure.code, failure.reason) == (grpc.StatusCode.ABORTED, "SLA_STALE")
    query = pb.ListSlaChangesRequest(subject="slaPolicies/urgent")
    [change] = (await client.call("ListSlaChanges", query, boss)).changes
    assert (change.type, change.subject) == (sla_pb2.SLA_CHANGE_TYPE_POLICY_UPDATED, "slaPolicies/urgent")
    assert (change.actor, change.reason) == (boss, "Faster")
    before, since = json.loads(change.before_json), json.loads(change.after_json)
    assert (before["first_response_minutes"], since["first_response_minutes"]) == (30, 10)


async def test_calendars(client: Client) -> None:
    boss = await admin(client)
    night = [
        sla_pb2.SlaCalendar.WeeklyInterval(weekday=sla_pb2.WEEKDAY_FRIDAY, opens="22:00", closes="24:00"),
        sla_pb2.SlaCalendar.WeeklyInterval(weekday=sla_pb2.WEEKDAY_SATURDAY, opens="00:00", closes="06:05"),
    ]
    calendar = sla_pb2.SlaCalendar(title="Night", zone="Europe/Berlin", weekly=night, holidays=["2026-12-25"])
    request = pb.CreateSlaCalendarRequest(calendar_id="night", calendar=calendar, request_id=str(uuid4()))
    created = (await client.call("CreateSlaCalendar", request, boss)).calendar
    assert (created.name, created.title, created.zone) == ("slaCalendars/night", "Night", "Europe/Berlin")
    assert (list(created.weekly), list(created.holidays)) == (night, ["2026-12-25"])
    query = pb.GetSlaCalendarRequest(name="slaCalendars/night")
    assert (await client.call("GetSlaCalendar", query, boss)).calendar == created
    listed = (await client.call("ListSlaCalendars", pb.ListSlaCalendarsRequest(), boss)).calendars
    assert [each.name for each in listed] == ["slaCalendars/24x7", "slaCalendars/night"]
    del created.holidays[:]
    update = pb.UpdateSlaCalendarRequest(calendar=created, etag=created.etag, request_id=str(uuid4()))
    updated = (await client.call("UpdateSlaCalendar", update, boss)).calendar
    assert (list(updated.holidays), updated.etag) == ([], "2")
    taken = pb.CreateSlaCalendarRequest(calendar_id="night", calendar=calendar, request_id=str(uuid4()))
    failure = await client.failure("CreateSlaCalendar", taken, boss)
    assert (failure.code, failure.reason) == (
        grpc.StatusCode.FAILED_PRECONDITION,
        "SLA_CALENDAR_EXISTS",
    )
    used = pb.DeleteSlaCalendarRequest(name="slaCalendars/24x7", request_id=str(uuid4()))
    assert (await client.failure("DeleteSlaCalendar", used, boss)).reason == "SLA_CALENDAR_IN_USE"
    gone = pb.DeleteSlaCalendarRequest(name="slaCalendars/night", etag="2", request_id=str(uuid4()))
    await client.call("DeleteSlaCalendar", gone, boss)
    failure = await client.failure("GetSlaCalendar", query, boss)
    assert (failure.code, failure.reason) == (grpc.StatusCode.NOT_FOUND, "SLA_CALENDAR_NOT_FOUND")
