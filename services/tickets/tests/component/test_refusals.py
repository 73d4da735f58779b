"""Every reason that a call can be refused for, as the caller sees it."""

from datetime import timedelta
from uuid import uuid4

import grpc
import pytest

from fixline.tickets.v1 import event_pb2, link_pb2, ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1 import user_service_pb2 as users_pb
from fixline_rpc.client.channel import acting_as
from fixline_rpc.errors import RpcFailure
from fixline_testing.beyond_types import loosely
from fixline_testing.comparing import without
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client

KEY = "0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
Code = grpc.StatusCode


def said(failure: RpcFailure) -> tuple[grpc.StatusCode, str, dict[str, str]]:
    return failure.code, failure.reason, dict(failure.metadata)


async def get(client: Client, ticket: ticket_pb2.Ticket, by: str | None) -> RpcFailure:
    found: RpcFailure = await client.failure("GetTicket", pb.GetTicketRequest(name=ticket.name), by)
    return found


async def refused(
    client: Client, verb: str, ticket: ticket_pb2.Ticket, by: str | None, **more: object
) -> RpcFailure:
    request = getattr(pb, f"{verb}TicketRequest")(**{"name": ticket.name, "request_id": KEY, **more})
    found: RpcFailure = await client.failure(f"{verb}Ticket", request, by)
    return found


async def test_what_one_may_not_see_is_not_there(client: Client) -> None:
    ann, bob = await client.person(), await client.person(6, "Bob")
    ticket, missing = await client.create(ann), ticket_pb2.Ticket(name="tickets/4711")
    for one in (ticket, missing):
        expected = (Code.NOT_FOUND, "TICKET_NOT_FOUND", {"ticket": one.name})
        failure = await get(client, one, bob)
        assert said(failure) == expected
        assert failure.message == f"{one.name} not found"
        for verb in ("Take", "Resolve", "Confirm"):
            assert said(await refused(client, verb, one, bob)) == expected
    assert said(await get(client, missing, None))[1] == "TICKET_NOT_FOUND"


async def test_people_not_found(client: Client) -> None:
    ann, bob = await client.person(), await client.person(6, "Bob")
    for name, by in ((bob, ann), ("users/999", None), ("users/999", ann)):
        failure = await client.failure("GetUser", users_pb.GetUserRequest(name=name), by)
        assert said(failure) == (Code.NOT_FOUND, "USER_NOT_FOUND", {"user": name})


@pytest.mark.parametrize("stranger", ["users/999", "users/9999999999999999999"])
async def test_actors(client: Client, stranger: str) -> None:
    ann = await client.person()
    ticket = await client.create(ann)
    assert said(await get(client, ticket, stranger)) == (
        Code.PERMISSION_DENIED,
        "ACTOR_NOT_FOUND",
        {"user": stranger},
    )
    assert said(await refused(client, "Take", ticket, None)) == (
        Code.PERMISSION_DENIED,
        "ACTOR_REQUIRED",
        {"action": "take"},
    )
    await client.desk.deactivate(UserId(int(ann.removeprefix("users/"))))
    expected = (Code.PERMISSION_DENIED, "USER_DEACTIVATED", {"user": ann})
    assert said(await get(client, ticket, ann)) == expected
    assert said(await refused(client, "Confirm", ticket, ann)) == expected


async def test_roles(client: Client) -> None:
    ann, gus = await client.person(), await client.agent()
    ticket = await client.create(ann)
    assert said(await refused(client, "Resolve", ticket, ann)) == (
        Code.PERMISSION_DENIED,
        "PERMISSION_DENIED",
        {"action": "resolve", "role": "user"},
    )
    assert said(await refused(client, "Confirm", ticket, gus))[2] == {"action": "confirm", "role": "agent"}
    queue = pb.ListTicketsRequest(view=pb.ListTicketsRequest.VIEW_UNASSIGNED)
    assert (await client.failure("ListTickets", queue, ann)).reason == "PERMISSION_DENIED"
    assert (await client.failure("ListTickets", pb.ListTicketsRequest())).reason == "ACTOR_REQUIRED"
    assert (await client.failure("ListUsers", users_pb.ListUsersRequest(), ann)).reason == "PERMISSION_DENIED"


