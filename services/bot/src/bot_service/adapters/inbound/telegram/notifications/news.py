"""What is said of an event to everybody who hears of it, in their language."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot_service.adapters.inbound.telegram.drawing.taking_away import pictures_taken_away, words_taken_away
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.notifications.alerting import AlertNews
from bot_service.adapters.inbound.telegram.notifications.audience import (
    EventAudience,
    audience_of,
    concerns_followers,
    is_taken_back,
)
from bot_service.adapters.inbound.telegram.notifications.changes import Change, change_notice, says_change
from bot_service.adapters.inbound.telegram.notifications.notices import (
    notice,
    replies_notice,
    settled_notice,
)
from bot_service.adapters.inbound.telegram.notifications.reader import Reader
from bot_service.adapters.inbound.telegram.notifications.readers import Readers
from bot_service.adapters.inbound.telegram.notifications.retelling import UNREAD, redrawn
from bot_service.adapters.inbound.telegram.notifications.staff_group import SEEN_IN_TOPIC, StaffGroupNews
from bot_service.adapters.inbound.telegram.notifications.unheard import unheard_notice
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.tickets.message_links import ToldMessage
from bot_service.application.queries.notifications.find_settled import Settled
from bot_service.application.request_desk import RequestDesk
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.people import is_person
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency


class TicketNews:
    """Implements `EventPresenter`."""

    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk
        self._readers = Readers(desk)
        self._in_group = StaffGroupNews(desk)
        self._alerts = AlertNews(desk, self._readers, self._in_group)

    async def __call__(self, events: Sequence[EventView]) -> Sequence[OutgoingCall]:
        """Raises what the gateways raise, except that of a ticket which does not exist there is no news."""
        calls: Sequence[OutgoingCall] = await self._alerts(
            [event for event in events if event.type is EventType.SLA_ALERT]
        )
        for event in events:
            if event.type is not EventType.SLA_ALERT:
                calls = [*calls, *await self._news_of(event)]
        return [replace(call, urgency=Urgency.NOTIFICATION, is_digested=True) for call in calls]

    async def _news_of(self, event: EventView) -> Sequence[OutgoingCall]:
        try:
            details = await self._desk.read_ticket(event.ticket, acting=None)
        except NotFoundError:
            return ()
        await self._desk.bind_files(event, details.ticket)
        staff = frozenset(user.name for user in await self._desk.people.staff())
        # Whoever said "me too", or whose request was merged into this one, was promised to hear how it goes on.
        followers = (
            await self._desk.tickets.followers(event.ticket)
            if concerns_followers(event, details)
            else frozenset()
        )
        audience = audience_of(event, details, staff, followers)
        told = await self._desk.find_told(event)
        if is_taken_back(event):
            readers = await self._readers(audience.everybody, details)
            return [
                *await self._taken_back(event, told),
                *self._redrawn_cards(audience, readers),
                *await self._in_group.taken_back(details, told),
            ]
        chats = await self._chats_of(told)
        settled = await self._desk.find_settled(event, details.ticket)
        asked = frozenset() if settled is None else {details.ticket.reporter}
        again = {chat.user_name for chat in chats.values()}
        readers = await self._readers(audience.everybody | again | asked, details)
        return [
            *self._retold(event, told, readers, await self._people_of(event) if told else {}),
            *(await self._settled(settled, readers) if settled is not None else ()),
            *await self._cards_of_new(event, audience, readers),
            *await self._notices(event, audience, readers, told),
            *await self._replies(event, audience, readers),
            *self._redrawn_cards(audience, readers),
            *(
                call
                for reader in (readers if event.type in SEEN_IN_TOPIC else ())
                for call in reader.topic_renamed()
            ),
            *await self._unheard(event, audience, readers),
            *await self._in_group(event, details, told),
        ]

    async def _taken_back(self, event: EventView, told: Sequence[ToldMessage]) -> list[OutgoingCall]:
        """Take away what told people of the words, and the pictures that came along."""
        chats, now = await self._chats_of(told), self._desk.now()
        pictures = () if event.said is None else await self._desk.links.told_beside(event.said.name)
        return [
            *(
                words_taken_away(each, texts_in(language_of(chats[each.chat_id].language)), now)
                for each in told
                if each.chat_id in chats
            ),
            *pictures_taken_away(pictures, now),
        ]

    async def _chats_of(self, told: Sequence[ToldMessage]) -> Mapping[int, Chat]:
        """Return the chats of these messages by their ids."""
        found = [await self._desk.chats.get(chat_id) for chat_id in sorted({each.chat_id for each in told})]
        return {chat.chat_id: chat for chat in found if chat is not None}

    def _retold(
        self,
        event: EventView,
        told: Sequence[ToldMessage],
        readers: Sequence[Reader],
        people: Mapping[str, str],
    ) -> list[OutgoingCall]:
        """Have the messages that told of it say it as it is said now, for everybody who may still read it."""
        calls = []
        for reader in readers:
            theirs = [each for each in told if each.chat_id == reader.chat_id]
            if theirs and reader.may_read(event):
                actor = people.get(event.actor) or reader.texts("the-desk")
                screen = notice(event, reader.details, actor, reader.name, reader.texts, is_again=True)
                calls.extend(redrawn(screen, theirs))
        return calls

    async def _settled(self, settled: Settled, readers: Sequence[Reader]) -> list[OutgoingCall]:
        """Have the message that asked the reporter to confirm say what came of that."""
        ended = settled.ended
        people = {} if ended is None else await self._people_of(ended)
        calls = []
        for reader in (each for each in readers if each.is_reporter):
            theirs = [each for each in settled.asked if each.chat_id == reader.chat_id]
            closer = people.get(ended.actor, "") if ended is not None else ""
            name = closer or reader.texts("the-desk")
            screen = settled_notice(settled, reader.details.ticket, name, reader.texts)
            calls.extend(redrawn(screen, theirs))
        return calls

    async def _cards_of_new(
        self, event: EventView, audience: EventAudience, readers: Sequence[Reader]
    ) -> list[OutgoingCall]:
        calls = []
        for reader in (each for each in readers if each.name in audience.offered):
            if reader.is_reporter:
                actor = (await self._people_of(event)).get(event.actor) or reader.texts("the-desk")
                headline = reader.texts("notice-created-for-you", name=actor)
            else:
                headline = reader.texts("notice-created", name=reader.details.reporter_name)
            screen = card(reader.details, reader.name, reader.texts, headline=headline)
            calls.append(reader.told(screen.as_new_card(reader.chat_id, reader.details.ticket.number)))
        return calls

    async def _notices(
        self,
        event: EventView,
        audience: EventAudience,
        readers: Sequence[Reader],
        told: Sequence[ToldMessage],
    ) -> list[OutgoingCall]:
        """Whoever has just been told reads a correction where they read the rest, and is not called again for it."""
        just_told = {each.chat_id for each in told if self._desk.now() - each.at < UNREAD}
        notified = [
            reader
            for reader in readers
            if reader.name in audience.notified and reader.chat_id not in just_told and reader.may_read(event)
        ]
        people = await self._people_of(event) if notified else {}
        calls = []
        for reader in notified:
            actor = people.get(event.actor) or reader.texts("the-desk")
            if says_change(event):
                assignee = people.get(event.assignee.after, "") if event.assignee else ""
                change = Change(event=event, details=reader.details, actor_name=actor, assignee_name=assignee)
                screen = change_notice(change, reader.name, reader.texts)
            else:
                screen = notice(event, reader.details, actor, reader.name, reader.texts)
            calls.append(reader.told(screen.as_notice(reader.chat_id, reader.details.ticket.number)))
        return calls

    async def _replies(
        self, event: EventView, audience: EventAudience, readers: Sequence[Reader]
    ) -> list[OutgoingCall]:
        told = [reader for reader in readers if reader.name in audience.told]
        if not told or event.comment is None:
            return []
        said = await self._desk.read_replies(event.ticket, event.comment)
        is_new = event.type is EventType.COMMENT_ADDED
        if not is_new and not said.is_last:
            return []  # the message that grows tells of what was written later
        return [
            replies_notice(said.replies, reader.details, reader.texts).as_replies(
                reader.chat_id, event.ticket, anew=said.is_first and is_new
            )
            for reader in told
        ]

    def _redrawn_cards(self, audience: EventAudience, readers: Sequence[Reader]) -> list[OutgoingCall]:
        return [
            reader.told(
                card(reader.details, reader.name, reader.texts).as_live_card(
                    reader.chat_id, reader.details.ticket.number
                )
            )
            for reader in readers
            if reader.name in audience.redrawn
        ]

    async def _unheard(
        self, event: EventView, audience: EventAudience, readers: Sequence[Reader]
    ) -> list[OutgoingCall]:
        """Tell who did it that its reporter does not hear of it; of a comment they were told when they sent it."""
        if event.type is EventType.COMMENT_ADDED or not is_person(event.actor):
            return []
        for reader in readers:
            if reader.is_reporter and reader.name in audience.notified and not reader.is_reachable:
                return [
                    unheard_notice(reader.details, texts_in(language_of(chat.language))).as_notice(
                        chat.chat_id, event.ticket
                    )
                    for chat in await self._desk.chats_let_in({event.actor})
                ]
        return []

    async def _people_of(self, event: EventView) -> Mapping[str, str]:
        """Return the names of who did it, and of who has the ticket now."""
        named = {event.actor, event.assignee.after if event.assignee else ""}
        people = await self._desk.people.get_all(sorted(filter(is_person, named)))
        return {name: person.display_name for name, person in people.items()}
