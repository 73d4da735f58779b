"""Who hears of an event, and in which words.

Live cards of everybody concerned are redrawn after every event; what needs somebody's attention is a new message.
Nobody gets a new message about what they did themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.cards import Viewer, card
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.adapters.inbound.telegram.notifications.notices import notice
from bot_service.application.desk import Desk
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.chats import Chat
from bot_service.application.queries.read_ticket import TicketDetails
from bot_service.application.views import EventType, EventView, TicketState, is_person
from bot_service.domain.outgoing import OutgoingCall, Urgency

SHOWN_ON_CARDS: Final = frozenset(
    {
        EventType.TICKET_ASSIGNED,
        EventType.STATE_CHANGED,
        EventType.COMMENT_ADDED,
        EventType.TICKET_RATED,
    }
)
OPEN_WORK: Final = frozenset(
    {
        TicketState.OPEN,
        TicketState.IN_PROGRESS,
        TicketState.WAITING_REPORTER,
        TicketState.WAITING_VENDOR,
    }
)
"""Whose promises are still worth a message."""


class TicketNews:
    """Implements `EventPresenter`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, event: EventView) -> Sequence[OutgoingCall]:
        """Raises what the gateways raise, except that of a ticket which does not exist there is no news."""
        try:
            details = await self._desk.read_ticket(event.ticket, acting=None)
        except NotFoundError:
            return ()
        staff = frozenset(user.name for user in await self._desk.people.staff())
        if event.type is EventType.TICKET_CREATED:
            calls = await self._created(event, details, staff)
        elif event.type in SHOWN_ON_CARDS:
            calls = [
                *await self._notices(event, details, staff),
                *await self._cards(event, details, staff),
            ]
        elif _still_matters(event, details.ticket.state):
            calls = await self._notices(event, details, staff)
        else:
            calls = []
        return [replace(call, urgency=Urgency.NOTIFICATION) for call in calls]

    async def _created(
        self, event: EventView, details: TicketDetails, staff: frozenset[str]
    ) -> list[OutgoingCall]:
        """Give every colleague a card with the news on top; it is edited when somebody takes the ticket."""
        calls = []
        for chat in await self._chats(staff - {event.actor}):
            texts = texts_in(language_of(chat.language))
            headline = texts("notice-created", name=details.reporter_name)
            screen = card(details, Viewer(name=chat.user_name, is_staff=True), texts, headline=headline)
            calls.append(screen.as_new_card(chat.chat_id, details.ticket.number))
        return calls

    async def _notices(
        self, event: EventView, details: TicketDetails, staff: frozenset[str]
    ) -> list[OutgoingCall]:
        chats = await self._chats(_addressed(event, details, staff))
        name = await self._actor_name(event) if chats else None
        calls = []
        for chat in chats:
            texts = texts_in(language_of(chat.language))
            screen = notice(event, details, name or texts("the-desk"), chat.user_name, texts)
            calls.append(screen.as_notice(chat.chat_id, details.ticket.number))
        return calls

    async def _cards(
        self, event: EventView, details: TicketDetails, staff: frozenset[str]
    ) -> list[OutgoingCall]:
        ticket = details.ticket
        concerned = {ticket.reporter, ticket.assignee} - {""}
        if event.type is EventType.TICKET_ASSIGNED or not ticket.assignee:
            concerned |= staff
        calls = []
        for chat in await self._chats(concerned):
            viewer = Viewer(name=chat.user_name, is_staff=chat.user_name in staff)
            screen = card(details, viewer, texts_in(language_of(chat.language)))
            calls.append(screen.as_live_card(chat.chat_id, ticket.number))
        return calls

    async def _actor_name(self, event: EventView) -> str | None:
        if not is_person(event.actor):
            return None
        return (await self._desk.people.get(event.actor)).display_name

    async def _chats(self, users: frozenset[str] | set[str]) -> Sequence[Chat]:
        return await self._desk.chats.of_users(sorted(users)) if users else ()


def _still_matters(event: EventView, state: TicketState) -> bool:
    """Tell whether an alert or a reminder is worth a message as the ticket stands now."""
    if event.alert is not None:
        return not event.alert.superseded and state in OPEN_WORK
    return event.resolve_time is not None and state is TicketState.WAITING_REPORTER


def _addressed(event: EventView, details: TicketDetails, staff: frozenset[str]) -> set[str]:
    """Return whose attention an event asks for."""
    reporter, assignee = details.ticket.reporter, details.ticket.assignee
    # Before somebody took the ticket, those of the desk who talked about it answer for it.
    talking = {assignee} if assignee else {remark.author for remark in details.remarks if remark.by_desk}
    by_type: Mapping[EventType, set[str]] = {
        EventType.COMMENT_ADDED: {reporter} | talking,
        EventType.TICKET_RATED: {assignee},
        # What nobody has taken yet, everybody could take.
        EventType.SLA_ALERT: {assignee} if assignee else set(staff),
        EventType.REPORTER_REMINDED: {reporter},
    }
    by_state: Mapping[TicketState | None, set[str]] = {
        TicketState.RESOLVED: {reporter},
        TicketState.CLOSED: {assignee},
    }
    addressed = by_type.get(event.type, set()) | by_state.get(event.state_after, set())
    return addressed - {event.actor, ""}
