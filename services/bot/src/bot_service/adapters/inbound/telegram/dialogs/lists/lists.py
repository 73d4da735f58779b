"""/my, page by page."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.lists.pages import (
    LISTS,
    MOST_PAGES,
    SHOWN,
    ListPage,
    page_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import ListButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.tickets import TicketList


def create_router() -> Router:
    router = Router(name="lists")
    register_command(router, "my", my)
    router.callback_query.register(
        turned, ListButton.filter(F.which.in_(LISTS) & (F.page >= 0) & (F.page < MOST_PAGES))
    )
    return router


async def my(_message: Message, turn: Turn) -> Replies:
    page = await _read(TicketList.REPORTED_OPEN, 0, turn)
    if not page.tickets:
        # Whoever waits for what others have reported need not look for it.
        followed = await _read(TicketList.FOLLOWED, 0, turn)
        page = followed if followed.tickets else page
    return [turn.sends(_drawn(page, turn))]


async def turned(callback: CallbackQuery, callback_data: ListButton, turn: Turn) -> Replies:
    """Draw another page in place of the one whose button was tapped."""
    number = callback_data.page
    page = await _read(LISTS[callback_data.which], number, turn)
    while number and not page.tickets:
        # The list became shorter meanwhile.
        number -= 1
        page = await _read(page.which, number, turn)
    return [answer(callback), _drawn(page, turn).after_tap(callback)]


async def _read(which: TicketList, number: int, turn: Turn) -> ListPage:
    found = await turn.desk.tickets.list(
        which, acting=turn.person.name, start=number * SHOWN, limit=SHOWN + 1
    )
    return ListPage(
        which=which,
        number=number,
        tickets=found[:SHOWN],
        more=len(found) > SHOWN,
    )


def _drawn(page: ListPage, turn: Turn) -> Screen:
    return page_screen(page, turn.texts, turn.desk.now())
