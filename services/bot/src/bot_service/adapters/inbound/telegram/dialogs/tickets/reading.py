"""Everything that was said on a ticket, and everything that came with it."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.albums import shown_again
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    FilesButton,
    HistoryButton,
    TicketAction,
    TicketButton,
    TranscriptButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.old_files import old_files_shown
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.tickets.histories import history_screen
from bot_service.adapters.inbound.telegram.drawing.tickets.transcripts import transcript_screen
from bot_service.adapters.inbound.telegram.drawing.tickets.work import works_on
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError
from bot_service.application.queries.tickets.sight import only_follows
from bot_service.application.views.tickets import TicketView
from bot_service.domain.deliveries.outgoing import OutgoingCall

START: Final = r"^[0-9]{1,4}$"
FILES_AT_ONCE: Final = 20
"""A chat takes about a message a second, and a picture that was sent by itself is one."""


def create_router() -> Router:
    router = Router(name="reading")
    router.callback_query.register(show_all, TicketButton.filter(F.action == TicketAction.SHOW_ALL))
    router.callback_query.register(history, TicketButton.filter(F.action == TicketAction.HISTORY))
    router.callback_query.register(history_turned, HistoryButton.filter())
    router.callback_query.register(turned, TranscriptButton.filter())
    router.callback_query.register(photos, TicketButton.filter(F.action == TicketAction.PHOTOS))
    router.callback_query.register(more_photos, FilesButton.filter())
    router.callback_query.register(
        more_old_files, WorkButton.filter((F.action == WorkAction.OLD_FILES) & F.value.regexp(START))
    )
    return router


async def show_all(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Show the first page as a message of its own; the card stays as it is."""
    screen = await _page(callback_data.number, 0, turn)
    return [answer(callback), turn.sends(screen, about=callback_data.number)]


async def turned(callback: CallbackQuery, callback_data: TranscriptButton, turn: Turn) -> Replies:
    screen = await _page(callback_data.number, callback_data.page, turn)
    return [answer(callback), screen.after_tap(callback)]


async def history(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Show the newest of what happened as a message of its own."""
    screen = await _history(callback_data.number, 0, turn)
    return [answer(callback), turn.sends(screen, about=callback_data.number)]


async def history_turned(callback: CallbackQuery, callback_data: HistoryButton, turn: Turn) -> Replies:
    screen = await _history(callback_data.number, callback_data.page, turn)
    return [answer(callback), screen.after_tap(callback)]


async def _history(number: int, page: int, turn: Turn) -> Screen:
    found = await turn.desk.read_history(number, acting=turn.person.name)
    if not works_on(found.ticket):
        # It tells more than whoever follows a ticket gets to see of it.
        raise ForbiddenError("the history is for the desk's people")
    return history_screen(found, page, turn.texts)


async def photos(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    return await _shown(callback, callback_data.number, 0, turn)


async def more_photos(callback: CallbackQuery, callback_data: FilesButton, turn: Turn) -> Replies:
    return await _shown(callback, callback_data.number, callback_data.start, turn)


async def more_old_files(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    shown = await _old_files(ticket, int(callback_data.value), turn)
    if not shown:
        return [answer(callback, turn.texts.plain("no-attachments"), alert=True)]
    return [answer(callback), *shown]


async def _page(number: int, page: int, turn: Turn) -> Screen:
    transcript = await turn.desk.read_transcript(number, acting=turn.person.name)
    return transcript_screen(transcript, page, turn.texts)


async def _shown(callback: CallbackQuery, number: int, start: int, turn: Turn) -> Replies:
    # The files service does not know who may see what; the tickets service does.
    ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
    files = await turn.desk.read_files(ticket, acting=turn.person.name, start=start, limit=FILES_AT_ONCE + 1)
    shown = shown_again(files[:FILES_AT_ONCE], turn.person.telegram_id, about=number, texts=turn.texts)
    if len(files) > FILES_AT_ONCE:
        after = start + FILES_AT_ONCE
        more = button(turn.texts.plain("button-page-after"), FilesButton(number=number, start=after).pack())
        said = turn.texts("photos-more", number=str(number), count=after)
        shown.append(turn.sends(Screen(text=said, keyboard=keyboard([more])), about=number))
    else:
        shown += await _old_files(ticket, 0, turn)
    if not shown:
        return [answer(callback, turn.texts.plain("no-attachments"), alert=True)]
    return [answer(callback), *shown]


async def _old_files(ticket: TicketView, start: int, turn: Turn) -> list[OutgoingCall]:
    """Show what an older system had of it and is not here, for everybody but those who only follow it."""
    if not ticket.origin or only_follows(ticket.allowed_verbs):
        return []
    old = await turn.desk.old_files.of_ticket(ticket.number, acting=turn.person.name)
    return old_files_shown(old, turn.person.telegram_id, about=ticket.number, texts=turn.texts, start=start)
