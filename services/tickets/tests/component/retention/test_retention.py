"""What is kept no longer, over gRPC: the policy, what would go, what went, and what others still hold."""

from datetime import timedelta

import pytest
from grpc import StatusCode

from fixline.tickets.v1 import event_pb2, retention_pb2, ticket_service_pb2, user_pb2, user_service_pb2
from fixline.tickets.v1 import retention_service_pb2 as pb
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client, new_id

MONTH = timedelta(days=31)


async def admin_of(client: Client) -> str:
    admin = await client.person(9, "Boss")
    await client.desk.appoint(UserId(int(admin.removeprefix("users/"))), Role.ADMIN)
    return admin


async def test_from_the_policy_to_what_others_have_deleted(client: Client) -> None:
    admin, ann = await admin_of(client), await client.person()
    ticket = await client.create(ann, description="call Ann")
    await client.do("Cancel", ticket, ann)
    client.desk.clock.advance(MONTH)
    seen = await client.call("PreviewRetention", pb.PreviewRetentionRequest(days=30), admin)
    assert (seen.ticket_count, seen.person_count, seen.comment_count) == (1, 1, 0)
    assert list(seen.tickets) == [ticket.name]
    assert seen.oldest_end_time.ToDatetime() < client.desk.clock.now().replace(tzinfo=None)
    update = pb.UpdateRetentionPolicyRequest(
        policy=retention_pb2.RetentionPolicy(days=30), request_id=new_id()
    )
    assert (await client.call("UpdateRetentionPolicy", update, admin)).policy.days == 30
    policy = (await client.call("GetRetentionPolicy", pb.GetRetentionPolicyRequest(), admin)).policy
    assert policy.days == 30
    await client.desk.do.workers.anonymize_ended()
    get = ticket_service_pb2.GetTicketRequest(name=ticket.name)
    after = (await client.call("GetTicket", get, admin)).ticket
    assert (after.title, after.description) == ("—", "")
    assert after.HasField("anonymize_time")
    nobody = await client.call("GetUser", user_service_pb2.GetUserRequest(name=after.reporter), admin)
    assert (nobody.user.display_name, nobody.user.telegram_id, nobody.user.active) == ("—", 0, False)
    assert nobody.user.role == user_pb2.ROLE_USER
    events = ticket_service_pb2.ListTicketEventsRequest(ticket=ticket.name)
    told = (await client.call("ListTicketEvents", events, admin)).events
    assert told[-1].type == event_pb2.EVENT_TYPE_TICKET_ANONYMIZED
    # It is Ann's no longer.
    assert (await client.failure("GetTicket", get, ann)).reason == "TICKET_NOT_FOUND"
    reopen = ticket_service_pb2.ReopenTicketRequest(name=ticket.name, reason="again", request_id=new_id())
    refused = await client.failure("ReopenTicket", reopen, admin)
    assert (refused.code, refused.reason) == (StatusCode.FAILED_PRECONDITION, "TICKET_ANONYMIZED")
    waiting = await client.call("ListUnclearedTickets", pb.ListUnclearedTicketsRequest())
    assert (list(waiting.tickets), waiting.waiting_count) == ([ticket.name], 1)
    await client.call(
        "ClearTicket", pb.ClearTicketRequest(ticket=ticket.name, file_count=2, request_id=new_id())
    )
    (run,) = (await client.call("ListRetentionRuns", pb.ListRetentionRunsRequest(), admin)).runs
    assert (run.date, run.days) == (client.desk.clock.now().date().isoformat(), 30)
    assert (run.ticket_count, run.file_count, run.uncleared_count) == (1, 2, 0)


async def test_the_log_has_pages(client: Client) -> None:
    admin = await admin_of(client)
    update = pb.UpdateRetentionPolicyRequest(
        policy=retention_pb2.RetentionPolicy(days=30), request_id=new_id()
    )
    await client.call("UpdateRetentionPolicy", update, admin)
    for _ in range(3):
        await client.desk.do.workers.anonymize_ended()
        client.desk.clock.advance(timedelta(days=1))
    first = await client.call("ListRetentionRuns", pb.ListRetentionRunsRequest(page_size=2), admin)
    rest = await client.call(
        "ListRetentionRuns",
        pb.ListRetentionRunsRequest(page_size=2, page_token=first.next_page_token),
        admin,
    )
    dates = [run.date for run in [*first.runs, *rest.runs]]
    assert (len(dates), dates, rest.next_page_token) == (3, sorted(dates, reverse=True), "")


@pytest.mark.parametrize(
    ("method", "request_", "field"),
    [
        ("ListUnclearedTickets", pb.ListUnclearedTicketsRequest(page_size=-1), "page_size"),
        ("ClearTicket", pb.ClearTicketRequest(ticket="users/1", request_id=new_id()), "ticket"),
        (
            "ClearTicket",
            pb.ClearTicketRequest(ticket="tickets/1", file_count=-1, request_id=new_id()),
            "file_count",
        ),
        ("ClearTicket", pb.ClearTicketRequest(ticket="tickets/1", request_id="1"), "request_id"),
        (
            "PostponeTicketClearing",
            pb.PostponeTicketClearingRequest(ticket="users/1", request_id=new_id()),
            "ticket",
        ),
        (
            "PostponeTicketClearing",
            pb.PostponeTicketClearingRequest(ticket="tickets/1", file_count=-1, request_id=new_id()),
            "file_count",
        ),
        (
            "PostponeTicketClearing",
            pb.PostponeTicketClearingRequest(ticket="tickets/1", request_id="1"),
            "request_id",
        ),
    ],
    ids=["page", "ticket", "count", "key", "later ticket", "later count", "later key"],
)
async def test_what_services_say_is_checked(
    client: Client,
    method: str,
    request_: pb.ListUnclearedTicketsRequest | pb.ClearTicketRequest | pb.PostponeTicketClearingRequest,
    field: str,
) -> None:
    refused = await client.failure(method, request_)
    assert refused.code is StatusCode.INVALID_ARGUMENT
    assert [each.field for each in refused.violations] == [field]
