"""Requests about a ticket that are wrong in one field, and its path."""

from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message

from fixline.tickets.v1 import ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_testing.beyond_types import loosely

from .values import (
    BAD_KEYS,
    BAD_LOCATIONS,
    BAD_TEXT,
    BAD_TICKETS,
    FILE,
    KEY,
)

BAD_TAGS = ["", "#", " ", "42", "4-2", "a,b", "a/b", "<b>", "a\0b", "x" * 33, "💧", "##a"]
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


def ticket(**fields: object) -> pb.CreateTicketRequest:
    return pb.CreateTicketRequest(
        ticket=loosely(ticket_pb2.Ticket, **{"title": "T", **fields}), request_id=KEY
    )


def rate(stars: int = 5, text: str = "", **fields: object) -> pb.RateTicketRequest:
    given_fields = {"name": "tickets/1", "request_id": KEY, **fields}
    return loosely(
        pb.RateTicketRequest, rating=ticket_pb2.Ticket.Rating(stars=stars, comment=text), **given_fields
    )


def verbs() -> list[tuple[str, Message, str]]:
    cases: list[tuple[str, Message, str]] = []
    for verb in VERBS:
        request = getattr(pb, f"{verb}Request")
        fine = {"name": "tickets/1", "request_id": KEY, **EXTRAS.get(verb, {})}
        cases += [(verb, request(**{**fine, "name": name}), "name") for name in BAD_TICKETS]
        cases += [(verb, request(**{**fine, "request_id": key}), "request_id") for key in BAD_KEYS]
        if "reason" in request.DESCRIPTOR.fields_by_name:
            long = ["x" * 1001, *BAD_TEXT]
            cases += [(verb, request(**{**fine, "reason": text}), "reason") for text in long]
    return cases


def update(**fields: object) -> pb.UpdateTicketRequest:
    given_fields = {"name": "tickets/1", **fields}
    mask = loosely(FieldMask, paths=given_fields.pop("mask", []))
    more = {name: given_fields.pop(name) for name in ("request_id", "reason") if name in given_fields}
    return loosely(
        pb.UpdateTicketRequest,
        ticket=loosely(ticket_pb2.Ticket, **given_fields),
        update_mask=mask,
        **{"request_id": KEY, **more},
    )


def tag(*add: str, remove: tuple[str, ...] = (), request_id: str = KEY) -> pb.ChangeTagsRequest:
    return pb.ChangeTagsRequest(name="tickets/1", add=add, remove=remove, request_id=request_id)


CASES: list[tuple[str, Message, str]] = [
    *verbs(),
    *[
        ("ChangeTags", pb.ChangeTagsRequest(name=name, add=["a"], request_id=KEY), "name")
        for name in BAD_TICKETS
    ],
    *[("ChangeTags", tag("a", request_id=key), "request_id") for key in BAD_KEYS],
    *[("ChangeTags", tag("a", bad), "add[1]") for bad in BAD_TAGS],
    *[("ChangeTags", tag(remove=(bad,)), "remove[0]") for bad in BAD_TAGS],
    ("ChangeTags", tag(), "add"),
    ("ChangeTags", tag(*(f"a{n}" for n in range(11))), "add"),
    ("ChangeTags", tag("Leak", remove=("#leak",)), "remove"),
    *[("GetTicket", pb.GetTicketRequest(name=name), "name") for name in BAD_TICKETS],
    ("BatchGetAllowedVerbs", pb.BatchGetAllowedVerbsRequest(ticket="users/1", users=["users/1"]), "ticket"),
    ("BatchGetAllowedVerbs", pb.BatchGetAllowedVerbsRequest(ticket="tickets/1"), "users"),
    *[
        ("BatchGetAllowedVerbs", pb.BatchGetAllowedVerbsRequest(ticket="tickets/1", users=users), where)
        for users, where in ((["users/1", "x"], "users[1]"), (["users/1"] * 201, "users"))
    ],
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
    ("CreateTicket", pb.CreateTicketRequest(request_id=KEY), "ticket"),
    *[
        (
            "CreateTicket",
            pb.CreateTicketRequest(
                ticket=ticket().ticket, new_reporter=pb.NewReporter(display_name=name), request_id=KEY
            ),
            "new_reporter.display_name",
        )
        for name in ["", " \n", "x" * 129, *BAD_TEXT]
    ],
    *[
        (
            "CreateTicket",
            pb.CreateTicketRequest(
                ticket=ticket().ticket,
                new_reporter=pb.NewReporter(display_name="Zed", contact=contact),
                request_id=KEY,
            ),
            "new_reporter.contact",
        )
        for contact in ["x" * 201, *BAD_TEXT]
    ],
    *[("CreateTicket", ticket(title=text), "ticket.title") for text in ["", " \n\t", "x" * 201, *BAD_TEXT]],
    *[("CreateTicket", ticket(description=text), "ticket.description") for text in ["x" * 4001, *BAD_TEXT]],
    *[("CreateTicket", ticket(location=text), "ticket.location") for text in ["x" * 201, *BAD_TEXT]],
    *[("CreateTicket", ticket(location_node=name), "ticket.location_node") for name in BAD_LOCATIONS],
    ("CreateTicket", ticket(location_node="locations/NOWHERE"), "ticket.location_node"),
    *[("CreateTicket", ticket(priority=number), "ticket.priority") for number in (5, -1, 2**31 - 1)],
    ("CreateTicket", ticket(attachments=[""]), "ticket.attachments[0]"),
    ("CreateTicket", ticket(attachments=["../etc/passwd"]), "ticket.attachments[0]"),
    ("CreateTicket", ticket(attachments=[FILE, FILE]), "ticket.attachments[1]"),
    ("CreateTicket", ticket(attachments=[f"{FILE[:-2]}{n:02}" for n in range(11)]), "ticket.attachments"),
    *[
        (
            "CreateTicket",
            pb.CreateTicketRequest(ticket=ticket().ticket, follow_up_of=name, request_id=KEY),
            "follow_up_of",
        )
        for name in BAD_TICKETS
        if name
    ],
    *[("UpdateTicket", update(location_node=name), "ticket.location_node") for name in BAD_LOCATIONS],
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
    *[("RateTicket", rate(name=name), "name") for name in BAD_TICKETS],
    *[("RateTicket", rate(request_id=key), "request_id") for key in BAD_KEYS],
    ("RateTicket", pb.RateTicketRequest(name="tickets/1", request_id=KEY), "rating"),
    *[("RateTicket", rate(stars), "rating.stars") for stars in (0, -1, 6, 2**31 - 1)],
    *[("RateTicket", rate(text=text), "rating.comment") for text in ["x" * 1001, *BAD_TEXT]],
]
