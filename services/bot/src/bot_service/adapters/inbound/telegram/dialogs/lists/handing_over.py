"""The open work of somebody who is away: given to others, or back to the queue (decision 63 says how)."""

from dataclasses import replace

from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_choosing import choosing, may_assign, queued
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.remembered import BulkChoice
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import BulkButton
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.views.people import user_name
from bot_service.domain.lists.bulk import MOST_TICKETS


async def handing_over(callback: CallbackQuery, callback_data: BulkButton, turn: Turn) -> Replies:
    """Offer it as a list, all of it chosen; of a colleague to those who give out work, to all their own."""
    of, acting, texts = user_name(int(callback_data.value)), turn.person.name, turn.texts
    if not (may_assign(turn) or (of == acting and turn.person.role.is_staff)):
        return [answer(callback, texts.plain("button-outdated"), alert=True)]
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    choice = BulkChoice(since=turn.key.update_id, which=Queue.MINE if of == acting else Queue.ALL, of=of)
    found = await queued(choice, 0, MOST_TICKETS, turn)
    if not found:
        return [answer(callback, texts.plain("bulk-nothing-left"), alert=True)]
    choice = replace(choice, chosen=tuple(each.number for each in found))
    screen = await choosing(choice, 0, turn)
    turn.conversation.drop_bulk()
    turn.conversation.bulk = choice
    return [answer(callback), turn.sends(screen)]
