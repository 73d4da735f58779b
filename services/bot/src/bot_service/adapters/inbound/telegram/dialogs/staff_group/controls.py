"""What the desk's people do to a ticket by buttons in its topic; who may what is asked when they tap.

[More…] answers to whoever tapped alone: what they can do is not what others can. Where Telegram does not take that,
their own chat with the bot opens with the card.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from aiogram import Bot, F, Router
from aiogram.filters import BaseFilter
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteEphemeralMessage,
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
    SendMessage,
)
from aiogram.types import (
    CallbackQuery,
    EphemeralMessageParameters,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)

from bot_service.adapters.inbound.telegram.dialogs.bot_names import username_of
from bot_service.adapters.inbound.telegram.dialogs.staff_group.turn import GroupTurn, OfStaff
from bot_service.adapters.inbound.telegram.dialogs.tickets import assigning, taps, urgency
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import REFUSED, permitted, refused
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.deep_links import SHARED, deep_link
from bot_service.adapters.inbound.telegram.drawing.screen import PARSE_MODE, Screen, answer, button
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.topics import controls
from bot_service.adapters.inbound.telegram.replies.replies import OnlyForOne, Replies
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.topics.staff_group import StaffGroup
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.tickets.priority import Priority

Handler = Callable[..., Awaitable[Replies]]
DONE_BY_ONE_TAP: Final[Sequence[tuple[TicketAction, Handler]]] = (
    (TicketAction.TAKE, taps.take),
    (TicketAction.RESOLVE, taps.resolve),
    (TicketAction.RELEASE, taps.release),
    (TicketAction.RESUME, taps.resume),
    (TicketAction.ASSIGN, assigning.choose),
    (TicketAction.PRIORITY, urgency.choose),
)


class InStaffGroup(BaseFilter):
    async def __call__(self, _callback: CallbackQuery, staff_group: StaffGroup | None) -> bool:
        return staff_group is not None


def create_router() -> Router:
    router = Router(name="group-controls")
    router.callback_query.filter(InStaffGroup())
    router.callback_query.register(strangers_tap, ~OfStaff())
    for action, handler in DONE_BY_ONE_TAP:
        router.callback_query.register(as_done_here(handler), TicketButton.filter(F.action == action))
    router.callback_query.register(
        more, TicketButton.filter(F.action.in_({TicketAction.MORE, TicketAction.LESS}))
    )
    router.callback_query.register(how_to_note, TicketButton.filter(F.action == TicketAction.NOTE))
    for step, handler in (
        (WorkAction.PEOPLE, assigning.turned),
        (WorkAction.ASSIGN_TO, assigning.assigned),
    ):
        router.callback_query.register(
            as_done_here(handler), WorkButton.filter((F.action == step) & F.value.regexp(assigning.NUMBER))
        )
    router.callback_query.register(
        ask_why, WorkButton.filter((F.action == WorkAction.PRIORITY) & F.value.in_(set(Priority)))
    )
    router.callback_query.register(
        because, WorkButton.filter((F.action == WorkAction.REASON) & F.value.in_(urgency.CHOICES))
    )
    router.callback_query.register(in_private, TicketButton.filter())
    router.callback_query.register(outdated)
    return router


async def strangers_tap(callback: CallbackQuery, texts: Texts) -> Replies:
    return [answer(callback, texts.plain("group-staff-only"), alert=True)]


async def more(callback: CallbackQuery, callback_data: TicketButton, turn: GroupTurn, bot: Bot) -> Replies:
    """Show whoever tapped what they can do, in a message that they alone see."""
    number = callback_data.number
    link = await link_to(number, bot)
    try:
        ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
    except NotFoundError as error:
        return seen_by_one(callback, await refused(error, callback, number, turn))
    screen = controls(ticket, link, turn.texts)
    if ephemeral_id(callback) is not None:
        return [answer(callback), *drawn_anew(callback, screen)]
    sent = SendMessage(
        chat_id=turn.chat_id,
        message_thread_id=turn.thread_id,
        text=str(screen.text),
        parse_mode=PARSE_MODE,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=screen.keyboard,
        ephemeral_message_parameters=EphemeralMessageParameters(
            receiver_user_id=callback.from_user.id, callback_query_id=callback.id
        ),
    )
    otherwise = _opening(callback, number, link, turn.texts)
    return [OnlyForOne(call=sent, chat_id=turn.chat_id, then=answer(callback), otherwise=otherwise)]


async def how_to_note(callback: CallbackQuery, turn: GroupTurn) -> Replies:
    return [answer(callback, turn.texts.plain("group-how-to-note"), alert=True)]


async def ask_why(callback: CallbackQuery, callback_data: WorkButton, turn: GroupTurn) -> Replies:
    ticket = await permitted(Verb.UPDATE, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return seen_by_one(callback, ticket)
    priority = Priority(callback_data.value)
    again = TicketButton(action=TicketAction.PRIORITY, number=ticket.number).pack()
    rows = [
        *urgency.reason_buttons(ticket, priority, turn.texts),
        [button(turn.texts.plain("button-back"), again)],
    ]
    markup = InlineKeyboardMarkup(inline_keyboard=rows)
    return [answer(callback, turn.texts.plain("group-ask-why")), *redrawn(callback, markup)]


async def because(callback: CallbackQuery, callback_data: WorkButton, turn: GroupTurn) -> Replies:
    number = callback_data.number
    try:
        said = await urgency.changed_for(callback_data, turn)
    except REFUSED as error:
        return seen_by_one(callback, await refused(error, callback, number, turn))
    return seen_by_one(callback, [answer(callback), said.after_tap(callback)])


async def in_private(callback: CallbackQuery, callback_data: TicketButton, bot: Bot, texts: Texts) -> Replies:
    """Whatever else can be done to a ticket is done in one's own chat with the bot."""
    number = callback_data.number
    return [_opening(callback, number, await link_to(number, bot), texts)]


