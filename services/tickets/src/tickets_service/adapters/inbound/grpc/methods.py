"""The methods of this service: one row for each.

The server asks it who may call what, tells of a refusal that a row does not have as the bug that it is, and the API
reference is made of it.
"""

from typing import Final

from fixline_rpc.methods import Method, Methods, reasons_of, scopes_of
from tickets_service.application import errors as calls
from tickets_service.domain.errors import DomainError, InvalidArgumentError
from tickets_service.domain.links import errors as links
from tickets_service.domain.origins.old_file import OldFileNotFoundError
from tickets_service.domain.people import errors as users
from tickets_service.domain.people import invite_errors as invites
from tickets_service.domain.permissions import errors as permissions
from tickets_service.domain.places import errors as locations
from tickets_service.domain.sla import errors as sla
from tickets_service.domain.tickets import errors as tickets

TICKETS: Final = "fixline.tickets.v1.TicketService"
REPORTS: Final = "fixline.tickets.v1.ReportService"
LOCATIONS: Final = "fixline.tickets.v1.LocationService"
USERS: Final = "fixline.tickets.v1.UserService"
SLA: Final = "fixline.tickets.v1.SlaService"
RETENTION: Final = "fixline.tickets.v1.RetentionService"
OLD_FILES: Final = "fixline.tickets.v1.OldFileService"
INVITES: Final = "fixline.tickets.v1.InviteService"

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
ON_TICKET: Final = CHANGING | OF_TICKET | either(tickets.TicketAnonymizedError)
UNLESS_STALE: Final = ON_TICKET | either(tickets.TicketStaleError)
MOVING: Final = UNLESS_STALE | either(tickets.TransitionNotAllowedError)
OF_USER: Final = either(users.UserNotFoundError)
OF_LOCATION: Final = either(locations.LocationNotFoundError)
ON_LOCATION: Final = CHANGING | OF_LOCATION | either(locations.LocationStaleError)
PLACING: Final = either(locations.LocationArchivedError, locations.LocationMisplacedError)
OF_CALENDAR: Final = either(sla.SlaCalendarNotFoundError)
ON_SLA: Final = CHANGING | OF_CALENDAR | either(sla.SlaStaleError)


def reading(scope: str, errors: Errors) -> Method:
    return Method(scope=scope, reads=True, errors=errors)


def changing(scope: str, errors: Errors) -> Method:
    return Method(scope=scope, reads=False, errors=errors)


