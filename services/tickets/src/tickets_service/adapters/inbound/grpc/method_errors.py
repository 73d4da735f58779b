"""For what each method may refuse a call, beside the framework's own reasons.

The API reference lists it, and the server tells of a refusal that is not in here as the bug that it is.
"""

from collections.abc import Mapping
from typing import Final

from tickets_service.adapters.inbound.grpc.method_scopes import (
    INVITES,
    LOCATIONS,
    REPORTS,
    SLA,
    TICKETS,
    USERS,
)
from tickets_service.application import errors as calls
from tickets_service.domain.errors import DomainError, InvalidArgumentError
from tickets_service.domain.links import errors as links
from tickets_service.domain.people import errors as users
from tickets_service.domain.people import invite_errors as invites
from tickets_service.domain.permissions import errors as permissions
from tickets_service.domain.places import errors as locations
from tickets_service.domain.sla import errors as sla
from tickets_service.domain.tickets import errors as tickets

Errors = frozenset[type[DomainError]]


def either(*errors: type[DomainError]) -> Errors:
    return frozenset(errors)


CALLING: Final = either(
    users.ActorNotFoundError,
    users.UserDeactivatedError,
    calls.StoreUnavailableError,
    calls.StoreOverloadedError,
)
READING: Final = CALLING | either(InvalidArgumentError)
PAGING: Final = READING | either(calls.PageTokenInvalidError)
RESUMING: Final = READING | either(calls.ResumeTokenInvalidError, users.PermissionDeniedError)
FOR_SOME: Final = either(users.PermissionDeniedError, users.ActorRequiredError)
CHANGING: Final = READING | FOR_SOME | either(calls.IdempotencyKeyReusedError)

OF_TICKET: Final = either(permissions.TicketNotFoundError)
ON_TICKET: Final = CHANGING | OF_TICKET
UNLESS_STALE: Final = ON_TICKET | either(tickets.TicketStaleError)
MOVING: Final = UNLESS_STALE | either(tickets.TransitionNotAllowedError)
OF_USER: Final = either(users.UserNotFoundError)
OF_LOCATION: Final = either(locations.LocationNotFoundError)
ON_LOCATION: Final = CHANGING | OF_LOCATION | either(locations.LocationStaleError)
PLACING: Final = either(locations.LocationArchivedError, locations.LocationMisplacedError)
OF_CALENDAR: Final = either(sla.SlaCalendarNotFoundError)
ON_SLA: Final = CHANGING | OF_CALENDAR | either(sla.SlaStaleError)

