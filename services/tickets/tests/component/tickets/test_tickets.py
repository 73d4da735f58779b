"""A ticket's life over the wire, most of it on PostgreSQL."""

from datetime import UTC, timedelta
from uuid import uuid4

from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import event_pb2, ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_testing.comparing import value_names, without
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client

PHOTO = "files/0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
State = ticket_pb2.Ticket


async def test_a_ticket_from_report_to_rating(postgres_client: Client) -> None:
    client = postgres_client
    ann, gus = await client.person(), await client.agent()
    now = client.desk.clock.now()
    ticket = await client.create(
        ann,
        " Lamp ",
        description="It smokes",
        location="Room 7",
        priority=ticket_pb2.PRIORITY_URGENT,
        attachments=[PHOTO],
        # Not the reporter's to decide, and ignored:
        name="tickets/99",
        state=State.STATE_CLOSED,
        reporter=gus,
        assignee=gus,
        etag="99",
        rating=State.Rating(stars=5),
    )
    assert without(ticket, "allowed_verbs") == ticket_pb2.Ticket(
        name=ticket.name,
        title="Lamp",
        description="It smokes",
        location="Room 7",
        state=State.STATE_OPEN,
        priority=ticket_pb2.PRIORITY_URGENT,
        reporter=ann,
        attachments=[PHOTO],
        create_time=ticket.create_time,
        update_time=ticket.create_time,
        etag="1",
        category=State.CATEGORY_ACTIVE,
        sla=ticket.sla,
    )
    assert ticket.create_time.ToDatetime(UTC) == now
    queue = pb.ListTicketsRequest(view=pb.ListTicketsRequest.VIEW_UNASSIGNED)
    assert (await client.call("ListTickets", queue, gus)).tickets == [without(ticket, "allowed_verbs")]

    taken = (await client.do("Take", ticket, gus, etag=ticket.etag)).ticket
    assert (taken.state, taken.assignee, taken.etag) == (State.STATE_IN_PROGRESS, gus, "2")
    mine = pb.ListTicketsRequest(view=pb.ListTicketsRequest.VIEW_ASSIGNED, states=[State.STATE_IN_PROGRESS])
    assert (await client.call("ListTickets", mine, gus)).tickets == [without(taken, "allowed_verbs")]

    added = await client.comment(ticket, gus, "Which one?")
    assert (added.comment.author, added.comment.text, added.ticket) == (gus, "Which one?", taken)
    assert added.comment.name.startswith(f"{ticket.name}/comments/")
    comments = await client.call("ListComments", pb.ListCommentsRequest(ticket=ticket.name), ann)
    assert comments.comments == [added.comment]

    resolved = (await client.do("Resolve", ticket, gus)).ticket
    assert (resolved.state, resolved.complete_time.ToDatetime(UTC)) == (State.STATE_RESOLVED, now)
    assert (await client.do("Confirm", ticket, ann)).ticket.state == State.STATE_CLOSED
    rating = State.Rating(stars=5, comment="Quick!")
    rated = (await client.do("Rate", ticket, ann, rating=rating)).ticket
    assert (rated.rating.stars, rated.rating.comment) == (5, "Quick!")
    assert rated.rating.create_time.ToDatetime(UTC) == now
    read = (await client.call("GetTicket", pb.GetTicketRequest(name=ticket.name))).ticket
    assert read == without(
        rated, "allowed_verbs"
    )  # whoever asks for nobody, and does not act, is offered nothing

    events = (
        await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=ticket.name), ann)
    ).events
    assert [(event.type, event.WhichOneof("change"), event.actor) for event in events] == [
        (event_pb2.EVENT_TYPE_TICKET_CREATED, "state", ann),
        (event_pb2.EVENT_TYPE_TICKET_ASSIGNED, "assignee", gus),
        (event_pb2.EVENT_TYPE_STATE_CHANGED, "state", gus),
        (event_pb2.EVENT_TYPE_COMMENT_ADDED, "comment", gus),
        (event_pb2.EVENT_TYPE_STATE_CHANGED, "state", gus),
        (event_pb2.EVENT_TYPE_STATE_CHANGED, "state", ann),
        (event_pb2.EVENT_TYPE_TICKET_RATED, "rating", ann),
    ]
    assert {event.ticket for event in events} == {ticket.name}
    assert all(event.name.startswith(f"{ticket.name}/events/") for event in events)
    assert (events[0].state.before, events[0].state.after) == (0, State.STATE_OPEN)
    assert (events[1].assignee.before, events[1].assignee.after) == ("", gus)
    assert events[3].comment == added.comment
    assert events[6].rating == rated.rating
    assert events[0].create_time.ToDatetime(UTC) == now
    assert events[0].traceparent


