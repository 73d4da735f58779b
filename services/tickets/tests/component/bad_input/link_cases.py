"""Requests about links and merging that are wrong in one field, and its path."""

from google.protobuf.message import Message

from fixline.tickets.v1 import link_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_testing.beyond_types import loosely

from .values import (
    BAD_KEYS,
    BAD_LINKS,
    BAD_TEXT,
    BAD_TICKETS,
    KEY,
)


def link(**fields: object) -> pb.AddLinkRequest:
    given_fields = {"other": "tickets/2", "kind": 2, **fields}
    more = {
        name: given_fields.pop(name) for name in ("ticket", "request_id", "reason") if name in given_fields
    }
    return loosely(
        pb.AddLinkRequest,
        link=loosely(link_pb2.Link, **given_fields),
        **{"ticket": "tickets/1", "request_id": KEY, **more},
    )


def unlink(**fields: object) -> pb.RemoveLinkRequest:
    return loosely(pb.RemoveLinkRequest, **{"name": "tickets/1/links/1", "request_id": KEY, **fields})


CASES: list[tuple[str, Message, str]] = [
    *[("AddLink", link(ticket=name), "ticket") for name in BAD_TICKETS],
    *[("AddLink", link(other=name), "link.other") for name in [*BAD_TICKETS, "tickets/1"]],
    *[("AddLink", link(kind=number), "link.kind") for number in (0, 6, 7, -1)],
    *[("AddLink", link(direction=number), "link.direction") for number in (3, -1)],
    *[("AddLink", link(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("AddLink", link(request_id=key), "request_id") for key in BAD_KEYS],
    *[("RemoveLink", unlink(name=name), "name") for name in BAD_LINKS],
    *[("RemoveLink", unlink(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("RemoveLink", unlink(request_id=key), "request_id") for key in BAD_KEYS],
    *[("ListLinks", pb.ListLinksRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    ("ListLinks", pb.ListLinksRequest(ticket="tickets/1", page_size=-1), "page_size"),
    ("ListLinks", pb.ListLinksRequest(ticket="tickets/1", page_token="x"), "page_token"),
    *[
        ("MergeTicket", pb.MergeTicketRequest(name="tickets/1", target=name, request_id=KEY), "target")
        for name in [*BAD_TICKETS, "tickets/1"]
    ],
]
