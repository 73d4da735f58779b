"""The bot's gateways, once as the fakes that its own tests use and once as calls to the real services."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest

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
from bot_service.adapters.outbound.memory.comments.comments import MemoryComments
from bot_service.adapters.outbound.memory.files.files import MemoryFiles
from bot_service.adapters.outbound.memory.files.old_files import MemoryOldFiles
from bot_service.adapters.outbound.memory.people.users import MemoryUsers
from bot_service.adapters.outbound.memory.tickets.following import MemoryFollowing
from bot_service.adapters.outbound.memory.tickets.ticket_finder import MemoryTicketFinder
from bot_service.adapters.outbound.memory.tickets.ticket_links import MemoryTicketLinks
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.adapters.outbound.memory.tickets.ticket_tags import MemoryTicketTags
from bot_service.adapters.outbound.memory.tickets.ticket_work import MemoryTicketWork
from bot_service.adapters.outbound.memory.tickets.tickets import MemoryTickets
from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.files.old_files import OldFileGateway, OldFileState, OldFileView
from bot_service.application.ports.notifications.event_feed import EventFeed
from bot_service.application.ports.people.users import UserDirectory, UserView
from bot_service.application.ports.places.places import PlaceDirectory
from bot_service.application.ports.tickets.following import Following
from bot_service.application.ports.tickets.ticket_finder import TicketFinder
from bot_service.application.ports.tickets.ticket_links import TicketLinks
from bot_service.application.ports.tickets.ticket_tags import TicketTags
from bot_service.application.ports.tickets.ticket_work import TicketWork
from bot_service.application.ports.tickets.tickets import NewTicket, TicketGateway
from bot_service.application.views.tickets import TicketState, TicketView
from bot_service.domain.files.attachment import TelegramKind
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority
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

AGENTS = frozenset({9_001, 9_002})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateways:
    tickets: TicketGateway
    comments: CommentGateway
    work: TicketWork
    links: TicketLinks
    tags: TicketTags
    finder: TicketFinder
    people: UserDirectory
    files: FileGateway
    old_files: OldFileGateway
    feed: EventFeed
    places: PlaceDirectory
    following: Following
    deactivate: Callable[[str], Awaitable[None]]
    promote: Callable[[str, Role], None]
    arrange: Callable[[int, TicketState, str], None]
    """Put a ticket into a state, in somebody's hands (`users/7`) or in nobody's (empty)."""
    pass_due_times: Callable[[], None]
    """Let so much time pass that everything that is not done is overdue."""
    follow: Callable[[int, str], None]
    """Have somebody follow a ticket."""
    put_place: Callable[[str, str, str], Awaitable[None]]
    """Add a place by its code and name, into the one with another code, or at the top."""
    archive_place: Callable[[str], Awaitable[None]]
    bring: Callable[[int, str, TelegramKind, str], Awaitable[None]]
    """Have a file come with a ticket from an older system: its number, Telegram's id, its kind, what it is called."""
    offer: Callable[[], Awaitable[str]]
    """Make an invite of an admin; return its code."""

    async def person(self, telegram_id: int = 7, name: str = "Ann") -> UserView:
        return await self.people.register(
            telegram_id=telegram_id, display_name=name, username="", language="en", request_id=uuid4()
        )

    async def agent(self, telegram_id: int = 9_001, name: str = "Bob") -> UserView:
        return await self.person(telegram_id, name)

    async def created(self, by: UserView, title: str = "Lamp is broken") -> TicketView:
        ticket = NewTicket(title=title, description="", location="Room 1", priority=Priority.HIGH)
        return await self.tickets.create(ticket, acting=by.name, request_id=uuid4())


