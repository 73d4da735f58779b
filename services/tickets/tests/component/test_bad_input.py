"""Every field of every RPC: refused with its path, and nothing changed."""

from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import invite_service_pb2 as invites_pb
from fixline.tickets.v1 import link_pb2, ticket_pb2, user_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1 import user_service_pb2 as users_pb
from fixline_rpc.errors import failure_of

from .sla_cases import CASES as SLA_CASES

KEY = "0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
FILE = f"files/{KEY}"
BAD_TEXT = ["\x00", "a\x07b", "\x1b[31m", "line\rfeed"]
BAD_TICKETS = [
    "",
    "1",
    "tickets/",
    "tickets/0",
    "tickets/01",
    "tickets/-1",
    "tickets/1/comments/2",
    "tickets/x",
    "tickets/\u0661",
    "tickets/9223372036854775808",
    "users/1",
    "tickets/1 ",
    "TICKETS/1",
]
BAD_LOCATIONS = ["HQ", "locations/", "locations/H Q", "locations/\0", "locations/" + "X" * 21]
BAD_COMMENTS = [
    "",
    "tickets/1",
    "tickets/1/comments/",
    "tickets/1/comments/0",
    "tickets/x/comments/1",
    "comments/1",
]
BAD_LINKS = ["", "tickets/1", "tickets/1/links/", "tickets/1/links/0", "tickets/1/comments/1", "links/1"]
VERBS = [
    *("FollowTicket", "UnfollowTicket", "MergeTicket"),
    *("TakeTicket", "ResolveTicket", "ConfirmTicket", "AssignTicket", "ReleaseTicket", "WaitForReporter"),
    *("WaitForVendor", "ResumeTicket", "RejectTicket", "CancelTicket", "ReopenTicket"),
]
EXTRAS = {
    "MergeTicket": {"target": "tickets/2"},
    "AssignTicket": {"assignee": "users/1"},
    "RejectTicket": {"reason": "x"},
}
BAD_USERS = ["users/0", "users/x", "users/9223372036854775808", "tickets/1", "me", "\x00"]
BAD_TIMES = [
    Timestamp(seconds=2**63 - 1),
    Timestamp(seconds=-(2**63)),
    Timestamp(seconds=253_402_300_800),
    Timestamp(nanos=-1),
    Timestamp(nanos=10**9),
]
BAD_KEYS = ["", "1", KEY[:-1], f"{{{KEY}}}", KEY.replace("-", "")]


def ticket(**fields: Any) -> pb.CreateTicketRequest:
    return pb.CreateTicketRequest(ticket=ticket_pb2.Ticket(**{"title": "T", **fields}), request_id=KEY)


def comment(text: str = "x", **fields: Any) -> pb.AddCommentRequest:
    given_fields = {"ticket": "tickets/1", "request_id": KEY, **fields}
    return pb.AddCommentRequest(comment=ticket_pb2.Comment(text=text), **given_fields)


def rate(stars: int = 5, text: str = "", **fields: Any) -> pb.RateTicketRequest:
    given_fields = {"name": "tickets/1", "request_id": KEY, **fields}
    return pb.RateTicketRequest(rating=ticket_pb2.Ticket.Rating(stars=stars, comment=text), **given_fields)


def register(**fields: Any) -> users_pb.RegisterUserRequest:
    return users_pb.RegisterUserRequest(**{"telegram_id": 7, "display_name": "Eve", **fields})


def verbs() -> list[tuple[str, Any, str]]:
    cases: list[tuple[str, Any, str]] = []
    for verb in VERBS:
        request = getattr(pb, f"{verb}Request")
        fine = {"name": "tickets/1", "request_id": KEY, **EXTRAS.get(verb, {})}
        cases += [(verb, request(**{**fine, "name": name}), "name") for name in BAD_TICKETS]
        cases += [(verb, request(**{**fine, "request_id": key}), "request_id") for key in BAD_KEYS]
        if "reason" in request.DESCRIPTOR.fields_by_name:
            long = ["x" * 1001, *BAD_TEXT]
            cases += [(verb, request(**{**fine, "reason": text}), "reason") for text in long]
    return cases


