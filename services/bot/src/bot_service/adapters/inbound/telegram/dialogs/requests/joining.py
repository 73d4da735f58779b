"""The link by which somebody who is not at Telegram yet comes to what others reported for them."""

from typing import Final

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.bot_names import username_of
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.deep_links import INVITE, deep_link
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, keyboard
from bot_service.adapters.inbound.telegram.drawing.tickets.card_buttons import joining_link_button
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.views.tickets import TicketView

NAME_UNITS: Final = 128


def create_router() -> Router:
    router = Router(name="joining")
    router.callback_query.register(again, TicketButton.filter(F.action == TicketAction.JOINING_LINK))
    return router


async def again(callback: CallbackQuery, callback_data: TicketButton, turn: Turn, bot: Bot) -> Replies:
    """Make another link: the one before was lost, or has run out."""
    ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    reporter = await turn.desk.people.get(ticket.reporter)
    if reporter.is_placeholder:
        # Who comes at this very moment is refused by the service, in the same words.
        return [answer(callback), *await joining_link(ticket, reporter.display_name, turn, bot)]
    key = "joined-already" if reporter.active else "reporter-out"
    return [answer(callback, turn.texts.plain(key), alert=True)]


async def joining_link(ticket: TicketView, name: str, turn: Turn, bot: Bot) -> Replies:
    """Say how the reporter comes here, and the link in a message of its own, which can be passed on as it is.

    Where Telegram does not say what the bot is called there is no link yet, but the button that makes one.
    """
    texts, again_ = turn.texts, keyboard([joining_link_button(ticket.number, turn.texts)])
    joining = await turn.desk.people.joining_code(
        ticket.reporter, acting=turn.person.name, request_id=turn.key.request_id("joining")
    )
    username = await username_of(bot)
    if not (username and joining.code):
        said = texts("joining-later", name=clip(name, NAME_UNITS))
        return [turn.sends(Screen(text=said, keyboard=again_))]

    def invitation(most: int) -> Html:
        return texts(
            "joining-invitation",
            name=clip(turn.person.display_name, NAME_UNITS),
            number=str(ticket.number),
            title=clip(ticket.title, most),
            link=deep_link(username, f"{INVITE}{joining.code}"),
            time=joining.expire_time,
        )

    said = texts("joining-how", name=clip(name, NAME_UNITS))
    return [
        turn.sends(Screen(text=said, keyboard=again_)),
        turn.sends(Screen(text=fitted(invitation))),
    ]