METHOD_ERRORS: Final[Mapping[str, Errors]] = {
    f"{TICKETS}/CreateTicket": ON_TICKET
    | OF_USER
    | either(links.FollowUpNotAllowedError, locations.LocationArchivedError, users.ReporterNotEligibleError),
    f"{TICKETS}/TakeTicket": MOVING | either(tickets.TicketAlreadyAssignedError),
    f"{TICKETS}/AssignTicket": MOVING | OF_USER | either(users.AssigneeNotEligibleError),
    f"{TICKETS}/ReleaseTicket": MOVING,
    f"{TICKETS}/WaitForReporter": MOVING,
    f"{TICKETS}/WaitForVendor": MOVING,
    f"{TICKETS}/ResumeTicket": MOVING,
    f"{TICKETS}/ResolveTicket": MOVING,
    f"{TICKETS}/RejectTicket": MOVING,
    f"{TICKETS}/CancelTicket": MOVING,
    f"{TICKETS}/ConfirmTicket": MOVING,
    f"{TICKETS}/ReopenTicket": MOVING | either(tickets.ReopenWindowOverError),
    f"{TICKETS}/RateTicket": UNLESS_STALE | either(tickets.AlreadyRatedError, tickets.RatingNotAllowedError),
    f"{TICKETS}/UpdateTicket": UNLESS_STALE
    | either(tickets.TicketClosedForUpdatesError, locations.LocationArchivedError),
    f"{TICKETS}/AddComment": ON_TICKET | either(tickets.TicketClosedForCommentsError),
    f"{TICKETS}/EditComment": ON_TICKET
    | either(permissions.CommentNotFoundError, tickets.TicketClosedForCommentsError),
    f"{TICKETS}/FollowTicket": ON_TICKET | OF_USER | either(users.FollowerNotEligibleError),
    f"{TICKETS}/UnfollowTicket": ON_TICKET | OF_USER,
    f"{TICKETS}/AddLink": ON_TICKET
    | either(
        links.LinkExistsError, links.LinkCycleError, links.LinkChainTooLongError, links.ParentExistsError
    ),
    f"{TICKETS}/RemoveLink": ON_TICKET | either(links.LinkNotFoundError, links.LinkOfMergeError),
    f"{TICKETS}/MergeTicket": MOVING | either(links.MergeTargetClosedError),
    f"{TICKETS}/GetTicket": READING | OF_TICKET,
    f"{TICKETS}/BatchGetAllowedVerbs": READING | OF_TICKET | OF_USER | either(users.PermissionDeniedError),
    f"{TICKETS}/ListTickets": PAGING | FOR_SOME,
    f"{TICKETS}/SearchTickets": PAGING,
    f"{TICKETS}/ListComments": PAGING | OF_TICKET,
    f"{TICKETS}/ListTicketEvents": PAGING | OF_TICKET,
    f"{TICKETS}/ListFollowers": PAGING | OF_TICKET,
    f"{TICKETS}/ListLinks": PAGING | OF_TICKET,
    f"{TICKETS}/WatchEvents": RESUMING,
    f"{USERS}/RegisterUser": CHANGING - either(users.ActorRequiredError),
    f"{USERS}/UpdateUser": CHANGING | OF_USER,
    f"{USERS}/SetUserRole": CHANGING | OF_USER | either(users.LastAdminError),
    f"{USERS}/SetUserActive": CHANGING | OF_USER | either(users.LastAdminError),
    f"{USERS}/GetUser": READING | OF_USER,
    f"{USERS}/BatchGetUsers": READING | OF_USER,
    f"{USERS}/ListUsers": PAGING | either(users.PermissionDeniedError),
    f"{USERS}/ListUserEvents": PAGING | FOR_SOME | OF_USER,
    f"{INVITES}/CreateInvite": CHANGING,
    f"{INVITES}/RedeemInvite": CHANGING | either(invites.InviteNotFoundError, invites.RoleNotRaisedError),
    f"{INVITES}/RevokeInvite": CHANGING | either(invites.InviteNotFoundError, invites.InviteNotOpenError),
    f"{INVITES}/ListInvites": PAGING | FOR_SOME,
    f"{SLA}/ListSlaPolicies": CALLING | FOR_SOME,
    f"{SLA}/GetSlaPolicy": READING | FOR_SOME,
    f"{SLA}/ListSlaCalendars": PAGING | FOR_SOME,
    f"{SLA}/GetSlaCalendar": READING | FOR_SOME | OF_CALENDAR,
    f"{SLA}/ListSlaChanges": PAGING | FOR_SOME,
    f"{SLA}/UpdateSlaPolicy": ON_SLA,
    f"{SLA}/CreateSlaCalendar": CHANGING | either(sla.SlaCalendarExistsError),
    f"{SLA}/UpdateSlaCalendar": ON_SLA,
    f"{SLA}/DeleteSlaCalendar": ON_SLA | either(sla.SlaCalendarInUseError),
    f"{LOCATIONS}/CreateLocation": CHANGING | PLACING | either(locations.LocationCodeTakenError),
    f"{LOCATIONS}/UpdateLocation": ON_LOCATION,
    f"{LOCATIONS}/MoveLocation": ON_LOCATION | PLACING,
    f"{LOCATIONS}/ArchiveLocation": ON_LOCATION,
    f"{LOCATIONS}/RestoreLocation": ON_LOCATION,
    f"{LOCATIONS}/GetLocation": READING | OF_LOCATION,
    f"{LOCATIONS}/ListLocations": PAGING | OF_LOCATION,
    f"{LOCATIONS}/ListLocationEvents": PAGING | FOR_SOME | OF_LOCATION,
    f"{REPORTS}/GetStatistics": READING | either(users.PermissionDeniedError),
    f"{REPORTS}/ExportTickets": RESUMING,
}
METHOD_REASONS: Final[Mapping[str, frozenset[str]]] = {
    method: frozenset(error.reason for error in errors) for method, errors in METHOD_ERRORS.items()
}
