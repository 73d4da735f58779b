"""What the use cases need from outside."""

from dataclasses import dataclass

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.history.feed import EventFeed, EventSignal
from tickets_service.application.ports.links.reader import LinkReader
from tickets_service.application.ports.origins.old_files import OldFileReader
from tickets_service.application.ports.people.invite_codes import InviteCodes
from tickets_service.application.ports.people.invite_reader import InviteReader
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.places.reader import LocationReader
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.ports.reports.audit import AuditReader
from tickets_service.application.ports.reports.reader import ReportReader
from tickets_service.application.ports.response_times import ResponseTimes
from tickets_service.application.ports.search.ticket_search import TicketSearch
from tickets_service.application.ports.sla.reader import SlaReader
from tickets_service.application.ports.tickets.reader import TicketReader
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What the use cases need from outside; every adapter set provides all of it."""

    unit_of_work: UnitOfWorkFactory
    reading: ReadSessionFactory
    users: UserReader
    tickets: TicketReader
    search: TicketSearch
    invites: InviteReader
    invite_codes: InviteCodes
    links: LinkReader
    sla: SlaReader
    locations: LocationReader
    reports: ReportReader
    audit: AuditReader
    old_files: OldFileReader
    feed: EventFeed
    signal: EventSignal
    clock: Clock
    tracing: Tracing
    response_times: ResponseTimes
