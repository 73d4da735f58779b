"""The bot's gateways, whatever is behind them."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from uuid import uuid4

from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.files.old_files import OldFileGateway
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

AGENTS = frozenset({9_001, 9_002})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateways(ABC):
    """What the bot knows of the services, and how a test arranges what it will find there."""

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

    @abstractmethod
    async def deactivate(self, name: str) -> None: ...

    @abstractmethod
    def promote(self, name: str, role: Role) -> None: ...

    @abstractmethod
    def arrange(self, number: int, state: TicketState, assignee: str) -> None:
        """Put a ticket into a state, in somebody's hands (`users/7`) or in nobody's (empty)."""

    @abstractmethod
    def pass_due_times(self) -> None:
        """Let so much time pass that everything that is not done is overdue."""

    @abstractmethod
    def follow(self, number: int, name: str) -> None:
        """Have somebody follow a ticket."""

    @abstractmethod
    async def put_place(self, code: str, name: str, into: str) -> None:
        """Add a place by its code and name, into the one with another code, or at the top."""

    @abstractmethod
    async def archive_place(self, code: str) -> None: ...

    @abstractmethod
    async def bring(self, number: int, file_id: str, kind: TelegramKind, file_name: str) -> None:
        """Have a file of an older system come with a ticket: `file_id` is Telegram's."""

    @abstractmethod
    async def offer(self) -> str:
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
