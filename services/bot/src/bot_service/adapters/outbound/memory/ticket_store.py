"""What the in-memory tickets are kept in: tickets, comments, history and the answers to repeated calls."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bot_service.adapters.outbound.memory.users import MemoryUsers
from bot_service.application.errors import ForbiddenError, InvalidFieldsError, NotFoundError, StaleError
from bot_service.application.ports.event_feed import FeedItem
from bot_service.application.views import CommentView, EventType, EventView, TicketState, TicketView
from bot_service.domain.person import Role


@dataclass(eq=False)
class MemoryTicketStore:
    """Also an `EventFeed`."""

    people: MemoryUsers
    now: Callable[[], datetime]
    tickets: dict[int, TicketView] = field(default_factory=dict)
    comments: dict[int, list[CommentView]] = field(default_factory=dict)
    events: list[EventView] = field(default_factory=list)
    _answers: dict[UUID, tuple[object, TicketView]] = field(default_factory=dict)
    _happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self, resume_token: str) -> AsyncIterator[FeedItem]:
        position = int(resume_token or 0)
        while True:
            self._happened.clear()
            while position < len(self.events):
                position += 1
                yield FeedItem(resume_token=str(position), event=self.events[position - 1])
            await self._happened.wait()

    def role(self, acting: str) -> Role:
        user = self.people.known(acting)
        if not user.active:
            raise ForbiddenError(f"{acting} is switched off")
        return user.role

    def existing(self, number: int) -> TicketView:
        if number not in self.tickets:
            raise NotFoundError(f"tickets/{number}")
        return self.tickets[number]

    def visible(self, number: int, acting: str | None) -> TicketView:
        ticket = self.existing(number)
        if acting is not None and acting != ticket.reporter:
            works_on_it = self.role(acting).is_staff and ticket.assignee in ("", acting)
            if not works_on_it:
                raise NotFoundError(f"tickets/{number}")
        return ticket

    def repeated(self, request_id: UUID, body: object) -> TicketView | None:
        """Return the answer to the first call; the same id with another body is refused."""
        if request_id not in self._answers:
            return None
        first, answer = self._answers[request_id]
        if first != body:
            raise InvalidFieldsError({"request_id": "was used before with another request"})
        return answer

    def answered(self, request_id: UUID, body: object, number: int) -> TicketView:
        self._answers[request_id] = (body, self.tickets[number])
        return self.tickets[number]

    def fresh(self, ticket: TicketView, etag: str) -> None:
        if etag and etag != ticket.etag:
            raise StaleError(f"tickets/{ticket.number}")

    def change(self, number: int, **changes: Any) -> None:
        ticket = self.tickets[number]
        self.tickets[number] = replace(ticket, **changes, etag=str(int(ticket.etag) + 1))

    def move(self, number: int, state: TicketState, actor: str) -> None:
        self.change(number, state=state)
        self.record(number, EventType.STATE_CHANGED, actor, state_after=state)

    def record(self, number: int, type_: EventType, actor: str, **what: Any) -> None:
        self.events.append(
            EventView(
                name=f"tickets/{number}/events/{len(self.events) + 1}",
                ticket=number,
                type=type_,
                actor=actor,
                create_time=self.now(),
                traceparent="",
                **what,
            )
        )
        self._happened.set()


def faults_of(**texts: tuple[str, int, int]) -> dict[str, str]:
    """Return what is wrong with texts, each given with its shortest and longest length."""
    return {
        name: f"must have {shortest} to {longest} characters"
        for name, (text, shortest, longest) in texts.items()
        if not shortest <= len(text.strip()) <= longest
    }


def only(tickets: Sequence[TicketView], belongs: Callable[[TicketView], bool]) -> Sequence[TicketView]:
    """Return those that belong, newest first."""
    return sorted(filter(belongs, tickets), key=lambda ticket: ticket.number, reverse=True)
