"""Finds who hears of an event, with the ticket as it is for them."""

import asyncio
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.adapters.inbound.telegram.notifications.reader import Reader
from bot_service.application.errors import ForbiddenError, NotFoundError
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.request_desk import RequestDesk
from bot_service.application.views.tickets import LinkView

AT_ONCE: Final = 16
"""Questions of one event that are asked at the same time, however many people follow."""


class Readers:
    """Raises what the gateways raise."""

    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk

    async def __call__(self, names: AbstractSet[str], details: TicketDetails) -> Sequence[Reader]:
        """Return those of the people who ever wrote to the bot; whoever is shut out hears nothing of the desk."""
        if not names:
            return ()
        chats = await self._desk.chats.of_users(sorted(names))
        texts = await self.texts_of(chats)
        present = list(texts)
        verbs = await self._desk.tickets.allowed_verbs(details.ticket.number, present) if present else {}
        links = await self._links_seen(details, present)
        has_topics = await self._desk.private_topics.are_on()
        return [
            Reader(
                name=chat.user_name,
                chat_id=chat.chat_id,
                is_reachable=chat.reachable,
                texts=texts[chat.user_name],
                details=details.allowing(verbs[chat.user_name], chat.user_name, links[chat.user_name]),
                has_topics=has_topics,
            )
            for chat in chats
            if chat.user_name in texts
        ]

    async def _links_seen(
        self, details: TicketDetails, names: Sequence[str]
    ) -> Mapping[str, Sequence[LinkView]]:
        """Return for each of the people the links to what they may see, too; most tickets have none."""
        if not details.links:
            return dict.fromkeys(names, ())
        limit = asyncio.Semaphore(AT_ONCE)
        seen = await asyncio.gather(*(self._links_for(name, details.ticket.number, limit) for name in names))
        return dict(zip(names, seen, strict=True))

    async def _links_for(self, name: str, number: int, limit: asyncio.Semaphore) -> Sequence[LinkView]:
        async with limit:
            try:
                return await self._desk.ticket_links.of_ticket(number, acting=name)
            except (NotFoundError, ForbiddenError):
                return ()

    async def texts_of(self, chats: Sequence[Chat]) -> Mapping[str, Texts]:
        """Return for each person (`users/7`) who is not shut out their sentences, with times in their zone."""
        people = await self._desk.people.get_all(sorted(chat.user_name for chat in chats))
        return {
            chat.user_name: texts_in(language_of(chat.language)).in_zone(
                self._desk.zone_of(people[chat.user_name])
            )
            for chat in chats
            if people[chat.user_name].active
        }
