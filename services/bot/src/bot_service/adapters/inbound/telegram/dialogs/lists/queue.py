"""/queue: what staff work on, narrowed down by what is kept in the buttons."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.lists.pages import MOST_PAGES, SHOWN
from bot_service.adapters.inbound.telegram.dialogs.lists.queue_screens import (
    OF_LETTER,
    Asked,
    QueuePage,
    places_screen,
    queue_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons import ListButton, QueueButton, QueuePlaceButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError
from bot_service.application.ports.ticket_finder import Queue
from bot_service.application.queries.read_names import display_names

OF_EARLIER: Final = {"u": Queue.UNASSIGNED, "a": Queue.MINE}
"""By the letters of the lists that /queue had when it was two."""


def create_router() -> Router:
    router = Router(name="queue")
    register_command(router, "queue", queue, staff_only=True)
    pages = (F.page >= 0) & (F.page < MOST_PAGES)
    router.callback_query.register(turned, QueueButton.filter(F.which.in_(OF_LETTER) & pages))
    router.callback_query.register(choosing, QueuePlaceButton.filter(F.which.in_(OF_LETTER) & pages))
    router.callback_query.register(turned_earlier, ListButton.filter(F.which.in_(OF_EARLIER) & pages))
    return router


async def queue(_message: Message, turn: Turn) -> Replies:
    try:
        return [turn.sends(await _screen(Asked(Queue.UNASSIGNED), turn))]
    except ForbiddenError:
        return [turn.says("staff-only")]


async def waiting(turn: Turn) -> list[Screen]:
    """Return what waits for one of the staff: theirs, and what nobody has taken. Raises `ForbiddenError` for others."""
    pages = [await _read(Asked(which), turn) for which in (Queue.MINE, Queue.UNASSIGNED)]
    return [queue_screen(page, turn.texts, turn.desk.now()) for page in pages if page.tickets]


async def turned(callback: CallbackQuery, callback_data: QueueButton, turn: Turn) -> Replies:
    asked = Asked(OF_LETTER[callback_data.which], callback_data.place, callback_data.page)
    return [answer(callback), (await _screen(asked, turn)).after_tap(callback)]


async def turned_earlier(callback: CallbackQuery, callback_data: ListButton, turn: Turn) -> Replies:
    asked = Asked(OF_EARLIER[callback_data.which], page=callback_data.page)
    return [answer(callback), (await _screen(asked, turn)).after_tap(callback)]


async def choosing(callback: CallbackQuery, callback_data: QueuePlaceButton, turn: Turn) -> Replies:
    """Show the places to narrow the queue down to; where there are none any more, the queue as it is."""
    tree = await turn.desk.places.tree()
    which = OF_LETTER[callback_data.which]
    if not tree:
        return [answer(callback), (await _screen(Asked(which), turn)).after_tap(callback)]
    screen = places_screen(which, tree, callback_data.place, callback_data.page, turn.texts)
    return [answer(callback), screen.after_tap(callback)]


async def _screen(asked: Asked, turn: Turn) -> Screen:
    page = await _read(asked, turn)
    while page.asked.page and not page.tickets:
        # The queue became shorter meanwhile.
        page = await _read(page.asked.at(page.asked.page - 1), turn)
    return queue_screen(page, turn.texts, turn.desk.now())


async def _read(asked: Asked, turn: Turn) -> QueuePage:
    tree = await turn.desk.places.tree()
    node = tree.get(asked.place) if asked.place else None
    found = await turn.desk.finder.queue(
        asked.which,
        acting=turn.person.name,
        everybodys=turn.person.role.sees_all,
        place=asked.place,
        start=asked.page * SHOWN,
        limit=SHOWN + 1,
    )
    shown = found[:SHOWN]
    named = {name for ticket in shown for name in (ticket.reporter, ticket.assignee)}
    return QueuePage(
        asked=asked,
        tickets=shown,
        more=len(found) > SHOWN,
        # Whatever is not in the tree any more, it still narrows the queue down.
        place_name=tree.described(node) if node else asked.place,
        has_places=bool(tree),
        names=await display_names(turn.desk.people, named),
        reader=turn.person.name,
    )
