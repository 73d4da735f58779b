"""/queue: what staff work on, narrowed down by what is kept in the buttons."""

import asyncio
from collections.abc import Sequence
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.lists.pages import MOST_PAGES, SHOWN
from bot_service.adapters.inbound.telegram.dialogs.lists.queue_screens import (
    OF_LETTER,
    QueuePage,
    QueueQuery,
    places_screen,
    queue_screen,
    tags_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import outdated
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import (
    ListButton,
    QueueButton,
    QueuePlaceButton,
    TaggedQueueButton,
)
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.drawing.tickets.tags import tag_marked
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.queries.people.read_names import display_names
from bot_service.domain.people.person import INSIDERS

OF_EARLIER: Final = {"u": Queue.UNASSIGNED, "a": Queue.MINE}
"""By the letters of the lists that /queue had when it was two."""


def create_router() -> Router:
    router = Router(name="queue")
    register_command(router, "queue", queue, roles=INSIDERS)
    pages = (F.page >= 0) & (F.page < MOST_PAGES)
    router.callback_query.register(turned, QueueButton.filter(F.which.in_(OF_LETTER) & pages))
    router.callback_query.register(choosing, QueuePlaceButton.filter(F.which.in_(OF_LETTER) & pages))
    router.callback_query.register(
        choosing_tag, TaggedQueueButton.filter(F.which.in_(OF_LETTER) & pages & (F.tag == ""))
    )
    router.callback_query.register(turned_tagged, TaggedQueueButton.filter(F.which.in_(OF_LETTER) & pages))
    router.callback_query.register(turned_earlier, ListButton.filter(F.which.in_(OF_EARLIER) & pages))
    return router


async def queue(_message: Message, turn: Turn) -> Replies:
    try:
        return [turn.sends(await current_screen(QueueQuery(Queue.UNASSIGNED), turn))]
    except ForbiddenError:
        return [turn.says("staff-only")]


async def waiting(turn: Turn) -> list[Screen]:
    """Return what waits for one of the staff: theirs, and what nobody has taken. Raises `ForbiddenError` for others."""
    pages = [await _read(QueueQuery(which), turn) for which in (Queue.MINE, Queue.UNASSIGNED)]
    return [queue_screen(page, turn.texts, turn.desk.now()) for page in pages if page.tickets]


async def turned(callback: CallbackQuery, callback_data: QueueButton, turn: Turn) -> Replies:
    asked = QueueQuery(OF_LETTER[callback_data.which], callback_data.place, callback_data.page)
    return [answer(callback), (await current_screen(asked, turn)).after_tap(callback)]


async def turned_earlier(callback: CallbackQuery, callback_data: ListButton, turn: Turn) -> Replies:
    asked = QueueQuery(OF_EARLIER[callback_data.which], page=callback_data.page)
    return [answer(callback), (await current_screen(asked, turn)).after_tap(callback)]


async def choosing(callback: CallbackQuery, callback_data: QueuePlaceButton, turn: Turn) -> Replies:
    """Show the places to narrow the queue down to; where there are none any more, the queue as it is."""
    tree = await turn.desk.places.tree()
    which = OF_LETTER[callback_data.which]
    if not tree:
        return [answer(callback), (await current_screen(QueueQuery(which), turn)).after_tap(callback)]
    screen = places_screen(which, tree, callback_data.place, callback_data.page, turn.texts)
    return [answer(callback), screen.after_tap(callback)]


async def choosing_tag(callback: CallbackQuery, callback_data: TaggedQueueButton, turn: Turn) -> Replies:
    """Show the tags to narrow the queue down to; where there are none any more, the queue as it is."""
    asked = QueueQuery(OF_LETTER[callback_data.which], callback_data.place)
    tags = await turn.desk.ticket_tags.common(acting=turn.person.name)
    screen = tags_screen(asked, tags, turn.texts) if tags else await current_screen(asked, turn)
    return [answer(callback), screen.after_tap(callback)]


async def turned_tagged(callback: CallbackQuery, callback_data: TaggedQueueButton, turn: Turn) -> Replies:
    """A tag that is hardly used is read off the message that was tapped."""
    tag = await tag_of(callback_data.tag, callback, turn)
    if tag is None:
        return await outdated(callback, turn)
    asked = QueueQuery(OF_LETTER[callback_data.which], callback_data.place, callback_data.page, tag)
    return [answer(callback), (await current_screen(asked, turn)).after_tap(callback)]


async def tag_of(mark: str, callback: CallbackQuery, turn: Turn) -> str | None:
    """Return the tag with that mark: one of those in use, or on the message that was tapped."""
    common = await turn.desk.ticket_tags.common(acting=turn.person.name)
    return tag_marked(mark, [*common, *tags_on(callback.message)])


def tags_on(message: Message | InaccessibleMessage | None) -> Sequence[str]:
    text = (message.text or "") if isinstance(message, Message) else ""
    return [word.removeprefix("#") for word in text.split() if word.startswith("#")]


async def tagged(tag: str, turn: Turn) -> Screen:
    """Draw the requests that are not done and have the tag. Raises what the gateways raise."""
    return await current_screen(QueueQuery(Queue.ALL, tag=tag), turn)


async def current_screen(asked: QueueQuery, turn: Turn) -> Screen:
    page = await _read(asked, turn)
    while page.asked.page and not page.tickets:
        # The queue became shorter meanwhile.
        page = await _read(page.asked.at(page.asked.page - 1), turn)
    return queue_screen(page, turn.texts, turn.desk.now())


async def _read(asked: QueueQuery, turn: Turn) -> QueuePage:
    tree = await turn.desk.places.tree()
    node = tree.get(asked.place) if asked.place else None
    finder, acting, everybodys = turn.desk.finder, turn.person.name, turn.person.role.sees_all
    found, counts = await asyncio.gather(
        finder.queue(
            asked.which,
            acting=acting,
            everybodys=everybodys,
            place=asked.place,
            tag=asked.tag,
            start=asked.page * SHOWN,
            limit=SHOWN + 1,
        ),
        finder.counts(acting=acting, everybodys=everybodys, place=asked.place, tag=asked.tag),
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
        has_tags=bool(asked.tag or await turn.desk.ticket_tags.common(acting=turn.person.name)),
        names=await display_names(turn.desk.people, named),
        counts=counts,
        reader=turn.person.name,
    )