METHODS: Final[Methods] = {
    f"{TICKETS}/CreateTicket": changing(
        "tickets.write",
        ON_TICKET
        | OF_USER
        | either(
            links.FollowUpNotAllowedError, locations.LocationArchivedError, users.ReporterNotEligibleError
        ),
    ),
    f"{TICKETS}/TakeTicket": changing("tickets.write", MOVING | either(tickets.TicketAlreadyAssignedError)),
    f"{TICKETS}/AssignTicket": changing(
        "tickets.write", MOVING | OF_USER | either(users.AssigneeNotEligibleError)
    ),
    f"{TICKETS}/ReleaseTicket": changing("tickets.write", MOVING),
    f"{TICKETS}/WaitForReporter": changing("tickets.write", MOVING),
    f"{TICKETS}/WaitForVendor": changing("tickets.write", MOVING),
    f"{TICKETS}/ResumeTicket": changing("tickets.write", MOVING),
    f"{TICKETS}/ResolveTicket": changing("tickets.write", MOVING),
    f"{TICKETS}/RejectTicket": changing("tickets.write", MOVING),
    f"{TICKETS}/CancelTicket": changing("tickets.write", MOVING),
    f"{TICKETS}/ConfirmTicket": changing("tickets.write", MOVING),
    f"{TICKETS}/ReopenTicket": changing("tickets.write", MOVING | either(tickets.ReopenWindowOverError)),
    f"{TICKETS}/RateTicket": changing(
        "tickets.write", UNLESS_STALE | either(tickets.AlreadyRatedError, tickets.RatingNotAllowedError)
    ),
    f"{TICKETS}/UpdateTicket": changing(
        "tickets.write",
        UNLESS_STALE | either(tickets.TicketClosedForUpdatesError, locations.LocationArchivedError),
    ),
    f"{TICKETS}/AddComment": changing(
        "tickets.write", ON_TICKET | either(tickets.TicketClosedForCommentsError)
    ),
    f"{TICKETS}/EditComment": changing(
        "tickets.write",
        ON_TICKET
        | either(
            permissions.CommentNotFoundError,
            tickets.TicketClosedForCommentsError,
            tickets.CommentWithdrawnError,
        ),
    ),
    f"{TICKETS}/WithdrawComment": changing(
        "tickets.write",
        ON_TICKET | either(permissions.CommentNotFoundError, tickets.TicketClosedForCommentsError),
    ),
    f"{TICKETS}/FollowTicket": changing(
        "tickets.write", ON_TICKET | OF_USER | either(users.FollowerNotEligibleError)
    ),
    f"{TICKETS}/UnfollowTicket": changing("tickets.write", ON_TICKET | OF_USER),
    f"{TICKETS}/AddLink": changing(
        "tickets.write",
        ON_TICKET
        | either(
            links.LinkExistsError, links.LinkCycleError, links.LinkChainTooLongError, links.ParentExistsError
        ),
    ),
    f"{TICKETS}/RemoveLink": changing(
        "tickets.write", ON_TICKET | either(links.LinkNotFoundError, links.LinkOfMergeError)
    ),
    f"{TICKETS}/MergeTicket": changing("tickets.write", MOVING | either(links.MergeTargetClosedError)),
    f"{TICKETS}/ChangeTags": changing("tickets.write", UNLESS_STALE | either(tickets.TooManyTagsError)),
    f"{TICKETS}/GetTicket": reading("tickets.read", READING | OF_TICKET),
    f"{TICKETS}/BatchGetAllowedVerbs": reading(
        "tickets.read", READING | OF_TICKET | OF_USER | either(users.PermissionDeniedError)
    ),
    f"{TICKETS}/ListTickets": reading("tickets.read", PAGING | FOR_SOME),
    f"{TICKETS}/CountTickets": reading("tickets.read", READING | FOR_SOME),
    f"{TICKETS}/SearchTickets": reading("tickets.read", PAGING | either(users.PermissionDeniedError)),
    f"{TICKETS}/ListCommonTags": reading("tickets.read", CALLING | FOR_SOME),
    f"{TICKETS}/ListSimilarTickets": reading("tickets.read", READING | FOR_SOME),
    f"{TICKETS}/ListComments": reading("tickets.read", PAGING | OF_TICKET),
    f"{TICKETS}/ListTicketEvents": reading("tickets.read", PAGING | OF_TICKET),
    f"{TICKETS}/ListFollowers": reading("tickets.read", PAGING | OF_TICKET),
    f"{TICKETS}/ListLinks": reading("tickets.read", PAGING | OF_TICKET),
    f"{TICKETS}/WatchEvents": reading("events.watch", RESUMING),
    f"{USERS}/RegisterUser": changing("users.write", CHANGING - either(users.ActorRequiredError)),
    f"{USERS}/UpdateUser": changing("users.write", CHANGING | OF_USER),
    f"{USERS}/SetUserRole": changing("users.write", CHANGING | OF_USER | either(users.LastAdminError)),
    f"{USERS}/SetUserAbsence": changing("users.write", CHANGING | OF_USER),
    f"{USERS}/SetUserActive": changing("users.write", CHANGING | OF_USER | either(users.LastAdminError)),
    f"{USERS}/ForgetUser": changing(
        "users.forget",
        CHANGING - either(users.ActorRequiredError)
        | either(users.PersonNotFoundError, users.UserStillStaffError),
    ),
    f"{USERS}/GetUser": reading("users.read", READING | OF_USER),
    f"{USERS}/BatchGetUsers": reading("users.read", READING | OF_USER),
    f"{USERS}/ListUsers": reading("users.read", PAGING | either(users.PermissionDeniedError)),
    f"{USERS}/ListUserEvents": reading("users.read", PAGING | FOR_SOME | OF_USER),
    f"{INVITES}/CreateInvite": changing(
        "users.write", CHANGING | OF_USER | either(users.PersonNotInvitableError)
    ),
    f"{INVITES}/RedeemInvite": changing(
        "users.write", CHANGING | either(invites.InviteNotFoundError, invites.RoleNotRaisedError)
    ),
    f"{INVITES}/RevokeInvite": changing(
        "users.write", CHANGING | either(invites.InviteNotFoundError, invites.InviteNotOpenError)
    ),
    f"{INVITES}/ListInvites": reading("users.read", PAGING | FOR_SOME),
    f"{SLA}/ListSlaPolicies": reading("sla.read", CALLING | FOR_SOME),
    f"{SLA}/GetSlaPolicy": reading("sla.read", READING | FOR_SOME),
    f"{SLA}/ListSlaCalendars": reading("sla.read", PAGING | FOR_SOME),
    f"{SLA}/GetSlaCalendar": reading("sla.read", READING | FOR_SOME | OF_CALENDAR),
    f"{SLA}/ListSlaChanges": reading("sla.read", PAGING | FOR_SOME),
    f"{SLA}/UpdateSlaPolicy": changing("sla.write", ON_SLA),
    f"{SLA}/CreateSlaCalendar": changing("sla.write", CHANGING | either(sla.SlaCalendarExistsError)),
    f"{SLA}/UpdateSlaCalendar": changing("sla.write", ON_SLA),
    f"{SLA}/DeleteSlaCalendar": changing("sla.write", ON_SLA | either(sla.SlaCalendarInUseError)),
    f"{LOCATIONS}/CreateLocation": changing(
        "locations.write", CHANGING | PLACING | either(locations.LocationCodeTakenError)
    ),
    f"{LOCATIONS}/UpdateLocation": changing("locations.write", ON_LOCATION),
    f"{LOCATIONS}/MoveLocation": changing("locations.write", ON_LOCATION | PLACING),
    f"{LOCATIONS}/ArchiveLocation": changing("locations.write", ON_LOCATION),
    f"{LOCATIONS}/RestoreLocation": changing("locations.write", ON_LOCATION),
    f"{LOCATIONS}/ImportLocations": changing("locations.write", CHANGING),
    f"{LOCATIONS}/GetLocation": reading("locations.read", READING | OF_LOCATION),
    f"{LOCATIONS}/ListLocations": reading("locations.read", PAGING | OF_LOCATION),
    f"{LOCATIONS}/ListLocationEvents": reading("locations.read", PAGING | FOR_SOME | OF_LOCATION),
    f"{OLD_FILES}/ListOldFiles": reading("tickets.read", PAGING | OF_TICKET),
    f"{OLD_FILES}/ListDueOldFiles": reading("tickets.read", READING | either(users.PermissionDeniedError)),
    f"{OLD_FILES}/SettleOldFile": changing(
        "tickets.write",
        READING | either(users.PermissionDeniedError, OldFileNotFoundError, calls.IdempotencyKeyReusedError),
    ),
    f"{RETENTION}/GetRetentionPolicy": reading("retention.read", CALLING | FOR_SOME),
    f"{RETENTION}/UpdateRetentionPolicy": changing("retention.write", CHANGING),
    f"{RETENTION}/PreviewRetention": reading("retention.read", READING | FOR_SOME),
    f"{RETENTION}/ListRetentionRuns": reading("retention.read", PAGING | FOR_SOME),
    f"{RETENTION}/ListUnclearedTickets": reading(
        "tickets.read", READING | either(users.PermissionDeniedError)
    ),
    f"{RETENTION}/ClearTicket": changing(
        "tickets.write",
        READING | either(users.PermissionDeniedError, calls.IdempotencyKeyReusedError),
    ),
    f"{RETENTION}/PostponeTicketClearing": changing(
        "tickets.write",
        READING | either(users.PermissionDeniedError, calls.IdempotencyKeyReusedError),
    ),
    f"{REPORTS}/GetStatistics": reading("reports.read", READING | either(users.PermissionDeniedError)),
    f"{REPORTS}/ListAuditEvents": reading("reports.read", PAGING | FOR_SOME),
    f"{REPORTS}/ExportTickets": reading("tickets.export", RESUMING),
}
METHOD_SCOPES: Final = scopes_of(METHODS)
METHOD_REASONS: Final = reasons_of(METHODS)

ACTING: Final = "tickets.act"
"""Goes with the scope of the method: without an acting user, the service may do what staff do."""

SCOPES: Final = frozenset({*METHOD_SCOPES.values(), ACTING})
