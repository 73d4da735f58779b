"""/away: staff say when they are away, by a tap or in words; also below /settings."""

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.absences import kept, possible, written_days
from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.settings import SettingsAction, SettingsButton
from bot_service.adapters.inbound.telegram.drawing.handing_over import hand_over_row
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.office.absences import (
    THERE,
    absence_line,
    choices,
    days_from,
)
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.people.users import UserView
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.ports.tickets.ticket_work import MOST_COUNTED
from bot_service.application.views.people import user_number
from bot_service.domain.people.person import WORKERS


def create_router() -> Router:
    router = Router(name="away")
    register_command(router, "away", away, roles=WORKERS)
    router.callback_query.register(chosen, SettingsButton.filter(F.action == SettingsAction.AWAY))
    return router


async def away(_message: Message, command: CommandObject, turn: Turn) -> Replies:
    """Ask when, or take the days that were written after the command."""
    if not turn.person.role.is_staff:
        return [turn.says("away-staff-only")]
    user = await turn.desk.people.get(turn.person.name)
    if command.args:
        days = written_days(command.args, user, turn.desk)
        if days is None:
            return [turn.says("away-unclear")]
        user = await kept(days, user, turn)
    return [turn.sends(await away_screen(user, turn))]


async def chosen(callback: CallbackQuery, callback_data: SettingsButton, turn: Turn) -> Replies:
    """Ask when, or keep what was tapped; the question stays, with what is known now."""
    if not turn.person.role.is_staff:
        return [answer(callback, turn.texts.plain("away-staff-only"), alert=True)]
    user = await turn.desk.people.get(turn.person.name)
    if callback_data.value:
        days = possible(days_from(callback_data.value), user, turn.desk)
        if days is None and callback_data.value != THERE:
            return [answer(callback, turn.texts.plain("button-outdated"), alert=True)]
        user = await kept(days, user, turn)
    return [answer(callback), (await away_screen(user, turn)).after_tap(callback)]


async def away_screen(user: UserView, turn: Turn) -> Screen:
    """Ask when; who is away, or will be, is offered to hand over what they have."""
    texts = turn.texts

    def data(value: str) -> str:
        return SettingsButton(action=SettingsAction.AWAY, value=value).pack()

    line = absence_line(user, turn.desk, texts)
    said = [texts("away-title"), line or texts("away-none"), "", texts("away-how")]
    back = button(texts.plain("button-back"), SettingsButton(action=SettingsAction.BACK).pack())
    rows = [[each] for each in choices(user, turn.desk, texts, data)]
    if line is not None:
        mine = await turn.desk.finder.queue(
            Queue.MINE, acting=user.name, everybodys=False, limit=MOST_COUNTED
        )
        rows.append(hand_over_row(user_number(user.name), len(mine), texts))
    return Screen(text=Html("\n".join(said)), keyboard=keyboard(*rows, [back]))