def update(**fields: Any) -> pb.UpdateTicketRequest:
    given_fields = {"name": "tickets/1", **fields}
    mask = FieldMask(paths=given_fields.pop("mask", []))
    more = {name: given_fields.pop(name) for name in ("request_id", "reason") if name in given_fields}
    return pb.UpdateTicketRequest(
        ticket=ticket_pb2.Ticket(**given_fields), update_mask=mask, **{"request_id": KEY, **more}
    )


def edit(**fields: Any) -> pb.EditCommentRequest:
    return pb.EditCommentRequest(**{"name": "tickets/1/comments/1", "text": "x", "request_id": KEY, **fields})


def link(**fields: Any) -> pb.AddLinkRequest:
    given_fields = {"other": "tickets/2", "kind": 2, **fields}
    more = {
        name: given_fields.pop(name) for name in ("ticket", "request_id", "reason") if name in given_fields
    }
    return pb.AddLinkRequest(
        link=link_pb2.Link(**given_fields), **{"ticket": "tickets/1", "request_id": KEY, **more}
    )


def unlink(**fields: Any) -> pb.RemoveLinkRequest:
    return pb.RemoveLinkRequest(**{"name": "tickets/1/links/1", "request_id": KEY, **fields})


def preferences(**fields: Any) -> users_pb.UpdateUserRequest:
    given_fields = {"name": "users/1", **fields}
    mask = FieldMask(paths=given_fields.pop("mask", []))
    key = given_fields.pop("request_id", KEY)
    return users_pb.UpdateUserRequest(user=user_pb2.User(**given_fields), update_mask=mask, request_id=key)


def role(**fields: Any) -> users_pb.SetUserRoleRequest:
    return users_pb.SetUserRoleRequest(**{"name": "users/1", "role": 2, "request_id": KEY, **fields})


def active(**fields: Any) -> users_pb.SetUserActiveRequest:
    return users_pb.SetUserActiveRequest(**{"name": "users/1", "request_id": KEY, **fields})


def invite(**fields: Any) -> invites_pb.CreateInviteRequest:
    return invites_pb.CreateInviteRequest(**{"role": 2, "request_id": KEY, **fields})


def redeem(**fields: Any) -> invites_pb.RedeemInviteRequest:
    return invites_pb.RedeemInviteRequest(**{"code": "x", "request_id": KEY, **fields})


def revoke(**fields: Any) -> invites_pb.RevokeInviteRequest:
    return invites_pb.RevokeInviteRequest(**{"name": "invites/1", "request_id": KEY, **fields})


