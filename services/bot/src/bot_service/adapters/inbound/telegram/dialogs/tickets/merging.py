"""Two requests about the same: one goes on for both, once it was shown what that means and to whom."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.finding.by_number import NUMBER
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import REFUSED, not_done, permitted
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, answer, button, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.views.tickets import TicketView, Verb


def create_router() -> Router:
    router = Router(name="merging")
    router.message.register(preview, WritesOn(Stage.MERGE))
    router.callback_query.register(ask, TicketButton.filter(F.action == TicketAction.MERGE))
    router.callback_query.register(
        merged, WorkButton.filter((F.action == WorkAction.MERGE) & F.value.regexp(r"^[0-9]{1,18}$"))
    )
    router.callback_query.register(left, WorkButton.filter(F.action == WorkAction.LEAVE))
    return router


async def ask(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await permitted(Verb.MERGE, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    text = turn.texts("ask-merge", number=str(ticket.number), title=ticket.title)
    return ask_for_words(ticket.number, Stage.MERGE, text, callback, turn, wants_reply=False)


async def preview(message: Message, turn: Turn) -> Replies:
    """Show what would happen, and to whom; what is no number of another open request is asked for again."""
    number, match = turn.conversation.written_on, NUMBER.fullmatch(message.text or "")
    if match is None or int(match["number"]) == number:
        return [turn.says("merge-number", number=str(number), about=number)]
    try:
        other = await turn.desk.read_ticket(int(match["number"]), acting=turn.person.name)
    except REFUSED as error:
        return await not_done(error, int(match["number"]), turn)
    if other.ticket.done:
        return [turn.says("merge-closed", about=number)]
    try:
        details = await turn.desk.read_ticket(number, acting=turn.person.name)
    except REFUSED as error:
        turn.conversation.stop_writing()
        return await not_done(error, number, turn)
    followers = await turn.desk.tickets.followers(number)
    turn.conversation.stop_writing()
    target = other.ticket.number

    def data(action: WorkAction) -> str:
        return WorkButton(action=action, number=number, value=str(target)).pack()

    screen = Screen(
        text=turn.texts(
            "merge-preview",
            number=str(number),
            title=details.ticket.title,
            target=str(target),
            other=other.ticket.title,
            name=details.reporter_name,
            count=len(followers),
        ),
        keyboard=keyboard(
            [
                button(turn.texts.plain("button-merge-now"), data(WorkAction.MERGE), Style.PRIMARY),
                button(turn.texts.plain("button-cancel"), data(WorkAction.LEAVE)),
            ]
        ),
    )
    return [turn.sends(screen, about=number)]


async def merged(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    number, target = callback_data.number, int(callback_data.value)
    await turn.desk.work.merge(
        number, target, acting=turn.person.name, request_id=turn.key.request_id("merge")
    )
    done = turn.texts("merged-now", number=str(number), target=str(target))
    opens = TicketButton(action=TicketAction.OPEN, number=target).pack()
    label = turn.texts.plain("button-open-card", number=str(target))
    return [
        answer(callback),
        Screen(text=done, keyboard=keyboard([button(label, opens)])).after_tap(callback),
    ]


async def left(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    said = turn.texts("correction-stopped", number=str(callback_data.number))
    return [answer(callback), Screen(text=said).after_tap(callback)]
