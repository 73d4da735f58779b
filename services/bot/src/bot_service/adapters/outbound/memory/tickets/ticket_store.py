"""What the in-memory tickets are kept in: tickets, comments, history and the answers to repeated calls."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bot_service.adapters.outbound.memory.people.users import MemoryUsers
from bot_service.adapters.outbound.memory.places.places import MemoryPlaces
from bot_service.adapters.outbound.memory.tickets.kept_link import KeptLink
from bot_service.adapters.outbound.memory.tickets.ticket_rules import (
    DONE,
    REFUSALS,
    allowed_verbs,
    rights,
    sees,
    sees_notes,
)
from bot_service.application.errors import (
    ForbiddenError,
    InvalidFieldsError,
    NotFoundError,
    Reason,
    RefusedError,
    StaleError,
)
from bot_service.application.ports.notifications.event_feed import FeedItem
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.comments import CommentView
from bot_service.application.views.events import EventType, EventView, FieldView
from bot_service.application.views.tickets import TicketState, TicketView, Verb


@dataclass(eq=False)
class MemoryTicketStore:
    """Also an `EventFeed`."""

    people: MemoryUsers
    now: Callable[[], datetime]
    tickets: dict[int, TicketView] = field(default_factory=dict)
    comments: dict[int, list[CommentView]] = field(default_factory=dict)
    places: MemoryPlaces = field(default_factory=MemoryPlaces)
    followers: dict[int, set[str]] = field(default_factory=dict)
    links: list[KeptLink] = field(default_factory=list)
    removed_links: list[KeptLink] = field(default_factory=list)
    events: list[EventView] = field(default_factory=list)
    _answers: dict[UUID, tuple[object, TicketView]] = field(default_factory=dict)
    _happened: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.people.on_claim.append(self._hand_over)

    async def watch(self, resume_token: str) -> AsyncGenerator[FeedItem, None]:
        position = int(resume_token or 0)
        while True:
            self._happened.clear()
            while position < len(self.events):
                position += 1
                yield FeedItem(resume_token=str(position), event=self.events[position - 1])
            await self._happened.wait()

    def actor(self, acting: str) -> UserView:
        user = self.people.known(acting)
        if not user.active:
            raise ForbiddenError(f"{acting} is switched off")
        return user

    def existing(self, number: int) -> TicketView:
        if number not in self.tickets:
            raise NotFoundError(f"tickets/{number}")
        return self.tickets[number]

    def follows(self, number: int, name: str) -> bool:
        return name in self.followers.get(number, ())

    def verbs(self, number: int, name: str) -> frozenset[Verb]:
        """Return what the person can do to the ticket now."""
        return allowed_verbs(
            self.people.known(name), self.existing(number), self.now(), follows=self.follows(number, name)
        )

    def visible(self, number: int, acting: str | None) -> TicketView:
        ticket = self.existing(number)
        if acting is not None and not sees(self.actor(acting), ticket, follows=self.follows(number, acting)):
            raise NotFoundError(f"tickets/{number}")
        return ticket

    def said(self, number: int, acting: str | None) -> Sequence[CommentView]:
        """Return the comments that somebody, or for None anybody, may read, oldest first."""
        ticket = self.visible(number, acting)
        reads_notes = acting is not None and sees_notes(self.actor(acting), ticket)
        return [each for each in self.comments[number] if reads_notes or not each.internal]

    def next_comment(self, number: int) -> str:
        return f"tickets/{number}/comments/{len(self.comments[number]) + 1}"

    def permitted(self, verb: Verb, number: int, acting: str) -> TicketView:
        """Return the ticket if the person's role and relation let them do that to it."""
        user, ticket = self.actor(acting), self.existing(number)
        if verb not in rights(user, ticket, follows=self.follows(number, acting)):
            self.visible(number, acting)
            raise ForbiddenError(f"{user.role} may not {verb}")
        return ticket

    def possible(self, verb: Verb, ticket: TicketView, acting: str) -> None:
        if reason := REFUSALS[verb](self.actor(acting), ticket, self.now()):
            raise RefusedError(reason)

    def offered(self, ticket: TicketView, acting: str | None) -> TicketView:
        """Return the ticket with what the person can do to it now."""
        verbs = frozenset() if acting is None else self.verbs(ticket.number, acting)
        return replace(self.shown(ticket, acting), allowed_verbs=verbs)

    def shown(self, ticket: TicketView, acting: str | None) -> TicketView:
        """Return the ticket without what is not for the person."""
        is_told = acting is None or sees_notes(self.people.known(acting), ticket)
        return ticket if is_told else replace(ticket, tags=())

    def repeated(self, request_id: UUID, body: object, acting: str) -> TicketView | None:
        """Return the answer to the first call; the same id with another body is refused."""
        if request_id not in self._answers:
            return None
        first, answer = self._answers[request_id]
        if first != body:
            raise InvalidFieldsError({"request_id": "was used before with another request"})
        return self.offered(answer, acting)

    def answered(self, request_id: UUID, body: object, number: int, acting: str) -> TicketView:
        self._answers[request_id] = (body, self.tickets[number])
        return self.offered(self.tickets[number], acting)

    def placed(self, code: str) -> str:
        """Return the code if something new may be there."""
        if code and not self.places.is_known(code):
            raise InvalidFieldsError({"ticket.location_node": f"there is no locations/{code}"})
        if code and not self.places.is_open(code):
            raise RefusedError(Reason.LOCATION_ARCHIVED)
        return code

    def fresh(self, ticket: TicketView, etag: str) -> None:
        if etag and etag != ticket.etag:
            raise StaleError(f"tickets/{ticket.number}")

    def change(self, number: int, **changes: Any) -> None:
        ticket = self.tickets[number]
        self.tickets[number] = replace(ticket, **changes, etag=str(int(ticket.etag) + 1))

    def move(self, number: int, state: TicketState, actor: str, reason: str = "") -> None:
        self.change(number, state=state, done=state in DONE)
        self.record(number, EventType.STATE_CHANGED, actor, state_after=state, reason=reason)

    def moved(
        self,
        verb: Verb,
        state: TicketState,
        number: int,
        *,
        etag: str,
        acting: str,
        request_id: UUID,
        reason: str = "",
        **changes: Any,
    ) -> TicketView:
        """Do what moves the ticket into a state, and changes these of its fields."""
        body = (verb, number, etag, acting, reason, *changes.items())
        if (answer := self.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = self.permitted(verb, number, acting)
        self.fresh(ticket, etag)
        self.possible(verb, ticket, acting)
        if changes:
            self.change(number, **changes)
        self.move(number, state, acting, reason)
        return self.answered(request_id, body, number, acting)

    def _hand_over(self, placeholder: str, person: str) -> None:
        for number, ticket in list(self.tickets.items()):
            if ticket.reporter == placeholder:
                self.followers.get(number, set()).discard(person)
                self.change(number, reporter=person, follower_count=len(self.followers.get(number, ())))
                came = FieldView("reporter", placeholder, person)
                self.record(number, EventType.TICKET_UPDATED, person, fields=(came,))

    def follow_from_the_start(self, number: int, name: str) -> None:
        self.followers[number] = {name}
        self.record(number, EventType.TICKET_FOLLOWED, name)

    def next_link(self) -> int:
        return len(self.links) + len(self.removed_links) + 1

    def link(self, link: KeptLink, what: EventType, actor: str) -> None:
        """Add a link, or take it away; both of its tickets remember."""
        if what is EventType.LINK_REMOVED:
            self.links.remove(link)
            self.removed_links.append(link)
        else:
            self.links.append(link)
        for number in link.ends:
            self.record(number, what, actor, link=link.seen_from(number))

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