@pytest.fixture
def fakes() -> Gateways:
    people = MemoryUsers(AGENTS)
    store = MemoryTicketStore(people, SteppingClock().now)

    async def deactivate(name: str) -> None:
        people.deactivate(name)

    def arrange(number: int, state: TicketState, assignee: str) -> None:
        store.change(number, assignee=assignee)
        store.move(number, state, "system")

    def pass_due_times() -> None:
        for number in store.tickets:
            store.change(number, next_due=store.now() - timedelta(hours=1))

    def follow(number: int, name: str) -> None:
        store.followers.setdefault(number, set()).add(name)

    async def offer() -> str:
        people.offer("a-code", Role.ADMIN)
        return "a-code"

    async def put_place(code: str, name: str, into: str) -> None:
        store.places.put(code, name, into)

    async def archive_place(code: str) -> None:
        store.places.archive(code)

    old_files, numbers = MemoryOldFiles(store), count(1)

    async def bring(number: int, file_id: str, kind: TelegramKind, file_name: str) -> None:
        old_files.add(
            OldFileView(
                name=f"oldFiles/{next(numbers)}",
                ticket=number,
                telegram_file_id=file_id,
                telegram_kind=kind,
                file_name=file_name,
                size_bytes=None,
                uploader="",
                state=OldFileState.WAITING,
            )
        )

    return Gateways(
        tickets=MemoryTickets(store),
        comments=MemoryComments(store),
        work=MemoryTicketWork(store),
        links=MemoryTicketLinks(store),
        tags=MemoryTicketTags(store),
        finder=MemoryTicketFinder(store),
        people=people,
        files=MemoryFiles(),
        old_files=old_files,
        bring=bring,
        feed=store,
        places=store.places,
        following=MemoryFollowing(store),
        put_place=put_place,
        archive_place=archive_place,
        deactivate=deactivate,
        promote=people.promote,
        arrange=arrange,
        follow=follow,
        pass_due_times=pass_due_times,
        offer=offer,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsDesk:
    """The inside of the real tickets service: what its workers do, and the clock by which they do it."""

    store: MemoryStore
    ports: Ports
    clock: SteppingClock
    do: UseCases


@pytest.fixture
def tickets_desk() -> TicketsDesk:
    store, clock = MemoryStore(), SteppingClock()
    ports = ports_in_memory(store, clock)
    return TicketsDesk(store=store, ports=ports, clock=clock, do=UseCases(ports, agents=AGENTS))


@pytest.fixture
async def real(tickets_desk: TicketsDesk) -> AsyncIterator[Gateways]:
    async with AsyncExitStack() as stack:
        tickets = await stack.enter_async_context(tickets_served(tickets_desk.do))
        files = await stack.enter_async_context(files_served(create_in_memory_use_cases(tickets_desk.clock)))
        to_tickets = await stack.enter_async_context(tickets.channel())
        to_files = await stack.enter_async_context(files.channel())

        async def deactivate(name: str) -> None:
            tickets_desk.store.users[user_id(name)].active = False

        def promote(name: str, role: Role) -> None:
            tickets_desk.store.users[user_id(name)].role = TicketsRole(role)

        def arrange(number: int, state: TicketState, assignee: str) -> None:
            ticket = tickets_desk.store.tickets[TicketId(number)]
            ticket.assignee_id = user_id(assignee) if assignee else None
            ticket.state = State[state]
            ticket.completed_at = tickets_desk.clock.now() if ticket.state in COMPLETED else None

        def follow(number: int, name: str) -> None:
            tickets_desk.store.followers[TicketId(number), user_id(name)] = tickets_desk.clock.now()

        async def manager() -> Principal:
            """Somebody who may look after places."""
            ada = await GrpcUserDirectory(to_tickets).register(
                telegram_id=9_999, display_name="Ada", username="", language="en", request_id=uuid4()
            )
            promote(ada.name, Role.ADMIN)
            return Principal("setup", user_id(ada.name))

        async def put_place(code: str, name: str, into: str) -> None:
            kind = LocationKind.ROOM if into else LocationKind.SITE
            new = CreateLocation(
                principal=await manager(),
                code=code,
                display_name=name,
                kind=kind,
                parent=into,
                request_id=str(uuid4()),
            )
            await tickets_desk.do.places.create_location(new)

        async def archive_place(code: str) -> None:
            archived = ArchiveLocation(principal=await manager(), code=code, request_id=str(uuid4()))
            await tickets_desk.do.places.archive_location(archived)

        async def bring(number: int, file_id: str, kind: TelegramKind, file_name: str) -> None:
            now = tickets_desk.clock.now()
            async with tickets_desk.ports.unit_of_work() as uow:
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

        yield Gateways(
            tickets=GrpcTicketGateway(to_tickets),
            comments=GrpcCommentGateway(to_tickets),
            work=GrpcTicketWork(to_tickets),
            links=GrpcTicketLinks(to_tickets),
            tags=GrpcTicketTags(to_tickets),
            finder=GrpcTicketFinder(to_tickets),
            people=GrpcUserDirectory(to_tickets),
            files=GrpcFileGateway(to_files),
            old_files=GrpcOldFileGateway(to_tickets),
            bring=bring,
            feed=GrpcEventFeed(to_tickets),
            places=GrpcPlaceDirectory(to_tickets, kept_for=60),
            following=GrpcFollowing(to_tickets),
            put_place=put_place,
            archive_place=archive_place,
            deactivate=deactivate,
            promote=promote,
            arrange=arrange,
            follow=follow,
            pass_due_times=lambda: tickets_desk.clock.advance(timedelta(days=90)),
            offer=tickets_desk.do.people.invite_first_admin,
        )


def user_id(name: str) -> UserId:
    return UserId(int(name.removeprefix("users/")))


@pytest.fixture(params=["fakes", "real"])
def gateways(request: pytest.FixtureRequest) -> Gateways:
    """The gateways on each side of the wire."""
    found: Gateways = request.getfixturevalue(request.param)
    return found