async def test_reporters(client: Client, monitor: Client) -> None:
    ann, bob, gus = await client.person(), await client.person(6, "Bob"), await client.agent()

    def create(reporter: str) -> pb.CreateTicketRequest:
        return pb.CreateTicketRequest(
            ticket=ticket_pb2.Ticket(title="Lamp"), reporter=reporter, request_id=KEY
        )

    denied = (Code.PERMISSION_DENIED, "PERMISSION_DENIED", {"action": "create_for_another", "role": "user"})
    # Whether there is such a person is none of a user's business.
    for name in (ann, "users/999"):
        assert said(await client.failure("CreateTicket", create(name), bob)) == denied
    failure = await client.failure("CreateTicket", create(ann))
    assert said(failure) == (Code.PERMISSION_DENIED, "ACTOR_REQUIRED", {"action": "create_for_another"})
    failure = await monitor.failure("CreateTicket", create(""))
    assert [violation.field for violation in failure.violations] == ["reporter"]
    await client.desk.deactivate(UserId(int(ann.removeprefix("users/"))))
    for one, by in ((client, gus), (monitor, None)):
        failure = await one.failure("CreateTicket", create("users/999"), by)
        assert said(failure) == (Code.NOT_FOUND, "USER_NOT_FOUND", {"user": "users/999"})
        failure = await one.failure("CreateTicket", create(ann), by)
        assert said(failure) == (Code.FAILED_PRECONDITION, "REPORTER_NOT_ELIGIBLE", {"user": ann})
    assert not client.desk.store.tickets


async def test_states(client: Client) -> None:
    ann, gus, eva = await client.person(), await client.agent(), await client.agent()
    ticket = await client.create(ann)
    name = ticket.name
    failure = await refused(client, "Confirm", ticket, ann)
    assert said(failure) == (
        Code.FAILED_PRECONDITION,
        "TRANSITION_NOT_ALLOWED",
        {"ticket": name, "state": "OPEN", "target": "CLOSED"},
    )
    rating = ticket_pb2.Ticket.Rating(stars=5)
    failure = await refused(client, "Rate", ticket, ann, rating=rating)
    assert said(failure) == (
        Code.FAILED_PRECONDITION,
        "RATING_NOT_ALLOWED",
        {"ticket": name, "state": "OPEN"},
    )
    await client.do("Take", ticket, gus)
    failure = await refused(client, "Take", ticket, eva)
    assert said(failure) == (Code.FAILED_PRECONDITION, "TICKET_ALREADY_ASSIGNED", {"ticket": name})
    failure = await refused(client, "Resolve", ticket, gus, etag=ticket.etag)
    assert said(failure) == (Code.ABORTED, "TICKET_STALE", {"ticket": name})
    await client.do("Resolve", ticket, gus)
    await client.do("Rate", ticket, ann, rating=rating)
    await client.do("Rate", ticket, ann, rating=ticket_pb2.Ticket.Rating(stars=1))
    client.desk.clock.advance(timedelta(days=1, seconds=1))
    failure = await refused(client, "Rate", ticket, ann, rating=rating)
    assert said(failure) == (Code.FAILED_PRECONDITION, "ALREADY_RATED", {"ticket": name})
    await client.do("Confirm", ticket, ann)
    request = pb.AddCommentRequest(ticket=name, comment=ticket_pb2.Comment(text="x"), request_id=KEY)
    failure = await client.failure("AddComment", request, ann)
    assert said(failure) == (
        Code.FAILED_PRECONDITION,
        "TICKET_CLOSED_FOR_COMMENTS",
        {"ticket": name, "state": "CLOSED"},
    )


async def test_links(client: Client) -> None:
    ann, gus = await client.person(), await client.agent()
    one, two = await client.create(ann), await client.create(ann)
    facts = {"source": one.name, "target": two.name, "kind": "PARENT"}

    def request(ticket: ticket_pb2.Ticket, other: ticket_pb2.Ticket, **more: object) -> pb.AddLinkRequest:
        link = loosely(link_pb2.Link, other=other.name, kind=link_pb2.Link.KIND_PARENT, **more)
        return pb.AddLinkRequest(ticket=ticket.name, link=link, request_id=str(uuid4()))

    added = (await client.call("AddLink", request(one, two), gus)).link
    assert (added.other, added.direction) == (two.name, link_pb2.Link.DIRECTION_OUTGOING)
    assert said(await client.failure("AddLink", request(one, two), gus)) == (
        Code.FAILED_PRECONDITION,
        "LINK_EXISTS",
        facts,
    )
    circle = await client.failure("AddLink", request(one, two, direction=2), gus)
    assert said(circle) == (
        Code.FAILED_PRECONDITION,
        "LINK_CYCLE",
        facts | {"source": two.name, "target": one.name},
    )
    third = await client.create(ann)
    assert (await client.failure("AddLink", request(third, two), gus)).reason == "PARENT_EXISTS"
    remove = pb.RemoveLinkRequest(name=f"{one.name}/links/999", request_id=KEY)
    await client.desk.appoint(UserId(int(gus.removeprefix("users/"))), Role.DISPATCHER)
    assert said(await client.failure("RemoveLink", remove, gus)) == (
        Code.NOT_FOUND,
        "LINK_NOT_FOUND",
        {"link": f"{one.name}/links/999"},
    )
    create = pb.CreateTicketRequest(
        ticket=ticket_pb2.Ticket(title="x"), follow_up_of=one.name, request_id=KEY
    )
    assert said(await client.failure("CreateTicket", create, ann)) == (
        Code.FAILED_PRECONDITION,
        "FOLLOW_UP_NOT_ALLOWED",
        {"ticket": one.name, "state": "OPEN"},
    )


