"""Every RPC that is about no ticket, and who may call it; None is a service.

Written down anew here, from the words of the design, not read from the service.
"""

from typing import TypedDict
from uuid import uuid4

from google.protobuf.message import Message

from fixline.tickets.v1 import invite_service_pb2 as invites_pb
from fixline.tickets.v1 import retention_pb2, search_pb2, sla_pb2, sla_service_pb2, ticket_pb2, user_pb2
from fixline.tickets.v1 import retention_service_pb2 as retention_pb
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1 import user_service_pb2 as users_pb
from fixline_testing.beyond_types import loosely
from tickets_service.domain.people.user import Role

from .relations import STAFF_ROLES
from .stage import Stage

LIKE = search_pb2.ReportDraft(text="lamp", location_node="locations/HQ")
Case = tuple[str, Message, set[Role | None]]
PEOPLE: set[Role | None] = {*STAFF_ROLES, Role.USER}
READERS: set[Role | None] = {*STAFF_ROLES, Role.AUDITOR}
OVERSEERS: set[Role | None] = {Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}


class Key(TypedDict):
    request_id: str


def key() -> Key:
    return {"request_id": str(uuid4())}


def desk_cases(on: Stage) -> list[Case]:
    """Everything that is about no ticket, and who may; None is a service."""
    return [*ticket_cases(on), *people_cases(on), *sla_cases(), *retention_cases()]


def ticket_cases(on: Stage) -> list[Case]:
    """What makes tickets, and finds them."""
    me, them, view = on.actor or on.another, on.reporter, pb.ListTicketsRequest

    def create(reporter: str = "") -> pb.CreateTicketRequest:
        return pb.CreateTicketRequest(ticket=ticket_pb2.Ticket(title="x"), reporter=reporter, **key())

    return [
        ("CreateTicket", create(), PEOPLE),
        ("CreateTicket", create(me), PEOPLE if on.actor else set()),
        ("CreateTicket", create(them), {*STAFF_ROLES}),
        (
            "CreateTicket",
            pb.CreateTicketRequest(
                ticket=ticket_pb2.Ticket(title="x"), new_reporter=pb.NewReporter(display_name="Zed"), **key()
            ),
            PEOPLE,
        ),
        ("ListTickets", view(), {*Role}),
        ("ListTickets", view(view=view.VIEW_FOLLOWED), {*Role}),
        ("ListTickets", view(view=view.VIEW_UNASSIGNED), READERS | {None}),
        ("ListTickets", view(view=view.VIEW_ASSIGNED), READERS),
        ("ListTickets", view(view=view.VIEW_ALL), (READERS | {None}) - {Role.AGENT}),
        ("CountTickets", pb.CountTicketsRequest(lists=[view(), view(view=view.VIEW_FOLLOWED)]), {*Role}),
        (
            "CountTickets",
            pb.CountTicketsRequest(lists=[view(), view(view=view.VIEW_UNASSIGNED)]),
            READERS,
        ),
        (
            "CountTickets",
            pb.CountTicketsRequest(lists=[view(view=view.VIEW_ALL)]),
            (READERS | {None}) - {Role.AGENT},
        ),
        ("CountTickets", pb.CountTicketsRequest(lists=[view(tag="leak")]), READERS),
        ("BatchGetAllowedVerbs", pb.BatchGetAllowedVerbsRequest(ticket="tickets/1", users=[them]), {None}),
        ("SearchTickets", pb.SearchTicketsRequest(query="x"), {*Role, None}),
        ("ListTickets", view(tag="leak"), READERS),
        ("SearchTickets", pb.SearchTicketsRequest(query="x", tag="leak"), READERS | {None}),
        ("ListCommonTags", pb.ListCommonTagsRequest(), READERS),
        ("ListSimilarTickets", pb.ListSimilarTicketsRequest(report=LIKE), PEOPLE),
    ]


