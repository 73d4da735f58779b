"""A thumb up, or whatever else somebody puts on a message about their request: the desk is told, once a message."""

from dataclasses import replace
from typing import Final

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import MessageReactionUpdated, ReactionTypeEmoji

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import NotFoundError
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.domain.deliveries.outgoing import Urgency

OTHER: Final = "💟"
"""Stands for a reaction that not everybody can see."""


def create_router() -> Router:
    router = Router(name="reactions")
    router.message_reaction.register(reacted, F.chat.type == ChatType.PRIVATE, F.user)
    return router


async def reacted(event: MessageReactionUpdated, turn: Turn) -> Replies:
    """Tell who answers for the request; another reaction in its place says nothing new."""
    if not event.new_reaction or event.old_reaction:
        return []
    number = await turn.desk.links.ticket_of(event.chat.id, event.message_id)
    if number is None:
        return []
    try:
        details = await turn.desk.read_ticket(number, acting=turn.person.name)
    except NotFoundError:
        return []
    told = _answering(details)
    if told in ("", turn.person.name) or not turn.conversation.react_to(event.message_id):
        return []
    reaction = event.new_reaction[0]
    emoji = reaction.emoji if isinstance(reaction, ReactionTypeEmoji) else OTHER
    return [
        replace(
            _notice(emoji, details, turn, texts_in(language_of(chat.language))).as_notice(
                chat.chat_id, number
            ),
            urgency=Urgency.NOTIFICATION,
            is_digested=True,
        )
        for chat in await turn.desk.chats_let_in({told})
    ]


def _answering(details: TicketDetails) -> str:
    """Return who has the ticket, else who of the desk spoke last; empty where nobody did."""
    spoke = [remark.author for remark in details.remarks if remark.by_desk]
    return details.ticket.assignee or (spoke[-1] if spoke else "")


def _notice(emoji: str, details: TicketDetails, turn: Turn, texts: Texts) -> Screen:
    ticket = details.ticket
    return Screen(
        text=fitted(
            lambda most: texts(
                "notice-reaction",
                emoji=emoji,
                name=clip(turn.person.display_name, most),
                number=str(ticket.number),
                title=clip(ticket.title, most),
            )
        )
    )
