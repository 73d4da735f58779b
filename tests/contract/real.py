"""The gateways as calls to the real services, on their memory adapters."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from bot_service.adapters.outbound.grpc.comments.comments import GrpcCommentGateway
from bot_service.adapters.outbound.grpc.files.files import GrpcFileGateway
from bot_service.adapters.outbound.grpc.files.old_files import GrpcOldFileGateway
from bot_service.adapters.outbound.grpc.notifications.events import GrpcEventFeed
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.places.places import GrpcPlaceDirectory
from bot_service.adapters.outbound.grpc.tickets.following import GrpcFollowing
from bot_service.adapters.outbound.grpc.tickets.ticket_finder import GrpcTicketFinder
from bot_service.adapters.outbound.grpc.tickets.ticket_links import GrpcTicketLinks
from bot_service.adapters.outbound.grpc.tickets.ticket_tags import GrpcTicketTags
from bot_service.adapters.outbound.grpc.tickets.ticket_work import GrpcTicketWork
from bot_service.adapters.outbound.grpc.tickets.tickets import GrpcTicketGateway
from bot_service.application.views.tickets import TicketState
from bot_service.domain.files.attachment import TelegramKind
from bot_service.domain.people.person import Role
from files_service.bootstrap.in_memory import create_in_memory_use_cases
from files_testing.served import served as files_served
from fixline_testing.clock import SteppingClock
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.commands.places.archive_location import ArchiveLocation
from tickets_service.application.commands.places.create_location import CreateLocation
from tickets_service.application.principal import Principal
from tickets_service.application.use_cases.map import UseCases
from tickets_service.application.use_cases.ports import Ports
from tickets_service.domain.origins.old_file import OldFile, OldFileKind
from tickets_service.domain.people.user import Role as TicketsRole
from tickets_service.domain.people.user import UserId
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.state import COMPLETED, State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.served import ports_in_memory
from tickets_testing.served import served as tickets_served

from .gateways import AGENTS, Gateways


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsDesk:
    """The inside of the real tickets service: what its workers do, and the clock by which they do it."""

    store: MemoryStore
    ports: Ports
    clock: SteppingClock
    do: UseCases

    @classmethod
    def create(cls) -> "TicketsDesk":
        store, clock = MemoryStore(), SteppingClock()
        ports = ports_in_memory(store, clock)
        return cls(store=store, ports=ports, clock=clock, do=UseCases(ports, agents=AGENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class RealGateways(Gateways):
    desk: TicketsDesk

    @classmethod
    @asynccontextmanager
    async def served(cls, desk: TicketsDesk) -> AsyncIterator["RealGateways"]:
        async with AsyncExitStack() as stack:
            tickets = await stack.enter_async_context(tickets_served(desk.do))
            files = await stack.enter_async_context(files_served(create_in_memory_use_cases(desk.clock)))
            to_tickets = await stack.enter_async_context(tickets.channel())
            to_files = await stack.enter_async_context(files.channel())
            yield cls(
                desk=desk,
                tickets=GrpcTicketGateway(to_tickets),
                comments=GrpcCommentGateway(to_tickets),
                work=GrpcTicketWork(to_tickets),
                links=GrpcTicketLinks(to_tickets),
                tags=GrpcTicketTags(to_tickets),
                finder=GrpcTicketFinder(to_tickets),
                people=GrpcUserDirectory(to_tickets),
                files=GrpcFileGateway(to_files),
                old_files=GrpcOldFileGateway(to_tickets),
                feed=GrpcEventFeed(to_tickets),
                places=GrpcPlaceDirectory(to_tickets, kept_for=60),
                following=GrpcFollowing(to_tickets),
            )

    async def deactivate(self, name: str) -> None:
        self.desk.store.users[user_id(name)].active = False

    def promote(self, name: str, role: Role) -> None:
        self.desk.store.users[user_id(name)].role = TicketsRole(role)

    def arrange(self, number: int, state: TicketState, assignee: str) -> None:
        ticket = self.desk.store.tickets[TicketId(number)]
        ticket.assignee_id = user_id(assignee) if assignee else None
        ticket.state = State[state]
        ticket.completed_at = self.desk.clock.now() if ticket.state in COMPLETED else None

    def pass_due_times(self) -> None:
        self.desk.clock.advance(timedelta(days=90))

    def follow(self, number: int, name: str) -> None:
        self.desk.store.followers[TicketId(number), user_id(name)] = self.desk.clock.now()

    async def put_place(self, code: str, name: str, into: str) -> None:
        new = CreateLocation(
            principal=await self._manager(),
            code=code,
            display_name=name,
            kind=LocationKind.ROOM if into else LocationKind.SITE,
            parent=into,
            request_id=str(uuid4()),
        )
        await self.desk.do.places.create_location(new)

    async def archive_place(self, code: str) -> None:
        archived = ArchiveLocation(principal=await self._manager(), code=code, request_id=str(uuid4()))
        await self.desk.do.places.archive_location(archived)

    async def _manager(self) -> Principal:
        """Return somebody who may look after places."""
        ada = await self.person(9_999, "Ada")
        self.promote(ada.name, Role.ADMIN)
        return Principal("setup", user_id(ada.name))

    async def bring(self, number: int, file_id: str, kind: TelegramKind, file_name: str) -> None:
        now = self.desk.clock.now()
        async with self.desk.ports.unit_of_work() as uow:
            await uow.old_files.add(
                OldFile(
                    ticket_id=TicketId(number),
                    author_id=None,
                    kind=OldFileKind(kind.value) if kind.value else None,
                    telegram_file_id=file_id,
                    file_name=file_name,
                    size_bytes=None,
                    created_at=now,
                    due_at=now,
                )
            )
            await uow.commit()

    async def offer(self) -> str:
        return await self.desk.do.people.invite_first_admin()


def user_id(name: str) -> UserId:
    return UserId(int(name.removeprefix("users/")))
