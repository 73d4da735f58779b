"""/export: tickets as a table, made behind the scenes while its progress is shown; many come in several files."""

from datetime import datetime, timedelta
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import outdated
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import ExportButton, StopExportButton
from bot_service.adapters.inbound.telegram.drawing.office.exports import ended_screen
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
)
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.domain.deliveries.outgoing import update_cause
from bot_service.domain.office.reports.export import Export, ExportState
from bot_service.domain.people.person import SEERS

PERIODS: Final = (30, 90, 365, 0)
"""Days; 0 is all there ever were."""


def create_router() -> Router:
    router = Router(name="export")
    register_command(router, "export", export, roles=SEERS)
    router.callback_query.register(begun, ExportButton.filter(F.days.in_(PERIODS) & (F.part == 0)))
    # An earlier release had the next part asked for by a button of its own, too.
    router.callback_query.register(outdated, ExportButton.filter())
    router.callback_query.register(stopped, StopExportButton.filter())
    return router


async def export(_message: Message, turn: Turn) -> Replies:
    texts = turn.texts
    periods = [
        button(
            texts.plain("button-stats", days=days) if days else texts.plain("button-export-all"),
            ExportButton(days=days, part=0, since=0).pack(),
        )
        for days in PERIODS
    ]
    return [turn.sends(Screen(text=texts("export-ask"), keyboard=keyboard(periods)))]


async def begun(callback: CallbackQuery, callback_data: ExportButton, turn: Turn, office: Office) -> Replies:
    """Ask for it; a second tap on the same message asks for nothing more."""
    message_id = callback.message.message_id if callback.message else None
    thread_id = callback.message.message_thread_id if isinstance(callback.message, Message) else None
    cause = update_cause(turn.key.bot_id, turn.key.update_id)
    if message_id is not None:
        cause = f"export/{turn.key.bot_id}/{turn.person.telegram_id}/{message_id}"
    found = await office.exports.begin(
        Export(
            cause=cause,
            chat_id=turn.person.telegram_id,
            message_id=message_id,
            thread_id=thread_id,
            person=turn.person.name,
            language=turn.texts.language,
            zone=turn.desk.zone_of(await turn.desk.people.get(turn.person.name)),
            since=_since(callback_data.days, turn),
        )
    )
    if found.state is ExportState.RUNNING:
        # Whoever makes it draws how far it is: what this update draws might come after the end.
        return [answer(callback, turn.texts.plain("export-begun"))]
    return _ended(found, callback, turn)


async def stopped(
    callback: CallbackQuery, callback_data: StopExportButton, turn: Turn, office: Office
) -> Replies:
    found = await office.exports.stop(callback_data.number, turn.person.telegram_id)
    if found is None:
        return await outdated(callback, turn)
    return _ended(found, callback, turn)


def _ended(found: Export, callback: CallbackQuery, turn: Turn) -> Replies:
    """Draw what came of it; why it failed, whoever made it has said there, or is about to."""
    if found.state is ExportState.FAILED:
        return [answer(callback)]
    return [answer(callback), ended_screen(found, turn.texts).after_tap(callback)]


def _since(days: int, turn: Turn) -> datetime | None:
    return turn.desk.now() - timedelta(days=days) if days else None
