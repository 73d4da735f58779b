"""What RPCs have in common over the wire: pages, searches, stored answers, scopes, times."""

from datetime import UTC, datetime

from fixline.tickets.v1 import search_pb2, ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_rpc.client.channel import acting_as
from fixline_testing.comparing import value_names, without
from tickets_testing.client import Client


async def test_pages_over_the_wire(client: Client) -> None:
    ann = await client.person()
    names = [(await client.create(ann)).name for _ in range(3)]
    for _ in range(3):
        await client.comment(ticket_pb2.Ticket(name=names[0]), ann)
    seen: list[str] = []
    request = pb.ListTicketsRequest(page_size=2)
    for _ in range(2):
        answer = await client.call("ListTickets", request, ann)
        seen += [ticket.name for ticket in answer.tickets]
        request.page_token = answer.next_page_token
    assert (seen, request.page_token) == (names[::-1], "")
    for method, request_type, items in (
        ("ListComments", pb.ListCommentsRequest, "comments"),
        ("ListTicketEvents", pb.ListTicketEventsRequest, "events"),
    ):
        first = await client.call(method, request_type(ticket=names[0], page_size=2), ann)
        rest = await client.call(method, request_type(ticket=names[0], page_token=first.next_page_token), ann)
        found = [item.name for item in [*getattr(first, items), *getattr(rest, items)]]
        assert len(set(found)) == len(found) == (3 if items == "comments" else 4)
        assert rest.next_page_token == ""


async def test_search_over_the_wire(postgres_client: Client) -> None:
    client = postgres_client
    ann = await client.person()
    ticket = await client.create(ann, "Lamp", description="It smokes")
    other = await client.create(ann, "Lamps")
    said = (await client.comment(ticket, ann, "Lamp!")).comment
    first = await client.call("SearchTickets", pb.SearchTicketsRequest(query="lamp", page_size=1), ann)
    [hit] = first.hits
    assert hit.ticket.name == ticket.name
    mark = [search_pb2.Highlight.Range(start=0, end=4)]
    assert list(hit.highlights) == [
        search_pb2.Highlight(field=search_pb2.Highlight.FIELD_TITLE, text="Lamp", ranges=mark),
        search_pb2.Highlight(
            field=search_pb2.Highlight.FIELD_COMMENT, text=said.text, ranges=mark, comment=said.name
        ),
    ]
    rest = pb.SearchTicketsRequest(query="lamp", page_token=first.next_page_token)
    answer = await client.call("SearchTickets", rest, ann)
    assert [each.ticket.name for each in answer.hits] == [other.name]
    assert answer.next_page_token == ""


async def test_repeating_a_call_gives_the_stored_answer(postgres_client: Client) -> None:
    client = postgres_client
    ann = await client.person()
    request = pb.CreateTicketRequest(
        ticket=ticket_pb2.Ticket(title="Lamp"), request_id="0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
    )
    first = await client.call("CreateTicket", request, ann)
    await client.do("Resolve", first.ticket, await client.agent())
    again = await client.call("CreateTicket", request, ann)
    assert without(again.ticket, "allowed_verbs") == without(first.ticket, "allowed_verbs")
    # What can be done is no part of it: the ticket is resolved by now.
    assert offered(first.ticket) == {"CANCEL", "UPDATE", "COMMENT", "EDIT_COMMENT"}
    assert offered(again.ticket) == {"CONFIRM", "REOPEN", "RATE", "COMMENT", "EDIT_COMMENT"}
    console = client.served.channel("console-token")
    async with console:
        create = console.unary_unary(
            "/fixline.tickets.v1.TicketService/CreateTicket",
            request_serializer=pb.CreateTicketRequest.SerializeToString,
            response_deserializer=pb.CreateTicketResponse.FromString,
        )
        other = await create(request, metadata=acting_as(ann))
    assert other.ticket.name != first.ticket.name


async def test_times_have_microseconds(client: Client) -> None:
    client.desk.clock._now = datetime(2026, 1, 5, 9, 0, 0, 123456, tzinfo=UTC)
    ticket = await client.create(await client.person())
    assert ticket.create_time.ToDatetime(UTC) == client.desk.clock.now()


def offered(ticket: ticket_pb2.Ticket) -> set[str]:
    return value_names(ticket, "allowed_verbs", prefix="VERB_")