async def test_a_ticket_among_staff(postgres_client: Client) -> None:
    client = postgres_client
    ann, gus, dot = await client.person(), await client.agent(), await client.person(7, "Dot")
    await client.desk.appoint(UserId(int(dot.removeprefix("users/"))), Role.DISPATCHER)
    ticket = await client.create(ann)
    assigned = (await client.do("Assign", ticket, dot, assignee=gus, reason="lamps", etag="1")).ticket
    assert (assigned.state, assigned.assignee, assigned.etag) == (State.STATE_OPEN, gus, "2")
    fields = {"name": ticket.name, "request_id": str(uuid4())}
    waiting = (await client.call("WaitForVendor", pb.WaitForVendorRequest(**fields), gus)).ticket
    assert (waiting.state, waiting.category) == (State.STATE_WAITING_VENDOR, State.CATEGORY_PAUSED)
    assert (await client.do("Resume", ticket, gus)).ticket.state == State.STATE_IN_PROGRESS
    fields["request_id"] = str(uuid4())
    asked = await client.call("WaitForReporter", pb.WaitForReporterRequest(**fields), gus)
    assert asked.ticket.state == State.STATE_WAITING_REPORTER
    change = pb.UpdateTicketRequest(
        ticket=ticket_pb2.Ticket(
            name=ticket.name, title="Lamp smokes", priority=ticket_pb2.PRIORITY_URGENT, location="ignored"
        ),
        update_mask=FieldMask(paths=["title", "priority"]),
        reason="Fire",
        request_id=str(uuid4()),
    )
    updated = (await client.call("UpdateTicket", change, gus)).ticket
    assert (updated.title, updated.priority, updated.location) == (
        "Lamp smokes",
        ticket_pb2.PRIORITY_URGENT,
        "",
    )
    internal = ticket_pb2.Comment(text="Psst", visibility=ticket_pb2.Comment.VISIBILITY_INTERNAL)
    note = (
        await client.call(
            "AddComment",
            pb.AddCommentRequest(ticket=ticket.name, comment=internal, request_id=str(uuid4())),
            gus,
        )
    ).comment
    edit = pb.EditCommentRequest(name=note.name, text="Hush", request_id=str(uuid4()))
    edited = (await client.call("EditComment", edit, gus)).comment
    assert (edited.text, edited.version, edited.visibility) == ("Hush", 2, internal.visibility)
    assert note.by_staff
    assert edited.by_staff
    assert edited.edit_time.ToDatetime(UTC) == client.desk.clock.now()
    assert (await client.do("Resolve", ticket, gus, resolution="New bulb")).ticket.resolution == "New bulb"
    reopened = (await client.do("Reopen", ticket, ann, reason="Dark")).ticket
    assert (reopened.reopen_count, reopened.resolution) == (1, "")
    assert (await client.do("Release", ticket, gus)).ticket.assignee == ""
    assert (await client.do("Reject", ticket, dot, reason="No")).ticket.state == State.STATE_REJECTED
    other = await client.create(ann)
    claimed = ticket_pb2.Comment(text="Mine", by_staff=True)
    request = pb.AddCommentRequest(ticket=other.name, comment=claimed, request_id=str(uuid4()))
    assert not (await client.call("AddComment", request, ann)).comment.by_staff
    assert (await client.do("Cancel", other, ann)).ticket.category == State.CATEGORY_DONE
    one = pb.ListTicketsRequest(
        view=pb.ListTicketsRequest.VIEW_ALL,
        categories=[State.CATEGORY_ACTIVE, State.CATEGORY_PAUSED, State.CATEGORY_DONE],
        priorities=[ticket_pb2.PRIORITY_MEDIUM],
        assignee="-",
        reporter="users/4711",
        created_from=Timestamp(seconds=1),
        created_before=Timestamp(seconds=2),
        order=pb.ListTicketsRequest.ORDER_PRIORITY,
    )
    assert not (await client.call("ListTickets", one, dot)).tickets
    everything = pb.ListTicketsRequest(view=pb.ListTicketsRequest.VIEW_ALL)
    assert [each.name for each in (await client.call("ListTickets", everything, dot)).tickets] == [
        other.name,
        ticket.name,
    ]
    events = (
        await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=ticket.name), dot)
    ).events
    changes = {event_pb2.EventType.Name(event.type): event for event in events}
    assert changes["EVENT_TYPE_NOTE_ADDED"].note == note
    assert changes["EVENT_TYPE_NOTE_EDITED"].note == edited
    assert changes["EVENT_TYPE_TICKET_REOPENED"].reopening.count == 1
    assert [
        (each.field, each.before, each.after) for each in changes["EVENT_TYPE_TICKET_UPDATED"].update.fields
    ] == [("title", "Lamp", "Lamp smokes"), ("priority", "MEDIUM", "URGENT")]
    assert not any(event.HasField("comment") for event in events)


