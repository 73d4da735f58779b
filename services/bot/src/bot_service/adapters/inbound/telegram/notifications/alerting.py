"""Who is told that a request's time is close or over: each person of all such requests in one message."""

from collections.abc import Sequence
from dataclasses import replace

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.notifications.alerts import TicketAlert, alerts_screen
from bot_service.adapters.inbound.telegram.notifications.audience import audience_of
from bot_service.adapters.inbound.telegram.notifications.readers import Readers
from bot_service.adapters.inbound.telegram.notifications.staff_group import StaffGroupNews
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.request_desk import RequestDesk
from bot_service.application.views.events import EventView
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.tickets.priority import Priority


class AlertNews:
    def __init__(self, desk: RequestDesk, readers: Readers, in_group: StaffGroupNews) -> None:
        self._desk = desk
        self._readers = readers
        self._in_group = in_group

    async def __call__(self, events: Sequence[EventView]) -> list[OutgoingCall]:
        """Raises what the gateways raise, except that of a ticket which does not exist there is no news."""
        if not events:
            return []
        staff = frozenset(user.name for user in await self._desk.people.staff())
        alerts: dict[str, list[TicketAlert]] = {}
        in_group: list[OutgoingCall] = []
        for event in events:
            try:
                details = await self._desk.read_ticket(event.ticket, acting=None)
            except NotFoundError:
                continue
            if event.alert is not None:
                alert = TicketAlert(alert=event.alert, ticket=details.ticket)
                in_group += await self._in_group.alert(alert)
                for name in audience_of(event, details, staff).notified:
                    alerts.setdefault(name, []).append(alert)
        chats = await self._desk.chats.of_users(sorted(alerts)) if alerts else ()
        texts = await self._readers.texts_of(chats)
        told = [
            self._alerts_for(chat, alerts[chat.user_name], texts[chat.user_name])
            for chat in chats
            if chat.user_name in texts
        ]
        return [*told, *in_group]

    def _alerts_for(self, chat: Chat, alerts: Sequence[TicketAlert], texts: Texts) -> OutgoingCall:
        screen = alerts_screen(alerts, texts, self._desk.now())
        tickets = {each.ticket.number for each in alerts}
        # A reply to what is about several tickets is about none of them.
        call = screen.as_notice(chat.chat_id, *tickets) if len(tickets) == 1 else screen.sent_to(chat.chat_id)
        is_urgent = any(each.ticket.priority is Priority.URGENT for each in alerts)
        return replace(call, is_urgent=is_urgent)