async def test_merging(client: Client) -> None:
    ann, dot = await client.person(), await client.person(6, "Dot")
    await client.desk.appoint(UserId(int(dot.removeprefix("users/"))), Role.DISPATCHER)
    one, two, three = [await client.create(ann) for _ in range(3)]
    merge = pb.MergeTicketRequest(name=one.name, target=two.name, request_id=str(uuid4()))
    merged = await client.call("MergeTicket", merge, dot)
    assert (merged.ticket.name, merged.ticket.duplicate_of) == (one.name, two.name)
    assert merged.ticket.state == ticket_pb2.Ticket.STATE_DUPLICATE
    assert without(merged.target, "allowed_verbs") == without(two, "allowed_verbs")
    failure = await refused(client, "Merge", three, dot, target=one.name)
    assert said(failure) == (
        Code.FAILED_PRECONDITION,
        "MERGE_TARGET_CLOSED",
        {"target": one.name, "state": "DUPLICATE", "duplicate_of": two.name},
    )
    await client.do("Cancel", two, ann)
    failure = await refused(client, "Merge", three, dot, target=two.name)
    assert said(failure)[1:] == ("MERGE_TARGET_CLOSED", {"target": two.name, "state": "CANCELLED"})
    failure = await refused(client, "Merge", one, dot, target=three.name)
    assert said(failure)[1] == "TRANSITION_NOT_ALLOWED"
    events = await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=one.name), ann)
    change = events.events[-1]
    assert change.type == event_pb2.EVENT_TYPE_TICKET_MERGED
    assert (change.merge.source, change.merge.target) == (one.name, two.name)
    (link,) = (await client.call("ListLinks", pb.ListLinksRequest(ticket=one.name), ann)).links
    failure = await client.failure("RemoveLink", pb.RemoveLinkRequest(name=link.name, request_id=KEY), dot)
    assert said(failure) == (
        Code.FAILED_PRECONDITION,
        "LINK_OF_MERGE",
        {"source": one.name, "target": two.name, "kind": "DUPLICATE_OF"},
    )


async def test_a_reused_key(client: Client) -> None:
    ann = await client.person()
    request = pb.CreateTicketRequest(ticket=ticket_pb2.Ticket(title="Lamp"), request_id=KEY)
    await client.call("CreateTicket", request, ann)
    request.ticket.title = "Another lamp"
    failure = await client.failure("CreateTicket", request, ann)
    assert (failure.code, failure.reason) == (Code.INVALID_ARGUMENT, "IDEMPOTENCY_KEY_REUSED")
    assert [violation.field for violation in failure.violations] == ["request_id"]


async def test_foreign_tokens(client: Client) -> None:
    ann = await client.person()
    for _ in range(2):
        await client.create(ann)
    token = (await client.call("ListTickets", pb.ListTicketsRequest(page_size=1), ann)).next_page_token
    for method, request, by in (
        ("ListTickets", pb.ListTicketsRequest(page_token="x"), ann),
        ("ListTickets", loosely(pb.ListTicketsRequest, page_token=token, states=[1]), ann),
        ("ListComments", pb.ListCommentsRequest(ticket="tickets/1", page_token=token), ann),
        ("ListTicketEvents", pb.ListTicketEventsRequest(ticket="tickets/1", page_token=token), ann),
        ("ListLinks", pb.ListLinksRequest(ticket="tickets/1", page_token=token), ann),
        ("ListUsers", users_pb.ListUsersRequest(page_token=token), None),
    ):
        failure = await client.failure(method, request, by)
        assert (failure.code, failure.reason) == (Code.INVALID_ARGUMENT, "PAGE_TOKEN_INVALID")
        assert [violation.field for violation in failure.violations] == ["page_token"]


async def test_who_may_call_what(client: Client) -> None:
    async with client.served.channel("reader-token") as reader:
        create = reader.unary_unary(
            "/fixline.tickets.v1.TicketService/CreateTicket",
            request_serializer=pb.CreateTicketRequest.SerializeToString,
            response_deserializer=pb.CreateTicketResponse.FromString,
        )
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await create(pb.CreateTicketRequest(), metadata=acting_as("users/1"))
    assert caught.value.code() is Code.PERMISSION_DENIED
    async with client.served.channel("none-of-ours") as stranger:
        get_ticket = stranger.unary_unary(
            "/fixline.tickets.v1.TicketService/GetTicket",
            request_serializer=pb.GetTicketRequest.SerializeToString,
            response_deserializer=pb.GetTicketResponse.FromString,
        )
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await get_ticket(pb.GetTicketRequest(name="tickets/1"))
    assert caught.value.code() is Code.UNAUTHENTICATED
