"""Lists and searches of tickets that are wrong in one field, and its path."""

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_testing.beyond_types import loosely

from .values import (
    BAD_TIMES,
    BAD_USERS,
)

CASES: list[tuple[str, Message, str]] = [
    ("CountTickets", pb.CountTicketsRequest(), "lists"),
    ("CountTickets", pb.CountTicketsRequest(lists=[pb.ListTicketsRequest()] * 21), "lists"),
    ("CountTickets", pb.CountTicketsRequest(lists=[pb.ListTicketsRequest()], most=-1), "most"),
    *[
        (
            "CountTickets",
            pb.CountTicketsRequest(lists=[pb.ListTicketsRequest(), pb.ListTicketsRequest(assignee=name)]),
            "lists[1].assignee",
        )
        for name in BAD_USERS
    ],
    ("ListTickets", pb.ListTicketsRequest(page_size=-1), "page_size"),
    ("ListTickets", pb.ListTicketsRequest(page_token="x"), "page_token"),
    *[("ListTickets", loosely(pb.ListTicketsRequest, view=number), "view") for number in (6, -1)],
    ("ListTickets", loosely(pb.ListTicketsRequest, states=[1, 10]), "states[1]"),
    ("ListTickets", loosely(pb.ListTicketsRequest, states=[0]), "states[0]"),
    *[
        ("ListTickets", loosely(pb.ListTicketsRequest, categories=[3, bad]), "categories[1]")
        for bad in (0, 4, -1)
    ],
    *[
        ("ListTickets", loosely(pb.ListTicketsRequest, priorities=[bad]), "priorities[0]")
        for bad in (0, 5, -1)
    ],
    *[("ListTickets", loosely(pb.ListTicketsRequest, order=number), "order") for number in (-1, 99)],
    *[("ListTickets", pb.ListTicketsRequest(assignee=name), "assignee") for name in (*BAD_USERS, "--")],
    *[("ListTickets", pb.ListTicketsRequest(reporter=name), "reporter") for name in (*BAD_USERS, "-")],
    *[("ListTickets", pb.ListTicketsRequest(follower=name), "follower") for name in (*BAD_USERS, "-")],
    *[
        ("ListTickets", pb.ListTicketsRequest(location_node=name), "location_node")
        for name in ("HQ", "locations/", "locations/a b", "locations/A/B", "tickets/1")
    ],
    *[("ListTickets", pb.ListTicketsRequest(created_from=time), "created_from") for time in BAD_TIMES],
    *[("ListTickets", pb.ListTicketsRequest(created_before=time), "created_before") for time in BAD_TIMES],
    (
        "ListTickets",
        pb.ListTicketsRequest(created_from=Timestamp(seconds=9), created_before=Timestamp(seconds=9)),
        "created_before",
    ),
    *[("ListTickets", pb.ListTicketsRequest(tag=bad), "tag") for bad in ("#", "42", "a,b", "x" * 33)],
    ("SearchTickets", pb.SearchTicketsRequest(query="x", tag="42"), "tag"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", location_node="HQ"), "location_node"),
    *[
        ("SearchTickets", pb.SearchTicketsRequest(query=text), "query")
        for text in ("", " \n", "\0", "x" * 4001)
    ],
    ("SearchTickets", pb.SearchTicketsRequest(query="x", page_size=-1), "page_size"),
    ("SearchTickets", pb.SearchTicketsRequest(query="x", page_token="x"), "page_token"),
    ("SearchTickets", loosely(pb.SearchTicketsRequest, query="x", states=[1, 10]), "states[1]"),
    ("SearchTickets", loosely(pb.SearchTicketsRequest, query="x", categories=[4]), "categories[0]"),
    ("SearchTickets", loosely(pb.SearchTicketsRequest, query="x", priorities=[0]), "priorities[0]"),
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
]
