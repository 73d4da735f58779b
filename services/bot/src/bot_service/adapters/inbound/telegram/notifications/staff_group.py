"""What the staff group is shown of an event: the card in the ticket's topic, the topic itself, and what came in.

What the desk's people say is no news to them: it is on the card. Of their notes, those are that were written elsewhere.
"""

from collections.abc import Sequence
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.taking_away import words_taken_away
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.adapters.inbound.telegram.drawing.tickets.topics import CLOSED, group_card, in_topic
from bot_service.adapters.inbound.telegram.notifications.alerts import TicketAlert, alerts_screen
from bot_service.adapters.inbound.telegram.notifications.audience import SHOWN_ON_CARDS
from bot_service.adapters.inbound.telegram.notifications.changes import Change, change_notice
from bot_service.adapters.inbound.telegram.notifications.notices import notice
from bot_service.adapters.inbound.telegram.notifications.retelling import redrawn
from bot_service.application.ports.tickets.message_links import ToldMessage
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.request_desk import RequestDesk
from bot_service.application.views.comments import CommentView
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.people import is_person
from bot_service.application.views.tickets import TicketState
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.words.marked_text import MarkedText

SHOWN: Final = SHOWN_ON_CARDS | {EventType.TICKET_CREATED}
SEEN_IN_TOPIC: Final = frozenset(
    {
        EventType.STATE_CHANGED,
        EventType.TICKET_ASSIGNED,
        EventType.TICKET_REOPENED,
        EventType.TICKET_UPDATED,
        EventType.TICKET_MERGED,
    }
)
"""What may change the topic's name or icon, or whether it is open."""
SAID: Final = {
    EventType.COMMENT_ADDED: "group-said",
    EventType.COMMENT_EDITED: "group-said-corrected",
}

NOTED: Final = {
    EventType.NOTE_ADDED: "group-noted",
    EventType.NOTE_EDITED: "group-noted-corrected",
}


class StaffGroupNews:
    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk

    async def __call__(
        self, event: EventView, details: TicketDetails, told: Sequence[ToldMessage] = ()
    ) -> list[OutgoingCall]:
        """`told`: messages that told of what is put differently now."""
        group = await self._desk.groups.linked()
        if group is None:
            return []
        texts, ticket = texts_in(language_of(group.language)).in_zone(self._desk.zone), details.ticket
        calls = []
        if event.type in SHOWN:
            calls.append(group_card(details, texts).as_live_card(group.chat_id, ticket.number))
        if event.type in SEEN_IN_TOPIC:
            calls.append(OutgoingCall(method="editForumTopic", chat_id=group.chat_id, ticket=ticket.number))
        calls += await self._told(event, details, group.chat_id, texts)
        if event.note is not None:
            said = await self._said(event.note.author, event.note.said, NOTED[event.type], texts)
            there = [each for each in told if each.chat_id == group.chat_id]
            if there:
                return [*redrawn(said, there), *(in_topic(call, ticket) for call in calls)]
            if await self._is_news(event.note, group.chat_id, event):
                calls.append(said.sent_to(group.chat_id))
        if event.type in SEEN_IN_TOPIC:
            method = "closeForumTopic" if ticket.state in CLOSED else "reopenForumTopic"
            calls.append(OutgoingCall(method=method, chat_id=group.chat_id, ticket=ticket.number))
        return [in_topic(call, ticket) for call in calls]

    async def taken_back(self, details: TicketDetails, told: Sequence[ToldMessage]) -> list[OutgoingCall]:
        """Take away what told of words that their author took back."""
        group = await self._desk.groups.linked()
        if group is None:
            return []
        texts = texts_in(language_of(group.language)).in_zone(self._desk.zone)
        card = group_card(details, texts).as_live_card(group.chat_id, details.ticket.number)
        there = [each for each in told if each.chat_id == group.chat_id]
        return [
            *(words_taken_away(each, texts, self._desk.now()) for each in there),
            in_topic(card, details.ticket),
        ]

    async def alert(self, alert: TicketAlert) -> list[OutgoingCall]:
        """Tell of a time that is close or over."""
        group = await self._desk.groups.linked()
        if group is None or alert.alert.superseded or alert.ticket.done:
            return []
        texts = texts_in(language_of(group.language)).in_zone(self._desk.zone)
        screen = Screen(text=alerts_screen([alert], texts, self._desk.now()).text)
        return [in_topic(screen.sent_to(group.chat_id), alert.ticket)]

    async def _told(
        self, event: EventView, details: TicketDetails, chat_id: int, texts: Texts
    ) -> list[OutgoingCall]:
        """Tell what needs somebody; a reply to what somebody said goes to the reporter."""
        if event.type in SAID and event.comment is not None:
            if event.comment.by_staff or not is_person(event.comment.author):
                return []
            said = await self._said(event.comment.author, event.comment.said, SAID[event.type], texts)
            return [said.as_notice(chat_id, details.ticket.number)]
        name = await self._name_of(event.actor)
        if event.stars is not None:
            return [notice(event, details, name, "", texts).sent_to(chat_id)]
        if event.type is EventType.TICKET_REOPENED or event.state_after is TicketState.CANCELLED:
            change = Change(
                event=event, details=details, actor_name=name or texts("the-desk"), assignee_name=""
            )
            return [Screen(text=change_notice(change, "", texts).text).sent_to(chat_id)]
        return []

    async def _is_news(self, note: CommentView, chat_id: int, event: EventView) -> bool:
        """Tell whether it was written elsewhere; of a correction, those hear who heard of it."""
        if event.type is not EventType.NOTE_ADDED:
            return False
        return not await self._desk.topics.is_written_there(
            chat_id, event.ticket, author=note.author, words=note.said.text
        )

    async def _said(self, author: str, said: MarkedText, key: str, texts: Texts) -> Screen:
        name = await self._name_of(author)

        def draw(most: int) -> Html:
            return texts(key, name=clip(name, most), text=drawn(said, most))

        return Screen(text=fitted(draw))

    async def _name_of(self, person: str) -> str:
        if not is_person(person):
            return ""
        found = (await self._desk.people.get_all([person])).get(person)
        return "" if found is None else found.display_name
