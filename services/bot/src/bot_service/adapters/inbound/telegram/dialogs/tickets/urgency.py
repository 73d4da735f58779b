"""How urgent a ticket is: the desk's people change it, and say why."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import REFUSED, not_done, permitted
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    with_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.work import (
    REASONS,
    reasons_for,
    stands_on,
    urgency_buttons,
)
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.tickets.work_in_words import MAX_REASON
from bot_service.application.ports.tickets.tickets import Correction
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.requests.draft import clean_text
from bot_service.domain.requests.faults import DraftError, Fault
from bot_service.domain.tickets.priority import Priority

SEPARATOR: Final = "-"
CHOICES: Final = frozenset(f"{priority}{SEPARATOR}{n}" for priority in Priority for n in range(len(REASONS)))


def create_router() -> Router:
    router = Router(name="urgency")
    router.message.register(why, WritesOn(Stage.PRIORITY))
    router.callback_query.register(choose, TicketButton.filter(F.action == TicketAction.PRIORITY))
    router.callback_query.register(
        ask_why, WorkButton.filter((F.action == WorkAction.PRIORITY) & F.value.in_(set(Priority)))
    )
    router.callback_query.register(
        reason_chosen, WorkButton.filter((F.action == WorkAction.REASON) & F.value.in_(CHOICES))
    )
    return router


async def choose(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    ticket = await permitted(Verb.UPDATE, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    return [
        answer(callback),
        *with_buttons(callback, urgency_buttons(ticket, turn.texts), on=stands_on(ticket)),
    ]


async def ask_why(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await permitted(Verb.UPDATE, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    priority = Priority(callback_data.value)
    reasons = reason_buttons(ticket, priority, turn.texts)
    text = turn.texts(
        "ask-why-urgency",
        number=str(ticket.number),
        title=ticket.title,
        priority=turn.texts(f"priority-{priority.lower()}"),
    )
    return ask_for_words(ticket.number, Stage.PRIORITY, text, callback, turn, rows=reasons, chosen=priority)


def reason_buttons(ticket: TicketView, priority: Priority, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """Return the usual reasons for giving it that priority."""
    return [
        [
            button(
                texts.plain(reason),
                WorkButton(
                    action=WorkAction.REASON, number=ticket.number, value=f"{priority}{SEPARATOR}{n}"
                ).pack(),
            )
        ]
        for n, reason in reasons_for([ticket.priority], priority)
    ]


async def reason_chosen(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    _stop(turn, callback_data.number)
    return [answer(callback), (await changed_for(callback_data, turn)).after_tap(callback)]


async def changed_for(reason: WorkButton, turn: Turn) -> Screen:
    """Give the ticket the priority that a reason was chosen for; return what is said of it."""
    priority, n = reason.value.split(SEPARATOR)
    return await _changed(reason.number, Priority(priority), turn.texts.plain(REASONS[int(n)]), turn)


async def why(message: Message, turn: Turn) -> Replies:
    content, number = content_of(message, turn.texts), turn.conversation.written_on
    if content.attachments:
        raise DraftError(Fault.WORDS_ONLY)
    reason = clean_text(content.text)
    if len(reason) > MAX_REASON:
        raise DraftError(Fault.TEXT_TOO_LONG, MAX_REASON)
    try:
        done = await _changed(number, Priority(turn.conversation.writing_for), reason, turn)
    except REFUSED as error:
        _stop(turn, number)
        return await not_done(error, number, turn)
    _stop(turn, number)
    return [turn.sends(done, about=number)]


async def _changed(number: int, priority: Priority, reason: str, turn: Turn) -> Screen:
    await turn.desk.tickets.correct(
        number,
        Correction(priority=priority),
        reason=reason,
        acting=turn.person.name,
        request_id=turn.key.request_id("urgency"),
    )
    words = turn.texts(f"priority-{priority.lower()}")
    return Screen(text=turn.texts("urgency-changed", number=str(number), priority=words))


def _stop(turn: Turn, number: int) -> None:
    conversation = turn.conversation
    if conversation.stage is Stage.PRIORITY and conversation.written_on == number:
        conversation.stop_writing()
