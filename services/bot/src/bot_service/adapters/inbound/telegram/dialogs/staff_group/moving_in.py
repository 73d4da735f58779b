"""What was open before the group was linked gets its topic at once, not only with its next news."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.staff_group.turn import GroupTurn
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.adapters.inbound.telegram.drawing.tickets.topics import group_card, in_topic
from bot_service.application.errors import GatewayError, UnavailableError
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.ports.topics.staff_group import StaffGroup
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency

MOST: Final = 60
"""Three calls each, of which the group takes 20 a minute: that is nine minutes, and news go before them."""


async def cards_of_open(group: StaffGroup, turn: GroupTurn) -> Sequence[OutgoingCall]:
    """Return the cards of what is to be done, the most urgent first; the rest gets its topic with its next news."""
    texts = texts_in(language_of(group.language)).in_zone(turn.desk.zone)
    found = await turn.desk.finder.queue(Queue.ALL, acting=turn.person.name, everybodys=True, limit=MOST)
    calls = []
    for ticket in found:
        try:
            details = await turn.desk.read_ticket(ticket.number, acting=None)
        except UnavailableError:
            raise
        except GatewayError:
            continue  # gone since the list was read
        card = group_card(details, texts).as_live_card(group.chat_id, ticket.number)
        # One of when the group was linked before looks as it did then.
        look = OutgoingCall(method="editForumTopic", chat_id=group.chat_id, ticket=ticket.number)
        calls += [replace(in_topic(call, details.ticket), urgency=Urgency.BROADCAST) for call in (card, look)]
    return calls