def _opening(callback: CallbackQuery, number: int, link: str, texts: Texts) -> AnswerCallbackQuery:
    """Open the card in one's own chat; where there is no link, say how to get there."""
    if link:
        return AnswerCallbackQuery(callback_query_id=callback.id, url=link)
    return answer(callback, texts.plain("group-by-command", number=str(number)), alert=True)


async def outdated(callback: CallbackQuery, texts: Texts) -> Replies:
    return [answer(callback, texts.plain("button-outdated"), alert=True)]


def as_done_here(handler: Handler) -> Handler:
    """Have a handler of the private chats answer in the group."""

    async def here(
        callback: CallbackQuery, callback_data: TicketButton | WorkButton, turn: GroupTurn
    ) -> Replies:
        return seen_by_one(callback, await handler(callback, callback_data, turn))

    return here


def seen_by_one(callback: CallbackQuery, replies: Replies) -> Replies:
    """Have changes of the tapped message be seen by whoever tapped alone; the card of all follows from the event."""
    found: list[Any] = []
    for reply in replies:
        if not isinstance(reply, OutgoingCall):
            found.append(reply)
        elif reply.method == "editMessageReplyMarkup":
            markup = reply.arguments.get("reply_markup")
            found += redrawn(
                callback, None if markup is None else InlineKeyboardMarkup.model_validate(markup)
            )
        elif reply.method == "editMessageText":
            found += removed(callback)
        else:
            found.append(reply)
    return found


def drawn_anew(callback: CallbackQuery, screen: Screen) -> list[OnlyForOne]:
    """Draw the message that one person sees as the ticket stands now: a colleague may have been faster."""
    number = ephemeral_id(callback)
    if number is None or not isinstance(callback.message, Message):
        return []
    chat_id = callback.message.chat.id
    edit = EditEphemeralMessageText(
        chat_id=chat_id,
        receiver_user_id=callback.from_user.id,
        ephemeral_message_id=number,
        text=str(screen.text),
        parse_mode=PARSE_MODE,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=screen.keyboard,
    )
    return [OnlyForOne(call=edit, chat_id=chat_id)]


def redrawn(callback: CallbackQuery, markup: InlineKeyboardMarkup | None) -> list[OnlyForOne]:
    number = ephemeral_id(callback)
    if number is None or not isinstance(callback.message, Message):
        return []
    chat_id = callback.message.chat.id
    edit = EditEphemeralMessageReplyMarkup(
        chat_id=chat_id,
        receiver_user_id=callback.from_user.id,
        ephemeral_message_id=number,
        reply_markup=markup,
    )
    return [OnlyForOne(call=edit, chat_id=chat_id)]


def removed(callback: CallbackQuery) -> list[OnlyForOne]:
    """Take the message away that one person saw: what it offered is done."""
    number = ephemeral_id(callback)
    if number is None or not isinstance(callback.message, Message):
        return []
    chat_id = callback.message.chat.id
    deletion = DeleteEphemeralMessage(
        chat_id=chat_id, receiver_user_id=callback.from_user.id, ephemeral_message_id=number
    )
    return [OnlyForOne(call=deletion, chat_id=chat_id)]


def ephemeral_id(callback: CallbackQuery) -> int | None:
    """Return the number of the message that the person alone sees, if its button was tapped."""
    return callback.message.ephemeral_message_id if isinstance(callback.message, Message) else None


async def link_to(number: int, bot: Bot) -> str:
    """Return what opens a ticket's card in the person's own chat; empty while Telegram does not say our name."""
    username = await username_of(bot)
    return deep_link(username, f"{SHARED}{number}") if username else ""
