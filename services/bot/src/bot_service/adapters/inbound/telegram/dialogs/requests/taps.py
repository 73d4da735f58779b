"""The buttons of a new request."""

from dataclasses import replace
from typing import Final

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.conversation import Talk, drop_talk, is_sent, read_talk
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import ask, proceed
from bot_service.adapters.inbound.telegram.drawing.buttons import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.cards import Viewer, card
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence_plain
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, without_buttons
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.store_attachment import UnusableAttachmentError
from bot_service.application.desk import Desk
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.draft import Step
from bot_service.domain.person import Person
from bot_service.domain.priority import Priority

EDITS: Final = {
    DraftAction.EDIT_WHAT: Step.WHAT,
    DraftAction.EDIT_WHERE: Step.WHERE,
    DraftAction.EDIT_URGENCY: Step.URGENCY,
}
DROPS: Final = {DraftAction.CANCEL: "request-cancelled", DraftAction.LATER: "request-later"}


def create_router() -> Router:
    router = Router(name="request-buttons")
    router.callback_query.register(tapped, DraftButton.filter())
    return router


async def tapped(
    callback: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    person: Person,
    texts: Texts,
    desk: Desk,
    key: UpdateKey,
) -> Replies:
    talk = await read_talk(state)
    if talk is None or talk.draft.id != callback_data.draft:
        if await is_sent(state, callback_data.draft):
            return [answer(callback, texts.plain("request-sent-already")), *without_buttons(callback)]
        return [answer(callback, texts.plain("request-gone"), alert=True), *without_buttons(callback)]
    action = callback_data.action
    if action in DROPS:
        await drop_talk(state)
        return [answer(callback), Screen(text=texts(DROPS[action])).after_tap(callback)]
    if action is DraftAction.SEND:
        return await _send(callback, callback_data.value, talk, state, person, texts, desk, key)
    if action in EDITS:
        screen = await ask(talk, EDITS[action], state, person, texts, desk)
        return [answer(callback), screen.after_tap(callback)]
    filled = _filled_in(talk, callback_data)
    screen = await proceed(filled or talk, state, person, texts, desk)
    said = "" if filled else texts.plain("refused-changed")
    return [answer(callback, said), screen.after_tap(callback)]


def _filled_in(talk: Talk, tap: DraftButton) -> Talk | None:
    """Return the talk with the tapped answer; None when the button offers what is no longer there."""
    draft = talk.draft
    if tap.action is DraftAction.NO_PLACE:
        draft = draft.without_location()
    elif tap.action is DraftAction.PLACE:
        if not (tap.value.isdecimal() and int(tap.value) < len(talk.places)):
            return None
        draft = draft.with_location(talk.places[int(tap.value)])
    elif tap.action is DraftAction.URGENCY:
        if tap.value not in Priority.__members__:
            return None
        draft = draft.with_priority(Priority(tap.value))
    return replace(talk, draft=draft)


async def _send(
    callback: CallbackQuery,
    shown: str,
    talk: Talk,
    state: FSMContext,
    person: Person,
    texts: Texts,
    desk: Desk,
    key: UpdateKey,
) -> Replies:
    if talk.draft.step is not Step.PREVIEW or not talk.shows(shown):
        screen = await proceed(talk, state, person, texts, desk)
        return [answer(callback, texts.plain("refused-changed"), alert=True), screen.after_tap(callback)]
    try:
        ticket = await desk.submit_request(talk.draft, person=person, bot_id=key.bot_id)
    except UnusableAttachmentError as error:
        talk = replace(talk, draft=talk.draft.without_attachment(error.attachment.file_id))
        screen = await proceed(talk, state, person, texts, desk)
        return [answer(callback, sentence_plain(error, texts), alert=True), screen.after_tap(callback)]
    await drop_talk(state, sent=True)
    details = await desk.read_ticket.details(ticket, acting=person.name)
    screen = card(
        details, Viewer.of(person), texts, headline=texts("request-sent", number=str(ticket.number))
    )
    live_card = screen.as_live_card(person.telegram_id, ticket.number)
    # The card first: a chat takes about one message a second.
    return [answer(callback), live_card, *without_buttons(callback)]
