"""The whole matrix over the wire: role x RPC x relation to the ticket.

The table is written down anew here, from the words of the design, not read from the service.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import grpc
import pytest

from fixline.tickets.v1 import invite_service_pb2 as invites_pb
from fixline.tickets.v1 import link_pb2, sla_pb2, sla_service_pb2, ticket_pb2, user_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1 import user_service_pb2 as users_pb
from fixline_rpc.channel import acting_as
from fixline_rpc.errors import failure_of
from tickets_service.adapters.inbound.grpc.method_scopes import METHOD_SCOPES
from tickets_service.domain.link import Link, LinkId, LinkKind
from tickets_service.domain.state import COMPLETED, State
from tickets_service.domain.ticket import Ticket, TicketId
from tickets_service.domain.user import Role, UserId

ELSEWHERE = ("fixline.tickets.v1.LocationService/", "fixline.tickets.v1.ReportService/")
"""What has a matrix in a file of its own."""
OK, DENIED, HIDDEN, TAKEN = "ok", "PERMISSION_DENIED", "TICKET_NOT_FOUND", "TICKET_ALREADY_ASSIGNED"
ACTOR = "ACTOR_REQUIRED"
RELATIONS = {  # relation: (what the actor is to it, who is the assignee)
    "own, unassigned": ("reporter", None),
    "own, mine": ("reporter", "me"),
    "own, another's": ("reporter", "another"),
    "followed, unassigned": ("follower", None),
    "followed, mine": ("follower", "me"),
    "followed, another's": ("follower", "another"),
    "unassigned": ("", None),
    "mine": ("", "me"),
    "another's": ("", "another"),
}
NONE: set[str] = set()
OWN = {"own, unassigned", "own, mine", "own, another's"}
FOLLOWED = {"followed, unassigned", "followed, mine", "followed, another's"}
CONCERNED = OWN | FOLLOWED
MINE = {"own, mine", "mine", "followed, mine"}
WORK = MINE | {"own, unassigned", "unassigned", "followed, unassigned"}
ALL = set(RELATIONS)
SEES = {
    Role.USER: CONCERNED,
    Role.AGENT: CONCERNED | WORK,
    Role.DISPATCHER: ALL,
    Role.ADMIN: ALL,
    Role.AUDITOR: ALL,
}
SEES_NOTES = SEES | {Role.USER: NONE, Role.AGENT: WORK}
STAFF_ROLES = {Role.AGENT, Role.DISPATCHER, Role.ADMIN}


@dataclass(frozen=True)
class Scene:
    """A ticket, a fresh request id, and a comment and a note that others wrote on the ticket."""

    name: str
    key: str
    comment: str = ""
    note: str = ""
    other: str = ""
    """A ticket that is to be linked with it, and in the same relation to the actor."""
    link: str = ""
    """A link between it and a third one."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One RPC about a ticket in `state`: who may call it in which relation, and how it is called."""

    request: Callable[[Scene], Any]
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


def verb(method: str, **more: Any) -> Callable[[Scene], Any]:
    return lambda scene: getattr(pb, f"{method}Request")(name=scene.name, request_id=scene.key, **more)


def said(visibility: ticket_pb2.Comment.Visibility.ValueType) -> Callable[[Scene], Any]:
    return lambda scene: pb.AddCommentRequest(
        ticket=scene.name, comment=ticket_pb2.Comment(text="x", visibility=visibility), request_id=scene.key
    )


def update(scene: Scene) -> pb.UpdateTicketRequest:
    return pb.UpdateTicketRequest(
        ticket=ticket_pb2.Ticket(name=scene.name, title="New"), request_id=scene.key
    )


def edit(scene: Scene) -> pb.EditCommentRequest:
    return pb.EditCommentRequest(name=scene.comment, text="x", request_id=scene.key)


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


