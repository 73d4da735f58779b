"""A request that is over, and is the matter again: another one, which goes on with it."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import proceed
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import redrawn
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.requests.draft import Draft


def create_router() -> Router:
    router = Router(name="going-on")
    router.callback_query.register(begun, TicketButton.filter(F.action == TicketAction.GO_ON))
    return router


async def begun(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Begin it at the same place; a request that is being made is finished first, an offer gives way to nothing."""
    texts, person = turn.texts, turn.person
    if turn.conversation.is_asking or turn.conversation.unsent is not None:
        return finish_request_first(callback, turn)
    ticket = await turn.desk.tickets.get(callback_data.number, acting=person.name)
    if ticket.reporter != person.name or not ticket.is_over:
        said = answer(callback, texts.plain("refused-changed"), alert=True)
        return [said, *await redrawn(callback, ticket.number, turn)]
    draft = Draft(id=turn.key.update_id, goes_on_with=ticket.number)
    if ticket.location:
        draft = draft.with_location(ticket.location, ticket.place)
    screen = await proceed(UnsentRequest(draft=draft), turn)
    text = fitted(
        lambda most: Html(
            "\n\n".join(
                [texts("goes-on", number=str(ticket.number), title=clip(ticket.title, most)), screen.text]
            )
        )
    )
    return [answer(callback), turn.asks(replace(screen, text=text))]
