"""Every RPC about a ticket: who may call it in which relation to the ticket.

Written down anew here, from the words of the design, not read from the service.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypedDict

from google.protobuf.message import Message

from fixline.tickets.v1 import link_pb2, search_pb2, ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.domain.people.user import Role
from tickets_service.domain.state import State

from .relations import ALL, CONCERNED, DENIED, HIDDEN, MINE, OK, OWN, SEES, TAKEN, WORK
from .stage import NOTE, PUBLIC, Scene


@dataclass(frozen=True, kw_only=True)
class Case:
    """One RPC about a ticket in `state`: who may call it in which relation, and how it is called."""

    request: Callable[[Scene], Message]
    state: State = State.OPEN
    user: set[str] = field(default_factory=set)
    agent: set[str] = field(default_factory=set)
    dispatcher: set[str] = field(default_factory=set)
    auditor: set[str] = field(default_factory=set)
    admin: set[str] | None = None
    """None: as the dispatcher."""

    def allowed(self, role: Role) -> set[str]:
        admin = self.dispatcher if self.admin is None else self.admin
        rows = {
            Role.USER: self.user,
            Role.AGENT: self.agent,
            Role.DISPATCHER: self.dispatcher,
            Role.ADMIN: admin,
            Role.AUDITOR: self.auditor,
        }
        return rows[role]


class Roles(TypedDict, total=False):
    user: set[str]
    agent: set[str]
    dispatcher: set[str]
    auditor: set[str]


def verb(method: str, **more: object) -> Callable[[Scene], Message]:
    return lambda scene: getattr(pb, f"{method}Request")(name=scene.name, request_id=scene.key, **more)


def update(scene: Scene) -> pb.UpdateTicketRequest:
    return pb.UpdateTicketRequest(
        ticket=ticket_pb2.Ticket(name=scene.name, title="New"), request_id=scene.key
    )


def edit(scene: Scene) -> pb.EditCommentRequest:
    return pb.EditCommentRequest(name=scene.comment, text="x", request_id=scene.key)


def withdraw(scene: Scene) -> pb.WithdrawCommentRequest:
    return pb.WithdrawCommentRequest(name=scene.comment, request_id=scene.key)


def link(scene: Scene) -> pb.AddLinkRequest:
    return pb.AddLinkRequest(
        ticket=scene.name,
        link=link_pb2.Link(other=scene.other, kind=link_pb2.Link.KIND_BLOCKS),
        request_id=scene.key,
    )


def follow_up(scene: Scene) -> pb.CreateTicketRequest:
    return pb.CreateTicketRequest(
        ticket=ticket_pb2.Ticket(title="x"), follow_up_of=scene.name, request_id=scene.key
    )


LIKE = search_pb2.ReportDraft(text="x", location_node="locations/HQ")
RATING = ticket_pb2.Ticket.Rating(stars=5)
TALK: Roles = {"user": CONCERNED, "agent": CONCERNED | WORK, "dispatcher": ALL}
READ: Roles = {**TALK, "auditor": ALL}
STAFF: Roles = {"agent": WORK, "dispatcher": ALL}
REPORTER: Roles = {"user": OWN, "agent": OWN, "dispatcher": OWN}
CASES = {
    "GetTicket": Case(request=lambda scene: pb.GetTicketRequest(name=scene.name), **READ),
    "ListComments": Case(request=lambda scene: pb.ListCommentsRequest(ticket=scene.name), **READ),
    "ListTicketEvents": Case(request=lambda scene: pb.ListTicketEventsRequest(ticket=scene.name), **READ),
    "ListFollowers": Case(request=lambda scene: pb.ListFollowersRequest(ticket=scene.name), **READ),
    "FollowTicket": Case(request=verb("FollowTicket"), **TALK),
    "FollowTicket, another": Case(request=verb("FollowTicket", user="users/1"), **STAFF),
    "FollowTicket, like no report": Case(request=verb("FollowTicket", report=LIKE), **TALK),
    "UnfollowTicket": Case(request=verb("UnfollowTicket"), **TALK),
    "UnfollowTicket, another": Case(request=verb("UnfollowTicket", user="users/1"), dispatcher=ALL),
    "TakeTicket": Case(request=verb("TakeTicket"), agent=ALL, dispatcher=ALL),
    "AssignTicket": Case(request=verb("AssignTicket", assignee="users/1"), dispatcher=ALL),
    "ReleaseTicket": Case(request=verb("ReleaseTicket"), state=State.IN_PROGRESS, agent=MINE, dispatcher=ALL),
    "WaitForReporter": Case(request=verb("WaitForReporter"), **STAFF),
    "WaitForVendor": Case(request=verb("WaitForVendor"), **STAFF),
    "ResumeTicket": Case(request=verb("ResumeTicket"), state=State.WAITING_VENDOR, **STAFF),
    "ResolveTicket": Case(request=verb("ResolveTicket"), **STAFF),
    "RejectTicket": Case(request=verb("RejectTicket", reason="x"), **STAFF),
    "CancelTicket": Case(request=verb("CancelTicket"), user=OWN, agent=OWN, dispatcher=ALL),
    "ConfirmTicket": Case(request=verb("ConfirmTicket"), state=State.RESOLVED, **REPORTER),
    "RateTicket": Case(request=verb("RateTicket", rating=RATING), state=State.RESOLVED, **REPORTER),
    "ReopenTicket": Case(
        request=verb("ReopenTicket"), state=State.RESOLVED, user=OWN, agent=OWN | WORK, dispatcher=ALL
    ),
    "ReopenTicket, closed": Case(request=verb("ReopenTicket", reason="x"), state=State.CLOSED, admin=ALL),
    "UpdateTicket": Case(request=update, user={"own, unassigned"}, agent=WORK, dispatcher=ALL),
    "ChangeTags": Case(request=verb("ChangeTags", add=["leak"]), **STAFF),
    "AddComment": Case(request=PUBLIC, **TALK),
    "AddComment, note": Case(request=NOTE, **STAFF),
    "ListLinks": Case(request=lambda scene: pb.ListLinksRequest(ticket=scene.name), **READ),
    "AddLink": Case(request=link, agent=READ["agent"], dispatcher=ALL),
    "RemoveLink": Case(
        request=lambda scene: pb.RemoveLinkRequest(name=scene.link, request_id=scene.key),
        agent=READ["agent"],
        dispatcher=ALL,
    ),
    "MergeTicket": Case(
        request=lambda scene: pb.MergeTicketRequest(
            name=scene.name, target=scene.other, request_id=scene.key
        ),
        dispatcher=ALL,
    ),
    "CreateTicket, going on": Case(request=follow_up, state=State.CANCELLED, **TALK),
    # The comment is somebody else's: nobody may edit it, and who does not see the ticket hears only that.
    "EditComment": Case(request=edit),
    "WithdrawComment": Case(request=withdraw),
}


def method_of(case: str) -> str:
    return case.partition(",")[0]


def expected(name: str, role: Role, relation: str) -> str:
    if relation in CASES[name].allowed(role):
        taken = name == "TakeTicket" and relation in {"own, another's", "followed, another's", "another's"}
        return TAKEN if taken else OK
    if relation not in SEES[role]:
        return HIDDEN
    if name == "ReopenTicket, closed" and relation in CASES["ReopenTicket"].allowed(role):
        return "TRANSITION_NOT_ALLOWED"
    return DENIED
