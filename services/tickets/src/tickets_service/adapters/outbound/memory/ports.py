"""Everything the use cases need, on memory: for tests of this service and of its callers."""

from tickets_service.adapters.outbound.memory.history.feed import MemoryEventFeed
from tickets_service.adapters.outbound.memory.links.reader import MemoryLinkReader
from tickets_service.adapters.outbound.memory.origins.old_files import MemoryOldFileReader
from tickets_service.adapters.outbound.memory.people.invites import MemoryInviteReader
from tickets_service.adapters.outbound.memory.people.user_reader import MemoryUserReader
from tickets_service.adapters.outbound.memory.places.reader import MemoryLocationReader
from tickets_service.adapters.outbound.memory.read_session import MemoryReadSessionFactory
from tickets_service.adapters.outbound.memory.reports.audit import MemoryAuditReader
from tickets_service.adapters.outbound.memory.reports.reader import MemoryReportReader
from tickets_service.adapters.outbound.memory.search.ticket_search import MemoryTicketSearch
from tickets_service.adapters.outbound.memory.sla.documents import MemorySlaReader
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.reader import MemoryTicketReader
from tickets_service.adapters.outbound.memory.unit_of_work import MemoryUnitOfWorkFactory
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.response_times import ResponseTimes
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.use_cases.ports import Ports


def memory_ports(
    store: MemoryStore,
    signal: ProcessSignal,
    *,
    clock: Clock,
    tracing: Tracing,
    response_times: ResponseTimes,
) -> Ports:
    """`signal` is announced after each commit that appended to the history."""
    store.on_events = signal.announce
    return Ports(
        unit_of_work=MemoryUnitOfWorkFactory(store),
        reading=MemoryReadSessionFactory(store),
        users=MemoryUserReader(store),
        tickets=MemoryTicketReader(store),
        search=MemoryTicketSearch(store),
        invites=MemoryInviteReader(store),
        invite_codes=KeyedInviteCodes(),
        links=MemoryLinkReader(store),
        sla=MemorySlaReader(store.sla),
        locations=MemoryLocationReader(store),
        reports=MemoryReportReader(store),
        audit=MemoryAuditReader(store),
        old_files=MemoryOldFileReader(store),
        feed=MemoryEventFeed(store),
        signal=signal,
        clock=clock,
        tracing=tracing,
        response_times=response_times,
    )
