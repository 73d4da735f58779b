"""/my and /queue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from aiogram import Router
from aiogram.types import InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.cards import state_line
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError
from bot_service.application.ports.tickets import TicketList
from bot_service.application.views import TicketView

SHOWN: Final = 10
MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86_400


def create_router() -> Router:
    router = Router(name="lists")
    register_command(router, "my", my)
    register_command(router, "queue", queue, staff_only=True)
    return router


async def my(_message: Message, turn: Turn) -> Replies:
    tickets = await turn.desk.tickets.list(TicketList.REPORTED, acting=turn.person.name, limit=SHOWN + 1)
    if not tickets:
        return [turn.says("my-none")]
    return [turn.sends(_drawn(turn.texts("my-title"), tickets, turn.texts, turn.desk.now()))]


async def queue(_message: Message, turn: Turn) -> Replies:
    replies = []
    for which, title in ((TicketList.ASSIGNED, "queue-mine"), (TicketList.UNASSIGNED, "queue-unassigned")):
        try:
            tickets = await turn.desk.tickets.list(which, acting=turn.person.name, limit=SHOWN + 1)
        except ForbiddenError:
            return [turn.says("staff-only")]
        if tickets:
            replies.append(turn.sends(_drawn(turn.texts(title), tickets, turn.texts, turn.desk.now())))
    return replies or [turn.says("queue-none")]


def _drawn(title: Html, tickets: Sequence[TicketView], texts: Texts, now: datetime) -> Screen:
    shown = tickets[:SHOWN]
    more = [texts("list-more", count=SHOWN)] if len(tickets) > SHOWN else []

    def draw(most: int) -> Html:
        return Html("\n\n".join([title, *(_line(ticket, texts, now, most) for ticket in shown), *more]))

    return Screen(text=fitted(draw), keyboard=keyboard(*([_button(ticket, texts)] for ticket in shown)))


def _line(ticket: TicketView, texts: Texts, now: datetime, most: int) -> Html:
    return texts(
        "list-line",
        number=str(ticket.number),
        title=clip(ticket.title, most),
        state=state_line(ticket, texts),
        age=age(ticket.create_time, texts, now),
    )


def _button(ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    label = texts.plain("button-open", number=str(ticket.number), title=ticket.title)
    return button(label, TicketButton(action=TicketAction.OPEN, number=ticket.number).pack())


def age(since: datetime, texts: Texts, now: datetime) -> Html:
    seconds = max(0, int((now - since).total_seconds()))
    for unit, key in ((DAY, "age-days"), (HOUR, "age-hours"), (MINUTE, "age-minutes")):
        if seconds >= unit:
            return texts(key, count=seconds // unit)
    return texts("age-now")
