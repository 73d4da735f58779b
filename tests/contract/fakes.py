"""The gateways as the fakes that the bot's own tests use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

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
from bot_service.application.ports.files.old_files import OldFileState, OldFileView
from bot_service.application.views.tickets import TicketState
from bot_service.domain.files.attachment import TelegramKind
from bot_service.domain.people.person import Role
from fixline_testing.clock import SteppingClock

from .gateways import AGENTS, Gateways


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeGateways(Gateways):
    users: MemoryUsers
    store: MemoryTicketStore
    brought: MemoryOldFiles
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def create(cls) -> "FakeGateways":
        users = MemoryUsers(AGENTS)
        store = MemoryTicketStore(users, SteppingClock().now)
        old_files = MemoryOldFiles(store)
        return cls(
            users=users,
            store=store,
            brought=old_files,
            tickets=MemoryTickets(store),
            comments=MemoryComments(store),
            work=MemoryTicketWork(store),
            links=MemoryTicketLinks(store),
            tags=MemoryTicketTags(store),
            finder=MemoryTicketFinder(store),
            people=users,
            files=MemoryFiles(),
            old_files=old_files,
            feed=store,
            places=store.places,
            following=MemoryFollowing(store),
        )

    async def deactivate(self, name: str) -> None:
        self.users.deactivate(name)

    def promote(self, name: str, role: Role) -> None:
        self.users.promote(name, role)

    def arrange(self, number: int, state: TicketState, assignee: str) -> None:
        self.store.change(number, assignee=assignee)
        self.store.move(number, state, "system")

    def pass_due_times(self) -> None:
        for number in self.store.tickets:
            self.store.change(number, next_due=self.store.now() - timedelta(hours=1))

    def follow(self, number: int, name: str) -> None:
        self.store.followers.setdefault(number, set()).add(name)

    async def put_place(self, code: str, name: str, into: str) -> None:
        self.store.places.put(code, name, into)

    async def archive_place(self, code: str) -> None:
        self.store.places.archive(code)

    async def bring(self, number: int, file_id: str, kind: TelegramKind, file_name: str) -> None:
        self.brought.add(
            OldFileView(
                name=f"oldFiles/{next(self._numbers)}",
                ticket=number,
                telegram_file_id=file_id,
                telegram_kind=kind,
                file_name=file_name,
                size_bytes=None,
                uploader="",
                state=OldFileState.WAITING,
            )
        )

    async def offer(self) -> str:
        self.users.offer("a-code", Role.ADMIN)
        return "a-code"
