"""@bot 42, or words, in any chat: a request's card for whoever is there (decision 49)."""

from collections.abc import Sequence
from typing import Final

from aiogram import Bot, F, Router
from aiogram.filters import BaseFilter
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)

from bot_service.adapters.inbound.telegram.dialogs.bot_names import username_of
from bot_service.adapters.inbound.telegram.dialogs.finding.search import in_one_line
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.deep_links import SHARED, deep_link
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.inline import answered, with_button
from bot_service.adapters.inbound.telegram.drawing.screen import PARSE_MODE
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import state_line
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.ports.tickets.tickets import TicketList
from bot_service.application.views.tickets import TicketView

MOST: Final = 50
"""Telegram takes no more results of one query."""


class OurResult(BaseFilter):
    """Passes what somebody shared through us in their chat with us: they tell us nothing by it."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        return message.via_bot is not None and message.via_bot.id == bot.id


def create_router() -> Router:
    router = Router(name="inline")
    router.message.register(shared_here, F.via_bot, OurResult())
    router.edited_message.register(shared_here, F.via_bot, OurResult())
    router.inline_query.register(share)
    return router


async def shared_here(_message: Message) -> Replies:
    return []


async def share(query: InlineQuery, bot: Bot, turn: Turn | None) -> Replies:
    """Answer by the rights of whoever asks: with what they look for, or what they are likely to mean."""
    if turn is None:
        texts = texts_in(language_of(query.from_user.language_code))
        return [with_button(query, texts.plain("inline-start"))]
    tickets = await _meant(in_one_line(query.query), turn)
    if not tickets:
        return [with_button(query, turn.texts.plain("inline-nothing"))]
    username = await username_of(bot)
    return [answered(query, [_result(ticket, username, turn.texts) for ticket in tickets])]


async def _meant(words: str, turn: Turn) -> Sequence[TicketView]:
    desk, acting = turn.desk, turn.person.name
    if words:
        return [hit.ticket for hit in await desk.finder.search(words, acting=acting, limit=MOST)]
    if turn.person.role.is_staff:
        return await desk.finder.queue(Queue.MINE, acting=acting, everybodys=False, limit=MOST)
    return await desk.tickets.list(TicketList.REPORTED_OPEN, acting=acting, limit=MOST)


def _result(ticket: TicketView, username: str, texts: Texts) -> InlineQueryResultArticle:
    facts = [state_line(ticket, texts)]
    if ticket.location:
        facts.append(texts("list-place", location=ticket.location))
    link = deep_link(username, f"{SHARED}{ticket.number}")
    opening = InlineKeyboardButton(text=texts.plain("inline-open"), url=link)
    card = texts("list-line", number=str(ticket.number), title=ticket.title, facts=Html(" · ".join(facts)))
    plain = [_state(ticket, texts), ticket.location]
    return InlineQueryResultArticle(
        id=str(ticket.number),
        title=texts.plain("inline-title", number=str(ticket.number), title=ticket.title),
        description=" · ".join(filter(None, plain)),
        input_message_content=InputTextMessageContent(
            message_text=str(card),
            parse_mode=PARSE_MODE,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[opening]]) if username else None,
    )


def _state(ticket: TicketView, texts: Texts) -> str:
    """The states' names hold nothing that is marked up."""
    return str(state_line(ticket, texts))