PUBLIC = said(ticket_pb2.Comment.VISIBILITY_PUBLIC)
NOTE = said(ticket_pb2.Comment.VISIBILITY_INTERNAL)
RATING = ticket_pb2.Ticket.Rating(stars=5)
TALK: dict[str, Any] = {"user": CONCERNED, "agent": CONCERNED | WORK, "dispatcher": ALL}
READ: dict[str, Any] = {**TALK, "auditor": ALL}
STAFF: dict[str, Any] = {"agent": WORK, "dispatcher": ALL}
REPORTER: dict[str, Any] = {"user": OWN, "agent": OWN, "dispatcher": OWN, "state": State.RESOLVED}
CASES = {
    "GetTicket": Case(request=lambda scene: pb.GetTicketRequest(name=scene.name), **READ),
    "ListComments": Case(request=lambda scene: pb.ListCommentsRequest(ticket=scene.name), **READ),
    "ListTicketEvents": Case(request=lambda scene: pb.ListTicketEventsRequest(ticket=scene.name), **READ),
    "ListFollowers": Case(request=lambda scene: pb.ListFollowersRequest(ticket=scene.name), **READ),
    "FollowTicket": Case(request=verb("FollowTicket"), **TALK),
    "FollowTicket, another": Case(request=verb("FollowTicket", user="users/1"), **STAFF),
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
    "ConfirmTicket": Case(request=verb("ConfirmTicket"), **REPORTER),
    "RateTicket": Case(request=verb("RateTicket", rating=RATING), **REPORTER),
    "ReopenTicket": Case(
        request=verb("ReopenTicket"), state=State.RESOLVED, user=OWN, agent=OWN | WORK, dispatcher=ALL
    ),
    "ReopenTicket, closed": Case(request=verb("ReopenTicket", reason="x"), state=State.CLOSED, admin=ALL),
    "UpdateTicket": Case(request=update, **STAFF),
    "AddComment": Case(request=PUBLIC, **TALK),
    "AddComment, note": Case(request=NOTE, **STAFF),
    "ListLinks": Case(request=lambda scene: pb.ListLinksRequest(ticket=scene.name), **READ),
    "AddLink": Case(request=link, agent=READ["agent"], dispatcher=ALL),
    "RemoveLink": Case(
        request=lambda scene: pb.RemoveLinkRequest(name=scene.link, request_id=scene.key), dispatcher=ALL
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


class Stage:
    """Tickets in every relation to one actor; without an actor the service acts for itself."""

    def __init__(self, client: Any, *, actor: str | None, reporter: str, another: str) -> None:
        self.client, self.actor, self.reporter, self.another = client, actor, reporter, another
        self.caller = client
        """Who asks; the scenes are made by another service."""
        self.store = client.desk.ports.unit_of_work._store
        self.invite = self.code = ""

    async def scene(self, state: State, relation: str) -> Scene:
        created, other, third = [await self.client.create(self.reporter) for _ in range(3)]
        comment = await self.client.comment(created, self.reporter)
        note = await self.client.call("AddComment", NOTE(Scene(created.name, str(uuid4()))), self.another)
        for ticket in (created, other):
            self._relate(self.store.tickets[ticket_id_of(ticket.name)], relation)
        completed = self.client.desk.clock.now() if state in COMPLETED else None
        await self.client.desk.force_state(ticket_id_of(created.name), state, completed)
        return Scene(
            name=created.name,
            key=str(uuid4()),
            comment=comment.comment.name,
            note=note.comment.name,
            other=other.name,
            link=self._linked(created.name, third.name),
        )

    def _relate(self, ticket: Ticket, relation: str) -> None:
        is_, assignee = RELATIONS[relation]
        if is_ == "reporter" and self.actor:
            ticket.reporter_id = number_of(self.actor)
        if is_ == "follower" and self.actor:
            self.store.followers[ticket.id, number_of(self.actor)] = self.client.desk.clock.now()
        if assignee:
            ticket.assignee_id = number_of(self.actor if assignee == "me" and self.actor else self.another)

    def _linked(self, source: str, target: str) -> str:
        link_id = LinkId(next(self.store.ids))
        self.store.links[link_id] = Link(
            id=link_id,
            source_id=ticket_id_of(source),
            target_id=ticket_id_of(target),
            kind=LinkKind.BLOCKS,
            created_at=self.client.desk.clock.now(),
        )
        return f"{source}/links/{link_id}"

    async def offer(self) -> None:
        """Two invites of an admin: one to revoke, and the code of one to redeem."""
        boss = await self.client.person(54, "Bo")
        await self.client.desk.appoint(number_of(boss), Role.ADMIN)
        for _ in range(2):
            request = invites_pb.CreateInviteRequest(role=2, request_id=str(uuid4()))
            created = await self.client.call("CreateInvite", request, boss)
            self.invite, self.code = self.invite or created.invite.name, created.code

    async def outcome(self, method: str, request: Any) -> str:
        before = len(self.store.events), len(self.store.user_events), len(self.store.answers)
        try:
            await self.caller.call(method, request, self.actor)
        except grpc.aio.AioRpcError as error:
            after = len(self.store.events), len(self.store.user_events), len(self.store.answers)
            assert after == before, f"{method} was refused and changed something"
            return failure_of(error).reason
        return OK


def ticket_id_of(name: str) -> TicketId:
    return TicketId(int(name.removeprefix("tickets/")))


def number_of(name: str) -> UserId:
    return UserId(int(name.removeprefix("users/")))


@pytest.fixture
def stage(client: Any) -> Callable[[Role | None], Any]:
    async def built(role: Role | None) -> Stage:
        another, reporter = await client.person(50, "Eva"), await client.person(51, "Ann")
        await client.desk.appoint(number_of(another), Role.AGENT)
        actor = None
        if role:
            actor = await client.person(52, "Me")
            await client.desk.appoint(number_of(actor), role)
        return Stage(client, actor=actor, reporter=reporter, another=another)

    return built


@pytest.mark.parametrize("role", Role)
async def test_tickets(stage: Any, role: Role) -> None:
    on = await stage(role)
    wrong = []
    for name, case in CASES.items():
        for relation in RELATIONS:
            scene = await on.scene(case.state, relation)
            outcome = await on.outcome(method_of(name), case.request(scene))
            if outcome != expected(name, role, relation):
                wrong.append((name, relation, outcome, expected(name, role, relation)))
    assert wrong == []


@pytest.mark.parametrize("role", [None, *Role])
async def test_search(stage: Any, role: Role | None) -> None:
    on = await stage(role)
    names = {relation: (await on.scene(State.OPEN, relation)).name for relation in RELATIONS}
    visible = set(names.values()) if role is None else {names[relation] for relation in SEES[role]}
    query = pb.SearchTicketsRequest(query="lamp", page_size=100)
    found = await on.client.call("SearchTickets", query, on.actor)
    assert visible <= {hit.ticket.name for hit in found.hits}
    assert not (set(names.values()) - visible) & {hit.ticket.name for hit in found.hits}
    for name in names.values():
        number = pb.SearchTicketsRequest(query=name.removeprefix("tickets/"))
        found = await on.client.call("SearchTickets", number, on.actor)
        assert (name in {hit.ticket.name for hit in found.hits}) == (name in visible)


@pytest.mark.parametrize("role", [None, *Role])
async def test_notes(stage: Any, role: Role | None) -> None:
    on = await stage(role)
    for relation in RELATIONS:
        scene = await on.scene(State.OPEN, relation)
        change = pb.EditCommentRequest(name=scene.note, text="x", request_id=scene.key)
        if role is not None and relation not in SEES[role]:
            assert await on.outcome("EditComment", change) == HIDDEN
            continue
        sees = role is not None and relation in SEES_NOTES[role]
        query = {"ticket": scene.name}
        comments = await on.client.call("ListComments", pb.ListCommentsRequest(**query), on.actor)
        events = await on.client.call("ListTicketEvents", pb.ListTicketEventsRequest(**query), on.actor)
        assert (scene.note in {each.name for each in comments.comments}) == sees
        assert any(each.HasField("note") for each in events.events) == sees
        refusal = DENIED if sees else "COMMENT_NOT_FOUND"
        assert await on.outcome("EditComment", change) == (ACTOR if role is None else refusal)


async def test_a_service_without_an_actor(stage: Any) -> None:
    on = await stage(None)
    for name, case in CASES.items():
        scene = await on.scene(case.state, "unassigned")
        reads = name in {"GetTicket", "ListComments", "ListFollowers", "ListTicketEvents", "ListLinks"}
        assert await on.outcome(method_of(name), case.request(scene)) == (OK if reads else ACTOR), name


ONLY_PEOPLE = {
    *("TakeTicket", "ReleaseTicket", "ConfirmTicket", "RateTicket"),
    *("FollowTicket", "FollowTicket, another", "UnfollowTicket", "UnfollowTicket, another"),
    *("AddLink", "RemoveLink", "MergeTicket"),
}


async def test_a_service_that_acts(stage: Any, monitor: Any) -> None:
    on = await stage(None)
    on.caller = monitor
    for name, case in CASES.items():
        for relation in ("unassigned", "another's"):
            scene = await on.scene(case.state, relation)
            outcome = await on.outcome(method_of(name), case.request(scene))
            if name in ONLY_PEOPLE:
                assert outcome == ACTOR, name
            elif name == "ReopenTicket, closed":
                assert outcome == "TRANSITION_NOT_ALLOWED"
            elif method_of(name) == "CreateTicket":
                # It names nobody who reports it.
                assert outcome == "INVALID_ARGUMENT"
            else:
                # Somebody else's comment stays what it is.
                assert outcome == (DENIED if name == "EditComment" else OK), name
    scene = await on.scene(State.OPEN, "another's")
    query = {"ticket": scene.name}
    comments = await monitor.call("ListComments", pb.ListCommentsRequest(**query))
    events = await monitor.call("ListTicketEvents", pb.ListTicketEventsRequest(**query))
    assert scene.note in {each.name for each in comments.comments}
    assert any(each.HasField("note") for each in events.events)
    refused = pb.EditCommentRequest(name=scene.note, text="x", request_id=scene.key)
    assert await on.outcome("EditComment", refused) == DENIED


async def test_a_service_that_acts_at_the_desk(stage: Any, monitor: Any) -> None:
    on = await stage(None)
    on.caller = monitor
    await on.offer()
    for name, request, allowed in desk_cases(on):
        if name == "CreateTicket":
            assert await on.outcome(name, request) == (OK if request.reporter else "INVALID_ARGUMENT")
        else:
            assert await on.outcome(name, request) == (OK if None in allowed else ACTOR), (name, request)


@pytest.mark.parametrize("role", Role)
async def test_the_deactivated_are_refused_everything(stage: Any, role: Role) -> None:
    on = await stage(role)
    await on.offer()
    await on.client.desk.deactivate(number_of(on.actor))
    for name, case in CASES.items():
        scene = await on.scene(case.state, "own, mine")
        assert await on.outcome(method_of(name), case.request(scene)) == "USER_DEACTIVATED", name
    for name, request, _ in desk_cases(on):
        assert await on.outcome(name, request) == "USER_DEACTIVATED", name


def desk_cases(on: Stage) -> list[tuple[str, Any, set[Role | None]]]:
    """Everything that is about no ticket, and who may; None is a service."""
    me, them, view = on.actor or on.another, on.reporter, pb.ListTicketsRequest
    people: set[Role | None] = {*STAFF_ROLES, Role.USER}
    readers: set[Role | None] = {*STAFF_ROLES, Role.AUDITOR}
    overseers: set[Role | None] = {Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}
    german = {"language": "de"}

    def key() -> dict[str, str]:
        return {"request_id": str(uuid4())}

    def create(reporter: str = "") -> pb.CreateTicketRequest:
        return pb.CreateTicketRequest(ticket=ticket_pb2.Ticket(title="x"), reporter=reporter, **key())

    return [
        ("CreateTicket", create(), people),
        ("CreateTicket", create(me), people if on.actor else set()),
        ("CreateTicket", create(them), {*STAFF_ROLES}),
        ("ListTickets", view(), {*Role}),
        ("ListTickets", view(view=view.VIEW_FOLLOWED), {*Role}),
        ("ListTickets", view(view=view.VIEW_UNASSIGNED), readers | {None}),
        ("ListTickets", view(view=view.VIEW_ASSIGNED), readers),
        ("ListTickets", view(view=view.VIEW_ALL), (readers | {None}) - {Role.AGENT}),
        ("SearchTickets", pb.SearchTicketsRequest(query="x"), {*Role, None}),
        ("ListUsers", users_pb.ListUsersRequest(), readers | {None}),
        ("GetUser", users_pb.GetUserRequest(name=me), {*Role, None}),
        ("GetUser", users_pb.GetUserRequest(name=them), readers | {None}),
        ("RegisterUser", users_pb.RegisterUserRequest(telegram_id=52, display_name="Me"), people | {None}),
        ("RegisterUser", users_pb.RegisterUserRequest(telegram_id=53, display_name="x"), {None}),
        ("UpdateUser", users_pb.UpdateUserRequest(user=user_pb2.User(name=me, **german), **key()), people),
        ("UpdateUser", users_pb.UpdateUserRequest(user=user_pb2.User(name=them, **german), **key()), set()),
        ("SetUserRole", users_pb.SetUserRoleRequest(name=them, role=2, **key()), {Role.ADMIN}),
        ("SetUserActive", users_pb.SetUserActiveRequest(name=them, active=True, **key()), {Role.ADMIN}),
        ("ListUserEvents", users_pb.ListUserEventsRequest(user=me), {*Role} if on.actor else set()),
        ("ListUserEvents", users_pb.ListUserEventsRequest(user=them), overseers),
        ("ListInvites", invites_pb.ListInvitesRequest(), overseers),
        ("CreateInvite", invites_pb.CreateInviteRequest(role=2, **key()), {Role.ADMIN}),
        ("RevokeInvite", invites_pb.RevokeInviteRequest(name=on.invite, **key()), {Role.ADMIN}),
        # A raise for users only; the other staff may redeem, but not this one, and an auditor none.
        ("RedeemInvite", invites_pb.RedeemInviteRequest(code=on.code, **key()), {Role.USER}),
        *sla_cases(overseers, key),
    ]


def sla_cases(
    overseers: set[Role | None], key: Callable[[], dict[str, str]]
) -> list[tuple[str, Any, set[Role | None]]]:
    policy = sla_pb2.SlaPolicy(name="slaPolicies/low", calendar="slaCalendars/24x7")
    policy.first_response.FromSeconds(60)
    policy.resolution.FromSeconds(60)
    monday = sla_pb2.SlaCalendar.WeeklyInterval(weekday=1, opens="09:00", closes="17:00")
    calendar = sla_pb2.SlaCalendar(name="slaCalendars/x", title="x", zone="UTC", weekly=[monday])
    named = "slaCalendars/x"
    create = sla_service_pb2.CreateSlaCalendarRequest(calendar_id="x", calendar=calendar, **key())
    return [
        ("ListSlaPolicies", sla_service_pb2.ListSlaPoliciesRequest(), overseers),
        ("GetSlaPolicy", sla_service_pb2.GetSlaPolicyRequest(name="slaPolicies/low"), overseers),
        ("UpdateSlaPolicy", sla_service_pb2.UpdateSlaPolicyRequest(policy=policy, **key()), {Role.ADMIN}),
        ("ListSlaCalendars", sla_service_pb2.ListSlaCalendarsRequest(), overseers),
        ("GetSlaCalendar", sla_service_pb2.GetSlaCalendarRequest(name="slaCalendars/24x7"), overseers),
        ("CreateSlaCalendar", create, {Role.ADMIN}),
        (
            "UpdateSlaCalendar",
            sla_service_pb2.UpdateSlaCalendarRequest(calendar=calendar, **key()),
            {Role.ADMIN},
        ),
        ("DeleteSlaCalendar", sla_service_pb2.DeleteSlaCalendarRequest(name=named, **key()), {Role.ADMIN}),
        ("ListSlaChanges", sla_service_pb2.ListSlaChangesRequest(), overseers),
    ]


@pytest.mark.parametrize("role", [None, *Role])
async def test_the_desk(stage: Any, role: Role | None) -> None:
    on = await stage(role)
    await on.client.create(on.reporter)
    await on.offer()
    for name, request, allowed in desk_cases(on):
        hidden = role is Role.USER and name in {"GetUser", "UpdateUser", "ListUserEvents"}
        refusal = ACTOR if role is None else "USER_NOT_FOUND" if hidden else DENIED
        if name == "RedeemInvite" and role in STAFF_ROLES:
            refusal = "ROLE_NOT_RAISED"
        assert await on.outcome(name, request) == (OK if role in allowed else refusal), (name, request)
    stream = on.client.tickets.WatchEvents(pb.WatchEventsRequest(), metadata=acting_as(on.actor))
    if role is None:
        assert (await stream.read()).event.name
        stream.cancel()
        return
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await stream.read()
    assert failure_of(caught.value).reason == DENIED


async def test_the_matrix_is_whole(stage: Any) -> None:
    walked = {method_of(name) for name in CASES} | {name for name, _, _ in desk_cases(await stage(None))}
    here = [method for method in METHOD_SCOPES if not method.startswith(ELSEWHERE)]
    assert walked | {"WatchEvents"} == {method.rpartition("/")[2] for method in here}
