"""/ticket: a request by its number."""

import re
from typing import Final

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import NotFoundError
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.people.person import INSIDERS

NUMBER: Final = re.compile(r"\s*(?P<mark>[#№]?)\s*(?P<number>[1-9][0-9]{0,17})\s*")


def create_router() -> Router:
    router = Router(name="by-number")
    register_command(router, "ticket", ticket, roles=INSIDERS)
    return router


async def ticket(_message: Message, command: CommandObject, turn: Turn) -> Replies:
    if not command.args:
        return asked(turn)
    match = NUMBER.fullmatch(command.args)
    return [turn.says("find-no-number")] if match is None else await opened(int(match["number"]), turn)


def asked(turn: Turn) -> Replies:
    """Ask which, unless something else waits for an answer: that goes on waiting."""
    conversation = turn.conversation
    if conversation.stage not in (None, Stage.FIND):
        return [turn.says("find-in-one-line")]
    conversation.stage = Stage.FIND
    return [turn.says("ask-which-request")]


async def opened(number: int, turn: Turn) -> Replies:
    """Show the card at the end of the chat; where there is none for the person, say what they may know of it."""
    shown = await card_of(number, turn)
    return [turn.sends(Screen(text=await unseen(number, turn)))] if shown is None else [shown]


async def card_of(number: int, turn: Turn) -> OutgoingCall | None:
    """Draw it as a new card; None where there is none for the person."""
    try:
        details = await turn.desk.read_ticket(number, acting=turn.person.name)
    except NotFoundError:
        return None
    screen = card(details, turn.person.name, turn.texts)
    return screen.as_new_card(turn.person.telegram_id, number)


async def unseen(number: int, turn: Turn) -> Html:
    """Say what the person may know of a request that they may not see."""
    holder = await turn.desk.find_holder(number, person=turn.person)
    if holder is None:
        return turn.texts("find-unknown", number=str(number))
    return turn.texts("refused-colleagues", number=str(number), name=holder)
