"""What a reporter does to a request that is not done: correct it while nobody works on it, or take it back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.remembered import RefusedReply
from bot_service.adapters.inbound.telegram.dialogs.tickets import correcting_place
from bot_service.adapters.inbound.telegram.dialogs.tickets.correcting import CORRECTED, corrected
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TAKEN,
    CorrectionAction,
    CorrectionButton,
)
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, answer, button, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import RefusedError
from bot_service.application.ports.tickets.tickets import Correction
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.requests.draft import Draft
from bot_service.domain.tickets.priority import Priority

ASKED: Final = {CorrectionAction.WHAT: Stage.CORRECT_WHAT, CorrectionAction.WHERE: Stage.CORRECT_WHERE}
STAGES: Final = frozenset(ASKED.values())
Rows = Sequence[Sequence[tuple[str, CorrectionAction]]]
STOP_ROWS: Final[Rows] = ((("button-cancel", CorrectionAction.STOP),),)
MENU_ROWS: Final[Rows] = (
    (
        ("button-edit-what", CorrectionAction.WHAT),
        ("button-edit-where", CorrectionAction.WHERE),
        ("button-edit-urgency", CorrectionAction.URGENCY),
    ),
    *STOP_ROWS,
)
WITHDRAW_ROWS: Final[Rows] = (
    (("button-withdraw-now", CorrectionAction.WITHDRAW_NOW), ("button-keep", CorrectionAction.KEEP)),
)


def create_router() -> Router:
    router = Router(name="corrections")
    router.message.register(what, WritesOn(Stage.CORRECT_WHAT))
    asked = {CorrectionAction.MENU, CorrectionAction.WITHDRAW}
    router.callback_query.register(begun, CorrectionButton.filter(F.action.in_(asked)))
    router.callback_query.register(asked_for, CorrectionButton.filter(F.action.in_(set(ASKED))))
    router.include_router(correcting_place.create_router())
    router.callback_query.register(
        asked_how_urgent, CorrectionButton.filter(F.action == CorrectionAction.URGENCY)
    )
    router.callback_query.register(
        urgency,
        CorrectionButton.filter((F.action == CorrectionAction.SET_URGENCY) & F.value.in_(set(Priority))),
    )
    router.callback_query.register(
        withdrawn, CorrectionButton.filter(F.action == CorrectionAction.WITHDRAW_NOW)
    )
    router.callback_query.register(kept, CorrectionButton.filter(F.action == CorrectionAction.KEEP))
    router.callback_query.register(stopped, CorrectionButton.filter(F.action == CorrectionAction.STOP))
    return router


async def begun(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    """Ask what is to be corrected, or whether it is really to be taken back; the card stays as it is."""
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    if callback_data.action is CorrectionAction.WITHDRAW:
        if Verb.CANCEL not in ticket.allowed_verbs:
            return [answer(callback, turn.texts.plain("button-changed"), alert=True)]
        return [answer(callback), turn.sends(_ask_withdraw(ticket, turn), about=ticket.number)]
    if not ticket.is_untouched:
        return [answer(callback, turn.texts.plain("correction-too-late"), alert=True)]
    text = turn.texts("ask-correction", number=str(ticket.number), title=ticket.title)
    return [answer(callback), turn.sends(_screen(text, MENU_ROWS, ticket.number, turn), about=ticket.number)]


def _ask_withdraw(ticket: TicketView, turn: Turn) -> Screen:
    """Ask whether it is really to be taken back, and say it where that undoes somebody's work."""
    is_taken = not ticket.is_untouched
    key = "ask-withdraw-taken" if is_taken else "ask-withdraw"
    text = turn.texts(key, number=str(ticket.number), title=ticket.title)
    return _screen(text, WITHDRAW_ROWS, ticket.number, turn, value=TAKEN if is_taken else "")