def people_cases(on: Stage) -> list[Case]:
    me, them = on.actor or on.another, on.reporter
    return [
        ("ListUsers", users_pb.ListUsersRequest(), READERS | {None}),
        ("GetUser", users_pb.GetUserRequest(name=me), {*Role, None}),
        ("GetUser", users_pb.GetUserRequest(name=them), READERS | {None}),
        ("BatchGetUsers", users_pb.BatchGetUsersRequest(names=[me]), {*Role, None}),
        ("BatchGetUsers", users_pb.BatchGetUsersRequest(names=[me, them]), READERS | {None}),
        ("RegisterUser", users_pb.RegisterUserRequest(telegram_id=52, display_name="Me"), PEOPLE | {None}),
        ("RegisterUser", users_pb.RegisterUserRequest(telegram_id=53, display_name="x"), {None}),
        (
            "UpdateUser",
            users_pb.UpdateUserRequest(user=user_pb2.User(name=me, language="de"), **key()),
            PEOPLE,
        ),
        (
            "UpdateUser",
            users_pb.UpdateUserRequest(user=user_pb2.User(name=them, language="de"), **key()),
            set(),
        ),
        # Before they become staff.
        (
            "ForgetUser",
            users_pb.ForgetUserRequest(telegram_id=51, reason="asked", validate_only=True, **key()),
            {Role.ADMIN, None},
        ),
        (
            "SetUserRole",
            users_pb.SetUserRoleRequest(name=them, role=user_pb2.ROLE_AGENT, **key()),
            {Role.ADMIN},
        ),
        ("SetUserActive", users_pb.SetUserActiveRequest(name=them, active=True, **key()), {Role.ADMIN}),
        ("SetUserAbsence", users_pb.SetUserAbsenceRequest(name=me, **key()), {*STAFF_ROLES}),
        ("SetUserAbsence", users_pb.SetUserAbsenceRequest(name=them, **key()), {Role.ADMIN}),
        ("ListUserEvents", users_pb.ListUserEventsRequest(user=me), {*Role} if on.actor else set()),
        ("ListUserEvents", users_pb.ListUserEventsRequest(user=them), OVERSEERS),
        ("ListInvites", invites_pb.ListInvitesRequest(), OVERSEERS),
        ("CreateInvite", invites_pb.CreateInviteRequest(role=user_pb2.ROLE_AGENT, **key()), {Role.ADMIN}),
        ("RevokeInvite", invites_pb.RevokeInviteRequest(name=on.invite, **key()), {Role.ADMIN}),
        # A raise for users only; the other staff may redeem, but not this one, and an auditor none.
        ("RedeemInvite", invites_pb.RedeemInviteRequest(code=on.code, **key()), {Role.USER}),
    ]


def retention_cases() -> list[Case]:
    update = retention_pb.UpdateRetentionPolicyRequest(policy=retention_pb2.RetentionPolicy(days=30), **key())
    readers: set[Role | None] = {Role.ADMIN, Role.AUDITOR}
    return [
        ("GetRetentionPolicy", retention_pb.GetRetentionPolicyRequest(), readers),
        ("PreviewRetention", retention_pb.PreviewRetentionRequest(days=30), readers),
        ("ListRetentionRuns", retention_pb.ListRetentionRunsRequest(), readers),
        ("UpdateRetentionPolicy", update, {Role.ADMIN}),
        ("ListUnclearedTickets", retention_pb.ListUnclearedTicketsRequest(), {None}),
        ("ClearTicket", retention_pb.ClearTicketRequest(ticket="tickets/1", **key()), {None}),
        (
            "PostponeTicketClearing",
            retention_pb.PostponeTicketClearingRequest(ticket="tickets/1", **key()),
            {None},
        ),
    ]


def sla_cases() -> list[Case]:
    policy = sla_pb2.SlaPolicy(name="slaPolicies/low", calendar="slaCalendars/24x7")
    policy.first_response.FromSeconds(60)
    policy.resolution.FromSeconds(60)
    monday = loosely(sla_pb2.SlaCalendar.WeeklyInterval, weekday=1, opens="09:00", closes="17:00")
    calendar = sla_pb2.SlaCalendar(name="slaCalendars/x", title="x", zone="UTC", weekly=[monday])
    named = "slaCalendars/x"
    create = sla_service_pb2.CreateSlaCalendarRequest(calendar_id="x", calendar=calendar, **key())
    return [
        ("ListSlaPolicies", sla_service_pb2.ListSlaPoliciesRequest(), OVERSEERS),
        ("GetSlaPolicy", sla_service_pb2.GetSlaPolicyRequest(name="slaPolicies/low"), OVERSEERS),
        ("UpdateSlaPolicy", sla_service_pb2.UpdateSlaPolicyRequest(policy=policy, **key()), {Role.ADMIN}),
        ("ListSlaCalendars", sla_service_pb2.ListSlaCalendarsRequest(), OVERSEERS),
        ("GetSlaCalendar", sla_service_pb2.GetSlaCalendarRequest(name="slaCalendars/24x7"), OVERSEERS),
        ("CreateSlaCalendar", create, {Role.ADMIN}),
        (
            "UpdateSlaCalendar",
            sla_service_pb2.UpdateSlaCalendarRequest(calendar=calendar, **key()),
            {Role.ADMIN},
        ),
        ("DeleteSlaCalendar", sla_service_pb2.DeleteSlaCalendarRequest(name=named, **key()), {Role.ADMIN}),
        ("ListSlaChanges", sla_service_pb2.ListSlaChangesRequest(), OVERSEERS),
    ]
