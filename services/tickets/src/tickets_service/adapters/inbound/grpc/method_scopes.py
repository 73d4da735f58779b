"""What a caller's token must allow: for each method, and for acting without a person.

A method that is not here is refused to everyone.
"""

from collections.abc import Mapping
from typing import Final

TICKETS: Final = "fixline.tickets.v1.TicketService"
REPORTS: Final = "fixline.tickets.v1.ReportService"
LOCATIONS: Final = "fixline.tickets.v1.LocationService"
USERS: Final = "fixline.tickets.v1.UserService"
SLA: Final = "fixline.tickets.v1.SlaService"
INVITES: Final = "fixline.tickets.v1.InviteService"

METHOD_SCOPES: Final[Mapping[str, str]] = {
    f"{TICKETS}/CreateTicket": "tickets.write",
    f"{TICKETS}/TakeTicket": "tickets.write",
    f"{TICKETS}/AddComment": "tickets.write",
    f"{TICKETS}/ResolveTicket": "tickets.write",
    f"{TICKETS}/ConfirmTicket": "tickets.write",
    f"{TICKETS}/RateTicket": "tickets.write",
    f"{TICKETS}/AssignTicket": "tickets.write",
    f"{TICKETS}/ReleaseTicket": "tickets.write",
    f"{TICKETS}/WaitForReporter": "tickets.write",
    f"{TICKETS}/WaitForVendor": "tickets.write",
    f"{TICKETS}/ResumeTicket": "tickets.write",
    f"{TICKETS}/RejectTicket": "tickets.write",
    f"{TICKETS}/CancelTicket": "tickets.write",
    f"{TICKETS}/ReopenTicket": "tickets.write",
    f"{TICKETS}/UpdateTicket": "tickets.write",
    f"{TICKETS}/EditComment": "tickets.write",
    f"{TICKETS}/FollowTicket": "tickets.write",
    f"{TICKETS}/UnfollowTicket": "tickets.write",
    f"{TICKETS}/ListFollowers": "tickets.read",
    f"{TICKETS}/AddLink": "tickets.write",
    f"{TICKETS}/RemoveLink": "tickets.write",
    f"{TICKETS}/MergeTicket": "tickets.write",
    f"{TICKETS}/GetTicket": "tickets.read",
    f"{TICKETS}/BatchGetAllowedVerbs": "tickets.read",
    f"{TICKETS}/ListTickets": "tickets.read",
    f"{TICKETS}/SearchTickets": "tickets.read",
    f"{TICKETS}/ListComments": "tickets.read",
    f"{TICKETS}/ListTicketEvents": "tickets.read",
    f"{TICKETS}/ListLinks": "tickets.read",
    f"{TICKETS}/WatchEvents": "events.watch",
    f"{USERS}/RegisterUser": "users.write",
    f"{USERS}/UpdateUser": "users.write",
    f"{USERS}/SetUserRole": "users.write",
    f"{USERS}/SetUserActive": "users.write",
    f"{USERS}/GetUser": "users.read",
    f"{USERS}/BatchGetUsers": "users.read",
    f"{USERS}/ListUsers": "users.read",
    f"{USERS}/ListUserEvents": "users.read",
    f"{INVITES}/CreateInvite": "users.write",
    f"{INVITES}/RedeemInvite": "users.write",
    f"{INVITES}/RevokeInvite": "users.write",
    f"{INVITES}/ListInvites": "users.read",
    f"{SLA}/ListSlaPolicies": "sla.read",
    f"{SLA}/GetSlaPolicy": "sla.read",
    f"{SLA}/ListSlaCalendars": "sla.read",
    f"{SLA}/GetSlaCalendar": "sla.read",
    f"{SLA}/ListSlaChanges": "sla.read",
    f"{SLA}/UpdateSlaPolicy": "sla.write",
    f"{SLA}/CreateSlaCalendar": "sla.write",
    f"{SLA}/UpdateSlaCalendar": "sla.write",
    f"{SLA}/DeleteSlaCalendar": "sla.write",
    f"{LOCATIONS}/CreateLocation": "locations.write",
    f"{LOCATIONS}/UpdateLocation": "locations.write",
    f"{LOCATIONS}/MoveLocation": "locations.write",
    f"{LOCATIONS}/ArchiveLocation": "locations.write",
    f"{LOCATIONS}/RestoreLocation": "locations.write",
    f"{LOCATIONS}/GetLocation": "locations.read",
    f"{LOCATIONS}/ListLocations": "locations.read",
    f"{LOCATIONS}/ListLocationEvents": "locations.read",
    f"{REPORTS}/GetStatistics": "reports.read",
    f"{REPORTS}/ExportTickets": "tickets.export",
}

ACTING: Final = "tickets.act"
"""Goes with the scope of the method: without an acting user, the service may do what staff do."""

SCOPES: Final = frozenset({*METHOD_SCOPES.values(), ACTING})
