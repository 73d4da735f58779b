"""Word to the desk's people that a reporter cannot be reached: what they wrote has not arrived, and is kept."""

from collections.abc import Sequence
from dataclasses import replace

from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.adapters.inbound.telegram.notifications.audience import answering_for
from bot_service.application.errors import NotFoundError
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency


class UnheardNews:
    """Implements `Unheard`."""

    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk

    async def __call__(
        self, chat_id: int, tickets: Sequence[int], *, is_unsure: bool = False
    ) -> Sequence[OutgoingCall]:
        chat = await self._desk.chats.get(chat_id)
        if chat is None:
            return ()
        calls = []
        for number in tickets:
            try:
                details = await self._desk.read_ticket(number, acting=None)
            except NotFoundError:
                continue
            if details.ticket.reporter == chat.user_name:
                calls += await self._said(details, is_unsure=is_unsure)
        return calls

    async def _said(self, details: TicketDetails, *, is_unsure: bool) -> list[OutgoingCall]:
        waiting = answering_for(details) - {details.ticket.reporter}
        return [
            replace(
                unheard_notice(details, texts_in(language_of(chat.language)), is_unsure=is_unsure).as_notice(
                    chat.chat_id, details.ticket.number
                ),
                urgency=Urgency.NOTIFICATION,
            )
            for chat in await self._desk.chats_let_in(waiting)
        ]


def unheard_notice(details: TicketDetails, texts: Texts, *, is_unsure: bool = False) -> Screen:
    return Screen(
        text=texts(
            "notice-unsure" if is_unsure else "notice-unheard",
            name=details.reporter_name,
            number=str(details.ticket.number),
            title=details.ticket.title,
        )
    )
