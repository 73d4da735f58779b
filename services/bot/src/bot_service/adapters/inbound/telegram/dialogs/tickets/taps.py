"""The buttons of a ticket's card and of notices about it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.quick_replies.using import quick_rows
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import changed, permitted, redrawn
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    RESOLUTION,
    TicketAction,
    TicketButton,
    resolution_mark,
)
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    with_buttons,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.drawing.tickets.work import more_buttons, stands_on
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import NotFoundError
from bot_service.application.queries.tickets.sight import only_follows
from bot_service.application.views.tickets import TicketView, Verb


def create_router() -> Router:
    router = Router(name="ticket-taps")
    for action, handler in (
        (TicketAction.OPEN, open_card),
        (TicketAction.TAKE, take),
        (TicketAction.RESOLVE, resolve),
        (TicketAction.CONFIRM, confirm),
        (TicketAction.RATE, rate),
        (TicketAction.WRITE, write),
        (TicketAction.UNFOLLOW, unfollow),
        (TicketAction.NOTE, write_note),
        (TicketAction.RELEASE, release),
        (TicketAction.RESUME, resume),
        (TicketAction.MORE, show_more),
        (TicketAction.LESS, show_less),
    ):
        router.callback_query.register(handler, TicketButton.filter(F.action == action))
    return router


async def open_card(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Show the card at the end of the chat; from then on it is the live one."""
    details = await turn.desk.read_ticket(callback_data.number, acting=turn.person.name)
    screen = card(details, turn.person.name, turn.texts)
    return [answer(callback), screen.as_new_card(turn.person.telegram_id, callback_data.number)]


async def take(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """What was shown does not matter: the service refuses when somebody else was faster."""
    change = turn.desk.tickets.take(
        callback_data.number, acting=turn.person.name, request_id=turn.key.request_id("take")
    )
    return await changed(change, "toast-taken", callback, callback_data, turn)


async def resolve(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    change = turn.desk.tickets.resolve(
        callback_data.number,
        etag=callback_data.etag,
        acting=turn.person.name,
        request_id=turn.key.request_id("resolve"),
    )
    return await changed(change, "toast-resolved", callback, callback_data, turn)


async def release(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    change = turn.desk.work.release(
        callback_data.number, acting=turn.person.name, request_id=turn.key.request_id("release")
    )
    return await changed(change, "toast-released", callback, callback_data, turn)


async def resume(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    change = turn.desk.work.resume(
        callback_data.number, acting=turn.person.name, request_id=turn.key.request_id("resume")
    )
    return await changed(change, "toast-resumed", callback, callback_data, turn)


async def show_more(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Put the rest of what can be done in place of the card's buttons."""
    ticket = await permitted(Verb.LINK, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    return [answer(callback), *with_buttons(callback, more_buttons(ticket, turn.texts), on=stands_on(ticket))]


async def show_less(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    ticket = await permitted(Verb.LINK, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    return [answer(callback), *await redrawn(callback, callback_data.number, turn)]


async def confirm(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """A rating or a comment since does not matter, another time that it was resolved does."""
    texts, etag = turn.texts, callback_data.etag
    if etag.startswith(RESOLUTION):
        ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
        if etag != resolution_mark(ticket):
            said = answer(callback, texts.plain("refused-changed"), alert=True)
            return [said, *await redrawn(callback, callback_data.number, turn)]
        etag = ""
    change = turn.desk.tickets.confirm(
        callback_data.number, etag=etag, acting=turn.person.name, request_id=turn.key.request_id("confirm")
    )
    return await changed(change, "toast-confirmed", callback, callback_data, turn)


async def rate(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """What was said to other stars stays."""
    try:
        before = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    except NotFoundError:
        said = ""
    else:
        said = before.rating_comment
    change = turn.desk.tickets.rate(
        callback_data.number,
        callback_data.stars,
        comment=said,
        acting=turn.person.name,
        request_id=turn.key.request_id("rate"),
    )
    return await changed(change, "toast-rated", callback, callback_data, turn)


async def unfollow(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """From then on they may not see it: what is left of the card is that it was one."""
    number = callback_data.number
    try:
        await turn.desk.following.unfollow(
            number, acting=turn.person.name, request_id=turn.key.request_id("unfollow")
        )
    except NotFoundError:
        gone = turn.texts.plain("refused-not-found")
        return [answer(callback, gone, alert=True), *without_buttons(callback)]
    said = Screen(text=turn.texts("unfollowed", number=str(number)))
    return [answer(callback), said.after_tap(callback)]


async def write(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Take the next message for a comment."""
    texts = turn.texts
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    if Verb.COMMENT not in ticket.allowed_verbs:
        why = "refused-closed-for-comments" if ticket.done else "refused-forbidden"
        return [
            answer(callback, texts.plain(why), alert=True),
            *await redrawn(callback, ticket.number, turn),
        ]
    is_desks = ticket.reporter != turn.person.name and not only_follows(ticket.allowed_verbs)
    question = "ask-reply" if is_desks else "ask-comment"
    quick = await quick_rows(ticket.number, turn) if is_desks else []
    text = texts(question, number=str(ticket.number), title=ticket.title)
    return ask_for_words(ticket.number, Stage.COMMENT, text, callback, turn, rows=quick)


async def write_note(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Take the next message for a note."""
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await permitted(Verb.WRITE_NOTE, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    text = turn.texts("ask-note", number=str(ticket.number), title=ticket.title)
    return ask_for_words(ticket.number, Stage.NOTE, text, callback, turn)