BAD_LIVES = [
    Duration(),
    Duration(seconds=-60),
    Duration(seconds=59, nanos=999_999_999),
    Duration(seconds=60, nanos=-1),
    Duration(seconds=7 * 86_400, nanos=1),
    Duration(seconds=2**62),
    Duration(seconds=-(2**62)),
]
CASES: list[tuple[str, Any, str]] = [
    *verbs(),
    *[("GetTicket", pb.GetTicketRequest(name=name), "name") for name in BAD_TICKETS],
    *[("ListComments", pb.ListCommentsRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    *[("ListTicketEvents", pb.ListTicketEventsRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    *[("ListFollowers", pb.ListFollowersRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    *[
        (verb, getattr(pb, f"{verb}Request")(name="tickets/1", user=name, request_id=KEY), "user")
        for verb in ("FollowTicket", "UnfollowTicket")
        for name in ("users/", "users/0", "users/x", "tickets/1", "1")
    ],
    ("ListFollowers", pb.ListFollowersRequest(ticket="tickets/1", page_size=-1), "page_size"),
    ("ListFollowers", pb.ListFollowersRequest(ticket="tickets/1", page_token="x"), "page_token"),
    *[("AddComment", comment(ticket=name), "ticket") for name in BAD_TICKETS],
    *[("RateTicket", rate(name=name), "name") for name in BAD_TICKETS],
    *[("AddComment", comment(request_id=key), "request_id") for key in BAD_KEYS],
    *[("RateTicket", rate(request_id=key), "request_id") for key in BAD_KEYS],
    *[
        ("CreateTicket", pb.CreateTicketRequest(ticket=ticket().ticket, request_id=key), "request_id")
        for key in BAD_KEYS
    ],
    *[
        (
            "CreateTicket",
            pb.CreateTicketRequest(ticket=ticket().ticket, reporter=name, request_id=KEY),
            "reporter",
        )
        for name in ("users/", "users/0", "users/x", "tickets/1", "1", "users/9223372036854775808")
    ],
    ("CreateTicket", pb.CreateTicketRequest(request_id=KEY), "ticket.title"),
    *[("CreateTicket", ticket(title=text), "ticket.title") for text in ["", " \n\t", "x" * 201, *BAD_TEXT]],
    *[("CreateTicket", ticket(description=text), "ticket.description") for text in ["x" * 4001, *BAD_TEXT]],
    *[("CreateTicket", ticket(location=text), "ticket.location") for text in ["x" * 201, *BAD_TEXT]],
    *[("CreateTicket", ticket(location_node=name), "ticket.location_node") for name in BAD_LOCATIONS],
    ("CreateTicket", ticket(location_node="locations/NOWHERE"), "ticket.location_node"),
    *[("UpdateTicket", update(location_node=name), "ticket.location_node") for name in BAD_LOCATIONS],
    *[("CreateTicket", ticket(priority=number), "ticket.priority") for number in (5, -1, 2**31 - 1)],
    ("CreateTicket", ticket(attachments=[""]), "ticket.attachments[0]"),
    ("CreateTicket", ticket(attachments=["../etc/passwd"]), "ticket.attachments[0]"),
    ("CreateTicket", ticket(attachments=[FILE, FILE]), "ticket.attachments[1]"),
    ("CreateTicket", ticket(attachments=[f"{FILE[:-2]}{n:02}" for n in range(11)]), "ticket.attachments"),
    ("AddComment", pb.AddCommentRequest(ticket="tickets/1", request_id=KEY), "comment.text"),
    *[("AddComment", comment(text), "comment.text") for text in ["", "  ", "x" * 4001, *BAD_TEXT]],
    ("RateTicket", pb.RateTicketRequest(name="tickets/1", request_id=KEY), "rating.stars"),
    *[("RateTicket", rate(stars), "rating.stars") for stars in (0, -1, 6, 2**31 - 1)],
    *[("RateTicket", rate(text=text), "rating.comment") for text in ["x" * 1001, *BAD_TEXT]],
    *[
        ("AssignTicket", pb.AssignTicketRequest(name="tickets/1", assignee=name, request_id=KEY), "assignee")
        for name in ("", "users/0", "tickets/1")
    ],
    ("RejectTicket", pb.RejectTicketRequest(name="tickets/1", request_id=KEY), "reason"),
    *[
        (
            "ResolveTicket",
            pb.ResolveTicketRequest(name="tickets/1", resolution=text, request_id=KEY),
            "resolution",
        )
        for text in ["x" * 4001, *BAD_TEXT]
    ],
    (
        "AddComment",
        pb.AddCommentRequest(
            ticket="tickets/1", comment=ticket_pb2.Comment(text="x", visibility=3), request_id=KEY
        ),
        "comment.visibility",
    ),
    *[
        (
            "CreateTicket",
            pb.CreateTicketRequest(ticket=ticket().ticket, follow_up_of=name, request_id=KEY),
            "follow_up_of",
        )
        for name in BAD_TICKETS
        if name
    ],
    *[("AddLink", link(ticket=name), "ticket") for name in BAD_TICKETS],
    *[("AddLink", link(other=name), "link.other") for name in [*BAD_TICKETS, "tickets/1"]],
    *[("AddLink", link(kind=number), "link.kind") for number in (0, 6, 7, -1)],
    *[("AddLink", link(direction=number), "link.direction") for number in (3, -1)],
    *[("AddLink", link(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("AddLink", link(request_id=key), "request_id") for key in BAD_KEYS],
    *[
        ("MergeTicket", pb.MergeTicketRequest(name="tickets/1", target=name, request_id=KEY), "target")
        for name in [*BAD_TICKETS, "tickets/1"]
    ],
    *[("RemoveLink", unlink(name=name), "name") for name in BAD_LINKS],
    *[("RemoveLink", unlink(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("RemoveLink", unlink(request_id=key), "request_id") for key in BAD_KEYS],
    *[("ListLinks", pb.ListLinksRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    ("ListLinks", pb.ListLinksRequest(ticket="tickets/1", page_size=-1), "page_size"),
    ("ListLinks", pb.ListLinksRequest(ticket="tickets/1", page_token="x"), "page_token"),
    *[("EditComment", edit(name=name), "name") for name in BAD_COMMENTS],
    *[("EditComment", edit(text=text), "text") for text in ["", "  ", "x" * 4001, *BAD_TEXT]],
    *[("EditComment", edit(request_id=key), "request_id") for key in BAD_KEYS],
    *[("UpdateTicket", update(title="x", name=name), "ticket.name") for name in BAD_TICKETS],
    *[("UpdateTicket", update(title="x", request_id=key), "request_id") for key in BAD_KEYS],
    *[("UpdateTicket", update(title="x", reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("UpdateTicket", update(title=text), "ticket.title") for text in ["x" * 201, *BAD_TEXT]],
    *[("UpdateTicket", update(description=text), "ticket.description") for text in ["x" * 4001, *BAD_TEXT]],
    *[("UpdateTicket", update(location=text), "ticket.location") for text in ["x" * 201, *BAD_TEXT]],
    ("UpdateTicket", update(mask=["title"]), "ticket.title"),
    ("UpdateTicket", update(), "update_mask"),
    ("UpdateTicket", update(mask=["state"], state=5), "update_mask"),
    ("UpdateTicket", update(mask=["title", "etag"], title="x"), "update_mask"),
    ("UpdateTicket", update(priority=9, reason="x"), "ticket.priority"),
    ("UpdateTicket", update(mask=["priority"], reason="x"), "ticket.priority"),
    ("UpdateTicket", update(priority=1), "reason"),
    *[("UpdateUser", preferences(language="de", name=name), "user.name") for name in ("", "users/0", "x")],
    *[("UpdateUser", preferences(language="de", request_id=key), "request_id") for key in BAD_KEYS],
    *[("UpdateUser", preferences(language=text), "user.language") for text in ["x", "en_US", "\0"]],
    *[("UpdateUser", preferences(time_zone=text), "user.time_zone") for text in ["Mars", "../etc", "\0"]],
    ("UpdateUser", preferences(), "update_mask"),
    ("UpdateUser", preferences(mask=["role"], role=4), "update_mask"),
    ("UpdateUser", preferences(mask=["language"]), "user.language"),
    *[("SetUserRole", role(name=name), "name") for name in ("", "users/0", "tickets/1")],
    *[("SetUserRole", role(role=number), "role") for number in (0, 6, -1)],
    *[("SetUserRole", role(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("SetUserRole", role(request_id=key), "request_id") for key in BAD_KEYS],
    *[("SetUserActive", active(name=name), "name") for name in ("", "users/0", "tickets/1")],
    *[("SetUserActive", active(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("SetUserActive", active(request_id=key), "request_id") for key in BAD_KEYS],
    ("ListTickets", pb.ListTicketsRequest(page_size=-1), "page_size"),
    ("ListTickets", pb.ListTicketsRequest(page_token="x"), "page_token"),
    *[("ListTickets", pb.ListTicketsRequest(view=number), "view") for number in (6, -1)],
    ("ListTickets", pb.ListTicketsRequest(states=[1, 10]), "states[1]"),
    ("ListTickets", pb.ListTicketsRequest(states=[0]), "states[0]"),
    *[("ListTickets", pb.ListTicketsRequest(categories=[3, bad]), "categories[1]") for bad in (0, 4, -1)],
    *[("ListTickets", pb.ListTicketsRequest(priorities=[bad]), "priorities[0]") for bad in (0, 5, -1)],
    *[("ListTickets", pb.ListTicketsRequest(order=number), "order") for number in (-1, 99)],
    *[("ListTickets", pb.ListTicketsRequest(assignee=name), "assignee") for name in (*BAD_USERS, "--")],
    *[("ListTickets", pb.ListTicketsRequest(reporter=name), "reporter") for name in (*BAD_USERS, "-")],
    *[("ListTickets", pb.ListTicketsRequest(follower=name), "follower") for name in (*BAD_USERS, "-")],
    *[
        ("ListTickets", pb.ListTicketsRequest(location_node=name), "location_node")
        for name in ("HQ", "locations/", "locations/a b", "locations/A/B", "tickets/1")
    ],
    ("SearchTickets", pb.SearchTicketsRequest(query="x", location_node="HQ"), "location_node"),
    *[("ListTickets", pb.ListTicketsRequest(created_from=time), "created_from") for time in BAD_TIMES],
    *[("ListTickets", pb.ListTicketsRequest(created_before=time), "created_before") for time in BAD_TIMES],
    (
        "ListTickets",
        pb.ListTicketsRequest(created_from=Timestamp(seconds=9), created_before=Timestamp(seconds=9)),
        "created_before",
    ),
    *[
        ("SearchTickets", pb.SearchTicketsRequest(query=text), "query")
        for text in ("", " \n", "\0", "x" * 4001)
    ],
    ("SearchTickets", pb.SearchTicketsRequest(query="x", page_size=-1), "page_size"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", page_token="x"), "page_token"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", states=[1, 10]), "states[1]"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", categories=[4]), "categories[0]"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", priorities=[0]), "priorities[0]"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", assignee="me"), "assignee"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", reporter="-"), "reporter"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", follower="-"), "follower"),
    *[
        ("SearchTickets", pb.SearchTicketsRequest(query="x", created_from=time), "created_from")
        for time in BAD_TIMES
    ],
    *[
        ("SearchTickets", pb.SearchTicketsRequest(query="x", created_before=time), "created_before")
        for time in BAD_TIMES
    ],
    ("ListComments", pb.ListCommentsRequest(ticket="tickets/1", page_size=-(2**31)), "page_size"),
    ("ListComments", pb.ListCommentsRequest(ticket="tickets/1", page_token="é"), "page_token"),
    ("ListTicketEvents", pb.ListTicketEventsRequest(ticket="tickets/1", page_size=-1), "page_size"),
    ("ListTicketEvents", pb.ListTicketEventsRequest(ticket="tickets/1", page_token="A" * 999), "page_token"),
    *[("RegisterUser", register(telegram_id=number), "telegram_id") for number in (0, -1, 2**52, 2**63 - 1)],
    *[("RegisterUser", register(display_name=text), "display_name") for text in ["", "x" * 129, *BAD_TEXT]],
    *[("RegisterUser", register(username=text), "username") for text in ["x" * 33, *BAD_TEXT]],
    *[("RegisterUser", register(language=text), "language") for text in ["x", "en_US", "x" * 36, "\0"]],
    ("RegisterUser", register(request_id="x"), "request_id"),
    *[("GetUser", users_pb.GetUserRequest(name=name), "name") for name in ("", "users/0", "tickets/1")],
    ("ListUsers", users_pb.ListUsersRequest(page_size=-1), "page_size"),
    ("ListUsers", users_pb.ListUsersRequest(page_token="x"), "page_token"),
    ("ListUsers", users_pb.ListUsersRequest(roles=[1, 0]), "roles[1]"),
    ("ListUsers", users_pb.ListUsersRequest(roles=[99]), "roles[0]"),
    *[("ListUserEvents", users_pb.ListUserEventsRequest(user=name), "user") for name in ("", "users/0", "x")],
    ("ListUserEvents", users_pb.ListUserEventsRequest(user="users/1", page_size=-1), "page_size"),
    ("ListUserEvents", users_pb.ListUserEventsRequest(user="users/1", page_token="x"), "page_token"),
    *[("CreateInvite", invite(role=number), "role") for number in (0, 1, 6, -1)],
    *[("CreateInvite", invite(note=text), "note") for text in ["x" * 201, *BAD_TEXT]],
    *[("CreateInvite", invite(ttl=life), "ttl") for life in BAD_LIVES],
    *[("CreateInvite", invite(request_id=key), "request_id") for key in BAD_KEYS],
    *[
        ("RedeemInvite", redeem(code=code), "code")
        for code in ["", "x" * 65, "a b", "\u0661", "a\n", *BAD_TEXT]
    ],
    *[("RedeemInvite", redeem(request_id=key), "request_id") for key in BAD_KEYS],
    *[("RevokeInvite", revoke(name=name), "name") for name in ("", "invites/0", "users/1")],
    *[("RevokeInvite", revoke(request_id=key), "request_id") for key in BAD_KEYS],
    *SLA_CASES,
    ("ListInvites", invites_pb.ListInvitesRequest(page_size=-1), "page_size"),
    ("ListInvites", invites_pb.ListInvitesRequest(page_token="x"), "page_token"),
]
SERVICE_METHODS = {"RegisterUser", "GetUser", "ListUsers"}


async def test_each_case_is_refused_and_changes_nothing(client: Any) -> None:
    ann = await client.person()
    await client.create(ann)
    before = await everything(client)
    for method, request, field in CASES:
        failure = await client.failure(method, request, None if method in SERVICE_METHODS else ann)
        case = f"{method} {request} {failure}"
        assert failure.code is grpc.StatusCode.INVALID_ARGUMENT, case
        assert failure.reason in {"INVALID_ARGUMENT", "PAGE_TOKEN_INVALID"}, case
        assert [violation.field for violation in failure.violations] == [field], case
        assert failure.violations[0].description, case
    assert await everything(client) == before


async def everything(client: Any) -> Any:
    store = client.desk.ports.unit_of_work._store
    return (
        len(store.users),
        [(each.state, each.version) for each in store.tickets.values()],
        len(store.comments),
        list(store.events),
        len(store.answers),
        len(store.invites),
    )


async def test_all_faults_of_a_form_come_at_once(client: Any) -> None:
    request = pb.CreateTicketRequest(
        ticket=ticket_pb2.Ticket(title="", description="\0", location="x" * 201, attachments=["x"])
    )
    failure = await client.failure("CreateTicket", request, await client.person())
    assert sorted(violation.field for violation in failure.violations) == [
        "request_id",
        "ticket.attachments[0]",
        "ticket.description",
        "ticket.location",
        "ticket.title",
    ]


@pytest.mark.parametrize(
    ("request_", "reason", "field"),
    [
        (pb.WatchEventsRequest(resume_token="x"), "RESUME_TOKEN_INVALID", "resume_token"),
        (pb.WatchEventsRequest(types=[0]), "INVALID_ARGUMENT", "types[0]"),
        (pb.WatchEventsRequest(types=[1, 77]), "INVALID_ARGUMENT", "types[1]"),
        *[
            (pb.WatchEventsRequest(heartbeat_interval=length), "INVALID_ARGUMENT", "heartbeat_interval")
            for length in (
                Duration(),
                Duration(seconds=-1),
                Duration(seconds=61),
                Duration(seconds=60, nanos=1_000),
                Duration(nanos=999_999_999),
                Duration(seconds=2**62),
                Duration(seconds=-(2**62)),
            )
        ],
    ],
)
async def test_watching(client: Any, request_: Any, reason: str, field: str) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await client.tickets.WatchEvents(request_).read()

    failure = failure_of(caught.value)
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, reason)
    assert [violation.field for violation in failure.violations] == [field]
