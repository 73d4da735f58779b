"""By what a request is found again: the desk's people tag it, with what is in use or with words of their own."""

import re
from collections.abc import Sequence
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import (
    REFUSED,
    not_done,
    permitted,
    redrawn,
    refused,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.screen import answer, with_buttons
from bot_service.adapters.inbound.telegram.drawing.tickets.tags import said_of, tag_marked, tagging_buttons
from bot_service.adapters.inbound.telegram.drawing.tickets.work import stands_on
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import InvalidFieldsError
from bot_service.application.views.tickets import TicketView, Verb

SEPARATOR: Final = re.compile(r"[,;\n]|\s#")


def create_router() -> Router:
    router = Router(name="tagging")
    router.message.register(typed, WritesOn(Stage.TAGS))
    router.callback_query.register(choose, TicketButton.filter(F.action == TicketAction.TAGS))
    router.callback_query.register(ask, WorkButton.filter((F.action == WorkAction.TAG) & (F.value == "")))
    router.callback_query.register(
        changed, WorkButton.filter(F.action.in_({WorkAction.TAG, WorkAction.UNTAG}))
    )
    return router


async def choose(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Put the tags in place of the card's buttons; ask for one where there are none to choose from."""
    ticket = await permitted(Verb.CHANGE_TAGS, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    common = await turn.desk.ticket_tags.common(acting=turn.person.name)
    if not common and not ticket.tags:
        return await ask(callback, WorkButton(action=WorkAction.TAG, number=ticket.number), turn)
    rows = tagging_buttons(ticket, common, turn.texts)
    return [answer(callback), *with_buttons(callback, rows, on=stands_on(ticket))]


async def ask(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await permitted(Verb.CHANGE_TAGS, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    text = turn.texts("ask-tags", number=str(ticket.number), title=ticket.title)
    return ask_for_words(ticket.number, Stage.TAGS, text, callback, turn)


async def changed(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    """Add or remove one, and show what there is now: several are chosen one after the other."""
    number, acting = callback_data.number, turn.person.name
    ticket = await permitted(Verb.CHANGE_TAGS, callback, number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    common = await turn.desk.ticket_tags.common(acting=acting)
    is_removed = callback_data.action is WorkAction.UNTAG
    tag = tag_marked(callback_data.value, ticket.tags if is_removed else common)
    if tag is None:
        said = answer(callback, turn.texts.plain("refused-changed"), alert=True)
        rows = tagging_buttons(ticket, common, turn.texts)
        return [said, *with_buttons(callback, rows, on=stands_on(ticket))]
    try:
        now = await turn.desk.ticket_tags.change(
            number,
            add=[] if is_removed else [tag],
            remove=[tag] if is_removed else [],
            acting=acting,
            request_id=turn.key.request_id("tags"),
        )
    except REFUSED as error:
        return await refused(error, callback, number, turn)
    key = "toast-untagged" if is_removed else "toast-tagged"
    return [
        answer(callback, turn.texts.plain(key, tag=tag)),
        *await redrawn(callback, number, turn),
        *with_buttons(callback, tagging_buttons(now, common, turn.texts), on=stands_on(now)),
    ]


async def typed(message: Message, turn: Turn) -> Replies:
    """What is no tag is asked for again."""
    number, tags = turn.conversation.written_on, tags_in(message.text or "")
    if not tags:
        return [turn.says("tag-fault", about=number)]
    try:
        ticket = await turn.desk.ticket_tags.change(
            number, add=tags, acting=turn.person.name, request_id=turn.key.request_id("tags")
        )
    except InvalidFieldsError:
        return [turn.says("tag-fault", about=number)]
    except REFUSED as error:
        turn.conversation.stop_writing()
        return await not_done(error, number, turn)
    turn.conversation.stop_writing()
    return [turn.says("tagged", number=str(number), tags=said_of(ticket.tags), about=number)]


def tags_in(text: str) -> Sequence[str]:
    """Return what is between commas, lines and marks."""
    return [each.strip() for each in SEPARATOR.split(text) if each.strip()]