async def asked_for(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    turn.conversation.start_writing(callback_data.number, turn.key.update_id, ASKED[callback_data.action])
    if callback_data.action is CorrectionAction.WHERE:
        screen = await correcting_place.question(callback_data.number, turn)
    else:
        screen = _screen(turn.texts("ask-what"), STOP_ROWS, callback_data.number, turn)
    return [answer(callback), turn.asks_there(screen, callback)]


async def asked_how_urgent(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    urgencies = [
        button(
            turn.texts.plain(f"priority-{priority.lower()}"),
            CorrectionButton(
                action=CorrectionAction.SET_URGENCY, number=callback_data.number, value=priority
            ).pack(),
        )
        for priority in Priority
    ]
    screen = _screen(turn.texts("ask-urgency"), STOP_ROWS, callback_data.number, turn)
    rows = [] if screen.keyboard is None else screen.keyboard.inline_keyboard
    screen = replace(screen, keyboard=keyboard(urgencies[:2], urgencies[2:], *rows))
    return [answer(callback), screen.after_tap(callback)]


async def what(message: Message, turn: Turn) -> Replies:
    """Take the text for the description; what came along is put on the request as well, with the rest of its album.

    Where it is too late, so it is for all of that. Raises `DraftError`.
    """
    content, number = content_of(message, turn.texts), turn.conversation.written_on
    draft = Draft(id=turn.key.update_id).with_text(content.said)
    correction = Correction(
        title=draft.title, description=draft.description, description_marks=draft.description_marks
    )
    said = await corrected(number, correction, turn)
    turn.conversation.stop_writing()
    if said == CORRECTED:
        await turn.desk.add_attachments(number, content.attachments, person=turn.person, cause=turn.key)
        if content.album is not None:
            came = CommentDraft.of(
                id=draft.id, ticket=number, text=content.text, attachments=content.attachments
            )
            turn.conversation.keep_comment_album(content.album, came)
    elif content.album is not None:
        turn.conversation.refused = RefusedReply(ticket=number, at=content.sent_at, album=content.album)
    return [turn.says(said, number=str(number), about=number)]


async def urgency(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    number = callback_data.number
    said = await corrected(number, Correction(priority=Priority(callback_data.value)), turn)
    return [answer(callback), Screen(text=turn.texts(said, number=str(number))).after_tap(callback)]


async def withdrawn(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    number = callback_data.number
    ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
    if callback_data.value != TAKEN and Verb.CANCEL in ticket.allowed_verbs and not ticket.is_untouched:
        # Somebody began after they were asked.
        return [answer(callback), _ask_withdraw(ticket, turn).after_tap(callback)]
    try:
        await turn.desk.tickets.cancel(
            number, acting=turn.person.name, request_id=turn.key.request_id("withdraw")
        )
        said = "withdrawn"
    except RefusedError:
        # By an earlier tap, it is what they wanted.
        said = "withdrawn" if ticket.state is TicketState.CANCELLED else "refused-changed"
    return [answer(callback), Screen(text=turn.texts(said, number=str(number))).after_tap(callback)]


async def stopped(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    conversation = turn.conversation
    if conversation.stage in STAGES and conversation.written_on == callback_data.number:
        conversation.stop_writing()
    said = turn.texts("correction-stopped", number=str(callback_data.number))
    return [answer(callback), Screen(text=said).after_tap(callback)]


async def kept(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    """It is not withdrawn; what is being corrected about it goes on."""
    said = turn.texts("correction-stopped", number=str(callback_data.number))
    return [answer(callback), Screen(text=said).after_tap(callback)]


def _screen(text: Html, rows: Rows, number: int, turn: Turn, value: str = "") -> Screen:
    drawn = [
        [
            button(
                turn.texts.plain(label),
                CorrectionButton(action=action, number=number, value=value).pack(),
                Style.DANGER if action is CorrectionAction.WITHDRAW_NOW else None,
            )
            for label, action in row
        ]
        for row in rows
    ]
    return Screen(text=text, keyboard=keyboard(*drawn))
