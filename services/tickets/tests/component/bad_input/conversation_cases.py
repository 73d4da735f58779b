"""Requests about comments, followers and the history that are wrong in one field, and its path."""

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1.search_pb2 import ReportDraft
from fixline.tickets.v1.text_mark_pb2 import TextMark
from fixline_testing.beyond_types import loosely

from .values import (
    BAD_COMMENTS,
    BAD_KEYS,
    BAD_TEXT,
    BAD_TICKETS,
    KEY,
)


def comment(text: str = "x", **fields: object) -> pb.AddCommentRequest:
    given_fields = {"ticket": "tickets/1", "request_id": KEY, **fields}
    return loosely(pb.AddCommentRequest, comment=ticket_pb2.Comment(text=text), **given_fields)


def edit(**fields: object) -> pb.EditCommentRequest:
    return loosely(
        pb.EditCommentRequest, **{"name": "tickets/1/comments/1", "text": "x", "request_id": KEY, **fields}
    )


def withdraw(**fields: object) -> pb.WithdrawCommentRequest:
    return loosely(pb.WithdrawCommentRequest, **{"name": "tickets/1/comments/1", "request_id": KEY, **fields})


def follow(**fields: object) -> pb.FollowTicketRequest:
    return loosely(pb.FollowTicketRequest, name="tickets/1", request_id=KEY, **fields)


def mark(**fields: object) -> TextMark:
    return loosely(TextMark, **{"length": 1, "kind": TextMark.KIND_BOLD, **fields})


LINK = {"kind": TextMark.KIND_LINK}
BAD_MARKS = [
    (mark(offset=-1), "[0].offset"),
    (mark(length=0), "[0].length"),
    (mark(length=2), "[0].length"),
    (mark(offset=2**31 - 1, length=2**31 - 1), "[0].length"),
    (mark(kind=0), "[0].kind"),
    (mark(kind=99), "[0].kind"),
    *[
        (mark(url=url, **LINK), "[0].url")
        for url in (
            *("", "example.org", "javascript:alert(1)", "HTTPS:", "https://a b", 'https://"'),
            f"https://{'x' * 2_048}",
        )
    ],
    (mark(url="https://example.org"), "[0].url"),
    (mark(language="python"), "[0].language"),
    (mark(kind=TextMark.KIND_PRE, language="a b"), "[0].language"),
    (mark(kind=TextMark.KIND_DATE_TIME), "[0].time"),
    (mark(kind=TextMark.KIND_DATE_TIME, time=Timestamp(seconds=2**60)), "[0].time"),
    (mark(kind=TextMark.KIND_DATE_TIME, time=Timestamp(seconds=1), time_format="x"), "[0].time_format"),
    (mark(time_format="t"), "[0].time"),
]
CASES: list[tuple[str, Message, str]] = [
    *[
        case
        for wrong, path in BAD_MARKS
        for case in (
            (
                "AddComment",
                pb.AddCommentRequest(
                    ticket="tickets/1", comment=ticket_pb2.Comment(text="x", marks=[wrong]), request_id=KEY
                ),
                f"comment.marks{path}",
            ),
            ("EditComment", edit(marks=[wrong]), f"marks{path}"),
        )
    ],
    ("EditComment", edit(marks=[mark()] * 101), "marks"),
    ("EditComment", edit(text="xyz", marks=[mark(length=2), mark(offset=1, length=2)]), "marks"),
    *[("AddComment", comment(ticket=name), "ticket") for name in BAD_TICKETS],
    *[("AddComment", comment(request_id=key), "request_id") for key in BAD_KEYS],
    ("AddComment", pb.AddCommentRequest(ticket="tickets/1", request_id=KEY), "comment"),
    *[("AddComment", comment(text), "comment.text") for text in ["", "  ", "x" * 4001, *BAD_TEXT]],
    (
        "AddComment",
        pb.AddCommentRequest(
            ticket="tickets/1", comment=loosely(ticket_pb2.Comment, text="x", visibility=3), request_id=KEY
        ),
        "comment.visibility",
    ),
    *[("EditComment", edit(name=name), "name") for name in BAD_COMMENTS],
    *[("EditComment", edit(text=text), "text") for text in ["", "  ", "x" * 4001, *BAD_TEXT]],
    *[("EditComment", edit(request_id=key), "request_id") for key in BAD_KEYS],
    *[("WithdrawComment", withdraw(name=name), "name") for name in BAD_COMMENTS],
    *[("WithdrawComment", withdraw(request_id=key), "request_id") for key in BAD_KEYS],
    *[("ListComments", pb.ListCommentsRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    ("ListComments", pb.ListCommentsRequest(ticket="tickets/1", page_size=-(2**31)), "page_size"),
    ("ListComments", pb.ListCommentsRequest(ticket="tickets/1", page_token="é"), "page_token"),
    *[("ListTicketEvents", pb.ListTicketEventsRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    ("ListTicketEvents", pb.ListTicketEventsRequest(ticket="tickets/1", page_size=-1), "page_size"),
    ("ListTicketEvents", pb.ListTicketEventsRequest(ticket="tickets/1", page_token="A" * 999), "page_token"),
    *[
        (verb, getattr(pb, f"{verb}Request")(name="tickets/1", user=name, request_id=KEY), "user")
        for verb in ("FollowTicket", "UnfollowTicket")
        for name in ("users/", "users/0", "users/x", "tickets/1", "1")
    ],
    *[
        (verb, call(report=report), field)
        for verb, call in (("FollowTicket", follow), ("ListSimilarTickets", pb.ListSimilarTicketsRequest))
        for report, field in (
            (ReportDraft(text="x", location_node="HQ"), "report.location_node"),
            (ReportDraft(text="x"), "report.location_node"),
            (ReportDraft(text=" ", location_node="locations/HQ"), "report.text"),
            (ReportDraft(text="x" * 4_001, location_node="locations/HQ"), "report.text"),
        )
    ],
    (
        "FollowTicket",
        follow(user="users/1", report=ReportDraft(text="x", location_node="locations/HQ")),
        "report",
    ),
    *[("ListFollowers", pb.ListFollowersRequest(ticket=name), "ticket") for name in BAD_TICKETS],
    ("ListFollowers", pb.ListFollowersRequest(ticket="tickets/1", page_size=-1), "page_size"),
    ("ListFollowers", pb.ListFollowersRequest(ticket="tickets/1", page_token="x"), "page_token"),
]
