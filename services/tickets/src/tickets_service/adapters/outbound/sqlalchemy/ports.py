"""Everything the use cases need, on PostgreSQL: for the process and for tests."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.history.feed import SqlAlchemyEventFeed
from tickets_service.adapters.outbound.sqlalchemy.links.reader import SqlAlchemyLinkReader
from tickets_service.adapters.outbound.sqlalchemy.origins.old_files import SqlAlchemyOldFileReader
from tickets_service.adapters.outbound.sqlalchemy.people.invites import SqlAlchemyInviteReader
from tickets_service.adapters.outbound.sqlalchemy.people.user_reader import SqlAlchemyUserReader
from tickets_service.adapters.outbound.sqlalchemy.places.reader import SqlAlchemyLocationReader
from tickets_service.adapters.outbound.sqlalchemy.read_session import SqlAlchemyReadSessionFactory
from tickets_service.adapters.outbound.sqlalchemy.reports.audit import SqlAlchemyAuditReader
from tickets_service.adapters.outbound.sqlalchemy.reports.reader import SqlAlchemyReportReader
from tickets_service.adapters.outbound.sqlalchemy.search.ticket_search import SqlAlchemyTicketSearch
from tickets_service.adapters.outbound.sqlalchemy.sla.documents import SqlAlchemySlaReader
from tickets_service.adapters.outbound.sqlalchemy.tickets.reader import SqlAlchemyTicketReader
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.history.feed import EventSignal
from tickets_service.application.ports.people.invite_codes import InviteCodes
from tickets_service.application.ports.response_times import ResponseTimes
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.use_cases.ports import Ports


def sqlalchemy_ports(
    engine: AsyncEngine,
    signal: EventSignal,
    *,
    feed_engine: AsyncEngine,
    on_events: Callable[[], None],
    invite_codes: InviteCodes,
    clock: Clock,
    tracing: Tracing,
    response_times: ResponseTimes,
) -> Ports:
    """Wire `engine`, and for event streams `feed_engine`, to all that reads and writes.

    `on_events` is called after each commit that appended to the history.
    """
    reading = Reading(engine)
    return Ports(
        unit_of_work=SqlAlchemyUnitOfWorkFactory(engine, on_events=on_events),
        reading=SqlAlchemyReadSessionFactory(reading),
        users=SqlAlchemyUserReader(reading),
        tickets=SqlAlchemyTicketReader(reading),
        search=SqlAlchemyTicketSearch(reading),
        invites=SqlAlchemyInviteReader(reading),
        invite_codes=invite_codes,
        links=SqlAlchemyLinkReader(reading),
        sla=SqlAlchemySlaReader(reading),
        locations=SqlAlchemyLocationReader(reading),
        reports=SqlAlchemyReportReader(reading),
        audit=SqlAlchemyAuditReader(reading),
        old_files=SqlAlchemyOldFileReader(reading),
        feed=SqlAlchemyEventFeed(Reading(feed_engine)),
        signal=signal,
        clock=clock,
        tracing=tracing,
        response_times=response_times,
    )