async def test_following(postgres_client: Client) -> None:
    client = postgres_client
    ann, bob, gus = await client.person(), await client.person(6, "Bob"), await client.agent()
    ticket = await client.create(ann)
    followed = (await client.do("Follow", ticket, gus, user=bob)).ticket
    assert (followed.follower_count, followed.etag) == (1, ticket.etag)
    read = (await client.call("GetTicket", pb.GetTicketRequest(name=ticket.name), bob)).ticket
    assert without(read, "allowed_verbs") == without(followed, "allowed_verbs")
    assert (await client.do("Follow", ticket, gus)).ticket.follower_count == 2
    first = await client.call("ListFollowers", pb.ListFollowersRequest(ticket=ticket.name, page_size=1), bob)
    rest = await client.call(
        "ListFollowers", pb.ListFollowersRequest(ticket=ticket.name, page_token=first.next_page_token), bob
    )
    assert [each.user for each in (*first.followers, *rest.followers)] == [bob, gus]
    assert first.followers[0].create_time.ToDatetime(UTC) == client.desk.clock.now()
    assert rest.next_page_token == ""
    assert (await client.do("Unfollow", ticket, bob)).ticket.follower_count == 1
    events = (
        await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=ticket.name), ann)
    ).events[1:]
    assert [(event.type, event.actor, event.on_behalf_of, event.follower.user) for event in events] == [
        (event_pb2.EVENT_TYPE_TICKET_FOLLOWED, gus, bob, bob),
        (event_pb2.EVENT_TYPE_TICKET_FOLLOWED, gus, "", gus),
        (event_pb2.EVENT_TYPE_TICKET_UNFOLLOWED, bob, "", bob),
    ]
    assert {event.WhichOneof("change") for event in events} == {"follower"}


async def test_a_reminder(client: Client) -> None:
    ann, gus = await client.person(), await client.agent()
    ticket = await client.create(ann)
    request = pb.WaitForReporterRequest(name=ticket.name, request_id=str(uuid4()))
    await client.call("WaitForReporter", request, gus)
    began = client.desk.clock.now()
    client.desk.clock.advance(timedelta(days=2))
    await client.desk.do.workers.remind_reporters()
    events = (
        await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=ticket.name), ann)
    ).events
    assert (events[-1].type, events[-1].actor) == (event_pb2.EVENT_TYPE_REPORTER_REMINDED, "system")
    assert events[-1].reminder.ordinal == 1
    assert events[-1].reminder.resolve_time.ToDatetime(began.tzinfo) == began + timedelta(days=7)


async def test_what_is_offered_to_whom(postgres_client: Client) -> None:
    client = postgres_client
    ann, bob, gus = await client.person(), await client.person(6, "Bob"), await client.agent()
    ticket = await client.create(ann)
    staff = {"TAKE", "WAIT_FOR_REPORTER", "WAIT_FOR_VENDOR", "RESOLVE", "REJECT", "UPDATE", "WRITE_NOTE"}
    talk = {"COMMENT", "EDIT_COMMENT"}
    request = pb.BatchGetAllowedVerbsRequest(ticket=ticket.name, users=[gus, bob, ann, gus])
    told = (await client.call("BatchGetAllowedVerbs", request)).allowed_verbs
    assert [each.user for each in told] == [gus, bob, ann, gus]
    verbs = [value_names(each, "verbs", prefix="VERB_") for each in told]
    assert verbs[0] == verbs[3] == {*staff, *talk, "FOLLOW", "ADD_FOLLOWER", "LINK", "UNLINK", "CHANGE_TAGS"}
    assert verbs[1:3] == [set(), {*talk, "CANCEL", "UPDATE"}]

    followed = (await client.do("Follow", ticket, gus, user=bob)).ticket
    assert offered(followed) == verbs[0]
    told = (await client.call("BatchGetAllowedVerbs", request)).allowed_verbs
    assert list(told[1].verbs) == [State.VERB_COMMENT, State.VERB_EDIT_COMMENT, State.VERB_UNFOLLOW]
    assert offered((await client.do("Unfollow", ticket, bob)).ticket) == set()

    taken = (await client.do("Take", ticket, gus)).ticket
    assert offered(taken) == {*verbs[0], "RELEASE"} - {"TAKE", "REJECT"}
    added = await client.comment(ticket, gus)
    assert offered(added.ticket) == offered(taken)
    read = (await client.call("GetTicket", pb.GetTicketRequest(name=ticket.name), gus)).ticket
    assert offered(read) == offered(taken)
    resolved = (await client.do("Resolve", ticket, gus)).ticket
    tags = "CHANGE_TAGS"
    assert offered(resolved) == {
        *talk,
        "REOPEN",
        "UPDATE",
        "WRITE_NOTE",
        "FOLLOW",
        "ADD_FOLLOWER",
        "LINK",
        "UNLINK",
        tags,
    }


def offered(ticket: ticket_pb2.Ticket) -> set[str]:
    return value_names(ticket, "allowed_verbs", prefix="VERB_")
