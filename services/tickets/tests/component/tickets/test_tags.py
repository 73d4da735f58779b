"""Tags over the wire, on PostgreSQL."""

from uuid import uuid4

from fixline.tickets.v1 import event_pb2, ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_testing.client import Client


async def test_tags_are_told_to_the_desk_alone(postgres_client: Client) -> None:
    client = postgres_client
    ann, gus = await client.person(), await client.agent()
    ticket = await client.create(ann, "Lamp")
    change = pb.ChangeTagsRequest(name=ticket.name, add=["#Leak", "Roof"], request_id=str(uuid4()))
    tagged = (await client.call("ChangeTags", change, gus)).ticket
    assert list(tagged.tags) == ["leak", "roof"]
    assert ticket_pb2.Ticket.VERB_CHANGE_TAGS in tagged.allowed_verbs
    change = pb.ChangeTagsRequest(name=ticket.name, remove=["roof"], request_id=str(uuid4()))
    assert list((await client.call("ChangeTags", change, gus)).ticket.tags) == ["leak"]
    for who, tags in ((ann, []), (gus, ["leak"]), (None, ["leak"])):
        found = await client.call("GetTicket", pb.GetTicketRequest(name=ticket.name), who)
        assert list(found.ticket.tags) == tags
    events = (
        await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=ticket.name), gus)
    ).events
    assert [(list(each.tags.added), list(each.tags.removed)) for each in events[1:]] == [
        (["leak", "roof"], []),
        ([], ["roof"]),
    ]
    assert {each.type for each in events[1:]} == {event_pb2.EVENT_TYPE_TAGS_CHANGED}
    view = pb.ListTicketsRequest(view=pb.ListTicketsRequest.VIEW_UNASSIGNED, tag="leak")
    assert [each.name for each in (await client.call("ListTickets", view, gus)).tickets] == [ticket.name]
    common = await client.call("ListCommonTags", pb.ListCommonTagsRequest(), gus)
    assert [(each.tag, each.ticket_count) for each in common.tags] == [("leak", 1)]
